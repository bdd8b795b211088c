"""What keeps a post or an edit out besides the phases of the pipeline; called under the locks of article and author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden, Gone, TooFast
from comments.pipeline.repeats import digest
from comments.relations.models import Block
from news.compiled_queries import CompiledQuery, Given

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment
    from news.articles.models import Article


EDITS, EDIT_SECONDS = 10, 3
KEY = Given("key", models.TextField())
OF_KEY = CompiledQuery(
    lambda: (
        apps.get_model("comments.Comment")
        .objects.filter(author=Given("author"), article=Given("article"), key=KEY)
        .only("digest")[:1]
    )
)


def earlier_answer(author: Reader, article: Article, key: str, text: str) -> Any:
    """Return the comment of `author` on `article` that this `key` already made, or None; Conflict if of another text.

    The key comes first: a retry is answered even where a new post would be refused.
    """
    known = OF_KEY.first(author=author.pk, article=article.pk, key=key) if key else None
    if known is None:
        return None
    if known.digest != digest(text):
        raise Conflict("这张表单刚才已经发出过另一段文字。下面是您现在写的，确认后请再点一次发表。")
    return type(known).objects.for_rendering().get(pk=known.pk)


def refuse_parent(parent: Comment | None, article: Article, author: Reader) -> None:
    if parent is None:
        return
    if parent.article_id != article.pk or not parent.is_shown and parent.state != parent.State.DELETED:
        raise Gone("您要回复的评论已经不在了。")
    if parent.state == parent.State.DELETED:
        raise Forbidden("您要回复的评论已由作者删除，不能再回复。")
    if Block.between(parent.author_id, author.pk):  # in neutral words: nobody is told that they are blocked
        raise Forbidden("这条评论暂不接受您的回复。")


def refuse_role(author: Reader, as_editor: bool) -> None:
    """Nobody else speaks as an editor, whatever the form says."""
    if as_editor and not author.is_editor:
        raise Forbidden("只有网编能以网编身份回复。请取消勾选后再发表。")


def refuse_edit(comment: Comment) -> None:
    """Five minutes, ten times, three seconds apart: every edit redraws the comment on all open pages."""
    times = list(comment.edits.order_by("-made_at").values_list("made_at", flat=True)[:EDITS])
    if len(times) >= EDITS:
        raise TooFast("这条评论已经改过很多次，不能再改了。")
    if times and (timezone.now() - times[0]).total_seconds() < min(EDIT_SECONDS, settings.COMMENT_INTERVAL_SECONDS):
        raise TooFast("改得太快了，请稍等几秒再改。您写的文字还在。")
    if not type(comment).objects.editable_by(comment.author).filter(pk=comment.pk).exists():
        raise Forbidden("发表超过五分钟，或评论已不在，不能再修改。")
