"""Word rules in the admin: written, tried on past comments, then turned on; a box to try a sentence; CSV in and out."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from comments.exceptions import Refused
from comments.readers.models import Reader
from comments.thread.models import Comment
from comments.word_rules.csv_files import read_rules, write_rules
from comments.word_rules.folding import mark_stretches
from comments.word_rules.models import LOOKED_AT, WIDE, WordRule

COMPARED = {"word", "scope", "channel", "excuses", "pinyin", "alike"}  # what a dry run tried
SENTENCE_LONGEST = 2000
FILE_MOST = 2 * 1024 * 1024


def texts_for(rule: WordRule) -> QuerySet[Any, str]:
    """What a dry run of `rule` looks through, the newest first."""
    if rule.scope == WordRule.Scope.NAMES:
        return Reader.objects.filter(erased_at=None).order_by("-pk").values_list("name", flat=True)
    if rule.scope == WordRule.Scope.TITLES:
        return Reader.objects.exclude(title="").order_by("-pk").values_list("title", flat=True)
    return Comment.objects.order_by("-pk").values_list("text", flat=True)


@admin.register(WordRule)
class WordRuleAdmin(admin.ModelAdmin):
    list_display = ["word", "action", "scope", "channel", "is_on", "rate_text", "tried_at"]
    list_filter = ["is_on", "action", "scope"]
    list_select_related = ["channel"]
    search_fields = ["word", "note"]
    readonly_fields = ["is_on", "rate_text", "tried_at"]
    fields = ["word", "action", "scope", "channel", "excuses", "pinyin", "alike", "note", *readonly_fields]
    actions = ["turn_on", "turn_off"]
    change_list_template = "admin/comments/wordrule/change_list.html"
    change_form_template = "admin/comments/wordrule/change_form.html"

    @admin.display(description="命中率")
    def rate_text(self, rule: WordRule) -> str:
        return "未试运行" if rule.rate is None else f"{rule.rate:.2%}（{rule.hits} / {rule.looked_at}）"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("trial/", wrap(self.try_sentence), name="comments_wordrule_trial"),
            path("export/", wrap(self.export), name="comments_wordrule_export"),
            path("import/", wrap(require_POST(self.import_file)), name="comments_wordrule_import"),
            path("<int:pk>/dry-run/", wrap(require_POST(self.dry_run)), name="comments_wordrule_dry_run"),
            path("<int:pk>/switch/", wrap(require_POST(self.switch)), name="comments_wordrule_switch"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: WordRule, form: Any, change: bool) -> None:
        """A rule that looks for something else now is off until it was tried again."""
        if change and COMPARED & set(form.changed_data):
            obj.is_on, obj.tried_at, obj.hits, obj.looked_at = False, None, None, None
        super().save_model(request, obj, form, change)
        WordRule.changed()

    def delete_model(self, request: HttpRequest, obj: WordRule) -> None:
        super().delete_model(request, obj)
        WordRule.changed()

    def has_switch_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.change_wordrule")

    @admin.action(description="启用", permissions=["switch"])
    def turn_on(self, request: HttpRequest, queryset: Any) -> None:
        for rule in queryset:
            try:
                rule.turn_on()
            except Refused as error:
                self.message_user(request, f"{rule}：{error}", messages.ERROR)

    @admin.action(description="停用", permissions=["switch"])
    def turn_off(self, request: HttpRequest, queryset: Any) -> None:
        for rule in queryset:
            rule.switch(False)

    # -- pages of their own -----------------------------------------------------------------------

    def page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return render(request, f"admin/comments/wordrule/{template}.html", context)

    def try_sentence(self, request: HttpRequest) -> HttpResponse:
        """What the rules that are on make of a sentence: `text`."""
        self.require(request, "view")
        text = request.GET.get("text", "")[:SENTENCE_LONGEST]
        found = WordRule.cached().find(text) if text else []
        pieces = mark_stretches(text, ((hit.start, hit.end) for _, hit in found)) if text else []
        rules = list(dict.fromkeys(rule for rule, _ in found))
        return self.page(request, "trial", "试一句", text=text, pieces=pieces, rules=rules)

    def dry_run(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try a rule on the last 10,000 comments, names or titles and show what it would have hit."""
        self.require(request, "change")
        rule = get_object_or_404(WordRule, pk=pk)
        samples = rule.dry_run(list(texts_for(rule)[:LOOKED_AT]))
        wide = (rule.rate or 0) > WIDE
        return self.page(request, "dry_run", f"试运行：{rule}", rule=rule, samples=samples, wide=wide)

    def switch(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.require(request, "change")
        rule = get_object_or_404(WordRule, pk=pk)
        try:
            if request.POST.get("on") == "yes":
                rule.turn_on(confirmed=request.POST.get("confirmed") == "yes")
            else:
                rule.switch(False)
            self.message_user(request, f"“{rule}”已{'启用' if rule.is_on else '停用'}。", messages.SUCCESS)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(reverse("admin:comments_wordrule_change", args=[pk]))

    def export(self, request: HttpRequest) -> HttpResponse:
        self.require(request, "view")
        headers = {"Content-Disposition": 'attachment; filename="word-rules.csv"'}
        content = write_rules(WordRule.objects.select_related("channel"))
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)

    def import_file(self, request: HttpRequest) -> HttpResponse:
        """Add the rules of a CSV file; they are off until they were tried."""
        self.require(request, "add")
        file = request.FILES.get("file")
        try:
            if file is None or (file.size or 0) > FILE_MOST:
                raise Refused("请选择一个不超过 2 MB 的 CSV 文件。")
            added, known, problems = read_rules(file.read())
            said = f"新增 {added} 条，已有 {known} 条。新规则要试运行后才能启用。"
            self.message_user(request, said, messages.SUCCESS)
            for problem in problems[:20]:
                self.message_user(request, problem, messages.WARNING)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(reverse("admin:comments_wordrule_changelist"))

    def require(self, request: HttpRequest, act: str) -> None:
        if not request.user.has_perm(f"comments.{act}_wordrule"):
            raise PermissionDenied("您没有管理敏感词规则的权限。")
