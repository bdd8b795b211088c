"""What keeps a 投稿 from being sent, in the order in which it is said; called under the reader's lock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from comments.bans.models import refuse_banned
from comments.exceptions import Forbidden, TooFast

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.submissions.models import Submission

WRITES_FROM = 3  # the level from which one writes in sections
A_DAY = 10


def refuse_submission(reader: Reader, row: Submission) -> None:
    if not reader.is_active:
        raise Forbidden("这个账号已停用。")
    refuse_banned(reader, channel=row.board)
    if row.board and reader.level < WRITES_FROM:
        raise Forbidden(f"升到 R{WRITES_FROM} 才能在版块发表文章，草稿已保存。")
    sent = type(row).objects.filter(reader=reader, sent_at__gt=timezone.now() - timedelta(days=1))
    if sent.count() >= A_DAY:
        raise TooFast(f"一天最多投 {A_DAY} 篇，草稿已保存，请明天再提交。")
