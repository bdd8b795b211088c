"""The pages of polls: kept as long as nothing moved, never longer; one's own vote on them; the admin."""

import re
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from comments.models import Ballot, Poll
from news.models import Change, SiteVersion
from tests.comments.polls.test_polls import HOUR, counted, make_poll, pks, results, vote
from tests.conftest import SCRIPT, make_article, make_staff

pytestmark = pytest.mark.django_db


def edited(signed_in, poll, **fields):
    """Let an editor save the form of a poll with these fields changed."""
    form = {"question": poll.question, "text": poll.text, "results": poll.results, "article": poll.article_id or ""}
    form |= {"multiple": "on"} if poll.multiple else {}
    for name in ("published_at", "closes_at"):
        moment = getattr(poll, name)
        local = timezone.localtime(moment) if moment else None
        form[f"{name}_0"], form[f"{name}_1"] = (local.date().isoformat(), f"{local:%H:%M:%S}") if local else ("", "")
    choices = list(poll.choices.all())
    form |= {"choices-TOTAL_FORMS": len(choices), "choices-INITIAL_FORMS": len(choices)}
    for number, choice in enumerate(choices):
        form |= {
            f"choices-{number}-{key}": value
            for key, value in (
                ("id", choice.pk),
                ("poll", poll.pk),
                ("text", choice.text),
                ("position", choice.position),
            )
        }
    answer = signed_in(make_staff("闻笛", "网编")).post(f"/admin/comments/poll/{poll.pk}/change/", form | fields)
    assert answer.status_code == 302, re.findall(r'class="errorlist[^>]*>.*?</ul>', answer.content.decode())


def test_the_bars_are_sent_again_only_when_they_moved(client, signed_in, tangju, at):
    poll = make_poll(closes_at=timezone.now() + HOUR)
    first = results(client, poll)
    assert first.status_code == 200 and "public" in first["Cache-Control"] and not first.cookies
    assert results(client, poll, **{"If-None-Match": first["ETag"]}).status_code == 304
    vote(signed_in(tangju), poll, *pks(poll, 0))
    second = results(client, poll, **{"If-None-Match": first["ETag"]})
    assert (
        second.status_code == 200 and second["ETag"] != first["ETag"] and 'data-voters="1"' in second.content.decode()
    )
    assert results(client, poll, **{"If-None-Match": second["ETag"]}).status_code == 304
    at(timezone.now() + HOUR)
    third = results(client, poll, **{"If-None-Match": second["ETag"]})
    assert third.status_code == 200 and 'data-closed="yes"' in third.content.decode()


@pytest.mark.parametrize("path", ["/polls/", "/polls/{}/"])
def test_a_page_is_sent_again_when_a_vote_was_cast_or_time_is_up(client, signed_in, tangju, at, path):
    poll = make_poll(closes_at=timezone.now() + HOUR)
    path = path.format(poll.pk)
    kept = client.get(path)
    assert client.get(path, headers={"If-None-Match": kept["ETag"]}).status_code == 304
    vote(signed_in(tangju), poll, *pks(poll, 0))
    again = client.get(path, headers={"If-None-Match": kept["ETag"]})
    assert again.status_code == 200 and "1 人参加" in again.content.decode()
    at(timezone.now() + HOUR)
    assert "已截止" in client.get(path, headers={"If-None-Match": again["ETag"]}).content.decode()


@pytest.mark.parametrize("path", ["/polls/", "/polls/{}/", "/polls/{}/results/"])
@pytest.mark.parametrize("field", ["question", "text", "choices-0-text", "results", "multiple", "closes_at"])
def test_what_an_editor_corrects_is_seen_on_pages_that_were_kept(client, signed_in, path, field):
    poll = make_poll()
    path, tomorrow = path.format(poll.pk), timezone.localdate() + timedelta(days=1)
    kept = client.get(path)
    changed = {
        "results": {"results": "closed"},
        "multiple": {"multiple": "on"},
        "closes_at": {"closes_at_0": tomorrow.isoformat(), "closes_at_1": "12:00:00"},
    }
    edited(signed_in, poll, **changed.get(field, {field: "改正了的文字"}))
    fresh = client.get(path)
    answer = client.get(path, headers={"If-None-Match": kept["ETag"]})
    moved = fresh.content != kept.content
    assert moved or path.endswith("results/")
    assert answer.status_code == 200 or not moved


