-- Things in whose names, regions or texts an FTS5 query finds something, important ones first.
SELECT rowid
FROM part
WHERE part MATCH :query
  AND (:kind IS NULL OR rowid IN (SELECT thing FROM member WHERE kind = :kind))
  AND (:region IS NULL OR rowid IN (SELECT thing FROM place WHERE region = :region))
ORDER BY rowid
LIMIT :most
