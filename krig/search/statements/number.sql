-- The number of a thing.
SELECT id FROM thing WHERE iri = :iri
