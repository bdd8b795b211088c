"""Registration, sign-in and the way out, with name and password; what a guest typed goes through sign-in too."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from comments.models import Comment, Reader
from tests.conftest import PASSWORD, SCRIPT, make_article

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
    assert "已被使用" in answer.content.decode()


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
    monkeypatch.setattr("comments.accounts.adapter.KnownName.is_free", lambda name, reader=None: True)
    Reader.objects.create_user("同名", password=PASSWORD)
    answer = register(signed_in(), "同名")
    assert answer.status_code == 200 and "已被使用" in answer.content.decode()
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


def test_a_closed_account_answers_a_wrong_password_like_any_other(signed_in, tangju):
    Reader.objects.filter(pk=tangju.pk).update(is_active=False)
    answer = signed_in().post("/accounts/login/", {"login": "糖桔", "password": "不对"})
    assert answer.status_code == 200 and "用户名（或邮箱）或密码错误。" in answer.content.decode()


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


def draft_on(page):
    return unescape(re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page.content.decode(), re.DOTALL)[1])


def through_the_door(client, door, name, registering=False):
    """Follow the way from a refused act through sign-in or registration, as a browser does; return the last page."""
    page = client.get(door["Location"])
    if registering:
        page = client.get(unescape(re.findall(r'href="([^"]*/signup/[^"]*)"', page.content.decode())[-1]))
    form = page.content.decode().split('class="door"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(csrfmiddlewaretoken|next)" value="([^"]*)"', form))
    who = {"username": name, "password1": PASSWORD} if registering else {"login": name, "password": PASSWORD}
    answer = client.post(page.request["PATH_INFO"], who | {key: unescape(value) for key, value in fields.items()})
    assert answer.status_code == 302
    return client.get(answer["Location"])


@pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("registering", [False, True], ids=["sign-in", "registration"])
def test_a_guests_draft_comes_back_behind_the_door(signed_in, article, tangju, prefix, road, registering):
    text, client = "国家</textarea>里面\n“草稿”'&amp;", signed_in(enforce_csrf_checks=True)
    door = client.post(f"{prefix}/news/{article.pk}/comments/", {"text": text}, **road)
    assert (door.status_code, door["Cache-Control"]) == (303, "no-store")
    assert door["Location"] == f"{prefix}/accounts/login/?next=/news/{article.pk}/%23composer"
    page = through_the_door(client, door, "初来乍到" if registering else tangju.name, registering)
    assert page.request["PATH_INFO"] == f"{prefix}/news/{article.pk}/"
    assert draft_on(page) == text and Comment.objects.count() == 0


@pytest.mark.parametrize("prefix", ["", "/zh-hk"])
def test_a_guests_reply_comes_back_under_what_it_answers(signed_in, say, article, tangju, fufeng, prefix):
    parent, client = say(fufeng, "原话"), signed_in(enforce_csrf_checks=True)
    door = client.post(f"{prefix}/news/{article.pk}/comments/", {"text": "我来回里面", "parent": parent.pk})
    page = through_the_door(client, door, tangju.name)
    assert page.request["PATH_INFO"] == f"{prefix}/comments/{parent.pk}/"
    assert draft_on(page) == "我来回里面" and f'name="parent" value="{parent.pk}"' in page.content.decode()
    assert draft_on(client.get(f"{prefix}/news/{article.pk}/")) == ""


def test_a_draft_stays_until_it_is_posted_and_is_nobody_elses(signed_in, article, tangju, fufeng):
    client, other = signed_in(), make_article("另一条")
    client.post(f"/news/{article.pk}/comments/", {"text": "还没发的话"})
    client.force_login(tangju)
    assert draft_on(client.get(f"/news/{other.pk}/")) == draft_on(signed_in(fufeng).get(f"/news/{article.pk}/")) == ""
    client.post(f"/news/{other.pk}/comments/", {"text": "先在这里说一句"})
    assert draft_on(client.get(f"/news/{article.pk}/")) == "还没发的话"
    client.post(f"/news/{article.pk}/comments/", {"text": "还没发的话"})
    assert draft_on(client.get(f"/news/{article.pk}/")) == ""


@pytest.mark.parametrize("parent", ["abc", "-1", "9" * 40, "\x00", "999999"])
@pytest.mark.parametrize("text", ["\x00坏", "字" * 3000, "\ufffd", ""])
def test_whatever_a_guest_sends_the_door_opens(signed_in, article, tangju, parent, text):
    client = signed_in()
    door = client.post(f"/news/{article.pk}/comments/", {"text": text, "parent": parent, "key": "x" * 999})
    assert door.status_code == 303 and "/accounts/login/?next=" in door["Location"]
    client.force_login(tangju)
    assert client.get(f"/news/{article.pk}/").status_code == 200


@pytest.mark.parametrize(
    "name", ["", "\x00", "糖桔\x00", "字" * 5000, "\ufffd", "<b>", "' OR 1=1 --", "\u202e"], ids=ascii
)
@pytest.mark.parametrize("path", ["/accounts/login/", "/zh-hant/accounts/signup/"])
def test_whatever_is_typed_at_a_door_is_answered_with_the_door(signed_in, tangju, name, path):
    newest = Reader.objects.latest("pk").pk
    fields = {"login": name, "password": name, "username": name, "password1": name, "next": name}
    answer = signed_in().post(path, fields)
    assert answer.status_code == 200 and 'class="door"' in answer.content.decode()
    assert not Reader.objects.filter(pk__gt=newest).exists()


def test_the_way_out_is_a_form_with_a_token(signed_in, tangju):
    client = signed_in(tangju, enforce_csrf_checks=True)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 403 and "_auth_user_id" in client.session
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/").content.decode())[1]
    answer = client.post("/zh-hant/accounts/logout/", {"csrfmiddlewaretoken": token})
    assert answer["Location"] == "/zh-hant/" and "_auth_user_id" not in client.session


def signed_out(client, path):
    """Press 退出 on a page, as a browser does; return where that leads, and the page there."""
    page = client.get(path)
    form = page.content.decode().split('/accounts/logout/">')[1].split("</form>")[0]
    fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    answer = client.post(f"{path[:8] if path.startswith('/zh-hant') else ''}/accounts/logout/", fields)
    assert answer.status_code == 302 and "_auth_user_id" not in client.session
    return answer["Location"], client.get(answer["Location"])


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize(
    "path", ["/news/{}/", "/news/{}/comments/?sort=old", "/readers/扶风/", "/search/?q=界河&in=comments"]
)
def test_signing_out_asks_nothing_and_stays_on_the_page(signed_in, say, article, tangju, fufeng, prefix, path):
    say(fufeng, "界河的话")
    path = prefix + path.format(article.pk)
    address, page = signed_out(signed_in(tangju, enforce_csrf_checks=True), path)
    assert unquote(address) == path and page.status_code == 200 and "糖桔</bdi></a>" not in page.content.decode()


@pytest.mark.parametrize("path", ["/accounts/", "/notices/", "/submissions/", "/readers/糖桔/activity/?only=held"])
def test_signing_out_on_a_page_of_ones_own_leads_home(signed_in, tangju, path):
    address, page = signed_out(signed_in(tangju), path)
    assert address == "/" and page.status_code == 200


def test_a_closed_account_is_out_at_once(signed_in, article, tangju):
    client = signed_in(tangju)
    Reader.objects.filter(pk=tangju.pk).update(is_active=False)
    assert "糖桔" not in client.get(f"/news/{article.pk}/").content.decode()
    assert client.get("/me/").json() == {"name": None}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/zh-hant/accounts/login/"])
def test_doors_are_kept_by_nobody(signed_in, db, path):
    answer = signed_in().get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"] and "public" not in answer["Cache-Control"]
