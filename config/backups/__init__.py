"""Backups: a folder with the database, the pictures, the secret and a manifest by which all of it is checked."""
