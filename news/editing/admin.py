"""Stories in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from news.admin_forms.base import FormFields
from news.articles.models import Article, Correction, OldAddress, Source
from news.editing.forms import ArticleForm, OldAddressForm, PhotoForm, RelatedForm, VideoForm, make_uploads
from news.media.models import Photo, Video, discard_unnamed
from news.related.models import Related
from news.variants.forms import WordingForm
from news.variants.marks import broken
from news.variants.models import ConversionOverride

TITLES_MOST = 50  # that a question about many stories names


class Rows(FormFields, admin.TabularInline):
    """What hangs on a story, a row each; bounded, for a form may claim any number."""

    extra = 0
    max_num = 100


class SourceInline(Rows):
    model = Source
    extra = 1
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class PhotoInline(Rows):
    model = Photo
    form = PhotoForm
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
class ArticleAdmin(FormFields, admin.ModelAdmin):
    form = ArticleForm
    inlines = [SourceInline, PhotoInline, VideoInline, CorrectionInline, RelatedInline, WordingInline, OldAddressInline]
    list_display = ["title", "channel", "editor", "published_at", "comment_count", "closed"]
    list_filter = ["channel", "closed", "published_at"]
    search_fields = ["title", "editor"]
    date_hierarchy = "published_at"
    fields = [
        ("channel", "region"),
        "title",
        "body",
        ("editor", "published_at", "publish", "withdraw"),
        ("closed", "pre_moderated", "slow_seconds", "least_level"),
        ("related_by_hand", "missing_pictures"),
    ]
    actions = ["publish", "withdraw", "close", "reopen"]
    save_on_top = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Stories are withdrawn, not deleted: a thread of readers' words hangs on each."""
        return False

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Django checks the form inside a transaction, where nothing slow may be done: pictures come before it."""
        may_write = self.has_add_permission(request) or self.has_change_permission(request)
        stored = make_uploads(request.FILES) if request.method == "POST" and may_write else []
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        finally:  # after the transaction: what the form did not take, goes
            for picture in stored:
                discard_unnamed(picture)

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        return {"editor": request.user.name} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Only what the form shows: the counters of this row belong to the thread, and may have moved meanwhile.
        obj.save(update_fields=[*ArticleForm.Meta.fields, "revised_at"] if change else None)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(one.model is Related and one.has_changed() for one in formsets):  # what an editor chose, stays
            Article.objects.filter(pk=form.instance.pk).update(related_by_hand=True)
        ConversionOverride.changed()
        form.instance.announce()
        if wrong := broken(form.instance.body):
            said = f"正文里有 {wrong} 处“-{{”或“}}-”没有配对，会照原样显示。"
            self.message_user(request, said, messages.WARNING)

    @admin.action(description="立即发布", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        self.update(request, queryset.exclude(published_at__lte=timezone.now()), published_at=timezone.now())

    @admin.action(description="撤下（转为草稿）", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> TemplateResponse | None:
        """Ask on a page of its own before stories leave their readers; the page sends the same action with `sure`."""
        if request.POST.get("sure") == "yes":
            self.update(request, queryset, published_at=None)
            return None
        context = self.admin_site.each_context(request) | {
            "title": "撤下新闻",
            "opts": self.opts,
            "articles": queryset[:TITLES_MOST],
            "number": queryset.count(),
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "all": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/news/article/withdraw.html", context)

    @admin.action(description="关闭评论", permissions=["change"])
    def close(self, request: HttpRequest, queryset: Any) -> None:
        self.update(request, queryset, closed=True)

    @admin.action(description="重新开放评论", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: Any) -> None:
        self.update(request, queryset, closed=False)

    def update(self, request: HttpRequest, queryset: Any, **fields: Any) -> None:
        columns: Any = Article._meta
        articles = list(queryset.order_by("pk"))
        for article in articles:
            with transaction.atomic():
                Article.objects.filter(pk=article.pk).update(**fields, revised_at=timezone.now())
                article.announce()
                names = [str(columns.get_field(name).verbose_name) for name in fields]
                self.log_change(request, article, [{"changed": {"fields": names}}])
        self.message_user(request, f"{len(articles)} 条新闻已处理。", messages.SUCCESS)
