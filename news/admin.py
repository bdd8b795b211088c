"""Django admin of the newsroom, gathered from its subjects."""

from news.channels import admin as channels
from news.editing import admin as editing
from news.variants import admin as variants

__all__ = ["channels", "editing", "variants"]
