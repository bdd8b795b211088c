"""The rankings of the API."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from django.urls import reverse
from ninja import Router

from comments.api.rows import comment_rows
from comments.api.schemas import RankingFacts, RankingLine
from comments.rankings.builders import FORMULAS, TITLES, ranking_lines
from comments.thread.lists import cursors_under
from news.api.answers import answer_public, documented
from news.api.conversion import VariantText
from news.api.stories import article_line
from news.caching.pages import cursors_of
from news.http.requests import SiteRequest
from news.rankings.models import Ranking

router = Router(tags=["榜单"])


@router.get(
    "/rankings/{name}/",
    response=documented(RankingFacts, 404),
    summary="一个榜单",
    description="近期热门（read）、近期热评（discussed）、即刻热度（heat）、72 小时神评（gems），每分钟更新。",
    operation_id="ranking",
    url_name="ranking",
)
def show_ranking(request: SiteRequest, name: Literal["read", "discussed", "heat", "gems"]) -> HttpResponse:
    board = Ranking.current(name)
    shown, variant = ranking_lines(board), VariantText(request.variant)
    rows = [row for _, row in shown]

    def make() -> RankingFacts:
        return RankingFacts(
            name=name,
            title=variant.sentence(TITLES[name]),
            formula=variant.sentence(FORMULAS[name]),
            url=variant.address(reverse("board", args=[name])),
            lines=gem_lines(shown, variant) if name == "gems" else story_lines(shown, variant),
        )

    seen = cursors_under(rows) if name == "gems" else cursors_of(rows)
    return answer_public(request, ["ranking", name, board.mark, seen], make)


def gem_lines(shown: list[tuple[dict[str, Any], Any]], variant: VariantText) -> list[RankingLine]:
    rows = comment_rows([row for _, row in shown], variant)
    return [RankingLine(**figures(line), article=None, comment=row) for (line, _), row in zip(shown, rows, strict=True)]


def story_lines(shown: list[tuple[dict[str, Any], Any]], variant: VariantText) -> list[RankingLine]:
    return [RankingLine(**figures(line), article=article_line(row, variant), comment=None) for line, row in shown]


def figures(line: dict[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in ("place", "moved", "score")}
