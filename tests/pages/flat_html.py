"""HTML as tests read it: how a template breaks its lines does not count."""

import re

from tests.pages.visible_text import BLOCKS

TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
EDGE = re.compile(rf"\s*(</?(?:{'|'.join(sorted(BLOCKS))})(?:\s[^<>]*)?>)\s*")


def flat_html(html: str) -> str:
    """`html` with one blank between the attributes of a tag, and none at the edges of block elements."""
    html = TAG.sub(lambda tag: re.sub(r"\s+", " ", tag[0]).replace(" >", ">"), html)
    return EDGE.sub(r"\1", html)
