"""What a request at a form of the admin carries, for type checkers: nobody makes one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from news.http.requests import SiteRequest

if TYPE_CHECKING:
    from news.admin_forms.merging import Merge


class AdminRequest(SiteRequest):
    """A request with what the guards of our change forms put on it."""

    POST: Any  # a copy that may be written to, once others' changes were merged into it
    form_key: str  # a hash of the form's one-time key; "" if it shall not be saved
    content_hash: str  # of what was sent
    began_at: datetime  # before anything was read for the form
    merge: Merge  # of a form that somebody else's saving has overtaken
    refusal: str  # why the form is not saved
