"""The moderator's desk: comments with their acts, readers, the ladder, and the records nobody edits."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm

from comments.models import Comment, LedgerEntry, Rank, Reader, Ruling
from comments.text import first_line
from news.models import Chrome

REASONS = [("", "请选理由"), *Ruling.Reason.choices]  # none is chosen beforehand: a reason is given, not left standing
ACTS = {"_hide": ("hide", "隐藏"), "_restore": ("restore", "恢复 / 通过"), "_hold": ("hold", "转待审")}


class ReasonForm(ActionForm):
    """The reason that every ruling carries, beside the choice of the act."""

    reason = forms.ChoiceField(label="理由", choices=REASONS, required=False)
    note = forms.CharField(label="备注", max_length=300, required=False)


class CommentForm(forms.ModelForm):
    reason = forms.ChoiceField(label="理由", choices=REASONS)
    note = forms.CharField(label="备注", max_length=300, required=False)

    class Meta:
        model = Comment
        fields = []


class ReadOnly:
    """Rows that are looked at, never written by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class RulingInline(ReadOnly, admin.TabularInline):
    model = Ruling
    fields = ["made_at", "act", "reason", "note", "moderator"]
    extra = 0


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    form = CommentForm
    action_form = ReasonForm
    inlines = [RulingInline]
    list_display = ["excerpt", "state", "author", "story", "flowers", "eggs", "lifted", "created_at"]
    list_filter = ["state", "lifted", "created_at", "article__channel"]
    list_select_related = ["author", "article"]
    search_fields = ["text", "author__name", "article__title"]
    search_help_text = "按评论正文、评论人或新闻标题查找"
    date_hierarchy = "created_at"
    list_per_page = 50
    actions = ["hide", "restore", "hold"]
    readonly_fields = [
        "article", "author", "answered", "text", "state", "floor", "flowers", "eggs",
        "created_at", "shown_at", "earlier",
    ]  # fmt: skip
    fields = [*readonly_fields, "reason", "note"]
    change_form_template = "admin/comments/comment/change_form.html"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="评论")
    def excerpt(self, comment):
        return first_line(comment.text, 40)

    @admin.display(description="新闻", ordering="article__title")
    def story(self, comment):
        return first_line(comment.article.title, 20)

    @admin.display(description="回复")
    def answered(self, comment):
        return f"{comment.parent.author}：{comment.parent.text}" if comment.parent else "（不是回复）"

    @admin.display(description="修改前")
    def earlier(self, comment):
        return "\n———\n".join(edit.before for edit in comment.edits.all()) or "（没有改过）"

    def save_model(self, request, obj, form, change):
        """Nothing is typed here: the page's buttons are rulings."""
        act = next((act for name, (act, _) in ACTS.items() if name in request.POST), None)
        if act:
            getattr(obj, act)(request.user, form.cleaned_data["reason"], form.cleaned_data["note"])

    def rule(self, request, queryset, act):
        reason, note = request.POST.get("reason"), request.POST.get("note", "").replace("\x00", "")[:300]
        if reason not in Ruling.Reason.values:
            self.message_user(request, "请先选一个理由。", messages.ERROR)
            return
        comments = list(queryset.order_by("article_id", "pk"))
        for comment in comments:
            getattr(comment, act)(request.user, reason, note)
        self.message_user(request, f"{len(comments)} 条评论已处理，开着的页面都已更新。", messages.SUCCESS)

    @admin.action(description="隐藏", permissions=["change"])
    def hide(self, request, queryset):
        self.rule(request, queryset, "hide")

    @admin.action(description="恢复 / 通过", permissions=["change"])
    def restore(self, request, queryset):
        self.rule(request, queryset, "restore")

    @admin.action(description="转待审", permissions=["change"])
    def hold(self, request, queryset):
        self.rule(request, queryset, "hold")


@admin.register(Ruling)
class RulingAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "act", "reason", "comment", "moderator", "note"]
    list_filter = ["act", "reason", "made_at"]
    list_select_related = ["comment", "moderator"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "reader", "amount", "reason"]
    list_select_related = ["reader"]
    search_fields = ["reader__name"]


@admin.register(Rank)
class RankAdmin(admin.ModelAdmin):
    list_display = ["level", "label", "points", "left", "right", "gendered", "vote_weight", "may_title"]

    def has_delete_permission(self, request, obj=None):
        """Readers stand on every rung."""
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Rank.retuned()
        for reader in Reader.objects.iterator():  # a rung moved: everybody's place follows from their ledger anew
            Reader.objects.filter(pk=reader.pk).update(level=reader.replayed()[1])
        Chrome.bump()


@admin.register(Reader)
class ReaderAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "points", "title", "imported", "is_staff", "is_active", "date_joined"]
    list_filter = ["level", "imported", "is_staff", "is_active"]
    search_fields = ["name", "skeleton"]
    fields = ["name", "title", "sign", "verified", "is_active", "is_staff", "groups", "points", "level", "date_joined"]
    readonly_fields = ["name", "points", "level", "date_joined"]
    filter_horizontal = ["groups"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """Who may do what is decided by superusers alone."""
        powers = [] if request.user.is_superuser else ["is_staff", "groups"]
        return [*self.readonly_fields, *powers]

    def save_model(self, request, obj, form, change):
        obj.revision += 1
        # Only what was changed here: points and level may have moved meanwhile.
        obj.save(update_fields=[name for name in form.changed_data if name != "groups"] + ["revision"])
        Chrome.bump()
