"""The scripts and styles of the pages, and what bundles them."""
