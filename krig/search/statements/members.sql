-- A page of the things of a kind and in a region.
SELECT id
FROM thing
WHERE TRUE
  AND (:kind IS NULL OR id IN (SELECT thing FROM member WHERE kind = :kind))
  AND (:region IS NULL OR id IN (SELECT thing FROM place WHERE region = :region))
ORDER BY id
LIMIT :most OFFSET :offset
