"""Pictures from outside, decoded in child processes. Nothing here needs Django: a child starts fast and stays small."""
