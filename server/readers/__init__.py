"""Queries answered in processes that may die: whatever a query does, only its own reader ends.

Three kinds of process, each with one duty:

- The *front* (this package's `Pool`, inside the server's event loop) admits, times, kills, caches
  and passes bytes on. It never reads a query and never touches a graph: nesting a few thousand
  deep ends the process that parses it, and nothing can catch that.
- The *template* loads a revision, has one thread, answers nothing, and forks readers: 3 ms for
  1.26 million triples. Where a write changes little, it changes its graph likewise and forks the
  readers of the next revision; those of the last one keep the pages that they were forked with.
- A *reader* answers one query at a time, behind walls (`walls`): no network, no files, no core
  dump, so much memory and no more. SIGKILL ends it at any moment, and another takes its place.
"""
