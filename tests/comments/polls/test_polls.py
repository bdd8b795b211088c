"""问卷: one ballot per reader, counted exactly; results as open as the editor said, live where the poll stands."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden, Gone
from comments.live.rendering import render_changes
from comments.models import Ballot, Choice, Poll, Reader
from news.models import Change, SiteVersion
from tests.comments.live.test_changes import cursor
from tests.conftest import SCRIPT, make_article
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
HOUR = timedelta(hours=1)


def make_poll(*texts, **fields):
    """A poll with these choices (甲, 乙, 丙)."""
    poll = Poll.objects.create(**{"question": "断桥该不该重开？"} | fields)
    for position, text in enumerate(texts or ("选甲", "选乙", "选丙")):
        Choice.objects.create(poll=poll, text=text, position=position)
    return poll


def pks(poll, *places):
    choices = list(poll.choices.all())
    return [choices[place].pk for place in places]


def vote(client, poll, *choices, **more):
    return client.post(f"/polls/{poll.pk}/votes/", {"choice": choices}, **more)


def counted(poll):
    poll = Poll.objects.get(pk=poll.pk)
    return poll.voters, [choice.votes for choice in poll.choices.all()]


def results(client, poll, **headers):
    return client.get(f"/polls/{poll.pk}/results/", headers=headers)


@ROADS
def test_a_vote_counts_once_on_both_roads(signed_in, tangju, road):
    poll = make_poll()
    for _ in range(2):  # the same again is no second vote, and no refusal
        answer = vote(signed_in(tangju), poll, *pks(poll, 1), **road)
        assert counted(poll) == (1, [0, 1, 0]) and Ballot.objects.count() == 1
        if road:
            html = answer.content.decode()
            assert answer.status_code == 200 and html.startswith(
                f'<div class="poll-results" id="poll-{poll.pk}-results"'
            )
            assert 'data-voters="1"' in html and "1 票 · 100%" in html
        else:
            assert (answer.status_code, answer["Location"]) == (303, f"/polls/{poll.pk}/#poll-{poll.pk}")


def test_several_may_be_chosen_where_the_poll_says_so(signed_in, tangju, fufeng):
    poll = make_poll(multiple=True)
    vote(signed_in(tangju), poll, *pks(poll, 0, 2))
    vote(signed_in(fufeng), poll, *pks(poll, 2, 2))
    assert counted(poll) == (2, [1, 0, 2])
    html = flat_html(results(signed_in(), poll).content.decode())
    assert re.findall(r'<span class="n">([^<]*)</span>', html) == ["1 票 · 50%", "", "2 票 · 100%"]
    assert "2 人参加" in html


@ROADS
@pytest.mark.parametrize("multiple", [False, True])
def test_another_vote_than_the_first_is_refused_in_a_sentence(signed_in, tangju, multiple, road):
    poll = make_poll(multiple=multiple)
    vote(signed_in(tangju), poll, *pks(poll, 0))
    others = [pks(poll, 1), pks(poll, 0, 1)] if multiple else [pks(poll, 1)]
    for other in others:
        answer = vote(signed_in(tangju), poll, *other, **road)
        assert answer.status_code == 409 and "您已经投过这份问卷了，每人一票，不能再改。" in answer.content.decode()
    assert counted(poll) == (1, [1, 0, 0])


def test_the_database_itself_refuses_a_second_ballot(tangju):
    poll = make_poll()
    Ballot.objects.create(poll=poll, reader=tangju)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(poll=poll, reader=tangju)


def test_two_in_a_poll_for_one_are_refused(signed_in, tangju):
    poll = make_poll()
    answer = vote(signed_in(tangju), poll, *pks(poll, 0, 1))
    assert answer.status_code == 403 and "只能选一项" in answer.content.decode() and counted(poll) == (0, [0, 0, 0])


@ROADS
def test_a_closed_poll_takes_no_votes(signed_in, tangju, fufeng, road, at):
    poll = make_poll(closes_at=timezone.now() + HOUR)
    assert vote(signed_in(tangju), poll, *pks(poll, 0)).status_code == 303
    at(timezone.now() + HOUR)
    for reader in (tangju, fufeng):
        answer = vote(signed_in(reader), poll, *pks(poll, 0), **road)
        assert answer.status_code == 404 and "这份问卷已经截止，不能再投了。" in answer.content.decode()
    assert counted(poll) == (1, [1, 0, 0])
    html = signed_in().get(f"/polls/{poll.pk}/").content.decode()
    assert "已截止" in html and f'action="/polls/{poll.pk}/votes/"' not in html


HOSTILE = [
    "",
    "x",
    "-1",
    "0",
    "1.0",
    "١",
    "１",
    " 1",
    "1e3",
    "10" * 10,
    str(10**30),
    str(2**63),
    "1\x00",
    "\x00",
    "%00",
]


@ROADS
@pytest.mark.parametrize("value", HOSTILE, ids=ascii)
def test_a_choice_that_is_none_is_refused_in_a_sentence(signed_in, tangju, value, road):
    poll = make_poll(multiple=True)
    for chosen in ([value], [*pks(poll, 0), value]):
        answer = vote(signed_in(tangju), poll, *chosen, **road)
        assert answer.status_code == 403 and re.search("请先选一项|没有这个选项", answer.content.decode())
    assert counted(poll) == (0, [0, 0, 0]) and not Ballot.objects.exists()


def test_no_choice_and_a_choice_of_another_poll_are_refused(signed_in, tangju):
    poll, other = make_poll(multiple=True), make_poll("别的甲", "别的乙")
    for chosen in ([], pks(other, 0), [*pks(poll, 0), *pks(other, 0)], pks(other, 0) * 100):
        assert vote(signed_in(tangju), poll, *chosen).status_code == 403
    assert (counted(poll)[0], counted(other)[0]) == (0, 0)


@ROADS
def test_a_guest_goes_to_the_door_and_back(signed_in, road):
    poll = make_poll()
    answer = signed_in().post(f"/zh-hant/polls/{poll.pk}/votes/", {"choice": pks(poll, 0)}, **road)
    assert answer.status_code == 303
    assert answer["Location"] == f"/zh-hant/accounts/login/?next=/polls/{poll.pk}/%23poll-{poll.pk}"
    assert counted(poll) == (0, [0, 0, 0])


def test_whoever_may_not_act_may_not_vote(tangju):
    poll = make_poll()
    Reader.objects.filter(pk=tangju.pk).update(is_active=False)
    with pytest.raises(Forbidden):
        Ballot.cast(tangju, poll, set(pks(poll, 0)))


def test_the_model_refuses_the_same(tangju):
    poll, closed = make_poll(), make_poll(closes_at=timezone.now())
    one, two = pks(poll, 0, 1)
    for error, asked, wanted in ((Forbidden, poll, set()), (Forbidden, poll, {one, two}), (Gone, closed, {one})):
        with pytest.raises(error):
            Ballot.cast(tangju, asked, wanted)
    Ballot.cast(tangju, poll, {one})
    with pytest.raises(Conflict):
        Ballot.cast(tangju, poll, {two})


@pytest.mark.parametrize("path", ["/polls/{}/", "/polls/{}/results/"])
def test_a_poll_that_is_not_open_to_all_is_404(signed_in, tangju, path):
    draft, later = make_article(published_at=None), timezone.now() + HOUR
    for poll in (make_poll(article=draft), make_poll(published_at=later)):
        assert signed_in(tangju).get(path.format(poll.pk)).status_code == 404
        assert vote(signed_in(tangju), poll, *pks(poll, 0)).status_code == 404
        assert poll.question not in signed_in().get("/polls/").content.decode()
    for pk in (999_999, 10**30):
        assert signed_in().get(path.format(pk)).status_code == 404
        assert signed_in(tangju).post(f"/polls/{pk}/votes/", {"choice": 1}).status_code == 404


@pytest.mark.parametrize("path", ["/polls/", "/polls/{}/", "/polls/{}/results/", "/feeds/polls/"])
def test_polls_are_only_read_and_voting_is_only_posted(signed_in, path):
    poll = make_poll()
    assert signed_in().post(path.format(poll.pk)).status_code == 405
    assert signed_in().get(f"/polls/{poll.pk}/votes/").status_code == 405


def test_results_stay_hidden_until_the_poll_is_closed(signed_in, tangju, fufeng, article, at):
    poll = make_poll(article=article, results="closed", closes_at=timezone.now() + HOUR)
    for reader, place in ((tangju, 0), (fufeng, 0)):
        html = vote(signed_in(reader), poll, *pks(poll, place), **SCRIPT).content.decode()
        assert "票 ·" not in html and "人参加" in html
    paths = [f"/polls/{poll.pk}/", f"/polls/{poll.pk}/results/", "/polls/", f"/news/{article.pk}/", "/feeds/polls/"]
    said = [signed_in().get(path).content.decode() for path in paths]
    said += render_changes(article.pk, [("poll", poll.pk)]).values()
    assert [re.findall(r"\d+ 票|\d+%<|<progress", html) for html in said] == [[]] * len(said)
    assert all("结果在截止后公布" in html for html in said[:4])
    SiteVersion.bump()  # as the admin does with a poll: the clock raises it when the poll closes
    at(timezone.now() + HOUR)
    assert all("2 票 · 100%" in signed_in().get(path).content.decode() for path in paths[:4])
    assert "2 票 · 100%" in render_changes(article.pk, [("poll", poll.pk)])[("poll", poll.pk)]


def test_a_vote_under_a_story_is_told_to_its_open_pages(signed_in, tangju, article):
    poll, alone = make_poll(article=article), make_poll("是", "否")
    start = cursor(article)
    vote(signed_in(tangju), poll, *pks(poll, 2))
    vote(signed_in(tangju), poll, *pks(poll, 2))
    vote(signed_in(tangju), poll, *pks(poll, 1))
    told = list(Change.objects.after(article.pk, start).values_list("kind", "target"))
    assert told == [("poll", poll.pk)] and cursor(article) > start
    vote(signed_in(tangju), alone, *pks(alone, 0))
    assert Change.objects.count() == 2  # the story's own first, and this
    drawn = render_changes(article.pk, told)[("poll", poll.pk)]
    assert drawn == results(signed_in(), poll).content.decode().strip() and "1 票 · 100%" in drawn
    answer = signed_in().get(f"/zh-hant/news/{article.pk}/changes/?after={start}").content.decode()
    assert f'id="poll-{poll.pk}-results"' in answer and "選丙" in answer


def test_of_a_poll_that_is_not_the_storys_nothing_is_drawn(article):
    poll, draft = make_poll(article=make_article()), make_poll(article=article, published_at=timezone.now() + HOUR)
    things = [("poll", poll.pk), ("poll", draft.pk), ("poll", 999_999)]
    assert render_changes(article.pk, things) == dict.fromkeys(things, "")


def test_open_pages_are_told_once_that_a_poll_is_closed(article, at):
    moment = timezone.now()
    poll = make_poll(article=article, closes_at=moment + HOUR)
    make_poll(closes_at=moment)
    start = cursor(article)
    Poll.record_closings()
    assert cursor(article) == start
    at(moment + HOUR)
    for _ in range(2):
        Poll.record_closings()
    assert list(Change.objects.after(article.pk, start).values_list("kind", "target")) == [("poll", poll.pk)]
    assert 'data-closed="yes"' in render_changes(article.pk, [("poll", poll.pk)])[("poll", poll.pk)]
    assert counted(poll) == (0, [0, 0, 0])
