"""Starts the database, the web server and the worker together, keeps them going, and stops them all.

Read from the top: `demo` and `serve` are what the `insyn` command calls; `supervisor` keeps `children`; `record`
remembers a start so that the next one can clear up after it; `ports` and `reset` each know one thing.
"""
