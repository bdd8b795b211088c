"""Django admin of the newsroom, gathered from its subjects."""

from news.channels import admin as channels
from news.editing import admin as editing
from news.feed_sources import admin as feed_sources
from news.wordings import admin as wordings

__all__ = ["channels", "editing", "feed_sources", "wordings"]
