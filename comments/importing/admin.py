"""Imports in the admin: started with a report, followed by the import itself; for superusers alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from comments.importing.forms import ImportForm
from comments.importing.models import ImportRun
from comments.importing.tasks import start_import
from news.admin_forms.read_only import ReadOnly
from news.admin_forms.requests import AdminRequest


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "kind", "file", "channel", "writes", "state", "stage", "reader"]
    list_select_related = ["channel", "reader"]
    fields = ["kind", "file", "channel", "media", "writes", "state", "stage", "problem", "reader"]
    fields += ["made_at", "beat_at", "finished_at"]
    change_list_template = "admin/comments/importrun/change_list.html"
    change_form_template = "admin/comments/importrun/change_form.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    has_module_permission = has_view_permission

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("start/", wrap(require_POST(self.start)), name="comments_importrun_start"),
            path("<int:pk>/follow/", wrap(require_POST(self.follow)), name="comments_importrun_follow"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"form": ImportForm(), **(extra_context or {})})

    def start(self, request: AdminRequest) -> HttpResponse:
        """Begin with a report on a file."""
        self.require_superuser(request)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.changelist_view(request, {"form": form})
        return self.enqueue(request, form.save(request.user), "已开始核对。刷新本页看进度。")

    def follow(self, request: AdminRequest, pk: int) -> HttpResponse:
        """Let the import itself follow a report; pressed twice, it is one."""
        self.require_superuser(request)
        report = get_object_or_404(ImportRun, pk=pk)
        same = {"kind": report.kind, "file": report.file, "channel": report.channel, "media": report.media}
        open_states = [ImportRun.State.WAITING, ImportRun.State.RUNNING]
        if running := ImportRun.objects.filter(writes=True, state__in=open_states, file=report.file).first():
            self.message_user(request, "这个文件正在导入。", messages.WARNING)
            return redirect(reverse("admin:comments_importrun_change", args=[running.pk]))
        if not report.may_follow:
            self.message_user(request, "请等核对完成后再导入。", messages.ERROR)
            return redirect(reverse("admin:comments_importrun_change", args=[pk]))
        run = ImportRun.objects.create(writes=True, reader=request.user, **same)
        return self.enqueue(request, run, "已开始导入。刷新本页看进度。")

    def enqueue(self, request: HttpRequest, run: ImportRun, said: str) -> HttpResponse:
        start_import.enqueue(run.pk)
        self.log_addition(request, run, f"{run.get_kind_display()}：{run}")
        self.message_user(request, said, messages.SUCCESS)
        return redirect(reverse("admin:comments_importrun_change", args=[run.pk]))

    def require_superuser(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied("只有超级管理员可以导入。")
