-- What else is held of some things.
SELECT id, iri, types, certainty, until, texts
FROM thing
WHERE id IN (SELECT value FROM json_each(:numbers))
ORDER BY id
