"""举报: who may report what, once; what becomes of it, and who hears of it."""

from decimal import Decimal

import pytest
from django.test import Client

from comments.models import Comment, CommentVote, Notice, Poll, Report
from comments.reports.models import weight_of
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(say, tangju):
    return say(tangju, "这座桥修得太慢")


@pytest.fixture
def poll(db):
    return Poll.objects.create(question="去还是留？")


def report(client, address, reason="spam", text="", **headers):
    return client.post(address, {"reason": reason, "text": text}, headers=headers or None)


def address_of(comment):
    return f"/comments/{comment.pk}/reports/"


def test_a_reader_reports_a_comment_and_it_enters_the_queue(signed_in, fufeng, comment):
    answer = report(signed_in(fufeng), address_of(comment), "insult", "骂人了")
    assert answer.status_code == 303 and answer["Location"] == f"{address_of(comment)}?done=yes"
    row = Report.objects.get()
    assert (row.reporter, row.comment, row.reason, row.text) == (fufeng, comment, "insult", "骂人了")
    comment.refresh_from_db()
    assert comment.reported and comment.open_reports == 1 and comment.review_weight == 1
    assert comment.state == "visible"


def test_the_script_gets_a_sentence(signed_in, fufeng, comment):
    answer = report(signed_in(fufeng), address_of(comment), **{"X-Fragment": "yes"})
    assert answer.status_code == 200 and "举报已提交" in answer.content.decode()


def test_a_guest_reports_once_from_one_network(client, comment):
    for _ in range(2):
        assert report(client, address_of(comment)).status_code == 303
    row = Report.objects.get()
    assert row.reporter is None and row.address and row.weight == 0
    assert report(client, address_of(comment), "rumour").status_code == 409
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert report(other, address_of(comment)).status_code == 303
    assert Comment.objects.get().open_reports == 2


def test_the_form_of_a_guest_is_kept_by_no_cache_and_carries_a_token(comment):
    client = Client(enforce_csrf_checks=True)
    page = client.get(address_of(comment))
    assert page["Cache-Control"] == "private, no-store" and "csrfmiddlewaretoken" in page.content.decode()
    token = client.cookies["csrftoken"].value
    data = {"reason": "spam", "text": "", "csrfmiddlewaretoken": token}
    assert client.post(address_of(comment), data, headers={"origin": "http://testserver"}).status_code == 303


def test_without_its_token_the_form_comes_back_with_what_was_typed(comment):
    client = Client(enforce_csrf_checks=True)
    data = {"reason": "spam", "text": "贴了三遍的广告"}
    answer = client.post(address_of(comment), data, headers={"origin": "http://testserver"})
    assert answer.status_code == 403 and "贴了三遍的广告" in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请选择举报理由"),
        ({"reason": "nothing"}, "没有这个理由"),
        ({"reason": "other"}, "请写明原因"),
        ({"reason": "spam", "text": "长" * 301}, "最长 300 字"),
        ({"reason": "spam", "text": "坏\x00字"}, "无法识别"),
    ],
)
def test_a_bad_form_gets_a_sentence(signed_in, fufeng, comment, data, sentence):
    answer = signed_in(fufeng).post(address_of(comment), data)
    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Report.objects.exists()


def test_nobody_reports_themselves(signed_in, tangju, comment):
    assert report(signed_in(tangju), address_of(comment)).status_code == 403
    assert report(signed_in(tangju), f"/readers/{tangju.name}/reports/").status_code == 403
    assert not Report.objects.exists()


def test_what_is_gone_is_not_reported(signed_in, fufeng, qinghe, comment):
    comment.hide(qinghe, "spam")
    assert report(signed_in(fufeng), address_of(comment)).status_code == 404
    assert report(signed_in(fufeng), "/comments/999999/reports/").status_code == 404


def test_stories_polls_and_people_are_reported_alike(signed_in, fufeng, tangju, poll):
    article = make_article(channel="chat")
    addresses = [f"/news/{article.pk}/reports/", f"/polls/{poll.pk}/reports/", f"/readers/{tangju.name}/reports/"]
    for address in addresses:
        assert signed_in(fufeng).get(address).status_code == 200
        assert report(signed_in(fufeng), address).status_code == 303
    rows = Report.objects.order_by("pk")
    assert [row.target for row in rows] == [article, poll, tangju]


def test_a_report_alone_folds_nothing(say, comment):
    for number in range(30):
        Report.make("comment", comment, make_reader(f"举报人{number}号", 10), "", "spam")
    comment.refresh_from_db()
    assert comment.state == "visible" and comment.review_weight == 30


def test_reports_of_new_accounts_weigh_nothing(settings, fufeng):
    settings.NEW_ACCOUNT_HOURS = 24 * 365
    assert weight_of(fufeng) == 0 and weight_of(None) == 0


