"""注销: a day to think it over, then every way in is closed; cut short, it is done to the end later."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment, KnownName, OutgoingMail, Reader
from comments.profiles import leaving
from comments.profiles.leaving import erase, erase_due, leave, stay
from comments.worker.loop import periodic_tasks
from tests.comments.profiles.leavers import ADDRESS, FORMER, NAME, gone, places_of, somebody
from tests.conftest import PASSWORD
from tests.working import aged, give_address, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(say, cast):
    return somebody(say, cast)


def confirmed(client):
    """The same browser, after its reader has typed the password once more."""
    door = client.get("/accounts/leaving/")["Location"]
    assert client.post(door, {"password": PASSWORD})["Location"] == "/accounts/leaving/"
    return client


def test_nothing_happens_for_a_day(reader):
    due = leave(reader, False)
    assert timedelta(hours=23, minutes=59) < due - timezone.now() <= timedelta(hours=24)
    erase_due(due - timedelta(seconds=1))
    assert Reader.objects.get(pk=reader.pk).erased_at is None and OutgoingMail.objects.filter(to=ADDRESS).exists()
    erase_due(due)
    assert Reader.objects.get(pk=reader.pk).erased_at


def test_the_page_says_when_and_one_may_think_better_of_it(signed_in, reader):
    client = confirmed(signed_in(reader))
    assert "24 小时" in client.get("/accounts/leaving/").content.decode()
    for choice in ({}, {"comments": "burn"}):
        assert client.post("/accounts/leaving/", choice).status_code == 400
    assert client.post("/accounts/leaving/", {"comments": "remove"})["Location"] == "/accounts/leaving/"
    page, home = (client.get(f"/accounts/{room}").content.decode() for room in ("leaving/", ""))
    assert "一并删除。在那之前都可以取消注销" in page and "账号将在" in home
    assert client.get("/accounts/staying/").status_code == 405
    assert client.post("/accounts/staying/").status_code == 303
    erase_due(timezone.now() + timedelta(days=9))
    fresh = Reader.objects.get(pk=reader.pk)
    assert (fresh.name, fresh.leaving_at, fresh.leaving_removes, fresh.erased_at) == (NAME, None, False, None)


def test_one_is_asked_for_the_password_before_one_can_leave(signed_in, reader):
    client = signed_in(reader)  # signed in long ago
    for method in (client.get, client.post):
        answer = method("/accounts/leaving/", {"comments": "keep"})
        assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]
    assert "/accounts/login/" in signed_in().post("/accounts/leaving/", {"comments": "keep"})["Location"]
    assert Reader.objects.get(pk=reader.pk).leaving_at is None


def test_who_thinks_better_of_it_in_the_last_moment_stays(reader):
    leave(reader, False)
    stay(reader)
    erase(reader.pk)  # the round had noted them down already
    assert Reader.objects.get(pk=reader.pk).name == NAME and KnownName.objects.filter(reader=reader).count() == 2
    gone(reader)
    assert stay(reader) is False


def test_the_way_in_is_closed_on_every_side(signed_in, reader):
    inside = signed_in(reader)
    Authenticator.objects.create(user=reader, type="totp", data={})
    fresh = gone(reader)
    assert "登录" in inside.get("/").content.decode() and inside.get("/me/").json() == {"name": None}
    for login in (NAME, FORMER, ADDRESS, "已注销用户", fresh.skeleton):
        client = signed_in()
        client.post("/accounts/login/", {"login": login, "password": PASSWORD})
        assert "_auth_user_id" not in client.session, login
    signed_in().post("/accounts/password/reset/", {"email": ADDRESS})
    assert "/reset/key/" not in OutgoingMail.objects.get().body  # it says that nobody here has this address
    assert not fresh.has_usable_password() and not fresh.is_active and not Authenticator.objects.exists()


def test_an_address_that_somebody_else_wrote_down_too_keeps_its_letters(reader, cast):
    give_address(cast.tangju, ADDRESS, verified=False)
    gone(reader)
    assert OutgoingMail.objects.get().to == ADDRESS


def test_cut_short_in_the_middle_the_next_round_goes_on(monkeypatch, say, reader, capsys):
    for number in range(5):
        say(reader, f"第{number}句")
    leave(reader, True)
    later, remove, done = timezone.now() + timedelta(days=2), leaving.remove, []

    def dying(comment):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(remove(comment))

    monkeypatch.setattr(leaving, "remove", dying)
    with pytest.raises(KeyboardInterrupt):
        erase_due(later)
    half = Reader.objects.get(pk=reader.pk)
    assert half.erased_at and half.leaving_at and places_of(NAME) == []
    assert Comment.objects.filter(author=reader, state="visible").count() == 3
    monkeypatch.setattr(leaving, "remove", remove)
    erase_due(later)
    assert not Comment.objects.filter(author=reader).exclude(state="deleted", text="").exists()
    assert Reader.objects.get(pk=reader.pk).leaving_at is None
    call_command("recount")
    assert "(0 differences)" in capsys.readouterr().out


def test_cut_short_at_the_person_nothing_is_half_done(monkeypatch, reader, django_capture_on_commit_callbacks):
    leave(reader, False)
    with monkeypatch.context() as patch:
        patch.setattr(leaving, "get_random_string", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erase(reader.pk)
    assert Reader.objects.get(pk=reader.pk).name == NAME and OutgoingMail.objects.filter(to=ADDRESS).exists()
    assert Path(reader.portrait.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase(reader.pk)
    assert places_of(NAME) == [] and not Path(reader.portrait.path).exists()


def test_the_worker_does_it_by_itself_and_once(reader):
    Reader.objects.filter(pk=reader.pk).update(leaving_at=timezone.now())
    for _ in range(2):
        for chore in periodic_tasks():
            chore()
    fresh = Reader.objects.get(pk=reader.pk)
    assert fresh.name == "已注销用户" and fresh.leaving_at is None and fresh.erased_at


def test_no_letter_goes_out_to_who_has_left(say, reader, cast):
    say(cast.fufeng, f"@{NAME} 在吗")
    aged(minutes=1)
    gone(reader)
    assert post(timezone.now() + timedelta(days=2)) == []


def test_portraits_that_nobody_has_any_more_are_swept_up_after_a_day(settings, reader):
    old, fresh = (Path(settings.MEDIA_ROOT, f"portraits/{name}.webp") for name in ("old", "fresh"))
    for path in (old, fresh):
        path.write_bytes(b"RIFF")
    for path in (old, Path(reader.portrait.path)):
        os.utime(path, (1, 1))
    for chore in periodic_tasks():
        chore()
    assert (old.exists(), fresh.exists(), Path(reader.portrait.path).exists()) == (False, True, True)
