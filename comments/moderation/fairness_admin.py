"""Arranged votes in the admin: what the periodic job found, with its evidence, and the button that takes it back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from comments.fairness.discounting import reverse as reverse_finding
from comments.fairness.models import VoteFinding
from comments.moderation.vote_picture import VotePicture
from comments.sections.models import is_limited
from comments.votes.models import ArticleVote, CommentVote
from news.admin_forms.read_only import ReadOnly
from news.admin_forms.requests import AdminRequest

PAIRS_MOST = 400


@admin.register(VoteFinding)
class VoteFindingAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["kind", "state", "votes", "weight", "found_at", "moderator"]
    list_filter = ["kind", "state", "found_at"]
    list_select_related = ["moderator"]
    fields = ["kind", "state", "votes", "weight", "found_at", "moderator", "decided_at"]
    change_form_template = "admin/comments/votefinding/change_form.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) and not is_limited(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Votes are looked at across the whole site, by whoever moderates all of it."""
        return super().has_view_permission(request, obj) and not is_limited(request.user)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.reverse_votes))
        return [path("<int:pk>/reversal/", view, name="comments_votefinding_reversal"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Django's page, with who voted for whom how often, as a table and as a picture."""
        finding = self.get_object(request, object_id)
        context: dict[str, Any] = {**(extra_context or {})}
        if finding is not None and self.has_view_permission(request, finding):
            pairs = pairs_of(finding)
            context |= {"pairs": pairs[:PAIRS_MOST], "picture": VotePicture.draw(pairs)}
            context["may_reverse"] = request.user.has_perm("comments.change_votefinding")
        return super().change_view(request, object_id, form_url, context)

    def reverse_votes(self, request: AdminRequest, pk: int) -> HttpResponse:
        """Give the votes their weights back; the same is not found again."""
        finding = get_object_or_404(VoteFinding, pk=pk)
        if not self.has_view_permission(request, finding) or not request.user.has_perm("comments.change_votefinding"):
            raise PermissionDenied("您没有恢复这些票的权限。")
        if reverse_finding(finding, request.user):
            self.log_change(request, finding, "恢复了票的权重")
            return self.message_and_back(request, pk, "已恢复，这些票重新计入。", messages.SUCCESS)
        return self.message_and_back(request, pk, "没有变化：已经恢复过了。", messages.WARNING)

    def message_and_back(self, request: HttpRequest, pk: int, said: str, level: int) -> HttpResponse:
        self.message_user(request, said, level)
        return redirect(reverse("admin:comments_votefinding_change", args=[pk]))


def pairs_of(finding: VoteFinding) -> list[tuple[str, str, int]]:
    """[(name of the voter, name of the author or title of the story, votes)], the most first."""
    counted: Counter[tuple[str, str]] = Counter()
    voters = finding.voters.all()
    on_comments = CommentVote.objects.filter(reader__in=voters)
    if finding.state == VoteFinding.State.ACTIVE:
        on_comments = on_comments.filter(discount__finding=finding)
        stories = ArticleVote.objects.filter(discount__finding=finding)
        counted.update(stories.values_list("reader__name", "article__title"))
    elif finding.kind == VoteFinding.Kind.SERIAL:
        on_comments = on_comments.filter(comment__author=int(finding.key.partition(":")[2]))
    else:
        on_comments = on_comments.filter(comment__author__in=voters)
    counted.update(on_comments.values_list("reader__name", "comment__author__name"))
    return [(voter, author, votes) for (voter, author), votes in counted.most_common()]
