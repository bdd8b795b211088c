"""What may be reported, and by whom: one finder for each kind of thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.bans.models import refuse_banned
from comments.exceptions import Forbidden, Gone
from comments.polls.models import Poll
from comments.readers.lookup import find_reader
from comments.submissions.authorship import Authorship
from comments.thread.models import Comment
from comments.thread.text import first_line
from news.articles.models import Article

if TYPE_CHECKING:
    from comments.readers.models import Reader


@dataclass
class Thing:
    """Something that may be reported: its `kind` in THINGS, its row, whose it is (pks), and what a page says of it."""

    kind: str
    row: Any
    owners: set[int]
    noun: str
    quote: str


def find_comment(pk: int) -> Thing:
    comment = Comment.objects.shown().in_open_articles().filter(pk=pk).first()
    if comment is None:
        raise Gone("这条评论已经不在了，不能再举报。")
    return Thing("comment", comment, {comment.author_id}, "这条评论", comment.first_line)


def find_article(pk: int) -> Thing:
    article = Article.objects.published().filter(pk=pk).first()
    if article is None:
        raise Gone("这篇文章已经撤下，不能再举报。")
    owners = set(Authorship.objects.filter(article=article).values_list("reader_id", flat=True))
    return Thing("article", article, owners, article.noun_phrase, article.title)


def find_poll(pk: int) -> Thing:
    poll = Poll.objects.published().filter(pk=pk).first()
    if poll is None:
        raise Gone("这份问卷已经不在了，不能再举报。")
    return Thing("poll", poll, set(), "这份问卷", poll.question)


def find_person(name: str) -> Thing:
    person = find_reader(name)
    if person is None:
        raise Gone("没有这位网友。")
    quote = f"{person.name}：{first_line(person.bio)}" if person.bio else person.name
    return Thing("person", person, {person.pk}, "这位网友", quote)


FINDERS: dict[str, Callable[..., Thing]] = {
    "comment": find_comment,
    "article": find_article,
    "poll": find_poll,
    "person": find_person,
}


def refuse_reporter(thing: Thing, reader: Reader | None) -> None:
    """Forbidden for one's own things, and for who is banned."""
    if reader:
        refuse_banned(reader)
    if reader and reader.pk in thing.owners:
        raise Forbidden("不能举报自己，也不能举报自己写的内容。")
