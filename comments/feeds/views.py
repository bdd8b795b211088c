"""Feeds of readers: a person, the rankings, the comments of an article, the polls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from comments.polls.models import Poll
from comments.profiles.activity import activity
from comments.rankings.builders import TITLES, ranking_lines
from comments.readers.lookup import get_reader_or_redirect
from comments.thread.models import Comment
from comments.thread.text import plain
from news.articles.models import Article
from news.feeds.writer import MOST, Entry, VariantFeed, story_entries
from news.rankings.models import Ranking

if TYPE_CHECKING:
    from comments.profiles.activity import ActivityLine
    from comments.readers.models import Reader


class ReaderFeed(VariantFeed):
    """A person's activity, `only` one kind of it or all; `subject` is what the title calls it."""

    only, subject = "", "个人动态"

    def __call__(self, request: Any, name: str) -> HttpResponse | None:  # type: ignore[override]
        reader, elsewhere = get_reader_or_redirect(request, name)
        return elsewhere or super().__call__(request, reader=reader)

    def get_object(self, request: HttpRequest, reader: Reader) -> Reader:
        return reader

    def title(self, reader: Reader) -> str:
        return f"{reader.name} {self.sentence_in_variant(f'的{self.subject} - {settings.SITE_NAME}')}"

    def items(self, reader: Reader) -> list[Entry]:
        happened, _ = activity(reader, only=self.only)
        return [activity_entry(reader, line) for line in happened]


class ReaderCommentsFeed(ReaderFeed):
    only, subject = "comments", "评论"


def activity_entry(reader: Reader, line: ActivityLine) -> Entry:
    """The entry of one line of a reader's activity."""
    row = line.row
    fields: dict[str, Any] = {"published_at": line.at, "fragment": f"#{line.kind}-{row.pk}"}
    if line.kind == "level":
        fields |= {"title": str(row.rank), "heading": "升到 " if row.is_rise else "降到 "}
        return Entry(path=reader.get_absolute_url(), html="", author=reader.name, name=reader.name, **fields)
    if line.kind == "story":
        title, path = row.article.title, row.article.get_absolute_url()
        return Entry(title=title, path=path, html="", author=reader.name, **fields)
    return comment_entry(row.comment if line.kind == "gem" else row, line.kind, **fields)


HEADINGS = {"gem": "入选神评：", "reply": "的回复："}
AS_EDITOR = "【网编回复】"


def comment_entry(comment: Comment, kind: str = "comment", **fields: Any) -> Entry:
    """The entry of a comment: its first words are the title, its text is there as text and as HTML."""
    facts = {
        "title": comment.first_line,
        "heading": HEADINGS.get(kind, "") + (AS_EDITOR if comment.as_editor else ""),
        "path": comment.get_absolute_url(),
        "html": comment.html,
        "published_at": comment.shown_at,
        "updated_at": comment.edited_at,
        "author": comment.author.name,
        "summary": plain(comment.text),
        "story": comment.article_id,
        "categories": [comment.article.title],
        "name": comment.author.name if kind == "reply" else "",
    }
    return Entry(**(facts | fields))


class ArticleCommentsFeed(VariantFeed):
    """The newest comments of an article."""

    notifies_hub = True

    def get_object(self, request: HttpRequest, pk: int) -> Article:
        return get_object_or_404(Article.objects.published(), pk=pk)

    def title(self, article: Article) -> str:
        return self.sentence_in_variant("评论：") + self.in_variant(article.title)

    def link(self, article: Article) -> str:
        return self.url(f"{article.get_absolute_url()}#comments")

    def items(self, article: Article) -> Iterator[Any]:
        return map(comment_entry, Comment.objects.filter(article=article).shown().newest().for_rendering()[:MOST])


class RankingFeed(VariantFeed):
    """What stands on a ranking, the first first."""

    def get_object(self, request: HttpRequest, name: str) -> str:
        if name not in TITLES:
            raise Http404("没有这个榜单。")
        return name

    def title(self, name: str) -> str:
        return self.sentence_in_variant(f"{TITLES[name]} - {settings.SITE_NAME}")

    def link(self, name: str) -> str:
        return self.url(f"/boards/{name}/")

    def items(self, name: str) -> Iterator[Any] | list[Entry]:
        rows = [row.pk for _, row in ranking_lines(Ranking.current(name), MOST)]
        if name == "gems":
            comments = Comment.objects.for_rendering().in_bulk(rows)
            return [comment_entry(comments[pk]) for pk in rows]
        stories = Article.objects.for_page().in_bulk(rows)
        return story_entries([stories[pk] for pk in rows])


class PollsFeed(VariantFeed):
    def title(self, obj: Any) -> str:
        return self.sentence_in_variant(f"问卷 - {settings.SITE_NAME}")

    def link(self, obj: Any) -> str:
        return self.url("/polls/")

    def items(self, obj: Any) -> Iterator[Any]:
        return map(poll_entry, Poll.objects.published().newest().for_rendering()[:MOST])


def poll_entry(poll: Poll) -> Entry:
    html = render_to_string("comments/polls/_feed_poll.html", {"poll": poll})
    path, at = poll.get_absolute_url(), poll.published_at
    return Entry(title=poll.question, path=path, html=html, published_at=at, summary=poll.text)
