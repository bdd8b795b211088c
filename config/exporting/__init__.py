"""Leaving: a folder of JSON Lines and media that any site of this program can take in. Described in docs/export.md."""
