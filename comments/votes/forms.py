"""What the form of a vote says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.exceptions import Refused
from comments.reasons import EGG_REASONS
from comments.states import VoteKind

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


WANTS = {kind: kind for kind in VoteKind.values} | {"none": None}


def parse_vote(request: SiteRequest) -> tuple[str | None, bool]:
    """Return (kind or None, toggle) of a vote: `want=` says what shall be, `kind=` toggles. Refused if neither."""
    values = {**request.GET.dict(), **request.POST.dict()}
    if values.get("want") in WANTS:
        return WANTS[values["want"]], False
    if "want" not in values and values.get("kind") in VoteKind.values:
        return values["kind"], True
    raise Refused("只能送鲜花或扔鸡蛋。")


def parse_reason(request: SiteRequest) -> str:
    """Why an egg is given: one of the known reasons, or "". Refused if it is none of them."""
    reason = {**request.GET.dict(), **request.POST.dict()}.get("reason", "")
    if reason and reason not in dict(EGG_REASONS):
        raise Refused("没有这个理由。")
    return reason
