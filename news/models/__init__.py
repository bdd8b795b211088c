from news.admin_forms.models import SentForm
from news.articles.models import Article, Correction, OldAddress, Source
from news.changes.models import Change, Chrome
from news.channels.models import Channel, Region
from news.feeds.models import FeedAuthority
from news.media.models import Photo, Video
from news.page_views.models import Reading, ReadingMark
from news.rankings.models import Board
from news.related.models import Related
from news.search.models import ArticleEntry
from news.variants.models import Term, Wording

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
