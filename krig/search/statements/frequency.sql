-- In how many things three keys in a row are.
SELECT doc FROM threes WHERE term = :three
