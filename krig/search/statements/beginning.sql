-- Things that have a name, a word of one, or initials, that begins so.
SELECT thing
FROM beginning
WHERE many = :many AND strokes > :strokes AND strokes < :last
  AND (:kind IS NULL OR thing IN (SELECT thing FROM member WHERE kind = :kind))
  AND (:region IS NULL OR thing IN (SELECT thing FROM place WHERE region = :region))
LIMIT :most
