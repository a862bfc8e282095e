"""The catalogue of what this server holds, and the dumps to download."""
