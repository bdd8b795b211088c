"""The moderator's desk, people: readers, the ladder, the ledger nobody edits."""

from django.contrib import admin

from comments.desk.parts import ReadOnly
from comments.models import BarredWord, KnownName, LedgerEntry, Letter, Rank, Reader
from comments.worker.jobs import restand
from news.models import Chrome


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["made_at", "reader", "amount", "reason", "giver", "comment", "reverses"]
    list_filter = ["reason", "made_at"]
    list_select_related = ["reader", "giver", "comment", "reverses"]
    search_fields = ["reader__name"]


@admin.register(Rank)
class RankAdmin(admin.ModelAdmin):
    list_display = [
        "level", "label", "points", "left", "right", "gendered", "vote_weight", "may_title", "holds_first",
        "flowers_a_day", "eggs_a_day", "flowers_a_person", "eggs_a_person",
    ]  # fmt: skip

    def has_delete_permission(self, request, obj=None):
        """Readers stand on every rung."""
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Rank.changed()
        Chrome.bump()
        restand.enqueue()


class KnownNameInline(ReadOnly, admin.TabularInline):
    model = KnownName
    fields = ["name", "since", "until"]
    extra = 0


@admin.register(Reader)
class ReaderAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "points", "title", "imported", "is_staff", "is_active", "date_joined"]
    list_filter = ["level", "imported", "is_staff", "is_active"]
    search_fields = ["name", "skeleton", "known_names__name"]
    search_help_text = "按用户名查找，用过的用户名也算"
    inlines = [KnownNameInline]
    fields = [
        "name", "title", "sign", "bio", "verified", "is_active", "is_staff", "groups", "points", "level",
        "flowers_received", "date_joined", "renamed_at", "leaving_at", "erased_at",
    ]  # fmt: skip
    readonly_fields = [
        "name", "points", "level", "flowers_received", "date_joined", "renamed_at", "leaving_at", "erased_at",
    ]  # fmt: skip
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
        # Only what was changed here: points and level may have moved meanwhile.
        obj.redrawn(*(name for name in form.changed_data if name != "groups"))
        Chrome.bump()


@admin.register(BarredWord)
class BarredWordAdmin(admin.ModelAdmin):
    search_fields = ["word"]


@admin.register(Letter)
class LetterAdmin(ReadOnly, admin.ModelAdmin):
    """The outbox: what waits, what went out, what was given up. What letters said is not shown."""

    list_display = ["made_at", "to", "subject", "sent_at", "tries", "given_up", "error"]
    list_filter = ["given_up", "sent_at"]
    exclude = ["body", "headers"]
    superuser_fields = ["to", "error"]  # a server's refusal names the address
