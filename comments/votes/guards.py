"""What keeps a vote out: one's own comment, its state, the account, the day's caps. Called under locks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet, Value
from django.utils import timezone

from comments.exceptions import Forbidden, TooFast
from comments.states import VoteKind
from news.compiled_queries import CompiledQuery, Given

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment


def refuse_vote(comment: Comment, reader: Reader) -> None:
    if comment.author_id == reader.pk:
        raise Forbidden("不能给自己的评论投票。")
    if not comment.is_shown:
        raise Forbidden("这条评论现在不能投票。")
    if not reader.is_active:
        raise Forbidden("这个账号已停用。")


def refuse_capped(reader: Reader, kind: str, to: Reader | None) -> None:
    """`reader` (locked) gives only so many votes a day, and only so many of them to one person (`to`, or None)."""
    in_all, to_one = reader.rank.a_day(kind)
    word, unit = ("鲜花", "朵") if kind == VoteKind.FLOWER else ("鸡蛋", "个")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    receivers = [pk for (pk,) in RECEIVERS.fetch(reader=reader.pk, kind=kind, since=midnight)]
    if to and receivers.count(to.pk) >= to_one:
        raise TooFast(f"您今天给 {to.name} 的{word}已到 {to_one} {unit}的上限，明天再来吧。")
    if len(receivers) >= in_all:
        raise TooFast(f"您今天的{word}已用完（每天 {in_all} {unit}），明天再来吧。升级后会更多。")


def receivers_since() -> QuerySet[Any, Any]:
    """(pk of whoever it was for) of each vote of one `kind` that `reader` has cast `since`; None of one on a story."""
    given = {
        "reader": Given("reader"),
        "kind": Given("kind", CharField()),
        "made_at__gte": Given("since", DateTimeField()),
    }
    comments = apps.get_model("comments.CommentVote").objects.filter(**given).values_list("comment__author_id")
    articles = apps.get_model("comments.ArticleVote").objects.filter(**given)
    return comments.union(articles.values_list(Value(None, BigIntegerField())), all=True)


RECEIVERS = CompiledQuery(receivers_since)
