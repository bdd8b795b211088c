"""处理队列: the page on which moderators work, inside the admin; with a script no page is loaded between two cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from comments.exceptions import Refused
from comments.moderation.cases import build_cases, details
from comments.moderation.decisions import Decided, decide, parse_act, undo
from comments.moderation.figures import moderators_figures, oldest_waiting
from comments.moderation.models import OpenCase
from comments.moderation.queues import QUEUES, as_text, check_moderator, count_waiting, moderated_by, narrowed
from comments.reasons import RULING_REASONS, Reason
from comments.responses.answers import is_fragment_request
from comments.rulings.models import NOTE_LONGEST
from news.http.numbers import parse_pk

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

PER_PAGE = 30
AT_ONCE_MOST = 200  # cases of one decision
NARROWING = {"author": "同一作者", "article": "同一新闻", "same": "相同文字"}


def queue_urls() -> list[Any]:
    """The addresses of the queue, below those of comments in the admin, whose views no cache keeps."""
    wrap = admin.site.admin_view
    return [
        path("queue/", wrap(queue), name="comments_queue"),
        path("queue/figures/", wrap(figures), name="comments_queue_figures"),
        path("queue/counts/", wrap(counts), name="comments_queue_counts"),
        path("queue/decisions/", wrap(decisions), name="comments_queue_decisions"),
        path("queue/undo/", wrap(undo_decision), name="comments_queue_undo"),
        path("queue/<int:pk>/details/", wrap(case_details), name="comments_queue_details"),
    ]


@require_safe
def queue(request: SiteRequest) -> HttpResponse:
    """One queue; to a script that asks for more, its cases alone."""
    check_moderator(request)
    queue = QUEUES.get(request.GET.get("in", "reported"))
    if queue is None:
        raise Http404("没有这个队列。")
    filters = {name: pk for name in NARROWING if (pk := parse_pk(request.GET.get(name, "")))}
    rows = narrowed(queue.rows(moderated_by(request.user)), filters)
    cases = build_cases(rows, request.user, PER_PAGE)
    context: dict[str, Any] = {"cases": cases, "queue": queue, "reasons": RULING_REASONS}
    if is_fragment_request(request):
        return render(request, "admin/moderation/_cases.html", context)
    waiting = count_waiting(request.user)
    context |= admin.site.each_context(request) | {
        "title": "处理队列",
        "tabs": [(one, as_text(waiting[one.name]) if one.waits else "") for one in QUEUES.values()],
        "waiting": waiting,
        "appeals": as_text(waiting["appeals"]),
        "narrowed_by": [NARROWING[name] for name in filters],
    }
    return render(request, "admin/moderation/queue.html", context)


@require_safe
def counts(request: SiteRequest) -> HttpResponse:
    """The numbers of the side bar; of the cases `pks` of the queue `in`, which colleagues have open or have decided.

    `open`: the case that this moderator has in hand.
    """
    check_moderator(request)
    in_hand = parse_pk(request.GET.get("open", ""))
    if in_hand and moderated_by(request.user).filter(pk=in_hand).exists():
        OpenCase.open(request.user, in_hand)
    pks = [pk for raw in request.GET.get("pks", "").split(",")[: PER_PAGE * 2] if (pk := parse_pk(raw))]
    queue = QUEUES.get(request.GET.get("in", ""))
    there = queue.rows(moderated_by(request.user)).filter(pk__in=pks) if queue and queue.waits else None
    facts: dict[str, Any] = {"opened": OpenCase.names(pks, request.user)}
    facts["gone"] = [] if there is None else sorted({*pks} - {*there.values_list("pk", flat=True)})
    facts["counts"] = {name: as_text(count) for name, count in count_waiting(request.user).items()}
    return JsonResponse(facts)


@require_safe
def figures(request: SiteRequest) -> HttpResponse:
    """How long cases wait and how often decisions are overturned, for whoever decides on appeals."""
    if not request.user.has_perm("comments.change_appeal"):
        raise PermissionDenied("这一页只给首席版主看。")
    context = admin.site.each_context(request) | {"title": "版务数字", "since": oldest_waiting()}
    context["figures"] = moderators_figures()
    return render(request, "admin/moderation/figures.html", context)


@require_safe
def case_details(request: SiteRequest, pk: int) -> HttpResponse:
    check_moderator(request)
    comment = get_object_or_404(moderated_by(request.user).select_related("author", "article__channel"), pk=pk)
    if is_fragment_request(request):
        return render(request, "admin/moderation/_details.html", details(comment))
    context = details(comment) | admin.site.each_context(request) | {"title": "案例"}
    return render(request, "admin/moderation/details.html", context)


@require_POST
def decisions(request: SiteRequest) -> HttpResponse:
    """Decide on the cases `case`, by the form of one or for several that were ticked."""
    check_moderator(request)
    chosen = [pk for raw in request.POST.getlist("case")[:AT_ONCE_MOST] if (pk := parse_pk(raw))]
    try:
        comments = list(moderated_by(request.user).filter(pk__in=chosen).order_by("article_id", "pk"))
        if not comments:
            raise Refused("没有选中可以处理的评论。")
        decided = decide(comments, request.user, *parse_decision(request, len(comments)))
    except Refused as error:
        return refused(request, error)
    return answer(request, decided)


def parse_decision(request: SiteRequest, cases: int) -> tuple[str, str, str, int | None, int | None]:
    """(act, reason, note, days of a ban or None, newest ruling that was seen or None) as the form says them.

    Refused where the form says none.
    """
    act, days = parse_act(request.POST.get("act", ""))
    reason = Reason.FINE if act in ("approve", "keep", "restore") else request.POST.get("reason", "")
    if reason not in dict(RULING_REASONS):
        raise Refused("请先选一个理由。")
    note = request.POST.get("note", "").replace("\x00", "")[:NOTE_LONGEST]
    seen = parse_pk(request.POST.get("seen", "")) if cases == 1 else None
    return act, reason, note, days, seen


def answer(request: SiteRequest, decided: Decided) -> HttpResponse:
    """What became of it: to a script as JSON, 409 where nothing was decided; else in a message on the queue's page."""
    said = [*dict.fromkeys(decided.problems.values()), *decided.said]
    if is_fragment_request(request):
        names = {pk: str(ruling) for pk, ruling in decided.rulings.items()}
        facts = {"decided": names, "problems": decided.problems, "said": decided.said, "batch": decided.batch}
        return JsonResponse(facts, status=200 if decided.rulings else 409)
    if decided.rulings:
        messages.success(request, f"{len(decided.rulings)} 条评论已处理，开着的页面都已更新。")
    for sentence in said:
        messages.warning(request, sentence)
    return redirect(back(request, decided.batch if decided.rulings else ""))


@require_POST
def undo_decision(request: SiteRequest) -> HttpResponse:
    check_moderator(request)
    batch = request.POST.get("batch", "")
    try:
        done, problems = undo(batch if len(batch) == 32 else "-", request.user)
    except Refused as error:
        return refused(request, error)
    if is_fragment_request(request):
        return JsonResponse({"undone": done, "said": problems}, status=200 if done else 409)
    if done:
        messages.success(request, f"已撤销 {done} 次处理。")
    for sentence in problems:
        messages.warning(request, sentence)
    return redirect(back(request))


def refused(request: SiteRequest, error: Refused) -> HttpResponse:
    if is_fragment_request(request):
        return JsonResponse({"decided": {}, "problems": {}, "said": [str(error)]}, status=error.status)
    messages.error(request, str(error))
    return redirect(back(request))


def back(request: SiteRequest, batch: str = "") -> str:
    """The queue's page from which the form was sent; with the mark of the decision, to offer to undo it."""
    name = request.POST.get("in", "")
    address = f"{request.path.rpartition('/queue/')[0]}/queue/?in={name if name in QUEUES else 'reported'}"
    return f"{address}&undo={batch}" if batch else address
