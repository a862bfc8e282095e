-- How many things are of a kind and in a region.
SELECT COUNT(*)
FROM thing
WHERE TRUE
  AND (:kind IS NULL OR id IN (SELECT thing FROM member WHERE kind = :kind))
  AND (:region IS NULL OR id IN (SELECT thing FROM place WHERE region = :region))
