"""The validators that are compared, each a program: DATA.nt SHAPES.ttl REPORT.nt.

Each writes its report as N-Triples, and prints a line of JSON: the `seconds` from opening the files
to the report in memory, imports left out, and the most memory in `bytes` that the process held.
They know nothing of krig, nor of each other, so that each runs in whatever environment has it.
"""
