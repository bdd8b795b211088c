"""Readers in the admin, with what moderators know of them and decided about them."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from comments.bans.models import DAYS, Ban
from comments.exceptions import Refused
from comments.moderation.models import StaffNote
from comments.moderation.queues import check_moderator, moderated_by
from comments.origins.models import HeldOrigin
from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.reasons import RULING_REASONS
from comments.rulings.models import NOTE_LONGEST, Ruling
from comments.sections.models import is_limited, sections_of
from comments.submissions.models import Submission
from news.admin_forms.read_only import ReadOnly
from news.admin_forms.requests import AdminRequest
from news.changes.models import SiteVersion

SHOWN_MOST = 20
ORIGIN_DAYS = (1, 7, 30)


class KnownNameInline(ReadOnly, admin.TabularInline):
    model = KnownName
    fields = ["name", "since", "until"]
    extra = 0


def place_of_ban(request: AdminRequest) -> dict[str, Any]:
    """{} for the whole site; of a 版块版主 {"channel": the section that the form names, or the only one of theirs}."""
    sections = sections_of(request.user)
    if sections is None:
        return {}
    named = request.POST.get("channel", "")
    found = [section for section in sections if str(section.pk) == named] if named else sections
    if len(found) != 1:
        raise Refused("请选择一个您管理的版块。")
    return {"channel": found[0]}


def wrote_for(moderator: Reader, person: Reader) -> bool:
    """Whether this person has written what is this moderator's to read: anything, or, for a 版块版主, in a section."""
    sections = sections_of(moderator)
    if sections is None:
        return True
    comments = moderated_by(moderator).filter(author=person)
    return comments.exists() or Submission.objects.filter(reader=person, board__in=sections).exists()


@admin.register(Reader)
class ReaderAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "points", "title", "imported", "is_staff", "is_active", "date_joined"]
    list_filter = ["level", "imported", "is_staff", "is_active"]
    search_fields = ["name", "skeleton", "known_names__name"]
    search_help_text = "按用户名查找，用过的用户名也算"
    ordering = ["-pk"]
    inlines = [KnownNameInline]
    fields = [
        "name",
        "title",
        "sign",
        "bio",
        "verified",
        "pen_name",
        "is_active",
        "is_staff",
        "groups",
        "points",
        "level",
        "flowers_received",
        "date_joined",
        "renamed_at",
        "leaving_at",
        "erased_at",
    ]
    readonly_fields = [
        "name",
        "points",
        "level",
        "flowers_received",
        "date_joined",
        "renamed_at",
        "leaving_at",
        "erased_at",
    ]
    filter_horizontal = ["groups"]

    change_form_template = "admin/comments/reader/change_form.html"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/bans/", wrap(require_POST(self.ban)), name="comments_reader_bans"),
            path("<int:pk>/notes/", wrap(require_POST(self.add_note)), name="comments_reader_notes"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Django's page, with the person's bans, rulings and notes of moderators."""
        person = self.get_object(request, object_id)
        context: dict[str, Any] = {**(extra_context or {})}
        if person is not None:
            context |= {
                "bans": Ban.objects.filter(reader=person).select_related("channel")[:SHOWN_MOST],
                "rulings": Ruling.objects.filter(person=person).select_related("moderator")[:SHOWN_MOST],
                "notes": StaffNote.objects.filter(person=person).select_related("author")[:SHOWN_MOST],
                "kinds": Ban.Kind.choices,
                "days": [(days, f"{days} 天" if days else "无期限") for days in DAYS],
                "reasons": RULING_REASONS,
                "origin_days": () if is_limited(request.user) else ORIGIN_DAYS,
                "sections": sections_of(request.user),
            }
        return super().change_view(request, object_id, form_url, context)

    def ban(self, request: AdminRequest, pk: int) -> HttpResponse:
        """Silence a person, or have them read first, on the whole site; by a 版块版主, in the section `channel`."""
        check_moderator(request)
        person = get_object_or_404(Reader, pk=pk)
        days, reason, kind = (request.POST.get(name, "") for name in ("days", "reason", "kind"))
        note = request.POST.get("note", "").replace("\x00", "")[:NOTE_LONGEST]
        try:
            if days not in map(str, DAYS) or reason not in dict(RULING_REASONS) or kind not in Ban.Kind.values:
                raise Refused("请选择时长和理由。")
            place = place_of_ban(request)
            ban = Ban.impose(person, request.user, int(days), reason, note, kind, **place)
            self.message_user(request, f"{ban}。", messages.SUCCESS)
            self.hold_origins(request, ban)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(reverse("admin:comments_reader_change", args=[pk]))

    def hold_origins(self, request: AdminRequest, ban: Ban) -> None:
        """Where asked for, let what comes from the person's networks and devices be read first for some days."""
        days = request.POST.get("origins", "")
        if days in map(str, ORIGIN_DAYS) and not is_limited(request.user):  # it holds on the whole site
            number = HeldOrigin.hold(ban, int(days))
            said = (
                f"来自此人 {number} 个网络和设备的新网友发言，{days} 天内先审后发。"
                if number
                else "此人 30 天内没有发言来源。"
            )
            self.message_user(request, said, messages.SUCCESS)

    def add_note(self, request: AdminRequest, pk: int) -> HttpResponse:
        check_moderator(request)
        person = get_object_or_404(Reader, pk=pk)
        text = request.POST.get("text", "").replace("\x00", "").strip()[:NOTE_LONGEST]
        if not wrote_for(request.user, person):
            self.message_user(request, "只能给在您的版块里发过言的网友写备注。", messages.ERROR)
        elif text:
            StaffNote.objects.create(person=person, author=request.user, text=text)
        else:
            self.message_user(request, "备注还是空的。", messages.ERROR)
        return redirect(reverse("admin:comments_reader_change", args=[pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who may do what is decided by superusers alone."""
        powers = [] if request.user.is_superuser else ["is_staff", "groups"]
        return [*self.readonly_fields, *powers]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Only what was changed here: points and level may have moved meanwhile.
        obj.save_and_rerender(*(name for name in form.changed_data if name != "groups"))
        SiteVersion.bump()
