"""Submissions and sections in the admin: the queue, accepting, refusing, taking down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Case, When
from django.http import HttpRequest

from comments.sections.models import SectionModerator
from comments.submissions.desk_views import desk_urls
from comments.submissions.models import Submission, SubmissionPhoto
from news.channels.models import Channel
from news.text.markup import picture_tag

State = Submission.State


class SubmissionAdminForm(ActionForm):
    channel = forms.ModelChoiceField(Channel.objects.for_stories(), label="放到频道", required=False)
    answer = forms.CharField(label="答复 / 理由", max_length=200, required=False)


class PhotoInline(admin.TabularInline):
    model = SubmissionPhoto
    readonly_fields = ["picture", "caption"]
    fields = [*readonly_fields]
    extra = max_num = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="图片")
    def picture(self, photo: SubmissionPhoto) -> str:
        return picture_tag(photo.thumbnail, str(photo))


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):
    action_form = SubmissionAdminForm
    inlines = [PhotoInline]
    list_display = ["title", "reader", "place", "outcome", "sent_at", "moderator", "answer"]
    list_filter = ["state", ("board", admin.RelatedOnlyFieldListFilter), "sent_at"]
    list_select_related = ["reader", "board", "moderator"]
    search_fields = ["title", "text", "reader__name"]
    actions = ["accept", "refuse", "withdraw", "bring_back"]
    readonly_fields = [
        "title",
        "reader",
        "place",
        "link",
        "text",
        "outcome",
        "answer",
        "moderator",
        "sent_at",
        "article",
    ]
    fields = [*readonly_fields]

    def get_queryset(self, request: Any) -> Any:
        """What waits first."""
        waiting = Case(When(state=State.SENT, then=0), default=1)
        rows: Any = super().get_queryset(request)
        return rows.for_desk(request.user).order_by(waiting, "-sent_at")

    def get_urls(self) -> list[Any]:
        return [*desk_urls(), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="状态", ordering="state")
    def outcome(self, row: Submission) -> str:
        return row.outcome

    @admin.display(description="投到", ordering="board")
    def place(self, row: Submission) -> Channel | str:
        return row.board or "新闻区"

    def settle(self, request: HttpRequest, queryset: Any, act: Callable[..., Any], needs_reason: bool) -> Any:
        answer = request.POST.get("answer", "").replace("\x00", "").strip()[:200]
        if needs_reason and not answer:
            return self.message_user(request, "请写明理由。", messages.ERROR)
        done = sum(act(row, answer) for row in queryset.order_by("pk"))
        return self.message_user(request, f"{done} 篇已处理，作者会得到通知。", messages.SUCCESS)

    @admin.action(description="采用并发布", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: Any) -> Any:
        raw = request.POST.get("channel", "")
        channel = Channel.objects.for_stories().filter(pk=raw if raw.isdigit() and len(raw) < 10 else 0).first()
        if channel is None and queryset.filter(board=None).exists():
            return self.message_user(request, "请选一个频道。", messages.ERROR)
        return self.settle(request, queryset, lambda row, said: row.accept(request.user, channel, said), False)

    @admin.action(description="不采用", permissions=["change"])
    def refuse(self, request: HttpRequest, queryset: Any) -> None:
        self.settle(request, queryset, lambda row, said: row.refuse(request.user, said), True)

    @admin.action(description="撤下已发表的", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        self.settle(request, queryset, lambda row, said: row.withdraw(request.user, said), True)

    @admin.action(description="恢复撤下的", permissions=["change"])
    def bring_back(self, request: HttpRequest, queryset: Any) -> None:
        self.settle(request, queryset, lambda row, said: row.bring_back(request.user), False)


@admin.register(SectionModerator)
class BoardModeratorAdmin(admin.ModelAdmin):
    list_display = ["board", "reader"]
    list_select_related = ["board", "reader"]
    raw_id_fields = ["reader"]
