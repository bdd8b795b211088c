"""Which query names an address knows: what nobody asks about must not make another page of it.

Only for pages that are kept ready for everybody; an address that is not listed keeps its query as it is.
"""

import re
from urllib.parse import parse_qsl, urlencode

PREFIX = r"^(?:/zh-hans|/zh-hant|/zh-hk)?"
VALUE_LONGEST = 100
FEED = r"/feeds/(?:.+/)?"
API = r"/api/v1/"
KNOWN = [
    (re.compile(PREFIX + pattern), names)
    for pattern, names in (
        (r"/(?:latest/|offline/|contact/)?$", ()),
        (r"/community/$", ("page", "after")),
        (r"/news/\d+/$", ()),
        (r"/news/\d+/comments/$", ("sort", "page", "after", "floor")),
        (r"/comments/\d+/$", ("page", "after")),
        (r"/(?:channels|local|boards|editors)/.*$", ("page", "after")),
        (r"/(?:local|comments|polls)/$", ("page", "after")),
        (r"/rulings/$", ("reason", "moderator", "month", "page", "after")),
        (r"/(?:sources/\d+|days/[^/]+)/$", ("page", "after")),
        (r"/polls/\d+/(?:results/)?$", ()),
        (r"/readers/[^/]+/$", ("after", "page")),
        (r"/readers/[^/]+/activity/$", ("after", "only", "page")),
        (FEED + "$", ()),
        (API + r"(?:channels/[^/]+/)?articles/$", ("after",)),
        (API + r"articles/\d+/comments/$", ("sort", "page", "after")),
        (API + r"readers/[^/]+/comments/$", ("after",)),
        (API + r"(?:openapi\.json|channels/|(?:articles|comments)/\d+/|(?:readers|rankings)/[^/]+/)?$", ()),
        (r"/(?:robots\.txt|sitemap\.xml|manifest\.webmanifest|sitemaps/.*|news/\d+/card-[^/]*)$", ()),
    )
]


def canonical_query(path: str, query: bytes) -> bytes:
    """`query` with the names that `path` knows alone, each once, in one order; what is empty falls away."""
    if not query:
        return query
    names = next((names for pattern, names in KNOWN if pattern.match(path)), None)
    if names is None:
        return query
    if not names:
        return b""
    given = dict(parse_qsl(query.decode("ascii"), errors="replace"))
    kept = [(name, given[name][:VALUE_LONGEST]) for name in names if given.get(name)]
    return urlencode(kept).encode()
