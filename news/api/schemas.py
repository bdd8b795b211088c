"""What the API says of stories. The descriptions are shown on its page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ErrorAnswer(Answer):
    """出错时的回答。"""

    status: int = Field(description="HTTP 状态码")
    message: str = Field(description="一句说明")


class ChannelFacts(Answer):
    """一个频道或版块。"""

    slug: str = Field(description="地址里的名字")
    name: str
    kind: Literal["story", "board"] = Field(description="story：新闻频道；board：网友写文章的版块")
    url: str = Field(description="网页地址")


class ChannelList(Answer):
    items: list[ChannelFacts]


class PictureFacts(Answer):
    """一张图片。"""

    url: str = Field(description="最大的一种尺寸（JPEG）")
    thumbnail: str = Field(description="最小的一种尺寸（WebP）")
    width: int
    height: int
    caption: str


class VideoFacts(Answer):
    url: str
    caption: str


class SourceFacts(Answer):
    """一个新闻来源；名称不转换。"""

    name: str
    url: str = Field(description="原文地址；没有时是本站这个来源的页面")
    published_at: datetime | None = Field(description="原文时间")


class CorrectionFacts(Answer):
    """一则更正。"""

    text: str
    made_at: datetime


class ArticleLink(Answer):
    """一条新闻的编号、标题和网页地址。"""

    id: int
    title: str
    url: str


class ArticleLine(ArticleLink):
    """列表里的一条新闻。"""

    mark: str = Field(description="标题后的标记：视频、组图、图，或空")
    channel: ChannelFacts
    published_at: datetime
    comments: int = Field(description="评论条数")
    flowers: int = Field(description="鲜花")
    eggs: int = Field(description="鸡蛋")
    picture: PictureFacts | None = Field(description="第一张图")


class ArticleFacts(ArticleLine):
    """一条新闻的全部内容。"""

    revised_at: datetime
    author: str = Field(description="写这篇文章或投稿的网友，没有时为空；不转换")
    editor: str = Field(description="网编的笔名，没有时为空；不转换")
    summary: str = Field(description="正文开头的一句")
    text: str = Field(description="正文的纯文本，一段一行")
    html: str = Field(description="正文的 HTML，图片在原来的位置")
    sources: list[SourceFacts]
    corrections: list[CorrectionFacts]
    pictures: list[PictureFacts]
    videos: list[VideoFacts]
    closed: bool = Field(description="评论是否已经关闭")


class ArticleList(Answer):
    """一页新闻，新的在前。"""

    items: list[ArticleLine]
    next: str | None = Field(description="下一页的地址；没有下一页时为 null")
