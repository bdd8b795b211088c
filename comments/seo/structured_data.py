"""Structured data (schema.org) of comments and of readers' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.states import CommentState
from comments.submissions.authorship import Authorship
from news.channels.models import Channel
from news.seo.share_picture_views import address
from news.seo.structured_data import CONTEXT, SchemaWriter, counter

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment
    from news.articles.models import Article


MOST = 12


def of_story(article: Article, variant: str, rows: list[Comment]) -> list[dict[str, Any]]:
    """The facts of an article page; `rows` are the comments that stand on it, in any order."""
    writer = SchemaWriter(variant, article.pk)
    facts: dict[str, Any] = writer.story(article, address(article, variant))
    origin = Authorship.of(article)
    if origin and not origin.reader.erased_at:
        facts["author"] = person(writer, origin.reader)
        if article.channel.kind == Channel.Kind.BOARD:
            facts["@type"] = "DiscussionForumPosting"
            facts["text"] = facts["description"]
    shown = [comment for comment in rows if comment.state == CommentState.VISIBLE][:MOST]
    facts["comment"] = [of_comment(writer, comment) for comment in shown]
    names = [writer.convert_sentence("新闻速递首页"), *map(writer.convert_text, (article.channel.name, article.title))]
    paths = ("/", article.channel.get_absolute_url(), article.get_absolute_url())
    return [facts, writer.crumbs(*zip(names, paths, strict=True))]


def of_comment(writer: SchemaWriter, comment: Comment) -> dict[str, Any]:
    assert comment.shown_at is not None  # it is visible
    path = comment.get_absolute_url()
    facts: dict[str, Any] = {
        "@type": "Comment",
        "@id": writer.link(path),
        "url": writer.link(path),
        "text": writer.convert_text(comment.text),
        "dateCreated": comment.created_at.isoformat(),
        "datePublished": comment.shown_at.isoformat(),
        "author": person(writer, comment.author),
        "upvoteCount": comment.flowers,
        "downvoteCount": comment.eggs,
        "commentCount": comment.reply_count,
        "interactionStatistic": [counter("LikeAction", comment.flowers), counter("DislikeAction", comment.eggs)],
    }
    if comment.edited_at:
        facts["dateModified"] = comment.edited_at.isoformat()
    if comment.parent_id:
        facts["parentItem"] = {"@type": "Comment", "@id": writer.link(f"/comments/{comment.parent_id}/")}
    return facts


def person(writer: SchemaWriter, reader: Reader) -> dict[str, str]:
    facts = {"@type": "Person", "name": reader.name}
    return facts if reader.erased_at else facts | {"url": writer.link(reader.get_absolute_url())}


def of_reader(reader: Reader, variant: str) -> list[dict[str, Any]]:
    """The facts of a 个人频道."""
    writer = SchemaWriter(variant)
    who: dict[str, Any] = person(writer, reader) | {
        "identifier": str(reader.pk),
        "interactionStatistic": [counter("LikeAction", reader.flowers_received)],
    }
    if reader.bio:
        who["description"] = writer.convert_text(reader.bio)
    page = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "mainEntity": who,
        "inLanguage": writer.lang,
        "dateCreated": reader.date_joined.isoformat(),
        "url": writer.link(reader.get_absolute_url()),
    }
    return [
        page,
        writer.crumbs((writer.convert_sentence("新闻速递首页"), "/"), (reader.name, reader.get_absolute_url())),
    ]
