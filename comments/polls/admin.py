"""Polls in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from comments.polls.models import Choice, Poll
from news.articles.models import Article
from news.changes.models import Change, SiteVersion


class ChoicesFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if not any(self.errors) and len(kept) < 2:
            raise forms.ValidationError("至少要有两个选项。")


class ChoiceInline(admin.TabularInline):
    model = Choice
    formset = ChoicesFormSet
    fields = ["text", "position", "votes"]
    readonly_fields = ["votes"]
    extra = 2
    max_num = 20

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What people have voted for is not taken away from under them."""
        return obj is None or not obj.voters

    has_add_permission = has_delete_permission


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    inlines = [ChoiceInline]
    list_display = ["question", "article", "multiple", "results", "voters", "published_at", "closes_at"]
    list_filter = ["results", "multiple", "published_at"]
    list_select_related = ["article"]
    search_fields = ["question", "article__title"]
    ordering = ["-pk"]
    raw_id_fields = ["article"]
    fields = ["question", "text", "article", ("multiple", "results"), ("published_at", "closes_at")]

    def lock_object(self, obj: Any) -> None:
        obj.locked_with_article()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # On the form: a ModelAdmin is one object for all who save at the same time.
        form.stood_on = Poll.objects.filter(pk=obj.pk).values_list("article", flat=True).first()
        # Never the counters: a vote may have come in meanwhile.
        obj.save(update_fields=[name for name in form.cleaned_data if hasattr(obj, name)] if change else None)
        Poll.objects.filter(pk=obj.pk).update(closing_recorded=False)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for pk in sorted({form.stood_on, form.instance.article_id} - {None}):  # also where it stood until now
            with transaction.atomic():
                article = Article.objects.select_for_update().get(pk=pk)
                Change.record(article, (Change.Kind.STORY, article.pk), (Change.Kind.POLL, form.instance.pk))
        SiteVersion.bump()
