"""更多评论: one page of an article's thread in one of its four orders.

最新 and 最早 go by ranges of 30 floor numbers (楼), whose addresses never shift; 最热 and 争议 go by keyset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from comments.thread.models import Comment
from comments.thread.queries import PAGE
from news.http.paging import NUMBERED
from news.lists.keyset import Place, rows_behind

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet
    from news.articles.models import Article


SORTS = {"new": "最新", "old": "最早", "hot": "最热", "disputed": "争议"}
SCORES = {"hot": "hot", "disputed": "disputed"}
NEIGHBOURS = 2  # pages named on either side of the one that is shown


@dataclass
class PageLink:
    """One page of the pager: its name, the query that leads to it, whether it is the one that is shown."""

    label: str
    query: str
    is_current: bool = False


@dataclass
class ThreadPage:
    """A page of comments; `before` and `after` are the queries of the pages beside it ("" where there is none)."""

    comments: list
    before: str = ""
    after: str = ""
    links: list = field(default_factory=list)  # of `PageLink`, None where pages are left out
    number: int = 0  # of a page that has no floor numbers to be named by
    is_newest: bool = False  # new comments appear on this page


def thread_page(article: Article, sort: str, page: int, after: str) -> ThreadPage | None:
    """Return the `ThreadPage` page, or None if there is none. `page` 0: the first that this order shows."""
    rows = Comment.objects.filter(article=article).in_thread().for_rendering()
    if sort in SCORES:
        return scored_page(rows, sort, page, after)
    return floor_range_page(rows, sort, page, article.last_floor)


def newest_start(last_floor: int) -> int:
    """The first floor number of 最新's first page, which holds the newest 30 to 59, so that it is never nearly empty.

    >>> [newest_start(last) for last in (0, 30, 59, 60, 61, 90)]
    [1, 1, 1, 31, 31, 61]
    """
    return max(0, last_floor // PAGE - 1) * PAGE + 1


def floor_range_page(rows: CommentQuerySet, sort: str, page: int, last_floor: int) -> ThreadPage | None:
    """A page of floor numbers: page 1 holds 1–30 for ever; 最新 without a page holds the newest 30 to 59."""
    last_page = max(1, -(-last_floor // PAGE))
    if page > last_page:
        return None
    if sort == "old":
        page = page or 1
    start, end = (newest_start(last_floor), last_floor) if not page else ((page - 1) * PAGE + 1, page * PAGE)
    order = "floor" if sort == "old" else "-floor"
    comments = list(rows.filter(floor__gte=start, floor__lte=end).order_by(order))
    pages = [*range(1, last_page + 1)] if sort == "old" else pages_of_newest(page, last_floor)
    here = pages.index(page)

    def link(number: int) -> PageLink:
        return PageLink(range_label(number, last_floor), page_query(sort, number), is_current=number == page)

    return ThreadPage(
        comments,
        before=page_query(sort, pages[here - 1]) if here else "",
        after=page_query(sort, pages[here + 1]) if here + 1 < len(pages) else "",
        links=[link(number) if number is not None else None for number in pager_window(pages, here)],
        is_newest=not page,
    )


def pages_of_newest(page: int, last_floor: int) -> list[int]:
    """The pages of 最新 in order: 0 is the newest, then the ranges below it, and `page` wherever it lies."""
    older = [*range(newest_start(last_floor) // PAGE, 0, -1)]
    return [0, *older] if not page or page in older else [0, page, *older]


def page_query(sort: str, number: int) -> str:
    return f"sort={sort}&page={number}" if number else f"sort={sort}"


def range_label(number: int, last_floor: int) -> str:
    """What a page is called: 「31–60 楼」; page 0 is the newest."""
    first = (number - 1) * PAGE + 1 if number else newest_start(last_floor)
    last = min(number * PAGE, last_floor) if number else last_floor
    return f"{first}–{max(first, last)} 楼"


def pager_window(pages: list[int], here: int) -> Any:
    """The first, the last and those around index `here`; None stands for what is left out. Nothing if there is one."""
    if len(pages) == 1:
        return []
    near = range(max(1, here - NEIGHBOURS), min(len(pages) - 1, here + NEIGHBOURS + 1))
    shown = [0, *near, len(pages) - 1]
    found = [pages[0]]
    for before, index in pairwise(shown):
        found += [None] * (index > before + 1) + [pages[index]]
    return found


def floor_query(article: Article, sort: str, floor: int) -> str:
    """The query and fragment of the page on which the comment of this floor number stands, or would stand."""
    sort, floor = ("new" if sort == "new" else "old"), min(max(floor, 1), max(article.last_floor, 1))
    is_newest = sort == "new" and floor >= newest_start(article.last_floor)
    query = f"sort={sort}" if is_newest else f"sort={sort}&page={(floor - 1) // PAGE + 1}"
    rows = Comment.objects.filter(article=article).in_thread()
    # Numbers of hidden comments stay empty: the next one that is there is nearest to what was asked for.
    nearest = rows.filter(floor__gte=floor, floor__lt=floor + PAGE).order_by("floor").first()
    return f"{query}#comment-{nearest.pk}" if nearest else query


def scored_page(rows: CommentQuerySet, sort: str, page: int, after: str) -> ThreadPage | None:
    """最热 and 争议 go on behind the last row seen (`after` = score~pk), so that moving scores skip nobody.

    With `after`, `page` is only the number that the page shows; without it, the first ones are counted from the top.
    """
    column, page = SCORES[sort], max(page, 1)
    rows = rows.order_by(f"-{column}", "-pk")
    start = 0 if after else (page - 1) * PAGE
    place = score_and_pk(after) if after else None
    if after and place is None or not after and page > NUMBERED:
        return None
    rows = rows_behind(rows, place) if place else rows
    found = list(rows[start : start + PAGE + 1])
    if start and not found:
        return None
    shown = found[:PAGE]
    before = f"sort={sort}&page={page - 1}" if 1 < page <= NUMBERED + 1 else ""
    more = ""
    if len(found) > PAGE:
        more = f"sort={sort}&page={page + 1}&after={getattr(shown[-1], column)!r}~{shown[-1].pk}"
    return ThreadPage(shown, before, more, number=page)


def score_and_pk(mark: str) -> Place | None:
    """The place that a keyset mark (score~pk) names, or None if it is none."""
    score, _, pk = mark.partition("~")
    try:
        value = float(score)
    except ValueError:
        return None
    fits = pk.isascii() and pk.isdigit() and len(pk) < 19 and 0 <= value < 1e12
    return Place(value, int(pk)) if fits else None
