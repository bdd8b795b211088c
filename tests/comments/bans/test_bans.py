"""禁言: who may silence whom, where and for how long; what the silenced person is told and cannot do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.bans.models import release_ended
from comments.exceptions import Conflict, Forbidden
from comments.models import Ban, Comment, Notice, Reader, Report, Ruling, Submission
from tests.acts.world import LONG_TEXT
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(db):
    return make_staff("秋白", "版主")


def silence(reader, moderator, days=7, reason="spam", **more):
    ban = Ban.impose(reader, moderator, days, reason, **more)
    reader.refresh_from_db()
    return ban


def test_a_silenced_reader_is_refused_with_the_end_and_keeps_the_text(signed_in, tangju, moderator, article):
    silence(tangju, moderator)
    answer = signed_in(tangju).post(f"/news/{article.pk}/comments/", {"text": "我还要说话", "key": "k1"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "您已被禁言至" in page and "理由：广告" in page and "我还要说话" in page
    assert "/accounts/rulings/" in page and not Comment.objects.exists()


def test_neither_edits_nor_reports_nor_submissions_go_round_it(signed_in, say, tangju, fufeng, moderator):
    own, other = say(tangju, "先前说的话"), say(fufeng, "别人说的话")
    silence(tangju, moderator)
    client = signed_in(tangju)
    assert client.post(f"/comments/{own.pk}/edits/", {"text": "改成广告"}).status_code == 403
    assert client.post(f"/comments/{other.pk}/reports/", {"reason": "spam", "text": ""}).status_code == 403
    sent = {"title": "一篇投稿", "text": LONG_TEXT, "link": "", "board": "", "key": "k", "act": "send"}
    assert "您已被禁言" in client.post("/submissions/new/", sent).content.decode()
    assert not Report.objects.exists() and not Submission.objects.filter(state="sent").exists()


@pytest.mark.parametrize("scope", ["channel", "article"])
def test_a_ban_of_one_place_leaves_the_others_open(tangju, moderator, article, scope):
    elsewhere = make_article("别处的新闻", channel="chat")
    silence(tangju, moderator, **{scope: article.channel if scope == "channel" else article})
    with pytest.raises(Forbidden, match="已被禁言"):
        Comment.post(article, tangju, "这里不行")
    assert Comment.post(elsewhere, tangju, "那里可以").state == "visible"


def test_it_ends_by_itself(tangju, moderator, article):
    silence(tangju, moderator, days=1)
    Ban.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert Comment.post(article, tangju, "又能说话了").state == "visible"
    assert Reader.objects.get(pk=tangju.pk).restricted
    release_ended()
    assert not Reader.objects.get(pk=tangju.pk).restricted


def test_it_is_lifted_before_its_time_and_the_person_hears_of_both(tangju, moderator, qinghe, article):
    ban = silence(tangju, moderator)
    ruling = ban.lift(qinghe)
    assert ruling.act == "unban" and ruling.about == ban.ruling and ban.lift(qinghe) is None
    tangju.refresh_from_db()
    assert Comment.post(article, tangju, "又能说话了") and not tangju.restricted
    assert [notice.text for notice in Notice.objects.filter(reader=tangju).order_by("pk")] == [
        "禁言：广告",
        "取消禁言：误判更正",
    ]


def test_who_is_read_first_may_speak_but_waits(tangju, moderator, article):
    silence(tangju, moderator, kind="read")
    assert Comment.post(article, tangju, "先给版主看").state == "held"
    assert not Notice.objects.filter(reader=tangju).exists()


def test_nobody_silences_staff_or_themselves_or_twice(tangju, moderator, cast):
    for reader in (cast.ruiwen, moderator):
        with pytest.raises(Forbidden):
            silence(reader, moderator)
    silence(tangju, moderator)
    with pytest.raises(Conflict, match="已被禁言至"):
        silence(tangju, moderator, days=1)
    assert Ban.objects.count() == Ruling.objects.count() == 1


@pytest.mark.parametrize("days", [31, 0])
def test_more_than_thirty_days_are_the_chiefs(tangju, moderator, days):
    with pytest.raises(Forbidden, match="首席版主"):
        silence(tangju, moderator, days)
    assert silence(tangju, make_staff("首席", "首席版主"), days).is_active


def test_open_pages_hear_of_it(signed_in, tangju, moderator, article):
    client = signed_in(tangju)
    assert client.get("/me/").json()["ban"] == ""
    assert "data-ban hidden" in client.get(article.get_absolute_url()).content.decode()
    silence(tangju, moderator, article=article)
    assert client.get("/me/").json()["ban"] == ""  # a page of no story
    assert "这条新闻下已被禁言" in client.get(f"/me/?ban={article.pk}").json()["ban"]
    assert "这条新闻下已被禁言" in client.get(article.get_absolute_url()).content.decode()
    assert client.get("/me/?ban=x").status_code == 200


def test_whoever_was_never_banned_costs_no_query(tangju, article, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Ban.of(tangju, article) is None


def test_a_moderator_lifts_it_in_the_admin(signed_in, tangju, moderator):
    ban = silence(tangju, moderator)
    client = signed_in(moderator)
    data = {"action": "lift", "_selected_action": [ban.pk]}
    page = client.post("/admin/comments/ban/", data, follow=True)
    assert "已取消 1 条" in page.content.decode() and not Ban.objects.get().is_active
    assert "1 条没有变化" in client.post("/admin/comments/ban/", data, follow=True).content.decode()
