-- The names of some things.
SELECT thing, text, language, role, strokes, mask
FROM name
WHERE thing IN (SELECT value FROM json_each(:numbers))
ORDER BY thing, number
