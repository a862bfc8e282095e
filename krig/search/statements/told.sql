-- Things of which something like this is told.
SELECT id
FROM thing
WHERE texts LIKE :pattern ESCAPE '!'
  AND (:kind IS NULL OR id IN (SELECT thing FROM member WHERE kind = :kind))
  AND (:region IS NULL OR id IN (SELECT thing FROM place WHERE region = :region))
ORDER BY id
LIMIT :most
