"""Registration, sign-in and the way out, with name and password."""

import re

import pytest

from comments.models import Reader
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def register(client, name, password="春风又绿江南岸9"):
    return client.post("/accounts/signup/", {"username": name, "password1": password})


def test_a_reader_registers_and_is_signed_in(signed_in):
    client = signed_in()
    assert register(client, "小桥流水").status_code == 302
    reader = Reader.objects.get(name="小桥流水")
    assert (reader.level, reader.points, reader.is_staff) == (1, 0, False)
    assert "小桥流水" in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["糖桔", "糖橘 ", "eric7O3", "ERIC703", "Eric７03", "郑长仁", "鄭長仁"])
def test_names_that_are_or_look_taken_are_refused(signed_in, cast, name):
    for taken in ("eric703", "郑长仁", "糖橘"):
        Reader.objects.create_user(taken, password=PASSWORD)
    answer = register(signed_in(), name)
    assert answer.status_code == 200
    assert "已经有人用了" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "一",
        "长" * 21,
        "管理员",
        "官方客服",
        "網編小王",
        "adm1n",
        "a b",
        "<b>x</b>",
        "a/b",
        "\u202e反",
        "..",
        "a\u200bb",
    ],
)
def test_names_that_break_the_rule_are_refused(signed_in, db, name):
    answer = register(signed_in(), name)
    assert answer.status_code == 200 and "problem" in answer.content.decode()
    assert Reader.objects.count() == 0


def test_two_registrations_of_one_name_at_once_are_one_account(signed_in, db, monkeypatch):
    # The other registration lands between the check and the insert: the check sees nobody yet.
    monkeypatch.setattr("comments.accounts.Reader.objects.named", lambda name: Reader.objects.none())
    Reader.objects.create_user("同名", password=PASSWORD)
    answer = register(signed_in(), "同名")
    assert answer.status_code == 200 and "已经有人用了" in answer.content.decode()
    assert Reader.objects.count() == 1


@pytest.mark.parametrize("password", ["12345", "password123", ""])
def test_weak_passwords_are_refused(signed_in, db, password):
    assert register(signed_in(), "小桥流水", password).status_code == 200
    assert Reader.objects.count() == 0


def test_the_answer_to_a_wrong_name_and_a_wrong_password_is_the_same(signed_in, tangju):
    def said(name):
        page = signed_in().post("/accounts/login/", {"login": name, "password": "不对"}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(name, "某人")

    assert said("糖桔") == said("没有这个人")


def test_sign_in_leads_back_and_sign_out_forgets(signed_in, article, tangju):
    client = signed_in()
    data = {"login": "糖桔", "password": PASSWORD, "next": f"/news/{article.pk}/"}
    assert client.post("/zh-hant/accounts/login/", data)["Location"] == f"/zh-hant/news/{article.pk}/"
    client.post("/accounts/logout/")
    assert "csrfmiddlewaretoken" not in client.get(f"/news/{article.pk}/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_sign_in_leads_nowhere_else(signed_in, tangju, target):
    answer = signed_in().post("/accounts/login/", {"login": "糖桔", "password": PASSWORD, "next": target})
    assert answer["Location"] == "/"


def test_imported_readers_and_the_deactivated_cannot_sign_in(signed_in, tangju):
    Reader(imported=True).set_name("旧人")
    tangju.is_active = False
    tangju.save()
    answer = signed_in().post("/accounts/login/", {"login": "糖桔", "password": PASSWORD})
    assert answer.status_code == 302 and "/accounts/inactive/" in answer["Location"]


def test_guessing_is_slowed_and_the_sentence_is_plain(signed_in, tangju):
    client = signed_in()
    for _ in range(12):
        answer = client.post("/accounts/login/", {"login": "糖桔", "password": "不对"})
    assert answer.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_the_desk_is_entered_by_the_same_door(signed_in, tangju, qinghe):
    assert "/accounts/login/" in signed_in().get("/admin/", follow=True).redirect_chain[-1][0]
    assert signed_in(tangju).get("/admin/").status_code in (302, 403)
    assert signed_in(qinghe).get("/admin/").status_code == 200
