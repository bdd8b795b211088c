"""What the form of a vote says."""

from comments.exceptions import Refused
from comments.states import VoteKind
from comments.votes.models import CommentVote

WANTS = {kind: kind for kind in VoteKind.values} | {"none": None}


def parse_vote(request):
    """Return (kind or None, toggle) of a vote: `want=` says what shall be, `kind=` toggles. Refused if neither."""
    values = {**request.GET.dict(), **request.POST.dict()}
    if values.get("want") in WANTS:
        return WANTS[values["want"]], False
    if "want" not in values and values.get("kind") in VoteKind.values:
        return values["kind"], True
    raise Refused("只能送鲜花或扔鸡蛋。")


def parse_reason(request):
    """Why an egg is given: one of the known reasons, or "". Refused if it is none of them."""
    reason = {**request.GET.dict(), **request.POST.dict()}.get("reason", "")
    if reason and reason not in CommentVote.Reason.values:
        raise Refused("没有这个理由。")
    return reason
