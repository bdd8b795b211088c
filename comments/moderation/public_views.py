"""Deciding on a comment where it stands on a public page, for moderators who are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponse

from comments.bans.models import DAYS
from comments.exceptions import Conflict, Refused
from comments.moderation.decisions import decide, parse_act
from comments.moderation.queues import moderated_by
from comments.reasons import RULING_REASONS, Reason
from comments.responses.answers import is_fragment_request, redirect, render_answer, render_form
from comments.responses.guest_texts import own_page
from comments.rulings.models import NOTE_LONGEST
from comments.thread.fields import PlainText

if TYPE_CHECKING:
    from comments.thread.models import Comment
    from news.http.requests import SiteRequest

ACTS = [
    ("approve", "通过 / 没问题"),
    ("hide", "隐藏"),
    ("collapse", "折叠"),
    ("hold", "转待审"),
    *((f"hide:{days}", f"隐藏并禁言{f' {days} 天' if days else '，无期限'}") for days in DAYS),
]


class RuleForm(forms.Form):
    act = forms.ChoiceField(label="处理", choices=ACTS, error_messages={"invalid_choice": "没有这种处理。"})
    reason = forms.ChoiceField(label="理由", choices=[("", "请选理由"), *RULING_REASONS], required=False)
    note = PlainText(label="备注（选填）", max_length=NOTE_LONGEST, required=False)
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("act") == "approve":
            data["reason"] = Reason.FINE
        elif not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "请先选一个理由。")
        return data


@own_page
def rule(request: SiteRequest, pk: int) -> HttpResponse:
    """The small form, and the decision; there is no such page for others than moderators."""
    allowed = request.user.has_perm("comments.change_comment")
    comment = moderated_by(request.user).select_related("author", "article").filter(pk=pk).first() if allowed else None
    if comment is None:
        raise Http404("没有这一页。")
    newest = comment.rulings.order_by("-pk").values_list("pk", flat=True).first() or 0
    sent = request.method == "POST"
    form, error = RuleForm(request.POST if sent else None, initial={"act": "hide", "seen": newest}), None
    if sent and form.is_valid():
        try:
            make_ruling(request, comment, form)
            if is_fragment_request(request):
                return render_answer(request, "comments/moderation/_ruled.html", {})
            return redirect(comment.article.get_absolute_url())
        except Refused as refusal:
            error = refusal
    return form_page(request, comment, form, error)


def make_ruling(request: SiteRequest, comment: Comment, form: RuleForm) -> None:
    """Decide; Conflict with the sentence where nothing was decided."""
    data = form.cleaned_data
    act, days = parse_act(data["act"])
    decided = decide([comment], request.user, act, data["reason"], data["note"], days, data["seen"])
    if problem := decided.problems.get(comment.pk):
        raise Conflict(problem)


def form_page(request: SiteRequest, comment: Comment, form: RuleForm, error: Refused | None) -> HttpResponse:
    fragment = is_fragment_request(request)
    template = "comments/moderation/_rule_form.html" if fragment else "comments/moderation/rule.html"
    return render_form(request, template, {"comment": comment, "form": form}, error)
