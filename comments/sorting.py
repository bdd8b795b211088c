"""更多评论: one page of an article's floor in one of its four orders."""

from dataclasses import dataclass

from django.db.models import Q

from comments.models import Comment
from comments.models.comment_queries import PAGE

SORTS = {"new": "最新", "old": "最早", "hot": "最热", "disputed": "争议"}
SCORES = {"hot": "hot", "disputed": "disputed"}


@dataclass
class Listed:
    """A page of comments and the queries that lead on from it ("" where there is nothing)."""

    comments: list
    page: int = 0
    pages: int = 0
    before: str = ""
    after: str = ""
    first: str = ""
    last: str = ""


def floor_page(article, sort, page, after):
    """Return the `Listed` page, or None if there is none. `page` 0: the first that this order shows."""
    floor = Comment.objects.filter(article=article).on_floor().drawn()
    if sort in SCORES:
        return scored(floor, SCORES[sort], page, after)
    return ranged(floor, sort, page, max(1, -(-article.last_floor // PAGE)))


def ranged(floor, sort, page, pages):
    """最新 and 最早 are fixed ranges of 楼: page 1 holds 1–30 for ever; 最新 begins at the last."""
    page = page or (pages if sort == "new" else 1)
    if page > pages:
        return None
    up = sort == "old"
    comments = list(floor.floors(page).order_by("floor" if up else "-floor"))
    steps = {
        "after": page + (1 if up else -1),
        "before": page - (1 if up else -1),
        "first": 1 if up else pages,
    }
    steps["last"] = pages if up else 1
    links = {name: f"sort={sort}&page={step}" if 1 <= step <= pages else "" for name, step in steps.items()}
    return Listed(comments, page, pages, **links)


def scored(floor, column, page, after):
    """最热 and 争议 go on behind the last row seen (`after` = score~pk), so that moving scores skip nobody."""
    rows = floor.order_by(f"-{column}", "-pk")
    if after:
        bound = parsed(after)
        if bound is None:
            return None
        score, pk = bound
        rows = rows.filter(Q(**{f"{column}__lt": score}) | Q(**{column: score, "pk__lt": pk}))
    start = (max(page, 1) - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    if start and not found:
        return None
    shown = found[:PAGE]
    last = f"{getattr(shown[-1], column)!r}~{shown[-1].pk}" if len(found) > PAGE else ""
    sort = next(name for name, used in SCORES.items() if used == column)
    return Listed(shown, after=last and f"sort={sort}&after={last}", first=f"sort={sort}" if after or start else "")


def parsed(after):
    """(score, pk) of a keyset mark, or None if it is none."""
    score, _, pk = after.partition("~")
    try:
        value = float(score)
    except ValueError:
        return None
    fits = pk.isascii() and pk.isdigit() and len(pk) < 19 and 0 <= value < 1e12
    return (value, int(pk)) if fits else None
