"""The pipeline in the admin: each refusal, hold and mark; and the page of its phases with what they did in 24 hours."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from comments.pipeline.checks import Action
from comments.pipeline.models import PhaseSetting, PipelineEvent
from comments.pipeline.phases import PHASES, Phase
from comments.sections.models import in_sections_of
from comments.thread.models import Comment
from news.admin_forms.read_only import ReadOnly

DAY = timedelta(hours=24)


class PhaseForm(forms.ModelForm):
    class Meta:
        model = PhaseSetting
        fields = ["position", "is_on", "threshold"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase = PHASES[self.instance.phase]
        self.fields["position"].widget.attrs["aria-label"] = f"{phase.label}的顺序"
        self.fields["is_on"].widget.attrs["aria-label"] = f"启用{phase.label}"
        if phase.threshold:
            self.fields["threshold"].widget.attrs |= {
                "aria-label": f"{phase.label}：{phase.threshold}",
                "placeholder": self.instance.number,
            }
        else:
            del self.fields["threshold"]


def with_counts(rows: list[Any], phases: list[Phase], counts: dict[tuple[str, str], int]) -> list[tuple[Any, ...]]:
    """[(row, its phase, [how many the phase refused, held, marked])]."""
    return [
        (row, phase, [counts.get((phase.code, action), 0) for action in Action])
        for row, phase in zip(rows, phases, strict=True)
    ]


def posts_since(moment: Any) -> int:
    """How many comments were taken since `moment`, whatever became of them."""
    return Comment.objects.filter(state__in=Comment.State.values, created_at__gt=moment).count()


@admin.register(PipelineEvent)
class PipelineEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "phase", "action", "why", "author", "article", "text"]
    list_filter = ["phase", "action", "made_at"]
    list_select_related = ["author", "article"]
    search_fields = ["author__name"]
    search_help_text = "按用户名查找"
    fields = ["made_at", "phase", "action", "why", "author", "article", "comment", "text"]
    change_list_template = "admin/comments/pipelineevent/change_list.html"

    def get_queryset(self, request: Any) -> Any:
        return in_sections_of(request.user, super().get_queryset(request), "article__channel")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.phases))
        return [path("phases/", view, name="comments_pipelineevent_phases"), *super().get_urls()]

    def phases(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied("您没有查看发言流程的权限。")
        may_change = request.user.has_perm("comments.change_phasesetting")
        if request.method == "POST" and not may_change:
            raise PermissionDenied("您没有更改发言流程的权限。")
        if request.POST.get("restore"):
            return self.restore(request)
        data = request.POST if request.method == "POST" else None
        # Copies: what the process remembers must not be changed by a form that may be refused.
        rows = [PhaseForm(data, instance=copy(row), prefix=row.phase) for row in PhaseSetting.all_in_order()]
        if data is not None and sum(not form.is_valid() for form in rows) == 0:
            return self.save_phases(request, rows)
        context = self.admin_site.each_context(request) | {"title": "发言流程", "opts": self.opts}
        fixed = [phase for phase in PHASES.values() if phase.fixed]
        since = timezone.now() - DAY
        counts = PipelineEvent.counts_since(since)
        context |= {"fixed": with_counts(fixed, fixed, counts), "may_change": may_change, "posts": posts_since(since)}
        context["rows"] = with_counts(rows, [PHASES[form.instance.phase] for form in rows], counts)
        return render(request, "admin/comments/pipelineevent/phases.html", context, status=400 if data else 200)

    def save_phases(self, request: HttpRequest, rows: list[PhaseForm]) -> HttpResponse:
        for form in rows:
            row = form.save()
            if form.has_changed():
                self.log_change(request, row, [{"changed": {"fields": form.changed_data}}])
        PhaseSetting.changed()
        self.message_user(request, "已保存，几秒内生效。", messages.SUCCESS)
        return redirect(reverse("admin:comments_pipelineevent_phases"))

    def restore(self, request: HttpRequest) -> HttpResponse:
        """What the environment says holds again for all of them."""
        for row in PhaseSetting.objects.all():
            self.log_change(request, row, "恢复默认")
        PhaseSetting.objects.all().delete()
        PhaseSetting.changed()
        self.message_user(request, "已恢复默认，几秒内生效。", messages.SUCCESS)
        return redirect(reverse("admin:comments_pipelineevent_phases"))
