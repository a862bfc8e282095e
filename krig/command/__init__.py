"""The command line: `krig build`, `validate`, `query`, `export`, `releases`, `diff`, `serve`."""
