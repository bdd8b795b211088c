"""The gems of one day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from comments.gems.models import Gem
from comments.thread.lists import cursors_under
from news.articles.views import parse_day
from news.caching.pages import render_public
from news.text.dates import format_day

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def gems_of_day(request: SiteRequest, day: str) -> HttpResponse:
    """The daily archive of 神评: what stood there when the day closed."""
    when = parse_day(day)
    rows = [gem.comment for gem in Gem.objects.of_day(when)]
    context = {"title": f"{format_day(when)}的神评妙论", "comments": rows, "when": when}
    has_earlier = Gem.objects.filter(day__lt=when).exists()
    context |= {"previous": when - timedelta(days=1) if has_earlier else None}
    context |= {"next": when + timedelta(days=1) if when < timezone.localdate() - timedelta(days=1) else None}
    return render_public(
        request, "comments/rankings/gems_of_day.html", context, ["gems", str(when), has_earlier, cursors_under(rows)]
    )
