"""指正 in the admin: what waits first, each answered once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from comments.error_reports.forms import ErrorAnswerForm
from comments.error_reports.models import ErrorReport
from news.admin_forms.base import FormFields
from news.articles.models import Article
from news.text.dates import format_moment


@admin.register(ErrorReport)
class ErrorReportAdmin(FormFields, admin.ModelAdmin):
    form = ErrorAnswerForm
    list_display = ["text", "story", "reader", "state", "made_at", "answered_by"]
    list_filter = ["state", "made_at"]
    list_select_related = ["article", "reader", "editor"]
    search_fields = ["text", "article__title", "reader__name"]
    ordering = ["-pk"]
    readonly_fields = ["story", "reader", "text", "state", "made_at", "answered_by", "answered_at"]
    fields = [*readonly_fields, "answer", "note"]
    change_form_template = "admin/comments/errorreport/change_form.html"
    watched_fields = ["state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lock_object(self, obj: Any) -> None:
        """The article first, always."""
        Article.objects.select_for_update().get(pk=obj.article_id)
        ErrorReport.objects.select_for_update(of=("self",)).get(pk=obj.pk)

    def find_last_save(self, obj: Any, since: Any) -> Any:
        return (obj.editor.name, obj.answered_at) if obj.editor and obj.answered_at >= since else None

    @admin.display(description="新闻", ordering="article__title")
    def story(self, row: ErrorReport) -> str:
        return row.article.title

    @admin.display(description="处理人", ordering="editor")
    def answered_by(self, row: ErrorReport) -> Any:
        return row.editor or "-"

    def view_on_site(self, obj: ErrorReport) -> str:
        return obj.article.get_absolute_url()

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """The page's two buttons answer the reader; nothing else is saved here."""
        if not {"_corrected", "_answered"} & {*request.POST}:
            return
        data = form.cleaned_data
        if obj.settle(request.user, "_corrected" in request.POST, data["answer"], data["note"]):
            self.message_user(request, "已处理，读者会得到通知。", messages.SUCCESS)
            return
        obj.refresh_from_db()
        when = format_moment(obj.answered_at or timezone.now())
        said = f"{obj.editor} 已于 {when} 处理：{obj.get_state_display()}。您的答复没有保存。"
        self.message_user(request, said, messages.WARNING)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the list, where `save_model` has said what became of it."""
        return self.response_post_save_change(request, obj)
