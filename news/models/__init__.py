"""The models of this app, gathered from its subjects."""

from news.admin_forms.models import SentForm
from news.articles.models import Article, Correction, OldAddress, Source
from news.changes.models import Change, SiteVersion
from news.channels.models import Channel, Region
from news.editing.locks import EditingLock
from news.editing.models import EditingDraft
from news.editing.scheduled import ScheduledChange
from news.editing.versions import ArticleVersion
from news.feed_sources.models import FeedSource, ImportedEntry
from news.feeds.models import FeedAuthority
from news.media.models import DeskPicture, Photo, Video
from news.page_views.models import PageViewCount, PageViewMark
from news.pages.models import FrontPlace
from news.rankings.models import Ranking
from news.related.models import Related
from news.search.models import ArticleEntry
from news.variants.models import ConversionOverride, RegionalTerm

__all__ = [
    "Article",
    "ArticleEntry",
    "ArticleVersion",
    "Change",
    "Channel",
    "ConversionOverride",
    "Correction",
    "DeskPicture",
    "EditingDraft",
    "EditingLock",
    "FeedAuthority",
    "FeedSource",
    "FrontPlace",
    "ImportedEntry",
    "OldAddress",
    "PageViewCount",
    "PageViewMark",
    "Photo",
    "Ranking",
    "Region",
    "RegionalTerm",
    "Related",
    "ScheduledChange",
    "SentForm",
    "SiteVersion",
    "Source",
    "Video",
]
