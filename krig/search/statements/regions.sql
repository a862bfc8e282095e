-- The regions in which some things are.
SELECT thing, region
FROM place
WHERE thing IN (SELECT value FROM json_each(:numbers))
ORDER BY thing, region
