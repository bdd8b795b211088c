"""This site beside others of its kind and beside servers of ready bytes: `make bench ARGS=peers`.

One run, one core for the server that is measured, another for the client; docs/performance.md is written from it.
"""
