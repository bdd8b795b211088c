from news.models.article import Article
from news.models.board import Board
from news.models.change import Change, Chrome
from news.models.channel import Channel
from news.models.entry import ArticleEntry
from news.models.extras import Correction, Source, Video
from news.models.feed_authority import FeedAuthority
from news.models.photo import Photo
from news.models.reading import Reading, ReadingMark
from news.models.region import Region
from news.models.related import OldAddress, Related
from news.models.sent_form import SentForm
from news.models.wording import Term, Wording

__all__ = [
    "Article",
    "ArticleEntry",
    "Board",
    "Change",
    "Channel",
    "Chrome",
    "Correction",
    "FeedAuthority",
    "OldAddress",
    "Photo",
    "Reading",
    "ReadingMark",
    "Region",
    "Related",
    "SentForm",
    "Source",
    "Term",
    "Video",
    "Wording",
]
