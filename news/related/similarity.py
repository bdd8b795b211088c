"""Which earlier stories stand below a story: those on the same matter, else the newest of its channel.

On the same matter are those that share names and words that are rare elsewhere.

What a story is about is what its title says and what its text says again and again. Each such term is looked up in the
index of search; a term that few stories know weighs ln(stories / those that know it), after K. Spärck Jones, "A
statistical interpretation of term specificity", 1972. Common words thereby weigh nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from math import log
from typing import Any

from news.articles.body import plain_text
from news.articles.models import Article
from news.search.index import before
from news.search.models import ArticleEntry
from news.search.query import BadQuery, parse_query
from news.variants.folding import fold

LEAST, MOST = 5, 10
TERMS = 40
LOOKED_AT = 120  # stories looked at for each term; one that more know is common
SAID_AGAIN, SHORT = 3, 700  # in a shorter text twice is again
BODY = 3000
UNSEEN = 60
RARE = 2.3  # the least rarity: known to a tenth of the stories at most
ENOUGH = 2.2  # times the rarity of a term that one story knows
# Two letters are mostly words, three and more mostly names.
BY_LENGTH = {2: 0.5, 3: 1.0}
LONG = 1.3
IN_TITLE = 2

HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z][a-z'’-]{3,}")
# Letters that join words rather than make them.
JOINING = re.compile(
    r"[的了在是和与及或为将把被对于从到向也都又不没有这那个一二三四五六七八九十年月日时说称道就还更最后前中上下]+"
)


def earlier_stories(article: Article) -> list[int]:
    """The pks of five to ten stories earlier than `article`: first those on the same matter, newest first.

    Where they are fewer than five, the newest of its channel follow, then of its group of channels, of its kind of
    channel, of the site. Fewer than five only if there are no more.
    """
    found = score_candidates(article)
    if article.published_at is None:
        return found
    earlier = Article.objects.filter(published_at__lt=article.published_at).exclude(pk=article.pk)
    channel = article.channel
    for place in ({"channel": channel}, {"channel__group": channel.group}, {"channel__kind": channel.kind}, {}):
        if len(found) >= LEAST:
            break
        others = earlier.filter(**place).exclude(pk__in=found).newest()
        found += others.values_list("pk", flat=True)[: LEAST - len(found)]
    return found


def score_candidates(article: Article) -> list[int]:
    """The pks of up to ten earlier stories on the matter of `article`, newest first; [] if none is good."""
    if article.published_at is None:
        return []
    moment = before(article.published_at)
    # A small site cannot tell what is rare: it is taken for a part of a somewhat larger one.
    total = ArticleEntry.objects.filter(pk__lt=moment).count() + UNSEEN
    shared: dict[Any, Any] = {}
    for term, weight in subjects(article.title, article.body):
        found = candidates_with(term, moment)
        rarity = log((total + 1) / (len(found) + 1)) if len(found) < LOOKED_AT else 0
        if rarity >= RARE:
            for pk in found:
                shared.setdefault(pk, {})[term] = rarity * weight * BY_LENGTH.get(len(term), LONG)
    titles = dict(ArticleEntry.objects.filter(thing__in=shared).values_list("thing", "title"))
    scores = {pk: score(terms, titles.get(pk, ""), fold(article.title)) for pk, terms in shared.items()}
    good = [(number, pk) for pk, number in scores.items() if number >= ENOUGH * log(total + 2) and pk != article.pk]
    best = [pk for _, pk in sorted(good, reverse=True)[:MOST]]
    return list(ArticleEntry.objects.filter(thing__in=best).order_by("-pk").values_list("thing", flat=True))


def score(terms: dict[str, float], title: str, own_title: str) -> float:
    """How much two stories share.

    0 unless a name, or two things, stand in both titles, or a long name in one, or two names in both texts.
    """
    longest = {term: value for term, value in terms.items() if not any(term in other != term for other in terms)}
    headed = [term for term in longest if term in title and term in own_title]
    names = [term for term in longest if len(term) > 2]
    own = [term for term in names if len(term) > 3 and term in own_title]
    if not (len(headed) > 1 or any(len(term) > 2 for term in headed) or len(names) > 1 or own):
        return 0
    return sum(value * (IN_TITLE if term in headed else 1) for term, value in longest.items())


def candidates_with(term: str, moment: int) -> list[int]:
    """The pks of the newest stories before `moment` that hold a term."""
    try:
        query = parse_query(f'"{term}"')
    except BadQuery:
        return []
    return [pk for _, pk in ArticleEntry.index.matching(query, below=moment, limit=LOOKED_AT)]


def subjects(title: str, body: str) -> list[tuple[str, float]]:
    """[(folded term, weight)] of what a story is about, the weightiest first."""
    head, text = fold(title), fold(plain_text(body[: BODY * 2]))[:BODY]
    counted = Counter(term for piece in stretches(text) for term in split_text(piece))
    again = SAID_AGAIN if len(text) > SHORT else 2
    terms = {term: min(number, 8) / 4 for term, number in counted.items() if number >= again}
    for term in {term for piece in stretches(head) for term in split_text(piece)}:
        terms[term] = terms.get(term, 0) + (1.5 if counted[term] else 0.6)
    weighed = sorted(terms.items(), key=lambda item: (-item[1] * len(item[0]), item[0]))
    return split_words(weighed)[:TERMS]


def stretches(text: str) -> Iterator[str]:
    """The stretches of a folded text between the letters that only join words, and its Latin words."""
    for run in HAN.findall(text):
        yield from (part for part in JOINING.split(run) if len(part) > 1)
    yield from LATIN.findall(text)


def split_text(stretch: str) -> list[str]:
    """What of a stretch may be a term: every two to five letters of it, or the Latin word."""
    if not HAN.match(stretch):
        return [stretch]
    sizes = range(2, min(5, len(stretch)) + 1)
    return [stretch[at : at + size] for size in sizes for at in range(len(stretch) - size + 1)]


def split_words(weighed: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Without terms that are only said as part of a longer one: a part as weighty as the whole says no more."""
    kept: list[Any] = []
    for term, weight in weighed:
        if not any(term in other and weight <= whole for other, whole in kept):
            kept.append((term, weight))
    return kept
