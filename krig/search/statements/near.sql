-- Things in which an FTS5 query finds most, and of the rarest.
SELECT rowid
FROM part
WHERE part MATCH :query
  AND (:kind IS NULL OR rowid IN (SELECT thing FROM member WHERE kind = :kind))
  AND (:region IS NULL OR rowid IN (SELECT thing FROM place WHERE region = :region))
ORDER BY rank, rowid
LIMIT :most
