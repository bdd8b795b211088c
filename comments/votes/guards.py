"""What keeps a vote out: one's own comment, its state, the account, the day's caps. Called under locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Value
from django.utils import timezone

from comments.exceptions import Forbidden, TooFast
from comments.states import VoteKind

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
    of_day = {"kind": kind, "made_at__gte": midnight}
    comments = reader.commentvote_set.filter(**of_day).values_list("comment__author_id")
    articles = reader.articlevote_set.filter(**of_day).values_list(Value(None, BigIntegerField()))
    receivers = [pk for (pk,) in comments.union(articles, all=True)]  # of a vote on a story nobody
    if to and receivers.count(to.pk) >= to_one:
        raise TooFast(f"您今天给 {to.name} 的{word}已到 {to_one} {unit}的上限，明天再来吧。")
    if len(receivers) >= in_all:
        raise TooFast(f"您今天的{word}已用完（每天 {in_all} {unit}），明天再来吧。升级后会更多。")