def test_a_poll_that_was_moved_to_another_story_leaves_the_page_of_the_first(client, signed_in, article):
    other, poll = make_article("另一条新闻"), make_poll(article=article)
    kept = client.get(f"/news/{article.pk}/")
    assert poll.question in kept.content.decode()
    edited(signed_in, poll, article=other.pk)
    assert poll.question in client.get(f"/news/{other.pk}/").content.decode()
    answer = client.get(f"/news/{article.pk}/", headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and poll.question not in answer.content.decode()


def test_the_page_of_a_poll_names_its_story_as_it_is_called_now(client, article):
    poll = make_poll(article=article)
    kept = client.get(f"/polls/{poll.pk}/")
    article.title = "改正的题目"
    article.save()
    article.announce()
    answer = client.get(f"/polls/{poll.pk}/", headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and "改正的题目" in answer.content.decode()


def test_an_editor_who_corrects_takes_no_votes_away(signed_in, tangju, article):
    poll = make_poll(article=article)
    vote(signed_in(tangju), poll, *pks(poll, 1))
    before = Change.objects.count()
    edited(signed_in, Poll.objects.get(pk=poll.pk), question="改正了的问题")
    assert counted(poll) == (1, [0, 1, 0]) and Poll.objects.get(pk=poll.pk).question == "改正了的问题"
    assert set(Change.objects.order_by("pk")[before:].values_list("kind", "target")) == {
        ("story", article.pk),
        ("poll", poll.pk),
    }


def test_a_poll_with_one_choice_is_none(signed_in):
    form = {"question": "只有一项", "results": "open", "published_at_0": "2024-06-18", "published_at_1": "08:00:00"}
    form |= {
        "choices-TOTAL_FORMS": 2,
        "choices-INITIAL_FORMS": 0,
        "choices-0-text": "只此一项",
        "choices-0-position": 0,
        "choices-1-position": 0,
    }
    answer = signed_in(make_staff("闻笛", "网编")).post("/admin/comments/poll/add/", form)
    assert answer.status_code == 200 and "至少要有两个选项" in answer.content.decode() and not Poll.objects.exists()


def test_a_poll_stands_under_its_story_and_on_a_page_of_its_own(client, article):
    poll = make_poll(article=article, text="请说说看")
    for path in (f"/news/{article.pk}/", f"/polls/{poll.pk}/", "/polls/"):
        html = client.get(path).content.decode()
        assert html.count(f'id="poll-{poll.pk}"') == html.count(f'id="poll-{poll.pk}-results"') == 1
        assert re.findall(r'type="radio" name="choice" value="(\d+)"', html) == list(map(str, pks(poll, 0, 1, 2)))
    assert f'href="/news/{article.pk}/"' in client.get(f"/polls/{poll.pk}/").content.decode()
    assert poll.question in client.get("/").content.decode()
    assert "斷橋該不該重開" in client.get(f"/zh-hant/polls/{poll.pk}/").content.decode()


@pytest.mark.parametrize("path", ["/news/{story}/", "/", "/polls/"])
def test_a_scheduled_poll_appears_at_its_time_on_pages_that_were_kept(client, article, path, at):
    poll = make_poll(article=article, published_at=timezone.now() + HOUR)
    client.get(path.format(story=article.pk))  # the rankings are built
    path = path.format(story=article.pk)
    kept = client.get(path)
    assert poll.question not in kept.content.decode()
    Poll.objects.filter(pk=poll.pk).update(published_at=timezone.now())
    SiteVersion.objects.update(due_at=timezone.now())  # as the admin notes it when a poll is scheduled
    answer = client.get(path, headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and poll.question in answer.content.decode()


def test_a_hostile_question_is_only_text(client):
    poll = make_poll("<img src=x onerror=1>", "&amp;", question="<script>alert(1)</script>", text='"><b>')
    html = client.get(f"/polls/{poll.pk}/").content.decode()
    assert "<script>alert" not in html and "<img src=x" not in html and "&amp;amp;" in html and '"><b>' not in html


@pytest.mark.parametrize("path", ["/polls/", "/polls/{}/", "/news/{story}/", "/zh-hant/polls/{}/"])
def test_ones_own_vote_stands_on_every_page_for_oneself_alone(signed_in, tangju, fufeng, article, path):
    poll = make_poll("选甲", "选乙", article=article, multiple=True)
    Ballot.cast(tangju, poll, set(pks(poll, 0, 1)))
    path = path.format(poll.pk, story=article.pk)
    mine, others, guests = (signed_in(reader).get(path) for reader in (tangju, fufeng, None))
    said = re.sub("[選选]", "选", mine.content.decode())
    assert "您已投：选甲、选乙" in said
    assert "您已投" not in others.content.decode() and "您已投" not in guests.content.decode()
    assert "private" in mine["Cache-Control"] and "public" in guests["Cache-Control"]
    assert "csrfmiddlewaretoken" in others.content.decode() and "csrfmiddlewaretoken" not in guests.content.decode()


def test_who_voted_for_what_is_told_to_nobody(client, signed_in, tangju, fufeng, article):
    poll = make_poll(article=article)
    vote(signed_in(tangju), poll, *pks(poll, 1))
    answer = vote(signed_in(fufeng), poll, *pks(poll, 1), **SCRIPT)
    pages = [
        client.get(path)
        for path in (f"/polls/{poll.pk}/", f"/polls/{poll.pk}/results/", "/feeds/polls/", "/readers/糖桔/activity/")
    ]
    assert all("选乙" not in page.content.decode() or "糖桔" not in page.content.decode() for page in [*pages, answer])


def test_the_list_has_twenty_on_a_page_newest_first(client, db):
    for number in range(21):
        make_poll(question=f"第{number}问", published_at=timezone.now() - number * HOUR)
    pages = [client.get(f"/polls/?page={n}").content.decode() for n in (1, 2)]
    assert [re.findall(r"<h2><a [^>]*>第(\d+)问", html) for html in pages] == [[str(n) for n in range(20)], ["20"]]
    assert client.get("/polls/?page=3").status_code == 404


def test_pages_of_polls_cost_the_same_however_many_there_are(client, article, django_assert_max_num_queries):
    counts = []
    for more in (1, 12):
        for number in range(more):
            make_poll(question=f"{more}-{number}", article=article)
        for path, most in (("/polls/", 5), ("/feeds/polls/", 3), (f"/news/{article.pk}/", 22)):
            client.get(path)
            with django_assert_max_num_queries(most) as asked:
                client.get(path)
            counts.append(len(asked))
    assert counts[:2] == counts[3:5] and counts[5] <= counts[2]


def test_the_feed_of_polls_asks_and_tells_no_results(client, signed_in, tangju, article):
    old = make_poll(question="旧问", published_at=timezone.now() - HOUR)
    poll = make_poll("<b>甲</b>", "乙 \x0b]]>", question="新问 & <i>", text="说明", article=article)
    make_poll(question="以后问", published_at=timezone.now() + HOUR)
    make_poll(question="撤下的问", article=make_article(published_at=None))
    vote(signed_in(tangju), poll, *pks(poll, 0))
    for path, version in (("/feeds/polls/", "atom10"), ("/feeds/polls/rss/", "rss20")):
        feed = feedparser.parse(client.get(path).content)
        assert not feed.bozo and feed.version == version, feed.get("bozo_exception")
        assert [entry.link for entry in feed.entries] == [
            f"http://127.0.0.1:8000/polls/{one.pk}/" for one in (poll, old)
        ]
        text = feed.entries[0].content[0].value
        assert "说明" in text and "&lt;b&gt;甲&lt;/b&gt;" in text and "票" not in text and "%" not in text
