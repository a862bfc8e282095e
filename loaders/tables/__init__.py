"""One module for each fact table: `read(path)` gives its rows, `quads(row)` what a row says."""