def test_a_reporter_who_was_wrong_weighs_less(say, tangju, fufeng, qinghe):
    weights = []
    for number in range(4):
        comment = say(tangju, f"第{number}句无伤大雅的话")
        weights.append(Report.make("comment", comment, fufeng, "", "spam").weight)
        comment.keep(qinghe, "fine")
    assert weights == [Decimal("1.0"), Decimal("0.7"), Decimal("0.5"), Decimal("0.4")]


@pytest.mark.parametrize(
    ("act", "state", "said"),
    [
        ("hide", "upheld", "版主已处理，谢谢您"),
        ("collapse", "upheld", "版主已处理，谢谢您"),
        ("keep", "rejected", "认为没有违规"),
    ],
)
def test_the_reporter_hears_what_became_of_it(signed_in, fufeng, qinghe, comment, act, state, said):
    report(signed_in(fufeng), address_of(comment))
    getattr(comment, act)(qinghe, "spam")
    row = Report.objects.get()
    assert row.state == state and row.ruling.act == act
    assert said in Notice.objects.get(reader=fufeng, kind="report").text
    assert said in signed_in(fufeng).get("/notices/").content.decode()
    assert said in signed_in(fufeng).get("/accounts/reports/").content.decode()
    comment.refresh_from_db()
    assert not comment.reported and comment.open_reports == 0 and comment.report_weight == 0


def test_what_its_author_took_back_counts_against_nobody(signed_in, fufeng, comment):
    report(signed_in(fufeng), address_of(comment))
    comment.delete_by_author()
    assert Report.objects.get().state == "moot"
    assert "已由作者删除" in Notice.objects.get(reader=fufeng).text
    comment.refresh_from_db()
    assert comment.open_reports == 0 and not comment.reported


def test_an_undone_ruling_makes_its_reports_wait_again(fufeng, qinghe, comment):
    Report.make("comment", comment, fufeng, "", "spam")
    ruling = comment.hide(qinghe, "spam")
    ruling.undo(qinghe)
    comment.refresh_from_db()
    assert comment.state == "visible" and comment.reported and comment.open_reports == 1
    assert Report.objects.get().state == "open"
    assert not Notice.objects.filter(reader=fufeng, kind="report").exists()


def test_eggs_and_reports_stand_in_one_queue(fufeng, qinghe, comment):
    CommentVote.cast(fufeng, comment, "egg", reason="insult")
    comment.refresh_from_db()
    assert comment.reported and comment.review_weight == fufeng.vote_weight
    Report.make("comment", comment, fufeng, "", "spam")
    comment.refresh_from_db()
    assert comment.review_weight == fufeng.vote_weight + 1
    comment.keep(qinghe, "fine")
    comment.refresh_from_db()
    assert not comment.reported and comment.review_weight == 0
    Report.make("comment", comment, qinghe, "", "spam")
    comment.refresh_from_db()
    assert comment.reported and comment.review_weight == 1


def test_a_report_of_a_person_is_answered_for_all_who_made_it(fufeng, qinghe, tangju, cast):
    first = Report.make("person", tangju, fufeng, "", "spam")
    Report.make("person", tangju, cast.ruiwen, "", "insult")
    ruling = first.decide(qinghe, "uphold")
    assert ruling.person == tangju and set(Report.objects.values_list("state", flat=True)) == {"upheld"}
    assert Notice.objects.filter(kind="report").count() == 2
    assert first.decide(qinghe, "dismiss") is None


def test_too_many_reports_are_refused_and_keep_what_was_typed(signed_in, say, tangju, fufeng):
    client = signed_in(fufeng)
    comments = [say(tangju, f"第{number}句无伤大雅的话") for number in range(21)]
    answers = [report(client, address_of(comment), text="同样的广告").status_code for comment in comments]
    assert answers == [303] * 20 + [429]


def test_reports_of_people_are_answered_in_the_admin_those_of_comments_are_not(
    signed_in, qinghe, fufeng, tangju, comment
):
    of_person = Report.make("person", tangju, fufeng, "", "spam")
    of_comment = Report.make("comment", comment, fufeng, "", "spam")
    client, listing = signed_in(qinghe), "/admin/comments/report/"
    page = client.get(f"{listing}?state__exact=open&comment__isempty=1")
    assert [row.pk for row in page.context["cl"].result_list] == [of_person.pk]
    assert "文章、问卷、网友的举报 <b" in page.content.decode()
    data = {"action": "uphold", "_selected_action": [of_person.pk, of_comment.pk]}
    said = client.post(listing, data, follow=True).content.decode()
    assert "已处理 1 条" in said and "1 条没有变化" in said
    assert set(Report.objects.values_list("thing", "state")) == {
        (f"person:{tangju.pk}", "upheld"),
        (f"comment:{comment.pk}", "open"),
    }
