"""Two editors at one form: the second hears what the first has saved, and nothing is overwritten unseen."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ModelAdmin
from django.core import signing
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from news.admin_forms.merging import Merge
from news.admin_forms.requests import AdminRequest
from news.admin_forms.versions import PageForms

VERSION = "_version"
CONFLICT = "改动已被他人保存{by}。您填写的内容还在，尚未保存。各栏写有现在的内容，请核对；再次保存，就以您填写的为准。"
OWN_CONFLICT = (
    "您已在另一页保存过改动{by}。这一页填写的内容还在，尚未保存。各栏写有现在的内容，请核对；再次保存，就以这一页为准。"
)
FILES = "选好的文件请重新选择。"


if TYPE_CHECKING:
    Admin = ModelAdmin
    Form = ModelForm
else:
    Admin = Form = object


class UnsavedForm(Form):
    """A form that is not saved, whatever was typed: it comes back with a `refusal`."""

    refusal = ""

    def full_clean(self) -> None:
        super().full_clean()
        self.add_error(None, self.refusal)


class ConflictChecks(Admin):
    """A change form that carries the version of the object that it shows, and is saved over that version alone.

    `watched_fields` of an admin or inline: columns that are compared too, though nothing is typed there.
    `is_written_by_site(obj)` of an inline: whether the site itself finds its rows now.
    """

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        request.began_at = timezone.now()  # before anything is read for the form
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request: Any, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return obj
        self.lock_object(obj)
        obj = super().get_object(request, object_id, from_field)  # as whoever held the lock has left it
        if obj is not None and request.POST.get(VERSION) and self.has_change_permission(request, obj):
            self.check_version(request, obj)
        return obj

    def lock_object(self, obj: Any) -> None:
        """Let nobody else save this object until the transaction ends."""
        type(obj)._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=obj.pk).first()

    def check_version(self, request: AdminRequest, obj: Any) -> None:
        """Compare what was sent with what stands now; leave the merged form in `request.POST`."""
        made, since = read_version(request.POST[VERSION], obj)
        sent = PageForms.of_object(self, request, obj, request.POST, request.FILES)
        merge = Merge(made, PageForms.of_object(self, request, obj), sent)
        if not merge.is_stale:
            return
        is_conflict = merge.is_conflict(obj)
        request.POST = request.POST.copy()
        merge.apply(request.POST)
        if is_conflict:
            request.merge, request.refusal = merge, self.describe_conflict(request, obj, since)

    def describe_conflict(self, request: AdminRequest, obj: Any, since: datetime) -> str:
        name, moment = self.find_last_save(obj, since) or ("", None)
        own = name == request.user.get_username()
        when = date_format(timezone.localtime(moment), "n月j日 H:i") if moment else ""
        by = f"（{when if own else f'{name}，{when}'}）" if moment else ""
        return (OWN_CONFLICT if own else CONFLICT).format(by=by) + (FILES if request.FILES else "")

    def find_last_save(self, obj: Any, since: datetime) -> Any:
        """(who, when) saved this object last, if that was after `since` and the admin's log knows."""
        entries = LogEntry.objects.filter(
            content_type__app_label=obj._meta.app_label,
            content_type__model=obj._meta.model_name,
            object_id=str(obj.pk),
            action_time__gte=since,
        )
        entry = entries.select_related("user").order_by("-action_time", "-pk").first()
        return entry and (entry.user.get_username(), entry.action_time)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", "")
        return type(form.__name__, (UnsavedForm, form), {"refusal": refusal}) if refusal else form

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if change and self.has_change_permission(request, obj):
            context["form_version"] = self.make_version(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def make_version(self, request: AdminRequest, context: Any, obj: Any) -> str:
        """The version for the page's form, which after a conflict is the newer one; what was sent, if merely faulty."""
        merge = getattr(request, "merge", None)
        if merge:
            merge.annotate(PageForms.of_context(self, context))
        if request.method == "POST" and not merge:
            return request.POST.get(VERSION, "")
        shown = merge.now if merge else PageForms.of_context(self, context)
        return sign_version(shown.version(), request.began_at, obj)


def sign_version(version: dict, moment: datetime, obj: Any) -> str:
    return signing.dumps([version, moment.timestamp()], salt=salt_of(obj), compress=True)


def read_version(text: str, obj: Any) -> tuple[dict, datetime]:
    """(version, moment) that a form of `obj` carries; a version of nothing if the form is not one of this object."""
    try:
        version, moment = signing.loads(text, salt=salt_of(obj))
    except (signing.BadSignature, UnicodeError):
        return {}, timezone.now()
    return version, datetime.fromtimestamp(moment, UTC)


def salt_of(obj: Any) -> str:
    return f"admin-version:{obj._meta.label_lower}:{obj.pk}"
