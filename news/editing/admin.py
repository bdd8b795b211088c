"""Stories in the admin."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from news.admin_forms.base import FormFields
from news.admin_forms.repeats import KEY, hash_content
from news.articles.models import DRAFTS_FIRST, Article, Correction, OldAddress, Source
from news.editing.advice import advice_for
from news.editing.desk_urls import desk_urls
from news.editing.finding import StateFilter, find_articles
from news.editing.forms import ArticleForm
from news.editing.history import StoryHistory
from news.editing.lock_admin import StoryLock
from news.editing.merge import merge_asked
from news.editing.models import EditingDraft
from news.editing.photo_forms import PhotoForm, PhotoFormSet
from news.editing.preview_links import PreviewLink
from news.editing.row_forms import OldAddressForm, RelatedForm, VideoForm
from news.editing.scheduled import EDITED
from news.editing.scheduled_admin import StoryChanges
from news.editing.uploads import take_uploads
from news.media.models import Photo, Video
from news.related.models import Related
from news.variants.models import ConversionOverride
from news.variants.text import VARIANTS
from news.wordings.forms import WordingForm

TITLES_MOST = 50  # that a question about many stories names
REASON_LONGEST = 200
LIFE = ["withdrawn_at", "stood_at"]  # columns that no field of the form holds


class Rows(FormFields, admin.TabularInline):
    """What hangs on a story, a row each; bounded, for a form may claim any number."""

    extra = 0
    max_num = 100


class SourceInline(Rows):
    model = Source
    extra = 1
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        widgets = {"name": forms.TextInput(attrs={"list": "known-sources"})}
        return super().get_formset(request, obj, **{"widgets": widgets} | kwargs)


class PhotoInline(Rows):
    model = Photo
    form = PhotoForm
    formset = PhotoFormSet
    watched_fields = ["name"]  # another picture in the same row


class VideoInline(Rows):
    model = Video
    form = VideoForm


class CorrectionInline(Rows):
    model = Correction


class WordingInline(Rows):
    model = ConversionOverride
    form = WordingForm
    verbose_name_plural = "只在这条新闻的转换用词（留空的栏照原文）"


class RelatedInline(Rows):
    model = Related
    fk_name = "article"
    form = RelatedForm
    raw_id_fields = ["earlier"]
    max_num = 10
    verbose_name_plural = "前期相关精彩新闻（由系统找出；改动后以您指定的为准）"

    def is_written_by_site(self, obj: Any) -> bool:
        return not obj.related_by_hand


class OldAddressInline(Rows):
    model = OldAddress
    form = OldAddressForm
    verbose_name_plural = "旧站地址（访问者会被带到这里）"


@admin.register(Article)
class ArticleAdmin(StoryHistory, StoryLock, StoryChanges, PreviewLink, FormFields, admin.ModelAdmin):
    form = ArticleForm
    inlines = [SourceInline, PhotoInline, VideoInline, CorrectionInline, RelatedInline, WordingInline, OldAddressInline]
    list_display = ["title", "stage_name", "channel", "editor", "published_at", "comment_count", "closed"]
    list_filter = [StateFilter, "channel", "closed", "published_at"]
    list_select_related = ["channel"]
    search_fields = ["title", "editor"]
    search_help_text = "标题和正文里的词（简繁不分）、来源、网编，或新闻的编号"
    ordering = DRAFTS_FIRST
    fields = [
        ("channel", "region"),
        "title",
        "body",
        ("editor", "published_at", "publish"),
        ("withdraw", "withdrawn_for", "ends_at"),
        ("change_at", "change_note"),
        ("closed", "pre_moderated", "slow_seconds", "least_level"),
        ("related_by_hand", "missing_pictures"),
    ]
    actions = ["publish", "withdraw", "close", "reopen"]
    save_on_top = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Stories are withdrawn, not deleted: a thread of readers' words hangs on each."""
        return False

    change_form_template = "admin/news/article/change_form.html"

    def get_urls(self) -> list[Any]:
        return [*desk_urls(self.admin_site), *super().get_urls()]

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Django checks the form inside a transaction, where nothing slow may be done: pictures come before it."""
        may_write = self.has_add_permission(request) or self.has_change_permission(request)
        if request.method == "POST" and may_write:
            request.content_hash = hash_content(request)  # as it was sent
            for said in take_uploads(request):
                self.message_user(request, said, messages.WARNING)
            for name in ("TOTAL", "INITIAL"):  # a form that says nothing of them leaves them alone
                request.POST.setdefault(f"wordings-{name}_FORMS", "0")
        variants = [(slug, variant.label) for slug, variant in VARIANTS.items()]
        context = {"variants": variants, "source_names": Source.objects.recent_names(), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        return {"editor": request.user.editor_name} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.settle_withdrawal()
        self.note_before(request, obj)
        # Only what the form shows: the counters of this row belong to the thread, and may have moved meanwhile.
        obj.save(update_fields=[*ArticleForm.Meta.fields, *LIFE, "revised_at"] if change else None)

    def save_related(self, request: Any, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(one.model is Related and one.has_changed() for one in formsets):  # what an editor chose, stays
            Article.objects.filter(pk=form.instance.pk).update(related_by_hand=True)
        if change and form.instance.noun == "文章" and {"title", "body"} & {*form.changed_data}:
            Correction.note(form.instance, EDITED)
        EditingDraft.forget(request.user.pk, str(form.instance.pk), f"add:{request.POST.get(KEY, '')}")
        ConversionOverride.changed()
        self.plan_asked(request, form)
        form.instance.announce()
        for said in advice_for(form.instance):
            self.message_user(request, said, messages.WARNING)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return merge_asked(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return merge_asked(request, obj) or super().response_change(request, obj)

    @admin.display(description="状态")
    def stage_name(self, article: Article) -> str:
        return article.stage

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Found by the site's own index, in either script; what it does not hold (drafts) by the title."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=find_articles(search_term)), False

    @admin.action(description="立即发布", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        self.act(request, queryset.exclude(published_at__lte=timezone.now()), Article.publish, "发布")

    @admin.action(description="撤下（转为草稿）", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> TemplateResponse | None:
        """Ask on a page of its own before stories leave their readers; the page sends the same action with `sure`."""
        queryset = queryset.exclude(published_at=None)
        if request.POST.get("sure") == "yes":
            reason = request.POST.get("reason", "").replace("\x00", "").strip()[:REASON_LONGEST]
            self.act(request, queryset, partial(take_back, reason=reason), f"撤下：{reason}" if reason else "撤下")
            return None
        context = self.admin_site.each_context(request) | {
            "title": "撤下新闻",
            "opts": self.opts,
            "articles": queryset[:TITLES_MOST],
            "number": queryset.count(),
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "all": request.POST.get("select_across", "0"),
            "longest": REASON_LONGEST,
        }
        return TemplateResponse(request, "admin/news/article/withdraw.html", context)

    @admin.action(description="关闭评论", permissions=["change"])
    def close(self, request: HttpRequest, queryset: Any) -> None:
        self.act(request, queryset.filter(closed=False), partial(set_closed, closed=True), "关闭评论")

    @admin.action(description="重新开放评论", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: Any) -> None:
        self.act(request, queryset.filter(closed=True), partial(set_closed, closed=False), "重新开放评论")

    def act(self, request: HttpRequest, queryset: Any, change: Callable[[Article], Any], name: str) -> None:
        """`change` each story under its lock, tell the open pages, and write in the log what was done."""
        pks = list(queryset.order_by("pk").values_list("pk", flat=True))
        for pk in pks:
            with transaction.atomic():
                article = Article.objects.select_for_update().get(pk=pk)
                change(article)
                article.save(update_fields=["published_at", "ends_at", "closed", "withdrawn_for", *LIFE, "revised_at"])
                article.announce()
                self.log_change(request, article, name)
        self.message_user(request, f"{len(pks)} 条新闻已处理。", messages.SUCCESS)


def take_back(article: Article, reason: str) -> None:
    """Withdraw what readers see; what was only scheduled is a draft again."""
    if article.is_published:
        article.withdraw(article.published_at, reason)
    else:
        article.published_at = None


def set_closed(article: Article, closed: bool) -> None:
    article.closed = closed
