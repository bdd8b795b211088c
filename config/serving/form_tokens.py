"""Tokens for forms, as `django.middleware.csrf.get_token` makes them; a sixth of the time, for each page needs one."""

import secrets

from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

LETTERS = CSRF_ALLOWED_CHARS.encode()
NUMBERS = bytes(max(0, LETTERS.find(byte)) for byte in range(256))  # of each letter, its place among them
FAIR = 256 - 256 % len(LETTERS)  # random bytes from here on would make some letters likelier than others


def make_token(secret: str) -> str:
    """The `secret` of the cookie under a mask that is new each time: the mask, and the secret moved by it."""
    mask = make_mask()
    moved = zip(secret.encode().translate(NUMBERS), mask, strict=True)
    cipher = bytes(LETTERS[(one + other) % len(LETTERS)] for one, other in moved)
    return (bytes(LETTERS[number] for number in mask) + cipher).decode()


def make_mask() -> bytes:
    """The numbers of so many random letters as a secret has."""
    found = bytearray()
    while len(found) < CSRF_SECRET_LENGTH:
        found += bytes(byte % len(LETTERS) for byte in secrets.token_bytes(CSRF_SECRET_LENGTH + 8) if byte < FAIR)
    return bytes(found[:CSRF_SECRET_LENGTH])
