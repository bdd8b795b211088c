"""A form of the admin that is sent twice (a double click, back and send, a retry on a bad line) is saved once."""

import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR, ModelAdmin
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from news.admin_forms.models import AlreadySent, SentForm
from news.admin_forms.requests import AdminRequest

KEY = "_key"
# What two sendings of one form may differ in.
ASIDE = {"csrfmiddlewaretoken", "_save", "_continue", "_addanother"}
SAVED = "这次改动已经保存过了。"
ADDED = "这张表单已经提交过，没有重复添加：“{name}”。"
GONE = "这张表单已经提交过，当时添加的内容后来被删除了。"
OTHER = "这张表单已经提交过，添加了“{name}”。您后来填写的内容还在，尚未保存；要再添加一条，请再次保存。"


if TYPE_CHECKING:
    Base = ModelAdmin
else:
    Base = object


class SavedOnce(Base):
    """A form with a one-time key. Sent again, it leads to what it made; with another content, it asks first.

    A change form is bound to its content: what is typed after going back is another change, not a repetition.
    """

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST" and request.POST.get(KEY):
            if not hasattr(request, "content_hash"):  # as it was sent, before anything was merged into it
                request.content_hash = hash_content(request)
            request.form_key = self.hash_form_key(request, object_id)
            if sent := SentForm.objects.filter(key=request.form_key).first():
                if object_id or sent.content == request.content_hash:
                    return self.answer_repetition(request, object_id, sent)
                request.form_key, request.refusal = "", OTHER.format(name=self.name_of(request, sent))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except AlreadySent:  # by the other of two at the same moment: its transaction has ended, this one is undone
            return self.changeform_view(request, object_id, form_url, extra_context)

    def hash_form_key(self, request: AdminRequest, object_id: str | None) -> str:
        who = [str(request.user.pk), self.opts.label_lower, object_id or "", request.POST[KEY]]
        return hash_texts([*who, request.content_hash] if object_id else who)

    def answer_repetition(self, request: AdminRequest, object_id: str | None, sent: SentForm) -> HttpResponse:
        """Lead to what the first sending made."""
        if object_id:
            self.message_user(request, SAVED, messages.SUCCESS)
            return redirect(request.get_full_path())
        obj = self.find_sent(request, sent)
        if obj is None:
            self.message_user(request, GONE, messages.WARNING)
            return redirect("admin:index")
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, obj)
        self.message_user(request, ADDED.format(name=obj), messages.SUCCESS)
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk]))

    def find_sent(self, request: AdminRequest, sent: SentForm) -> Any:
        """The object that a sending made, if it is still there and this person may see it; or None."""
        obj = self.get_queryset(request).filter(pk=sent.object_id).first()
        return obj if obj is not None and self.has_view_or_change_permission(request, obj) else None

    def name_of(self, request: AdminRequest, sent: SentForm) -> str:
        return str(self.find_sent(request, sent) or "…")

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        key = getattr(request, "form_key", "")
        sent = SentForm.claim(key, request.content_hash) if key else None
        super().save_model(request, obj, form, change)
        if sent:
            SentForm.objects.filter(key=key).update(object_id=str(obj.pk))

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """A form that was refused because another request had just saved it is no faulty form."""
        key = getattr(request, "form_key", "")
        if key and transaction.get_connection().in_atomic_block and SentForm.objects.filter(key=key).exists():
            raise AlreadySent
        again = request.POST.get(KEY, "") if not getattr(request, "refusal", "") else ""
        if add or self.has_change_permission(request, obj):
            context["form_key"] = again or secrets.token_urlsafe(16)
        return super().render_change_form(request, context, add, change, form_url, obj)


def hash_content(request: AdminRequest) -> str:
    """A hash of what a form says, whichever button sent it."""
    names = [name for name in sorted(request.POST) if name not in ASIDE]
    texts = [f"{name}={value}" for name in names for value in request.POST.getlist(name)]
    files = [f"{name}={file.name}:{file.size}" for name, found in sorted(request.FILES.lists()) for file in found]
    return hash_texts([*texts, "", *files])


def hash_texts(texts: list[str]) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "replace"), digest_size=16).hexdigest()
