"""Comments in the admin: the moderators' lists and acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest, HttpResponse

from comments.exceptions import Forbidden
from comments.moderation.loud_threads import loud_thread_urls
from comments.moderation.queue_views import queue_urls
from comments.moderation.queues import moderated_by
from comments.reasons import RULING_REASONS
from comments.rulings.acts import ACTS
from comments.rulings.models import Ruling
from comments.thread.models import Comment
from comments.thread.text import first_line
from comments.votes.models import CommentVote
from news.admin_forms.base import FormFields
from news.admin_forms.read_only import ReadOnly

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet
    from comments.votes.models import CommentVoteQuerySet


REASONS = [("", "请选理由"), *RULING_REASONS]  # none is chosen beforehand: a reason is given, not left standing


def rule_each(comments: Iterable[Comment], act: str, moderator: Any, why: dict[str, Any]) -> tuple[int, int, int]:
    """Rule on each comment; return how many were ruled on, were the moderator's own, and did not change."""
    done = own = unchanged = 0
    for comment in comments:
        try:
            if getattr(comment, act)(moderator, why["reason"], why["note"]):
                done += 1
            else:
                unchanged += 1
        except Forbidden:
            own += 1
    return done, own, unchanged


class ReasonForm(ActionForm):
    """The reason that every ruling carries, beside the choice of the act."""

    reason = forms.ChoiceField(label="理由", choices=REASONS, required=False)
    note = forms.CharField(label="备注", max_length=300, required=False)


class CommentForm(forms.ModelForm):
    reason = forms.ChoiceField(label="理由", choices=REASONS)
    note = forms.CharField(label="备注", max_length=300, required=False)

    class Meta:
        model = Comment
        fields: list[Any] = []


class EggInline(ReadOnly, admin.TabularInline):
    """Eggs that say a rule was broken."""

    model = CommentVote
    verbose_name_plural = "违规鸡蛋"
    fields = ["made_at", "reader", "reason", "weight"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> CommentVoteQuerySet:
        rows: Any = super().get_queryset(request)
        return rows.violations().select_related("reader")


class ViolationFilter(admin.SimpleListFilter):
    """The queue that readers' eggs fill: reported as a violation, not yet looked at."""

    title = "违规鸡蛋"
    parameter_name = "violations"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "有，版主还没看过"), ("any", "有")]

    def queryset(self, request: HttpRequest, queryset: Any) -> CommentQuerySet:
        if self.value() is None:
            return queryset
        found = queryset.filter(violation_eggs__gt=0).order_by("-violation_weight", "-pk")
        return found.filter(reviewed=False) if self.value() == "waiting" else found


class RulingInline(ReadOnly, admin.TabularInline):
    model = Ruling
    fields = ["made_at", "act", "reason", "note", "moderator"]
    extra = 0


@admin.register(Comment)
class CommentAdmin(FormFields, admin.ModelAdmin):
    form = CommentForm
    action_form = ReasonForm
    inlines = [RulingInline, EggInline]
    list_display = ["excerpt", "state", "author", "story", "flowers", "eggs", "violation_eggs", "lifted", "created_at"]
    list_filter = ["state", ViolationFilter, "lifted", "created_at", "article__channel"]
    list_select_related = ["author", "article"]
    search_fields = ["text", "author__name", "article__title"]
    search_help_text = "按评论正文、评论人或新闻标题查找"
    ordering = ["-pk"]
    list_per_page = 50
    actions = ACTS
    readonly_fields = [
        "article",
        "author",
        "parent_text",
        "text",
        "state",
        "floor",
        "flowers",
        "eggs",
        "violation_eggs",
        "created_at",
        "shown_at",
        "earlier",
    ]
    fields = [*readonly_fields, "reason", "note"]
    change_form_template = "admin/comments/comment/change_form.html"
    watched_fields = ["state", "text"]

    def get_urls(self) -> list[Any]:
        return [*queue_urls(), *loud_thread_urls(), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> CommentQuerySet:
        """What this person may see: of a 版块版主, the comments of their sections."""
        return moderated_by(request.user, super().get_queryset(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lock_object(self, obj: Any) -> None:
        obj.locked_with_article()

    def find_last_save(self, obj: Any, since: Any) -> Any:
        """Rulings know it, also those of the list."""
        ruling = obj.rulings.filter(made_at__gte=since).select_related("moderator").order_by("-pk").first()
        return (ruling.moderator.name, ruling.made_at) if ruling else None

    @admin.display(description="评论")
    def excerpt(self, comment: Comment) -> str:
        return first_line(comment.text, 40)

    @admin.display(description="新闻", ordering="article__title")
    def story(self, comment: Comment) -> str:
        return first_line(comment.article.title, 20)

    @admin.display(description="回复")
    def parent_text(self, comment: Comment) -> str:
        return f"{comment.parent.author}：{comment.parent.text}" if comment.parent else "（不是回复）"

    @admin.display(description="修改前")
    def earlier(self, comment: Comment) -> str:
        return "\n———\n".join(edit.before for edit in comment.edits.all()) or "（没有改过）"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing is typed here: the page's buttons are rulings."""
        act = next((act for act in ACTS if f"_{act}" in request.POST), None)
        if act:
            self.report(request, *rule_each([obj], act, request.user, form.cleaned_data))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the list, where `report` has said what became of it: Django would report success in any case."""
        return self.response_post_save_change(request, obj)

    def rule(self, request: HttpRequest, queryset: Any, act: str) -> None:
        reason, note = request.POST.get("reason"), request.POST.get("note", "").replace("\x00", "")[:300]
        if reason not in dict(RULING_REASONS):
            self.message_user(request, "请先选一个理由。", messages.ERROR)
            return
        comments = queryset.order_by("article_id", "pk")
        self.report(request, *rule_each(comments, act, request.user, {"reason": reason, "note": note}))

    def report(self, request: HttpRequest, done: int, own: int, unchanged: int) -> None:
        """Say what became of the comments that were to be ruled on."""
        if done:
            self.message_user(request, f"{done} 条评论已处理，开着的页面都已更新。", messages.SUCCESS)
        if own:
            self.message_user(request, f"{own} 条是您自己的评论，请由其他版主处理。", messages.ERROR)
        if unchanged:
            self.message_user(request, f"{unchanged} 条没有变化：已由其他版主处理，或已被作者删除。", messages.WARNING)

    @admin.action(description="隐藏", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: Any) -> None:
        self.rule(request, queryset, "hide")

    @admin.action(description="恢复 / 通过", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: Any) -> None:
        self.rule(request, queryset, "restore")

    @admin.action(description="转待审", permissions=["change"])
    def hold(self, request: HttpRequest, queryset: Any) -> None:
        self.rule(request, queryset, "hold")

    @admin.action(description="没问题", permissions=["change"])
    def keep(self, request: HttpRequest, queryset: Any) -> None:
        self.rule(request, queryset, "keep")

    @admin.action(description="折叠 / 确认折叠", permissions=["change"])
    def collapse(self, request: HttpRequest, queryset: Any) -> None:
        self.rule(request, queryset, "collapse")
