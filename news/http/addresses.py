"""Addresses with one argument, as `reverse` gives them: what stands around the argument is looked for once.

A page of a story holds two hundred addresses; `reverse` looks at all candidates of a name for each.
"""

from functools import cache
from urllib.parse import quote

from django.urls import reverse

SAFE = "!$&'()*+,;=~:@"  # what `reverse` leaves as it is (RFC 3986), but for the slash, which is no part of an argument
MARK = 987654321987654321  # stands for the argument, whether it is a number, a slug or a name


def address_of(view: str, argument: int | str) -> str:
    """The address of the view of this name, whose one argument is a number, a slug or a name without a slash."""
    if not isinstance(argument, int) and (not argument or "/" in argument):
        return reverse(view, args=[argument])  # which says what is wrong
    before, behind = around_argument(view)
    return f"{before}{quote(str(argument), SAFE)}{behind}"


@cache
def around_argument(view: str) -> tuple[str, str]:
    before, behind = reverse(view, args=[MARK]).split(str(MARK))
    return before, behind
