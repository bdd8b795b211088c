"""The list of notices and the unseen count: what belongs together is one, a press ends it, every page shows it."""

import re

import pytest

from comments.models import CommentVote, Follow, Notice, StoryFollow, TitleRequest
from comments.notifications.models import NoticeQuerySet
from tests.comments.notifications.notices import kinds, listed, rows, unseen_count
from tests.conftest import SCRIPT, make_article, make_reader
from tests.pages.flat_html import flat_html
from tests.working import run_jobs

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])


def test_twelve_answers_are_one_notice_and_the_thirteenth_begins_anew(signed_in, say, cast):
    parent, client = say(cast.tangju, "一石激起"), signed_in(cast.tangju)
    for number in range(12):
        say(make_reader(f"读者{number}号"), f"第 {number} 浪", parent)
    assert listed(client) == [("读者11号 等 12 人回复了您的评论（12 条）", True)] and unseen_count(client)[1] == "1"
    client.post("/notices/")
    say(cast.fufeng, "第十三浪", parent)
    say(cast.fufeng, "又一浪", parent)
    first = ("扶风回复了您的评论（2 条）", True)
    assert (
        listed(client) == [first, ("读者11号 等 12 人回复了您的评论（12 条）", False)]
        and unseen_count(client)[1] == "1"
    )


def test_the_bell_counts_notices_and_ends_at_99(signed_in, say, cast):
    comment, client = say(cast.fufeng, "@糖桔 一"), signed_in(cast.tangju)
    for number in range(130):
        Notice.tell([cast.tangju], "reply", f"reply:{number}", f"c{number}", actor=cast.fufeng, comment=comment)
        Notice.tell([cast.tangju], "reply", f"reply:{number}", f"d{number}", actor=cast.fufeng, comment=comment)
    assert unseen_count(client) == ("/notices/", "99+") and client.get("/me/").json()["unseen"] == 99
    Notice.objects.exclude(subject__in=[f"reply:{number}" for number in range(7)]).delete()
    assert (unseen_count(client)[1], client.get("/me/").json()["unseen"], Notice.objects.count()) == ("7", 7, 14)


