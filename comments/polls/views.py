"""问卷: the list, one poll, its bars for open pages, and the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comments.exceptions import Forbidden
from comments.polls.models import Ballot, Poll
from comments.responses.answers import is_fragment_request, reader_action, redirect, render_answer
from comments.responses.guest_texts import GUEST_VOTE, keep_in_session
from news.caching.pages import cache_public, is_unchanged, make_etag, mark_noindex, render_public
from news.http.numbers import parse_pk
from news.http.paging import paginate

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


PER_PAGE = 20
CHOICES_MOST = 30


def get_poll(pk: int) -> Poll:
    return get_object_or_404(Poll.objects.published().for_rendering(), pk=pk)


def polls(request: SiteRequest) -> HttpResponse:
    rows, page, more = paginate(request, Poll.objects.published().newest().for_rendering(), PER_PAGE)
    context = {"polls": rows, "page": page, "more": more, "feed": "/feeds/polls/"}
    return render_public(request, "comments/polls/polls.html", context, ["polls", more, [poll.seen for poll in rows]])


def poll(request: SiteRequest, pk: int) -> HttpResponse:
    poll = get_poll(pk)
    return render_public(
        request, "comments/polls/poll.html", {"poll": poll, "article": poll.article}, ["poll", poll.seen]
    )


@require_safe
def results(request: SiteRequest, pk: int) -> HttpResponse:
    """The bars alone, for pages that are open: asked again and again, answered anew only when they moved."""
    poll = get_poll(pk)
    mark = make_etag(request, "bars", poll.seen_results)
    if is_unchanged(request, mark):
        return cache_public(HttpResponseNotModified(), mark)
    return mark_noindex(cache_public(render(request, "comments/polls/_poll_results.html", {"poll": poll}), mark))


def parse_choices(request: SiteRequest) -> list[int]:
    """The pks of the choices that a form names; Forbidden if one is no number."""
    typed = request.POST.getlist("choice")[:CHOICES_MOST]
    chosen = [pk for pk in map(parse_pk, typed) if pk is not None]
    if len(chosen) < len(typed):
        raise Forbidden("没有这个选项。")
    return chosen


def keep_ballot(request: SiteRequest, pk: int) -> None:
    if chosen := parse_choices(request):
        keep_in_session(request, GUEST_VOTE, {"on": "poll", "pk": pk, "choices": chosen})


@reader_action("#poll-{pk}", keep=keep_ballot)
def votes(request: SiteRequest, pk: int) -> HttpResponse:
    """A reader's one vote; `choice` once, or several times where several may be chosen."""
    poll = get_poll(pk)
    poll = Ballot.cast(request.user, poll, set(parse_choices(request)))
    if is_fragment_request(request):
        return render_answer(
            request, "comments/polls/_poll_results.html", {"poll": get_poll(pk), "article": poll.article}
        )
    return redirect(f"{poll.get_absolute_url()}#poll-{poll.pk}")
