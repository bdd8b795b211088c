"""The four rankings together: who builds each, what stands there now, and how each says what it goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from comments.gems.queries import gem_lines
from comments.rankings.discussed import most_discussed
from comments.rankings.heat import hottest
from comments.states import CommentState
from comments.thread.models import Comment
from news.articles.attachments import fetch_attachments
from news.articles.models import Article
from news.compiled_queries import NOW, CompiledListQuery
from news.rankings.queries import most_read

if TYPE_CHECKING:
    from news.rankings.models import Ranking


BUILDERS = {"read": most_read, "discussed": most_discussed, "heat": hottest, "gems": gem_lines}
TITLES = {
    "read": "近期热门新闻",
    "discussed": "近期热评新闻",
    "heat": "即刻热度新闻排行",
    "gems": "72小时神评妙论",
}
GEMS = CompiledListQuery(
    lambda pks: Comment.objects.filter(pk__in=pks, state=CommentState.VISIBLE).in_open_articles(NOW).with_people()
)
STORIES = CompiledListQuery(lambda pks: Article.objects.published(NOW).filter(pk__in=pks).for_lines())
FORMULAS = {
    "read": "最近 48 小时的读者人次（同一人每半小时计一次，机器人和作者本人不计）"
    "＋ 5 ×（鲜花权重 − 鸡蛋权重，不小于 0）。",
    "discussed": "最近 7 天：每位评论人写 n 条计 1 ＋ ln n，最多计 3，各人相加；再乘以 min(1,（评论所得鲜花权重 ＋ 1）÷"
    "（违规鸡蛋 ＋ 3 × 查实的举报 ＋ 1））。行末是评论条数。",
    "heat": "最近 60 分钟：（读者 ＋ 8 × 评论人 ＋ 3 × 投票人）÷（发布小时数 ＋ 2）的 1.8 次方。"
    "每分钟更新，箭头与上一次相比。",
    "gems": "最近 72 小时的评论中，鲜花权重不少于 5 的，按鲜花占比的威尔逊下界（z = 1.2816）排列；"
    "每人最多两条，每条新闻最多三条。每天零点在榜的评论，作者得 20 点声望。",
}


def ranking_lines(board: Ranking, most: int | None = None) -> list[tuple[dict[str, Any], Any]]:
    """[(line, article or comment)] of what stands in a ranking and may still be read."""
    pks, now = board.pks[: most and most + 10], timezone.now()
    if board.pk == "gems":
        rows = GEMS.fetch(pks, now=now)
        Comment.objects.fetch_mentions(rows)
    else:
        rows = STORIES.fetch(pks, now=now)
        fetch_attachments(rows, "photos", "videos")
    return board.head({row.pk: row for row in rows})[:most]
