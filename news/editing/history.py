"""历史 of a story in the admin: every version with what changed in it, between the lines of Django's log; 恢复."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator

from news.articles.models import Article
from news.channels.models import Channel, Region
from news.editing.differences import compare_bodies, compare_texts
from news.editing.versions import (
    ArticleVersion,
    VersionParts,
    keep_first_version,
    keep_version,
    newest_version,
    parts_of,
    restore_version,
)
from news.text.markup import clean_body

if TYPE_CHECKING:
    Admin = ModelAdmin
else:
    Admin = object

ENTRIES_MOST = 150  # lines of the log that the page looks at
SHOWN = 10  # of versions and lines of the log, on one page
STALE = "这条新闻刚才又有改动，请核对后再恢复。"


class StoryHistory(Admin):
    """Keeps a version with every line of the log that tells of one, and shows them."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<int:pk>/versions/<int:number>/", view, name="news_article_version"), *super().get_urls()]

    def note_before(self, request: Any, obj: Article) -> None:
        """Call it before a story is saved: what it said until now is kept too."""
        request.last_version = keep_first_version(obj) if obj.pk else None

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        entry = super().log_addition(request, obj, message)
        keep_version(obj, request.user, entry.pk, None)
        return entry

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        entry = super().log_change(request, obj, message)
        last = getattr(request, "last_version", None) or newest_version(obj)
        if last:  # without any nothing of this kind has changed: whoever changes it calls `note_before`
            keep_version(obj, request.user, entry.pk, last)
        return entry

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        article = self.get_object(request, object_id)
        if article is None:
            return super().history_view(request, object_id)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        page = Paginator(list_entries(article), SHOWN).get_page(request.GET.get("p"))
        fill_entries(article, page.object_list)
        context = self.admin_site.each_context(request) | {
            "title": f"历史：{article}",
            "opts": self.opts,
            "article": article,
            "page": page,
            "may_restore": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "admin/news/article/history.html", context)

    def restore_view(self, request: Any, pk: int, number: int) -> HttpResponse:
        """Ask whether the story is to say what this version says; a POST that has `seen` what stands now does it."""
        article, version = get_object_or_404(Article, pk=pk), get_object_or_404(ArticleVersion, id=pk, pk=number)
        if not self.has_change_permission(request, article):
            raise PermissionDenied("您没有编辑新闻的权限。")
        if request.method == "POST":
            if self.restore(request, pk, version, clean_body(version.body)):
                messages.success(request, "已恢复，发布状态不变。请核对图片的位置。")
                return redirect("admin:news_article_change", pk)
            messages.error(request, STALE)
            article = get_object_or_404(Article, pk=pk)
        context = self.admin_site.each_context(request) | {
            "title": "恢复这一版",
            "opts": self.opts,
            "article": article,
            "version": version,
            "seen": hash_story(article),
            "changes": describe_changes(parts_of(article), parts_of_version(version)),
        }
        return TemplateResponse(request, "admin/news/article/restore.html", context)

    @transaction.atomic
    def restore(self, request: Any, pk: int, version: Any, body: str) -> bool:
        """Restore under the story's lock; False if it is no longer what the editor has seen."""
        article = Article.objects.select_for_update().get(pk=pk)
        if request.POST.get("seen") != hash_story(Article.objects.get(pk=pk)):
            return False
        self.note_before(request, article)
        restore_version(article, version, body)
        article.announce()
        self.log_change(request, article, f"恢复了 {version.saved_by or '系统'} 的一版")
        return True


def list_entries(article: Article) -> list[dict[str, Any]]:
    """Versions (without their bodies) and the log's other lines, the newest first."""
    own = ArticleVersion.objects.filter(id=article.pk).order_by("-history_id")
    rows = list(own.values_list("pk", "history_date", "log_entry")[: VersionParts.MOST + 1])
    log = LogEntry.objects.filter(
        content_type__app_label="news", content_type__model="article", object_id=str(article.pk)
    )
    lines = {line.pk: line for line in log.select_related("user").order_by("-action_time", "-pk")[:ENTRIES_MOST]}
    before = [pk for pk, _, _ in rows[1:]] + [None]
    found = [
        {"at": at, "version": pk, "before": last, "line": lines.pop(line, None)}
        for (pk, at, line), last in zip(rows[: VersionParts.MOST], before, strict=False)
    ]
    found += [{"at": line.action_time, "line": line} for line in lines.values()]
    return sorted(found, key=lambda entry: (entry["at"], entry.get("version") or 0), reverse=True)


def fill_entries(article: Article, entries: Any) -> None:
    """Put the versions of one page, and what changed in each, into its entries."""
    pks = {entry[key] for entry in entries for key in ("version", "before") if entry.get(key)}
    rows = ArticleVersion.objects.in_bulk(pks)
    newest = newest_version(article)
    for entry in entries:
        if version := rows.get(entry.get("version")):
            last = rows.get(entry["before"])
            entry["changes"] = describe_changes(parts_of_version(last), parts_of_version(version)) if last else None
            entry["is_newest"] = version.pk == newest.pk
            entry["version"] = version


def parts_of_version(version: Any) -> dict[str, Any]:
    names = ("channel_id", "region_id", "title", "body", "editor", "sources", "captions")
    return {name: getattr(version, name) for name in names}


def describe_changes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What differs between two versions: short texts by their label, and the rows of the body."""
    was, now = short_texts(old), short_texts(new)
    texts = [(label, compare_texts(was[label], now[label])) for label in was if was[label] != now[label]]
    return {"texts": texts, "body": compare_bodies(old["body"], new["body"]) if old["body"] != new["body"] else []}


def short_texts(parts: dict[str, Any]) -> dict[str, str]:
    """{label: text} of everything in a version but its body."""
    return {
        "标题": parts["title"],
        "频道": name_row(Channel, parts["channel_id"]),
        "地区": name_row(Region, parts["region_id"]),
        "网编": parts["editor"],
        "来源": "\n".join(describe_source(*source) for source in parts["sources"]),
        "图片说明": "\n".join(f"{number}. {text}" for number, (_, text) in enumerate(parts["captions"], 1)),
    }


def name_row(model: Any, pk: int | None) -> str:
    return str(model.objects.filter(pk=pk).first() or "（已删除）") if pk else ""


def describe_source(name: str, url: str, at: str) -> str:
    when = parse_datetime(at) if at else None
    return " ".join(
        part for part in (name, Truncator(url).chars(200), f"{when:%Y-%m-%d %H:%M}" if when else "") if part
    )


def hash_story(article: Article) -> str:
    """Equal for two moments at which a story says the same."""
    return blake2b(repr(parts_of(article)).encode("utf-8", "replace"), digest_size=12).hexdigest()
