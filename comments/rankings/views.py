"""The page of each ranking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone

from comments.rankings.builders import FORMULAS, TITLES, ranking_lines
from comments.thread.lists import cursors_under
from news.caching.pages import cursors_of, render_public
from news.rankings.models import Ranking

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def board(request: SiteRequest, name: str) -> HttpResponse:
    """A ranking as it stands, a minute old at most; every row says why it is there."""
    if name not in TITLES:
        raise Http404("没有这个榜单。")
    board = Ranking.current(name)
    shown = ranking_lines(board)
    rows = [row for _, row in shown]
    context = {"board": board, "name": name, "title": TITLES[name], "formula": FORMULAS[name], "lines": shown}
    context |= {"titles": TITLES, "feed": f"/feeds/boards/{name}/", "today": timezone.localdate() - timedelta(days=1)}
    seen = cursors_under(rows) if name == "gems" else cursors_of(rows)
    # A minute's build says when it was made; which minute it is, only where the rows moved.
    return render_public(
        request, f"comments/rankings/{'gems' if name == 'gems' else 'stories'}.html", context, [board.mark, seen]
    )
