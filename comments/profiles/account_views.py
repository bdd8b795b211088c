"""One's own account: what the page shows of one, what one hears of, what one takes along, how one leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.accounts.adapter import TAKEN
from comments.exceptions import Refused, TooFast
from comments.mail.addresses import confirmed_address
from comments.notifications.models import Notice
from comments.profiles.export import archive
from comments.profiles.forms import LeaveForm, MailForm, ProfileForm, RenameForm, TitleForm, VariantForm, WordForm
from comments.profiles.leaving import leave, stay
from comments.profiles.models import TitleRequest
from comments.rate_limits.limits import account_of, enforce
from comments.readers.known_names import BETWEEN_RENAMES, KnownName
from comments.readers.models import Reader
from comments.readers.portraits import store_portrait
from comments.relations.models import MutedWord
from comments.responses.answers import (
    ask_again,
    is_fragment_request,
    reader_action,
    redirect,
    render_answer,
    with_retry,
)
from comments.responses.guest_texts import own_page
from comments.thread.lists import PER_PAGE
from news.http.paging import paginate
from news.media.files import delete_replaced

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


SAVED = "已保存。"


def form_page(
    request: SiteRequest,
    form: forms.BaseForm,
    template: str,
    save: Callable[..., Any],
    done: str,
    message: str = "",
    **context: Any,
) -> HttpResponse:
    """Show a form, or take it and go to `done`, which says `message`.

    `save(form)` may refuse with a sentence; what was typed is kept.
    """
    status, refused = 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                save(form)
                return redirect_saved(request, done, message)
            except Refused as error:
                form.add_error(None, str(error))
                status, refused = error.status, error
    response = with_retry(render_answer(request, template, context | {"form": form}, status=status), refused)
    return ask_again(response) if getattr(form, "busy", False) else response


def redirect_saved(request: SiteRequest, done: str, message: str) -> HttpResponse:
    """Go to `done` and say `message` there; a script, which stays on its page, has nothing said."""
    if message and not is_fragment_request(request):
        messages.success(request, message)
    return redirect(done)


@never_cache
@login_required
@require_safe
def home(request: SiteRequest) -> HttpResponse:
    context = {"address": confirmed_address(request.user), "waits_until": KnownName.waits_until(request.user)}
    return render_answer(request, "comments/profiles/account.html", context)


@own_page
def profile(request: SiteRequest) -> HttpResponse:
    files, refused = request.FILES if request.method == "POST" else None, None
    if files:
        try:
            enforce("portrait", account_of(request))
        except TooFast as error:
            files, refused = None, error
    form = ProfileForm(request.POST or None, files, instance=request.user)
    save = partial(save_profile, refused=refused)
    return form_page(request, form, "comments/profiles/profile.html", save, request.user.get_absolute_url(), SAVED)


def save_profile(form: ProfileForm, refused: TooFast | None = None) -> None:
    """Write the portrait's file, then the row; the file goes again if the row is not written.

    `refused`: why the picture was not even looked at, which is raised, or None.
    """
    if refused:
        raise refused
    picture = form.cleaned_data["picture"]
    portrait = store_portrait(picture) if picture else ""
    try:
        write_profile(form, portrait)
    except BaseException:
        if portrait:
            Reader._meta.get_field("portrait").storage.delete(portrait)
        raise


@transaction.atomic
def write_profile(form: ProfileForm, portrait: str) -> None:
    """Only what was typed, onto the row as it is now: meanwhile it may have been changed, or its owner have left."""
    reader = Reader.objects.locked(form.instance.pk)[form.instance.pk]
    if reader.erased_at:
        raise Refused("这个账号已经注销。")
    reader.bio, reader.sign, before = form.cleaned_data["bio"], form.cleaned_data["sign"], reader.portrait.name
    if portrait or form.cleaned_data["drawn"]:
        reader.portrait = portrait
        delete_replaced(Reader._meta.get_field("portrait"), before)
    # Rows show the sign alone; the rest is on the reader's own pages.
    seen = reader.save_and_rerender if "sign" in form.changed_data else reader.save_revised
    seen("bio", "sign", "portrait")


@own_page
def name(request: SiteRequest) -> HttpResponse:
    form = RenameForm(request.POST or None, reader=request.user)
    context = {
        "waits_until": KnownName.waits_until(request.user),
        "next_time": timezone.now() + BETWEEN_RENAMES,
        "former": request.user.known_names.exclude(until=None),
    }
    return form_page(request, form, "comments/profiles/name.html", rename, "/accounts/", "用户名已修改。", **context)


def rename(form: RenameForm) -> None:
    try:
        KnownName.change(form.reader, form.cleaned_data["name"])
    except IntegrityError:  # somebody else took it between the check and now: the constraint decides
        raise Refused(TAKEN) from None


@own_page
def title(request: SiteRequest) -> HttpResponse:
    requests = request.user.title_requests.all()
    form = TitleForm(request.POST or None)
    context = {"requests": requests[:10], "waiting": requests.filter(state=TitleRequest.State.WAITING).exists()}
    ask = lambda form: TitleRequest.ask(request.user, form.cleaned_data["text"])  # noqa: E731
    return form_page(request, form, "comments/profiles/title.html", ask, request.path_info, "申请已提交。", **context)


@never_cache
@login_required
@require_safe
def points(request: SiteRequest) -> HttpResponse:
    """声望明细: the rows of one's own ledger, in plain words."""
    rows = request.user.ledger.select_related("comment__article", "giver", "reverses").order_by("-pk")
    entries, page, more = paginate(request, rows.defer("comment__article__body"), PER_PAGE)
    context = {"entries": entries, "page": page, "more": more}
    return render_answer(request, "comments/profiles/points.html", context)


