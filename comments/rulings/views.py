"""The public record of rulings: without names and without texts, by reason, moderator's number and month."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse

from comments.reasons import RULING_REASONS
from comments.rulings.models import Ruling
from comments.rulings.months import count_months, following
from news.caching.pages import render_public
from news.http.numbers import parse_pk
from news.http.paging import PER_PAGE, paginate
from news.text.dates import start_of_day

if TYPE_CHECKING:
    from comments.rulings.models import RulingQuerySet
    from news.http.requests import SiteRequest

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
REASONS = dict(RULING_REASONS)


def rulings(request: SiteRequest) -> HttpResponse:
    """`?reason=`, `?moderator=` (a number) and `?month=` (2026-11) narrow the list."""
    filters = parse_filters(request)
    rows, page, more = paginate(request, narrow(Ruling.objects.order_by("-made_at", "-pk"), filters), PER_PAGE)
    context = {"rulings": rows, "page": page, "more": more, "reasons": RULING_REASONS, **filters}
    context["more_query"] = "".join(f"&{name}={value}" for name, value in filters.items() if value)
    seen = ["rulings", more, *filters.values(), *(ruling.pk for ruling in rows)]
    return render_public(request, "comments/rulings/rulings.html", context, seen)


def parse_filters(request: SiteRequest) -> dict[str, Any]:
    """{"reason", "moderator", "month"} as the address says them, "" where it does not; 404 for what is none."""
    reason, number, month = (request.GET.get(name, "") for name in ("reason", "moderator", "month"))
    if reason and reason not in REASONS or number and not parse_pk(number) or month and not MONTH.fullmatch(month):
        raise Http404("没有这样的记录。")
    return {"reason": reason, "moderator": parse_pk(number) or "", "month": month}


def narrow(rows: RulingQuerySet, filters: dict[str, Any]) -> RulingQuerySet:
    if filters["reason"]:
        rows = rows.filter(reason=filters["reason"])
    if filters["moderator"]:
        rows = rows.filter(number=filters["moderator"])
    if match := MONTH.fullmatch(filters["month"]):
        year, month = int(match[1]), int(match[2])
        start = date(year, month, 1)
        rows = rows.filter(made_at__gte=start_of_day(start), made_at__lt=start_of_day(following(start)))
    return rows


def months(request: SiteRequest) -> HttpResponse:
    """How often each act was done, month by month, the newest first."""
    rows = count_months()
    acts = [act for act in Ruling.Act if any(act in row for _, row in rows)]
    lines = [
        (f"{month:%Y-%m}", f"{month.year}年{month.month}月", [row.get(act, 0) for act in acts], sum(row.values()))
        for month, row in rows
    ]
    context = {"lines": lines, "acts": [act.label for act in acts]}
    return render_public(request, "comments/rulings/months.html", context, ["rulings by month", lines])
