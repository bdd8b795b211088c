"""What hangs on a story: its rows, or, in a preview, what stands in no table yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any


class Attachments:
    """A part of the article. `unsaved`: of a preview, what will hang on it, by the name of the relation."""

    if TYPE_CHECKING:  # what an article has besides
        photos: Any
        sources: Any

    unsaved: Mapping[str, Any] = {}

    @property
    def shown_photos(self) -> list[Any]:
        return self.unsaved["photos"] if "photos" in self.unsaved else list(self.photos.all())

    @property
    def shown_sources(self) -> list[Any]:
        return self.unsaved["sources"] if "sources" in self.unsaved else list(self.sources.all())
