"""编辑精选: the list of comments that editors have marked, and the act of marking one where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import Http404, HttpResponse

from comments.exceptions import Gone
from comments.relations.views import parse_wanted
from comments.responses.answers import is_fragment_request, reader_action, redirect, render_answer, where_pressed
from comments.thread.lists import comment_list, shown_in_open_articles

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def featured(request: SiteRequest) -> HttpResponse:
    """All marked comments that readers may see, the last marked first."""
    rows = shown_in_open_articles().featured()
    return comment_list(request, "comments/featured/featured.html", rows, title="编辑精选")


@reader_action("#comment-{pk}", limit="relation")
def feature(request: SiteRequest, pk: int) -> HttpResponse:
    """Mark a comment (`want=on`) or take the mark back (`want=off`); there is no such act for others than editors."""
    if not request.user.may_feature:
        raise Http404("没有这一页。")
    wanted = parse_wanted(request)
    comment = shown_in_open_articles().filter(pk=pk).first()
    if comment is None:
        raise Gone("这条评论已经不在了，不能精选。")
    said = "已列入编辑精选" if wanted else "已取消精选"
    if comment.set_featured(request.user, wanted):
        LogEntry.objects.log_actions(request.user.pk, [comment], CHANGE, said)
    if is_fragment_request(request):
        return render_answer(request, "comments/featured/_feature_button.html", {"pk": pk, "featured": wanted})
    messages.success(request, f"{said}。")
    return redirect(where_pressed(request, f"#comment-{pk}"))
