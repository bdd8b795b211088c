"""问卷: the list, one poll, its bars for open pages, and the vote."""

from django.http import HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comments.exceptions import Forbidden
from comments.polls.models import Ballot, Poll
from comments.responses.answers import act, by_script, fragment, redirect
from comments.responses.guest_texts import GUEST_VOTE, keep_in_session
from news.caching.pages import etag, kept, public, unchanged, unindexed
from news.http.paging import page_of

PER_PAGE = 20
CHOICES_MOST = 30


def found(pk):
    return get_object_or_404(Poll.objects.published().drawn(), pk=pk)


def polls(request):
    rows, page, more = page_of(request, Poll.objects.published().newest().drawn(), PER_PAGE)
    context = {"polls": rows, "page": page, "more": more, "feed": "/feeds/polls/"}
    return public(request, "comments/polls.html", context, ["polls", [poll.seen for poll in rows]])


def poll(request, pk):
    poll = found(pk)
    return public(request, "comments/poll.html", {"poll": poll, "article": poll.article}, ["poll", poll.seen])


@require_safe
def results(request, pk):
    """The bars alone, for pages that are open: asked again and again, answered anew only when they moved."""
    poll = found(pk)
    mark = etag(request, "bars", poll.seen_results)
    if unchanged(request, mark):
        return kept(HttpResponseNotModified(), mark)
    return unindexed(kept(render(request, "comments/_poll_results.html", {"poll": poll}), mark))


def chosen_of(request):
    """The pks of the choices that a form names; Forbidden if one is no number."""
    chosen = request.POST.getlist("choice")[:CHOICES_MOST]
    if not all(raw.isascii() and raw.isdigit() and len(raw) < 19 for raw in chosen):
        raise Forbidden("没有这个选项。")
    return [int(raw) for raw in chosen]


def keep_ballot(request, pk):
    if chosen := chosen_of(request):
        keep_in_session(request, GUEST_VOTE, {"on": "poll", "pk": pk, "choices": chosen})


@act("#poll-{pk}", keep=keep_ballot)
def votes(request, pk):
    """A reader's one vote; `choice` once, or several times where several may be chosen."""
    poll = found(pk)
    poll = Ballot.cast(request.user, poll, set(chosen_of(request)))
    if by_script(request):
        return fragment(request, "comments/_poll_results.html", {"poll": found(pk), "article": poll.article})
    return redirect(f"{poll.get_absolute_url()}#poll-{poll.pk}")
