"""通知: the list, marking them as read, and unsubscribing from mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.notifications.grouping import group_notices
from comments.notifications.mails import read_unsubscribe_token
from comments.notifications.models import Notice
from comments.readers.models import Reader
from comments.responses.answers import is_fragment_request, redirect, render_answer
from news.http.numbers import parse_pk
from news.http.paging import paginate_few

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


PER_PAGE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: SiteRequest) -> HttpResponse:
    """A POST marks as read what the page could show; a GET changes nothing.

    Where the address names no variant, the page is in the one that the account chose, as mails are.
    """
    if request.method == "POST":
        Notice.objects.see(request.user, parse_pk(request.POST.get("last", "")))
        return HttpResponse(status=204) if is_fragment_request(request) else redirect(request.path_info)
    request.variant = request.variant or request.user.variant
    last = Notice.objects.newest(request.user)  # before the rows: what comes in between is not called read
    groups, page, more = paginate_few(request, Notice.objects.grouped(request.user), PER_PAGE)
    context = {"notices": group_notices(groups), "page": page, "more": more, "last": last}
    return render_answer(request, "comments/notifications/notices.html", context)


@csrf_exempt  # mail programs press it for the reader (RFC 8058); the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: SiteRequest, token: str) -> HttpResponse:
    """A GET, which scanners of mail make too, only shows the button."""
    reader = read_unsubscribe_token(token)
    if reader is None:
        return render_answer(request, "comments/notifications/unsubscribe.html", {"reader": None}, status=404)
    if request.method == "POST":
        Reader.objects.filter(pk=reader.pk).update(mail=Reader.Mail.NEVER)
        Notice.objects.filter(reader=reader).exclude(mail="").update(mail="")
    request.variant = request.variant or reader.variant
    return render_answer(
        request, "comments/notifications/unsubscribe.html", {"reader": reader, "done": request.method == "POST"}
    )
