"""Numbers from outside: what is none, or too long for a database, is no error but no number."""

PK_DIGITS = 18  # what a 64-bit column surely holds


def parse_pk(raw: str) -> int | None:
    """A primary key or cursor as an address or form has it, or None."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= PK_DIGITS else None
