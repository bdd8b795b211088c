"""热闹的讨论: the threads in which most is said just now, and their switches, on one page for moderators."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from comments.heat.governor import Heat, heated_articles, measure
from comments.moderation.queues import check_moderator
from comments.sections.models import in_sections_of
from news.articles.models import Article
from news.editing.forms import SLOWEST_SECONDS

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

SHOWN_MOST = 30
OFF_HOURS = 6


def loud_thread_urls() -> list[Any]:
    """The addresses of this page, below those of comments in the admin."""
    wrap = admin.site.admin_view
    return [
        path("queue/threads/", wrap(loud_threads), name="comments_queue_threads"),
        path("queue/threads/<int:pk>/", wrap(require_POST(change_switches)), name="comments_queue_thread"),
    ]


class SwitchesForm(forms.ModelForm):
    """What a moderator may set for one thread. `auto`: whether its heat may slow it."""

    auto = forms.BooleanField(label="升温时自动慢速", required=False)

    class Meta:
        model = Article
        fields = ["pre_moderated", "closed", "slow_seconds", "least_level"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slow_seconds"].widget.attrs |= {"max": SLOWEST_SECONDS, "min": 0}
        until = self.instance.heat_off_until
        self.fields["auto"].initial = until is None or until <= timezone.now()

    def clean_slow_seconds(self) -> int:
        seconds = self.cleaned_data["slow_seconds"] or 0
        if seconds > SLOWEST_SECONDS:
            raise forms.ValidationError(f"最多 {SLOWEST_SECONDS} 秒。")
        return seconds

    def clean_least_level(self) -> int:
        return self.cleaned_data["least_level"] or 0

    def save_switches(self) -> None:
        """Write these columns alone, end a pause that is switched off, and tell the open pages."""
        columns = list(self.changed_data)
        if "auto" in columns:
            columns.remove("auto")
            columns += ["heat_off_until", "heat"]
            off = not self.cleaned_data["auto"]
            self.instance.heat_off_until = timezone.now() + timedelta(hours=OFF_HOURS) if off else None
            self.instance.heat = 0 if off else self.instance.heat
        if columns:
            self.instance.save(update_fields=columns)
            self.instance.announce()


def articles_of(moderator: Any) -> QuerySet[Article]:
    """The published stories whose threads this moderator looks after."""
    return in_sections_of(moderator, Article.objects.published().select_related("channel").defer("body"), "channel")


@require_safe
def loud_threads(request: SiteRequest) -> HttpResponse:
    check_moderator(request)
    measured = measure(timezone.now())
    rows = articles_of(request.user)
    found = list(rows.filter(heated_articles())[:SHOWN_MOST])
    busiest = sorted(measured, key=lambda pk: -measured[pk].comments)[:SHOWN_MOST]
    found += list(rows.filter(pk__in=busiest).exclude(pk__in=[article.pk for article in found]))
    found.sort(key=lambda article: (-article.heat, -measured.get(article.pk, Heat()).temperature, -article.pk))
    lines = [
        (article, measured.get(article.pk, Heat()), SwitchesForm(instance=article, prefix=str(article.pk)))
        for article in found
    ]
    context = admin.site.each_context(request) | {"title": "热闹的讨论", "lines": lines, "hours": OFF_HOURS}
    return render(request, "admin/moderation/threads.html", context)


def change_switches(request: SiteRequest, pk: int) -> HttpResponse:
    check_moderator(request)
    with transaction.atomic():
        article = get_object_or_404(articles_of(request.user).select_for_update(of=("self",)), pk=pk)
        form = SwitchesForm(request.POST, instance=article, prefix=str(pk))
        if form.is_valid():
            form.save_switches()
            LogEntry.objects.log_actions(request.user.pk, [article], CHANGE, f"讨论开关：{form.changed_data}")
            messages.success(request, f"“{article.title}”的讨论设置已保存。")
        else:
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            messages.error(request, f"“{article.title}”没有保存：{said}")
    return redirect(reverse("admin:comments_queue_threads"))
