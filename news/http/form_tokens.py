"""Tokens for forms, as `django.middleware.csrf.get_token` makes them; far faster, for each page needs one.

Letters are numbers here, many in one `bytes`, and whatever is done to them is done to all at once by `translate`.
"""

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

LETTERS = CSRF_ALLOWED_CHARS.encode()
NUMBERS = bytes(max(0, LETTERS.find(byte)) for byte in range(256))  # of each letter, its place among them
TO_LETTERS = bytes(LETTERS[number % len(LETTERS)] for number in range(256))  # of each number, beyond the last anew
MODULO = bytes(number % len(LETTERS) for number in range(256))
FAIR = 256 - 256 % len(LETTERS)  # random bytes from here on would make some letters likelier than others
UNFAIR = bytes(range(FAIR, 256))


def token_for(request: HttpRequest) -> str:
    """A token for the forms of the answer to `request`; its cookie is renewed, as with `get_token`."""
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        return get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return make_token(secret)


def make_token(secret: str) -> str:
    """The `secret` of the cookie under a mask that is new each time: the mask, and the secret moved by it."""
    mask = make_mask()
    numbers = secret.encode().translate(NUMBERS)
    # As two long numbers in base 256: no digit of their sum is too large for a byte, so none is carried.
    moved = int.from_bytes(mask) + int.from_bytes(numbers)
    return (mask + moved.to_bytes(len(mask))).translate(TO_LETTERS).decode()


def make_mask() -> bytes:
    """The numbers of so many random letters as a secret has."""
    found = b""
    while len(found) < CSRF_SECRET_LENGTH:
        found += secrets.token_bytes(CSRF_SECRET_LENGTH + 8).translate(MODULO, UNFAIR)
    return found[:CSRF_SECRET_LENGTH]