@ROADS
def test_only_a_press_marks_as_read(signed_in, say, cast, road):
    say(cast.fufeng, "@糖桔 在吗")
    client = signed_in(cast.tangju, enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/notices/").content.decode())[1]
    assert client.get("/notices/").status_code == client.head("/notices/").status_code == 200
    assert client.post("/notices/", **road).status_code == 403 and unseen_count(client)[1] == "1"
    answer = client.post("/zh-hant/notices/", {"csrfmiddlewaretoken": token}, **road)
    assert (answer.status_code, answer.get("Location")) == ((204, None) if road else (303, "/zh-hant/notices/"))
    assert unseen_count(client)[1] == "" and listed(client) == [("扶风在评论里提到了您", False)]


@ROADS
def test_what_came_after_the_page_was_drawn_is_not_called_read(signed_in, say, cast, road):
    client, drawn = signed_in(cast.tangju), []
    for number in range(2):
        drawn.append(re.search(r'name="last" value="(\d+)"', client.get("/notices/").content.decode())[1])
        say(cast.fufeng, f"@糖桔 第{number}次", on=make_article(f"第{number}条"))
    for last, unseen in ((drawn[0], "2"), (drawn[1], "1"), ("x", "")):
        client.post("/notices/", {"last": last}, **road)
        assert unseen_count(client)[1] == unseen


@ROADS
def test_marking_as_read_is_ones_own_affair(signed_in, say, cast, road):
    say(cast.fufeng, "@糖桔 @睿文 在吗")
    signed_in(cast.tangju).post("/notices/", **road)
    assert Notice.objects.unseen().get().reader == cast.ruiwen
    guest = signed_in()
    assert "/accounts/login/" in guest.post("/notices/", **road)["Location"]
    assert "/accounts/login/?next=/notices/" in guest.get("/notices/")["Location"]
    assert guest.get("/me/").json() == {"name": None}


def test_the_list_is_paged(signed_in, say, article, cast):
    for number in range(65):
        say(cast.fufeng, f"第{number}句 @糖桔", on=make_article(f"第{number}条"))
    client = signed_in(cast.tangju)
    pages = [re.findall(r"第(\d+)条", client.get(f"/notices/?page={page}").content.decode()) for page in (1, 2, 3)]
    assert [int(number) for page in pages for number in page] == list(range(64, -1, -1))
    for query in ("?page=4", "?page=0", "?page=-1", "?page=x", "?page=" + "9" * 30, "?page=%00"):
        assert client.get(f"/notices/{query}").status_code == 404, query
    assert client.get("/notices/?page=999999999").status_code == 404


def test_the_bell_hangs_on_every_page_of_who_is_signed_in(signed_in, say, article, cast):
    comment = say(cast.fufeng, "@糖桔 在吗")
    paths = [
        "/",
        f"/news/{article.pk}/",
        f"/news/{article.pk}/comments/",
        f"/comments/{comment.pk}/",
        "/comments/",
        "/readers/扶风/",
        "/readers/扶风/activity/",
        "/boards/gems/",
        "/search/?q=界河",
        "/nowhere/",
        "/accounts/",
        "/accounts/mail/",
        "/notices/",
        "/rulings/",
    ]
    client = signed_in(cast.tangju)
    for path in paths:
        assert unseen_count(client, path) == ("/notices/", "1"), path
        html = flat_html(client.get(f"/zh-hk{path}").content.decode())
        assert '<a class="bell" href="/zh-hk/notices/">通知' in html, path
        assert 'class="bell"' not in signed_in().get(path, follow=True).content.decode(), path
    assert client.get("/me/").json()["unseen"] == 1


def test_every_notice_leads_to_a_page_that_is_there(settings, signed_in, say, article, cast):
    parent, client = say(cast.tangju, "原话"), signed_in(cast.tangju)
    StoryFollow.set(cast.tangju, article, True)
    Follow.set(cast.tangju, cast.ruiwen, True)
    for text in ("@糖桔 一", "三", "四"):
        say(cast.fufeng, text)
    say(cast.fufeng, "二", parent)
    say(cast.ruiwen, "五")
    parent.collapse(cast.qinghe, "insult")
    say(cast.tangju, "要隐藏的").hide(cast.qinghe, "spam")
    cast.tangju.earn(8000, "gem")
    TitleRequest.ask(cast.tangju, "一票总统").settle(cast.qinghe, True, "好")
    run_jobs()
    assert set(kinds(cast.tangju)) == {"reply", "mention", "ruling", "level", "title", "followed", "story"}
    links = [address for _, address, _ in rows(client)]
    assert len(links) == 8 and {client.get(link).status_code for link in links} == {200}
    assert f"/comments/{parent.pk}/#comment-{parent.pk}" in links


def test_names_stay_and_the_rest_is_converted(signed_in, say, cast):
    reader = make_reader("里面的国")
    say(reader, "国家里面 @糖桔")
    page = signed_in(cast.tangju).get("/zh-hant/notices/").content.decode()
    assert ">里面的国</bdi>在評論裡提到了您" in page and "國家裡面" in page


def test_a_notice_that_is_taken_back_while_the_list_is_drawn_leaves_no_hole(signed_in, say, cast, monkeypatch):
    say(cast.fufeng, "@糖桔 一")
    say(cast.fufeng, "@糖桔 二", on=make_article("另一条"))
    gone = Notice.objects.latest("pk").pk
    drawn = NoticeQuerySet.for_rendering
    monkeypatch.setattr(NoticeQuerySet, "for_rendering", lambda rows: drawn(rows.exclude(pk=gone)))
    assert listed(signed_in(cast.tangju)) == [("扶风在评论里提到了您", True)]


def test_many_notices_cost_no_more_queries(signed_in, say, cast, django_assert_num_queries):
    client = signed_in(cast.tangju)
    say(cast.fufeng, "@糖桔 一")
    client.get("/notices/")
    with django_assert_num_queries(7):
        client.get("/notices/")
    for number in range(29):
        reader = make_reader(f"读者{number}号")
        CommentVote.cast(cast.ruiwen, say(reader, "@糖桔 也来", on=make_article(f"第{number}条")), "flower")
    client.get("/notices/")  # what is the reader's own is known from now on
    with django_assert_num_queries(7):
        client.get("/notices/")
