"""What is run by hand and in continuous integration: long trials of a server of the real kind."""
