"""What the API says of readers and of what they do. The descriptions are shown on its page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from news.api.schemas import Answer, ArticleLine, ArticleLink


class ReaderLink(Answer):
    """一位网友的名字；已经注销的只有名字。"""

    name: str = Field(description="用户名，不转换")
    url: str | None = Field(description="个人频道")
    level: int | None = Field(description="品级")
    badge: str | None = Field(description="品衔或头衔，连同饰物")
    verified: bool = Field(description="本站认证")


class ReaderFacts(ReaderLink):
    """一位网友公开的资料。"""

    title: str = Field(description="自定头衔，没有时为空；不转换")
    points: int = Field(description="声望")
    flowers_received: int = Field(description="收到鲜花")
    bio: str = Field(description="简介")
    portrait: str | None = Field(description="上传的头像")
    joined_at: datetime | None = Field(description="加入的时刻；由旧站带入、尚未认领的没有")
    imported: bool = Field(description="由旧站带入、尚未认领")


class QuoteFacts(Answer):
    """所回复的评论。原评论已隐藏或已删除时，没有作者和文字。"""

    id: int
    url: str | None
    state: Literal["visible", "hidden", "deleted"]
    author: str | None = Field(description="用户名，不转换")
    text: str | None = Field(description="第一行")


class CommentFacts(Answer):
    """一条评论。作者自己删除、但有人回复的仍占一行，没有作者和文字。"""

    id: int
    url: str = Field(description="固定地址，可以查看对话")
    article: ArticleLink
    floor: int | None = Field(description="楼")
    state: Literal["visible", "collapsed", "deleted"] = Field(description="可见、已折叠或已由作者删除")
    fold_reason: str | None = Field(description="折叠的理由")
    lifted: bool = Field(description="是否入选热门评论")
    author: ReaderLink | None
    text: str | None = Field(description="纯文本")
    html: str | None = Field(description="同一段文字，链接和 @ 可以点")
    reply_to: QuoteFacts | None = Field(description="所回复的评论")
    posted_at: datetime
    edited: bool = Field(description="是否修改过")
    flowers: int = Field(description="鲜花")
    eggs: int = Field(description="鸡蛋")
    replies: int = Field(description="回复的条数")


class ThreadPageFacts(Answer):
    """一条新闻的一页评论。"""

    article: ArticleLink
    comments: int = Field(description="评论条数")
    sort: Literal["new", "old", "hot", "disputed"]
    items: list[CommentFacts]
    previous: str | None = Field(description="上一页的地址；没有时为 null")
    next: str | None = Field(description="下一页的地址；没有时为 null")


class CommentList(Answer):
    """一页评论，新的在前。"""

    items: list[CommentFacts]
    next: str | None = Field(description="下一页的地址；没有下一页时为 null")


class RankingLine(Answer):
    """榜上的一行：一条新闻，或者（神评）一条评论。"""

    place: int = Field(description="名次")
    moved: Literal["new", "up", "down", ""] = Field(description="和上一次相比")
    score: float = Field(description="得分，算法见 formula")
    article: ArticleLine | None
    comment: CommentFacts | None


class RankingFacts(Answer):
    """一个榜单。"""

    name: Literal["read", "discussed", "heat", "gems"]
    title: str
    formula: str = Field(description="怎样排列")
    url: str = Field(description="网页地址")
    lines: list[RankingLine]


class FoundArticle(Answer):
    """找到的一条新闻。"""

    article: ArticleLink
    published_at: datetime
    comments: int = Field(description="评论条数")
    excerpt: str = Field(description="正文里找到的一段")


class FoundThings(Answer):
    total: int = Field(description="找到的条数，最多数到 1000")
    total_is_exact: bool = Field(description="false 表示多于 total 条")
    notes: list[str] = Field(description="说明：哪些词没有用于搜索，或者按相近的拼写搜索")
    readers: list[ReaderLink] = Field(description="用户名相符的网友，最多 6 位；第一页才有")


class FoundArticles(FoundThings):
    items: list[FoundArticle]
    next: str | None = Field(description="下一页的地址；没有下一页时为 null")


class FoundComment(Answer):
    """找到的一条评论。"""

    comment: CommentFacts
    excerpt: str = Field(description="评论里找到的一段")


class FoundComments(FoundThings):
    items: list[FoundComment]
    next: str | None = Field(description="下一页的地址；没有下一页时为 null")
