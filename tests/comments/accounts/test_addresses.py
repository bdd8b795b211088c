"""E-mail addresses and passwords: what a mail can do, what an unconfirmed address cannot."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.accounts.adapter import password_link
from comments.mail.addresses import confirmed_address
from comments.models import OutgoingMail, Reader
from tests.conftest import PASSWORD, make_reader

pytestmark = pytest.mark.django_db
ADDRESS, NEW = "tangju@example.com", "换了一个新密码-2025"


def confirmed(reader, email=ADDRESS):
    reader.email = email
    reader.save()
    EmailAddress.objects.create(user=reader, email=email, verified=True, primary=True)
    return reader


def register(client, name, email="", **headers):
    return client.post("/accounts/signup/", {"username": name, "password1": NEW, "email": email}, **headers)


def link_in(letter):
    """The path of the link in a mail; it must lead to the configured site."""
    address = re.search(r"(http://127\.0\.0\.1:8000)(/accounts/\S+)", letter.body.split("——")[0])
    return address[2]


def forgotten(client, email, **headers):
    return client.post("/accounts/password/reset/", {"email": email}, **headers)


def reset(client, link, password=NEW):
    """Follow a link as a browser does and set a password; return the last answer."""
    form = client.get(link)
    address = form["Location"] if form.status_code == 302 else link
    return client.post(address, {"password1": password, "password2": password})


def signs_in(client, login, password):
    client.post("/accounts/login/", {"login": login, "password": password})
    return "_auth_user_id" in client.session


def test_a_registration_with_an_address_sends_a_letter_that_confirms_it(signed_in):
    client = signed_in()
    register(client, "小桥流水", "QIAO@example.com")
    letter, reader = OutgoingMail.objects.get(), Reader.objects.get(name="小桥流水")
    assert letter.to == "qiao@example.com" and "小桥流水" in letter.body and confirmed_address(reader) == ""
    link = link_in(letter)
    assert "确认" in client.get(link).content.decode() and confirmed_address(reader) == ""
    assert client.post(link).status_code == 302 and confirmed_address(reader) == "qiao@example.com"
    assert "无效" in client.get(link).content.decode()


def test_links_in_letters_lead_to_the_configured_site_whatever_host_was_asked(signed_in, tangju):
    confirmed(tangju)
    register(signed_in(), "小桥流水", "qiao@example.com", HTTP_HOST="localhost:9999")
    forgotten(signed_in(), ADDRESS, HTTP_HOST="localhost:9999")
    forgotten(signed_in(), "nobody@example.com", HTTP_HOST="localhost:9999")
    assert OutgoingMail.objects.count() == 3
    for letter in OutgoingMail.objects.all():
        assert link_in(letter) and "localhost" not in letter.body
    assert forgotten(signed_in(), ADDRESS, HTTP_HOST="evil.example").status_code == 400


def test_registering_with_a_known_address_is_answered_like_an_unknown_one(signed_in, tangju):
    confirmed(tangju)
    known = register(signed_in(), "甲乙丙", ADDRESS)
    unknown = register(signed_in(), "丁戊己", "free@example.com")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"]) == (302, "/")
    first, second = OutgoingMail.objects.order_by("pk")
    assert (
        first.subject == second.subject
        and "请打开下面的链接确认" in first.body
        and "请打开下面的链接确认" in second.body
    )


def test_an_address_that_somebody_else_confirmed_cannot_be_confirmed_again(signed_in, tangju):
    confirmed(tangju)
    client = signed_in()
    register(client, "甲乙丙", ADDRESS)
    link = link_in(OutgoingMail.objects.get())
    assert "已经由另一个账号确认" in client.get(link).content.decode()
    client.post(link)
    assert confirmed_address(Reader.objects.get(name="甲乙丙")) == "" and confirmed_address(tangju) == ADDRESS


def test_two_confirmations_at_once_are_one(signed_in, tangju, monkeypatch):
    confirmed(tangju)
    client = signed_in()
    register(client, "甲乙丙", ADDRESS)
    monkeypatch.setattr(EmailAddress, "can_set_verified", lambda self: True)  # the other's has not landed yet
    assert client.post(link_in(OutgoingMail.objects.get())).status_code == 302
    assert confirmed_address(Reader.objects.get(name="甲乙丙")) == ""


def test_a_confirmed_address_signs_in(signed_in, tangju):
    confirmed(tangju)
    assert signs_in(signed_in(), "TangJu@Example.com", PASSWORD)


@pytest.mark.parametrize("name", ["糖桔", "糖橘", " 糖桔 "])
def test_a_name_signs_in_in_every_spelling(signed_in, tangju, name):
    assert signs_in(signed_in(), name, PASSWORD) == (name.strip() == "糖桔")


def test_a_name_signs_in_in_either_script(signed_in, cast):
    make_reader("郑长仁")
    assert signs_in(signed_in(), "鄭長仁", PASSWORD)


def test_an_unconfirmed_address_opens_nothing(signed_in, tangju):
    register(signed_in(), "冒名的人", ADDRESS)  # a stranger writes down an address that is not theirs
    assert not signs_in(signed_in(), ADDRESS, NEW)
    OutgoingMail.objects.all().delete()
    forgotten(signed_in(), ADDRESS)
    assert "没有哪个账号确认过" in OutgoingMail.objects.get().body
    assert "/password/reset/key/" not in OutgoingMail.objects.get().body


def test_a_stranger_with_the_same_address_changes_nothing_for_its_owner(signed_in, tangju):
    confirmed(tangju)
    register(signed_in(), "冒名的人", ADDRESS)
    assert not signs_in(signed_in(), ADDRESS, NEW) and signs_in(signed_in(), ADDRESS, PASSWORD)
    OutgoingMail.objects.all().delete()
    forgotten(signed_in(), ADDRESS)
    assert "您的用户名：糖桔" in OutgoingMail.objects.get().body


def test_a_forgotten_password_is_set_anew_by_a_letter_once(signed_in, tangju):
    confirmed(tangju)
    elsewhere, client = signed_in(tangju), signed_in()
    forgotten(client, ADDRESS)
    link = link_in(OutgoingMail.objects.get())
    assert reset(client, link)["Location"] == "/accounts/password/reset/key/done/"
    assert "无效" in signed_in().get(link).content.decode()
    assert elsewhere.get("/me/").json() == {"name": None}
    assert signs_in(client, "糖桔", NEW)
    assert "密码已通过邮件重设" in OutgoingMail.objects.latest("pk").body


def test_signing_out_everywhere_ends_links_that_set_a_password(signed_in, tangju):
    confirmed(tangju)
    client = signed_in(tangju)
    forgotten(signed_in(), ADDRESS)
    link = link_in(OutgoingMail.objects.get())
    assert "无效" not in signed_in().get(link, follow=True).content.decode()
    client.post("/accounts/everywhere/")
    assert "无效" in signed_in().get(link).content.decode()


def test_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(signed_in, tangju):
    confirmed(tangju)
    counts, pages = [], []
    for email in (ADDRESS, "nobody@example.com"):
        client = signed_in()
        client.get("/accounts/password/reset/")
        with CaptureQueriesContext(connection) as queries:
            pages.append(forgotten(client, email))
        counts.append(len(queries))
    assert pages[0]["Location"] == pages[1]["Location"] and counts[0] == counts[1]
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("login", ["糖桔", "没有这个人", ADDRESS, "nobody@example.com", "旧站老友"])
def test_every_sign_in_costs_one_password_check(signed_in, tangju, monkeypatch, login):
    confirmed(tangju)
    Reader.objects.create_user("旧站老友")  # without a password
    made = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a: made.append(1) or encode(*a))
    assert not signs_in(signed_in(), login, "不对的密码")
    assert len(made) == 1


def test_a_link_for_a_claimed_account_sets_its_first_password_and_confirms_the_address(signed_in, db):
    reader = Reader.objects.create_user("旧站老友", email="old@example.com")
    EmailAddress.objects.create(user=reader, email="old@example.com", primary=True, verified=False)
    link = password_link(reader)
    assert link.startswith("http://127.0.0.1:8000/accounts/password/reset/key/")
    reset(client := signed_in(), link.removeprefix("http://127.0.0.1:8000"))
    assert confirmed_address(reader) == "old@example.com" and signs_in(client, "旧站老友", NEW)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/password/reset/key/1-x/",
        "/accounts/password/reset/key/zzzzzzzzzzzzz-abc-def/",
        "/accounts/password/reset/key/1-set-password/",
        "/accounts/confirm-email/abc/",
        "/accounts/confirm-email/Mw:1abc:xyz/",
    ],
)
def test_forged_links_are_told_in_a_sentence(signed_in, tangju, path):
    page = signed_in().get(path)
    assert page.status_code == 200 and "无效" in page.content.decode()
    assert signed_in().post(path, {"password1": NEW, "password2": NEW}).status_code in (200, 404)


@pytest.mark.parametrize("path", ["/accounts/password/reset/key/%00-%00/", "/accounts/confirm-email/%00/"])
def test_broken_links_are_no_page(signed_in, db, path):
    assert signed_in().get(path).status_code == 404


def test_an_expired_link_is_told_in_a_sentence(signed_in, tangju, settings):
    confirmed(tangju)
    forgotten(signed_in(), ADDRESS)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "已过期" in signed_in().get(link_in(OutgoingMail.objects.get())).content.decode()


def test_a_changed_password_ends_other_sessions_and_is_told_by_letter(signed_in, tangju):
    confirmed(tangju)
    here, elsewhere = signed_in(tangju), signed_in(tangju)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", fields).status_code == 302
    assert here.get("/me/").json()["name"] == "糖桔" and elsewhere.get("/me/").json() == {"name": None}
    assert "密码已修改" in OutgoingMail.objects.get().subject


@pytest.mark.parametrize(
    "fields,said",
    [
        ({"oldpassword": "不对", "password1": NEW, "password2": NEW}, "当前密码错误"),
        ({"oldpassword": PASSWORD, "password1": NEW, "password2": "另一个"}, "两次输入的新密码不一致"),
        ({"oldpassword": PASSWORD, "password1": "糖桔糖桔", "password2": "糖桔糖桔"}, "密码过短"),
        ({}, "请填写当前密码"),
    ],
)
def test_a_change_of_password_is_refused_in_our_words(signed_in, tangju, fields, said):
    assert said in signed_in(tangju).post("/accounts/password/change/", fields).content.decode()


def test_signing_out_everywhere_ends_every_session(signed_in, tangju):
    here, elsewhere = signed_in(tangju), signed_in(tangju)
    assert here.get("/accounts/everywhere/").status_code == 200
    answer = here.post("/accounts/everywhere/", follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/" and "已退出所有设备" in answer.content.decode()
    assert here.get("/me/").json() == elsewhere.get("/me/").json() == {"name": None}


def again(client):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/email/"})


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_new_address_takes_the_place_of_the_old_once_confirmed(signed_in, tangju, prefix):
    confirmed(tangju)
    client = signed_in(tangju)
    door = client.get(f"{prefix}/accounts/email/")
    assert door["Location"].startswith(f"{prefix}/accounts/reauthenticate/?next=")
    page = client.get(door["Location"])
    assert page.status_code == 200
    back = client.post(door["Location"], {"password": PASSWORD})
    assert back["Location"] == f"{prefix}/accounts/email/"
    client.post(back["Location"], {"email": "new@example.com", "action_add": ""})
    assert confirmed_address(tangju) == ADDRESS
    client.post(link_in(OutgoingMail.objects.get(to="new@example.com")))
    assert confirmed_address(tangju) == "new@example.com"
    assert "new@example.com" in OutgoingMail.objects.get(to=ADDRESS).body


def test_an_unconfirmed_address_is_not_told_to_what_the_account_changed(signed_in, tangju):
    EmailAddress.objects.create(user=tangju, email="typo@example.com", primary=True)
    client = signed_in(tangju)
    again(client)
    client.post("/accounts/email/", {"email": "right@example.com", "action_add": ""})
    client.post(link_in(OutgoingMail.objects.get(to="right@example.com")))
    assert confirmed_address(tangju) == "right@example.com"
    assert not OutgoingMail.objects.filter(to="typo@example.com").exists()


def test_a_link_that_somebody_sends_around_signs_nobody_out(signed_in, tangju):
    register(signed_in(), "小桥流水", "qiao@example.com")
    client = signed_in(tangju)
    client.get(link_in(OutgoingMail.objects.get()))
    assert client.get("/me/").json()["name"] == "糖桔"


@pytest.mark.parametrize("email", ["x\x00@example.com", "@", "a" * 500 + "@example.com", "x@@y", "字" * 9999, "\ufffd"])
@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/signup/", "/accounts/email/"])
def test_broken_addresses_are_refused_in_a_sentence(signed_in, tangju, email, path):
    client = signed_in(tangju if "email" in path else None)
    if "email" in path:
        again(client)
    page = client.post(path, {"email": email, "username": "小桥流水", "password1": NEW, "action_add": ""})
    assert page.status_code == 200 and "problem" in page.content.decode()
    assert OutgoingMail.objects.count() == 0


def test_a_letter_bomb_is_stopped(signed_in, tangju):
    confirmed(tangju)
    answers = [forgotten(signed_in(), ADDRESS).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2 and OutgoingMail.objects.count() == 5
