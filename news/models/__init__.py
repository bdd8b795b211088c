from news.models.article import Article
from news.models.change import Change, Chrome
from news.models.channel import Channel
from news.models.entry import ArticleEntry
from news.models.extras import Correction, Source, Video
from news.models.photo import Photo
from news.models.wording import Term, Wording

__all__ = [
    "Article",
    "ArticleEntry",
    "Change",
    "Channel",
    "Chrome",
    "Correction",
    "Photo",
    "Source",
    "Term",
    "Video",
    "Wording",
]
