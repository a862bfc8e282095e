-- The classes, the most important first.
SELECT id, iri, ko, en, things FROM kind ORDER BY id