@own_page
def mail(request: SiteRequest) -> HttpResponse:
    form = MailForm(request.POST or None, instance=request.user)
    context = {"address": confirmed_address(request.user)}
    return form_page(
        request, form, "comments/notifications/mail_settings.html", save_mail, "/accounts/", SAVED, **context
    )


def save_mail(form: MailForm) -> None:
    reader = save_only("mail", form)
    waiting = Notice.objects.filter(reader=reader).unseen().exclude(mail="")
    waiting.update(mail="" if reader.mail == Reader.Mail.NEVER else reader.mail)


@own_page
def variant(request: SiteRequest) -> Any:
    """The variant of mails; in which variant pages are read, their address says."""
    form = VariantForm(request.POST or None, instance=request.user)
    return form_page(
        request, form, "comments/profiles/variant.html", partial(save_only, "variant"), "/accounts/", SAVED
    )


def save_only(field: str, form: MailForm | VariantForm) -> Reader:
    """Write one column of a reader's row: the others may have changed since the row was read."""
    Reader.objects.filter(pk=form.instance.pk).update(**{field: form.cleaned_data[field]})
    return form.instance


@own_page
def hidden(request: SiteRequest) -> HttpResponse:
    """拉黑 and muted words."""
    form = WordForm(request.POST or None)
    context = {"blocks": request.user.blocks.select_related("blocked"), "words": request.user.muted_words.all()}
    add = lambda form: MutedWord.add(request.user, form.cleaned_data["word"])  # noqa: E731
    return form_page(
        request, form, "comments/relations/hidden.html", add, request.path_info, "屏蔽词已添加。", **context
    )


@reader_action("")
def word_deletion(request: SiteRequest, pk: int) -> HttpResponse:
    MutedWord.remove(request.user, pk)
    return redirect_saved(request, "/accounts/hidden/", "屏蔽词已移除。")


@own_page
def data(request: SiteRequest) -> HttpResponseBase:
    """A POST answers with the archive; the page says what is in it."""
    if request.method != "POST":
        return render_answer(request, "comments/profiles/data.html", {})
    name = f"huadan-{timezone.localdate():%Y%m%d}.zip"
    return FileResponse(archive(request.user), as_attachment=True, filename=name, headers={"Cache-Control": "no-store"})


@own_page
@reauthentication_required
def leaving(request: SiteRequest) -> HttpResponse:
    form = LeaveForm(request.POST or None, initial={"comments": "keep"})
    go = lambda form: leave(request.user, form.cleaned_data["comments"] == "remove")  # noqa: E731
    return form_page(request, form, "comments/profiles/leaving.html", go, request.path_info, "申请已提交。")


@reader_action("")
def staying(request: SiteRequest) -> HttpResponse:
    stay(request.user)
    return redirect_saved(request, "/accounts/", "已取消注销。")
