"""首页排序: the front page as it stands, on which an editor chooses 头条 and gives stories fixed places."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from news.articles.models import Article
from news.changes.models import SiteVersion
from news.http.numbers import parse_pk
from news.pages.front_page import read_front
from news.pages.models import FrontPlace

ROW = re.compile(r"place-(\d{1,18})")
STALE = "刚才有人改了首页的位置，请核对后再保存。"
Places = dict[int, tuple[int, datetime | None]]  # {pk of a story: (place, until)}


class BadPlaces(Exception):
    """The sentence says what is wrong with what was typed."""


@require_http_methods(["GET", "HEAD", "POST"])
def front(request: Any) -> HttpResponse:
    """Show the stories with their places; a POST that has `seen` what stands now saves the places typed."""
    error = ""
    if request.method == "POST":
        try:
            save_places(request, parse_places(request.POST, timezone.now()))
        except BadPlaces as refused:
            error = str(refused)
        else:
            messages.success(request, "首页的位置已保存。")
            return redirect("admin:news_article_front")
    context = {
        "title": "首页排序",
        "opts": Article._meta,
        "error": error,
        "rows": list_rows(request.POST if error and error != STALE else None),
        "last": FrontPlace.LAST,
        "added": typed_in(request.POST) if error else {},
        "seen": hash_places(read_places()),
    }
    return TemplateResponse(request, "admin/news/article/front.html", site.each_context(request) | context)


def typed_in(data: Any) -> dict[str, str]:
    """What was typed into the row for a story that is not on the page."""
    return {"number": data.get("add", ""), "place": data.get("add-place", ""), "until": data.get("add-until", "")}


def list_rows(typed: Any) -> list[dict[str, Any]]:
    """[{story, now: where it stands, place, until}] in the order of the page, with what was `typed` if anything was."""
    now = timezone.now()
    page, places = read_front(now), {row.pk: row.front_place for row in FrontPlace.stories(now)}
    stand = [(page.lead, "头条")] if page.lead else []
    stand += [(row, "配图") for row in page.pictured]
    stand += [(row, f"第 {number} 位") for number, row in enumerate(page.lines, 2)]
    rows = []
    for story, where in stand:
        fixed = places.get(story.pk)
        until = timezone.localtime(fixed.until).strftime("%Y-%m-%dT%H:%M") if fixed and fixed.until else ""
        row = {"story": story, "now": where, "place": fixed.place if fixed else "", "until": until}
        if typed is not None:
            row |= {name: typed.get(f"{name}-{story.pk}", "") for name in ("place", "until")}
        rows.append(row)
    return rows


def parse_places(data: Any, now: datetime) -> Places:
    """What was typed; BadPlaces if it cannot be."""
    found: Places = {}
    for name in data:
        if (match := ROW.fullmatch(name)) and data[name].strip():
            found[int(match[1])] = parse_place(data[name].strip()), parse_until(data.get(f"until-{match[1]}", ""), now)
    if typed := data.get("add", "").strip():
        pk = parse_pk(typed) or 0
        if not Article.objects.published().by_editors().filter(pk=pk).exists():
            raise BadPlaces(f"没有编号为 {typed[:20]} 的已发布新闻。")
        found[pk] = parse_place(data.get("add-place", "").strip()), parse_until(data.get("add-until", ""), now)
    taken = [place for place, _ in found.values()]
    if twice := sorted({place for place in taken if taken.count(place) > 1}):
        raise BadPlaces(f"位置 {twice[0]} 填了两条新闻，请只留一条。")
    return found


def parse_place(typed: str) -> int:
    place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 3 else 0
    if not 1 <= place <= FrontPlace.LAST:
        raise BadPlaces(f"位置只能填 1 到 {FrontPlace.LAST}。")
    return place


def parse_until(typed: str, now: datetime) -> datetime | None:
    if not typed.strip():
        return None
    try:
        moment = parse_datetime(typed.strip()[:40])
        moment = timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
        is_coming = moment is not None and now < moment and moment.year < 9000
    except (ValueError, OverflowError):
        moment, is_coming = None, False
    if moment is None:
        raise BadPlaces("结束时间请写成 2026-11-29 18:00 的样子。")
    if not is_coming:
        raise BadPlaces("结束时间已经过去或太远，请改到将来，或者留空。")
    return moment


def read_places() -> Places:
    return {row.article_id: (row.place, row.until) for row in FrontPlace.objects.order_by("place")}


def hash_places(places: Places) -> str:
    return blake2b(repr(sorted(places.items())).encode(), digest_size=8).hexdigest()


@transaction.atomic
def save_places(request: HttpRequest, wanted: Places) -> None:
    """Put `wanted` in place of what stood, and say so in the history of each story that it changes."""
    pks = sorted({*read_places(), *wanted})
    list(Article.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))
    SiteVersion.objects.get_or_create(pk=1)
    SiteVersion.objects.select_for_update().get(pk=1)  # the one lock that two editors with other stories share
    stood = read_places()
    if request.POST.get("seen") != hash_places(stood):
        raise BadPlaces(STALE)
    stories = Article.objects.in_bulk([*stood, *wanted])
    if set(wanted) - set(Article.objects.published().by_editors().filter(pk__in=wanted).values_list("pk", flat=True)):
        raise BadPlaces("有一条新闻已经撤下，不在首页了，请核对后再保存。")
    FrontPlace.objects.all().delete()
    FrontPlace.objects.bulk_create(
        FrontPlace(article_id=pk, place=place, until=until) for pk, (place, until) in wanted.items()
    )
    for pk in sorted(stories):
        if stood.get(pk) != wanted.get(pk):
            log_place(request, stories[pk], wanted.get(pk))
    SiteVersion.bump()


def log_place(request: HttpRequest, story: Article, place: tuple[int, datetime | None] | None) -> None:
    said = "不再固定在首页"
    if place:
        until = f"，到 {timezone.localtime(place[1]):%Y-%m-%d %H:%M}" if place[1] else ""
        said = f"首页位置：{FrontPlace(place=place[0])}{until}"
    site.get_model_admin(Article).log_change(request, story, said)
