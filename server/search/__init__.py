"""Search over HTTP: processes that search the index of the revision that is served, and a page.

What people type is read in a process of its own, which may be killed at any moment.
"""
