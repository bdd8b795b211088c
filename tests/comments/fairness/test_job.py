"""The job on real rows: weights fall and come back, plain counts and the ledger stay, recount agrees; the admin."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from comments.fairness.discounting import reverse
from comments.fairness.job import crowded, find_unfair_votes
from comments.management.recounting import recount
from comments.models import (
    ArticleVote,
    Comment,
    CommentVote,
    LedgerEntry,
    PostOrigin,
    Reader,
    VoteDiscount,
    VoteFinding,
)
from news.models import Article, Change
from tests.conftest import make_article, make_reader, make_staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def everybody_else(say):
    """Fifty readers who vote for ten authors, once for each: against them it shows who votes for one alone."""
    story = make_article("大家都看的新闻")
    comments = [say(make_reader(f"作者{number}", 4), f"作者 {number} 的话", on=story) for number in range(10)]
    vote_once(comments, "读者", 50)
    return comments


def vote_once(comments, name, readers):
    """So many new readers give a flower to every second comment, an egg to the others."""
    CommentVote.objects.bulk_create(
        CommentVote(reader=reader, comment=comment, kind=("egg", "flower")[place % 2], weight="1.0")
        for reader in [make_reader(f"{name}{number}", 4) for number in range(readers)]
        for place, comment in enumerate(comments)
    )
    recount(lambda said: None)


@pytest.fixture
def crowd(everybody_else):
    return [make_reader(f"投票者{number}", 4) for number in range(8)]


@pytest.fixture
def served(say, tangju, everybody_else):
    """Ten comments of one author, each on a story of its own."""
    return [say(tangju, f"第 {number} 句话", on=make_article(f"第 {number} 条")) for number in range(10)]


def serve(crowd, comments, kind="flower"):
    for reader in crowd:
        for comment in comments:
            CommentVote.cast(reader, comment, kind)


@pytest.fixture(autouse=True)
def no_caps(monkeypatch):
    monkeypatch.setattr("comments.votes.guards.refuse_capped", lambda *args: None)


def weights():
    """Of the comments that the crowd served."""
    return list(Comment.objects.filter(text__startswith="第").order_by("pk").values_list("flower_weight", flat=True))


def test_serial_votes_weigh_nothing_and_everything_else_stays(crowd, served, tangju):
    serve(crowd, served)
    points = Reader.objects.get(pk=tangju.pk).points
    find_unfair_votes()
    finding = VoteFinding.objects.get()
    assert (finding.kind, finding.votes, finding.weight) == ("serial", 80, Decimal(80))
    assert set(weights()) == {Decimal(0)}
    assert set(Comment.objects.filter(author=tangju).values_list("flowers", "hot")) == {(8, 0.0)}
    assert set(CommentVote.objects.values_list("weight", flat=True)) == {Decimal("1.0")}
    assert Reader.objects.get(pk=tangju.pk).points == points
    assert recount(print) == 0


def test_it_finds_the_same_once_and_new_votes_join_it(say, crowd, served, tangju):
    serve(crowd, served)
    find_unfair_votes()
    find_unfair_votes()
    assert VoteFinding.objects.count() == 1
    serve(crowd, [say(tangju, "又一句话", on=make_article("又一条"))])
    find_unfair_votes()
    assert VoteFinding.objects.get().votes == 88


def test_a_discounted_vote_that_is_taken_back_takes_nothing_off(crowd, served):
    serve(crowd, served)
    find_unfair_votes()
    CommentVote.cast(crowd[0], served[0], None)
    assert set(weights()) == {Decimal(0)} and VoteDiscount.objects.count() == 79
    assert recount(print) == 0


def test_a_lifted_comment_comes_down_and_open_pages_hear_of_it(crowd, served):
    serve(crowd, served)
    assert Comment.objects.filter(lifted=True, text__startswith="第").count() == 10
    cursors = dict(Article.objects.values_list("pk", "cursor"))
    find_unfair_votes()
    assert not Comment.objects.filter(lifted=True, text__startswith="第").exists()
    first = served[0]
    kinds = set(Change.objects.after(first.article_id, cursors[first.article_id]).values_list("kind", flat=True))
    assert kinds == {"comment", "counts"}


def test_eggs_of_a_ring_that_folded_a_comment_up_let_it_go(crowd, served):
    for reader in crowd:
        for comment in served:
            CommentVote.cast(reader, comment, "egg", reason="spam")
    mine = Comment.objects.filter(text__startswith="第")
    assert set(mine.values_list("state", flat=True)) == {"collapsed"}
    find_unfair_votes()
    assert set(mine.values_list("state", "violation_weight")) == {("visible", Decimal(0))}
    assert recount(print) == 0


def test_a_moderator_gives_the_votes_their_weight_back_for_good(crowd, served, qinghe):
    serve(crowd, served)
    before = weights()
    find_unfair_votes()
    assert reverse(VoteFinding.objects.get(), qinghe) and not reverse(VoteFinding.objects.get(), qinghe)
    assert weights() == before and not VoteDiscount.objects.exists()
    find_unfair_votes()
    assert weights() == before and VoteFinding.objects.get().state == "reversed"
    assert recount(print) == 0


def test_a_ring_is_found_on_real_rows(say, crowd, everybody_else):
    vote_once(everybody_else, "更多读者", 150)
    for number, author in enumerate(crowd):
        for time in range(2):
            comment = say(author, f"{author.name}的第 {time} 句", on=make_article(f"第 {number} 条"))
            for reader in crowd:
                if reader != author:
                    CommentVote.cast(reader, comment, "flower")
    find_unfair_votes()
    finding = VoteFinding.objects.get()
    assert finding.kind == "mutual" and {voter.pk for voter in finding.voters.all()} == {one.pk for one in crowd}
    assert VoteDiscount.objects.count() == 8 * 7 * 2


def test_accounts_of_one_device_that_vote_for_one_another(say, crowd, tangju):
    for reader in (tangju, crowd[0]):
        PostOrigin.objects.create(reader=reader, hash="d" * 32)
    comments = [say(tangju, f"第 {number} 句话", on=make_article(f"第 {number} 条")) for number in range(3)]
    serve(crowd[:2], comments)
    find_unfair_votes()
    finding = VoteFinding.objects.get()
    assert (finding.kind, finding.votes) == ("shared", 3)
    assert set(VoteDiscount.objects.values_list("comment_vote__reader", flat=True)) == {crowd[0].pk}


def test_a_burst_of_young_accounts_on_a_story(article, crowd):
    Reader.objects.filter(name__startswith="投票者").update(date_joined=NOW() - timedelta(days=2))
    for reader in crowd:
        ArticleVote.cast(Reader.objects.get(pk=reader.pk), article, "flower")
    old = make_reader("老网友", 4)
    ArticleVote.cast(old, article, "flower")
    find_unfair_votes()
    article.refresh_from_db()
    assert (article.flowers, article.flower_weight) == (9, Decimal(1))
    assert VoteFinding.objects.get().kind == "burst" and recount(print) == 0


def test_votes_that_come_one_by_one_are_no_burst():
    start = NOW()
    spread = [(number, start + timedelta(minutes=2 * number)) for number in range(20)]
    assert crowded(spread) == set()
    close = [(number, start + timedelta(seconds=number)) for number in range(8)]
    assert crowded([*close, (99, start + timedelta(hours=1))]) == set(range(8))


def test_moderators_see_the_evidence_and_take_it_back(signed_in, crowd, served, tangju):
    serve(crowd, served)
    find_unfair_votes()
    finding = VoteFinding.objects.get()
    page = f"/admin/comments/votefinding/{finding.pk}/"
    desk = signed_in(make_staff("秋白", "版主"))
    shown = desk.get(f"{page}change/").content.decode()
    assert shown.count("<rect ") == 8 and f"投票者0 → {tangju.name}：10" in shown
    assert "已恢复，这些票重新计入。" in desk.post(f"{page}reversal/", follow=True).content.decode()
    assert "已经恢复过了" in desk.post(f"{page}reversal/", follow=True).content.decode()
    assert f"投票者0 → {tangju.name}：10" in desk.get(f"{page}change/").content.decode()
    assert VoteFinding.objects.get().moderator.name == "秋白"


def test_editors_and_section_moderators_do_not_see_who_voted_for_whom(signed_in, crowd, served):
    serve(crowd, served)
    find_unfair_votes()
    page = f"/admin/comments/votefinding/{VoteFinding.objects.get().pk}/change/"
    for group in ("网编", "版块版主"):
        assert signed_in(make_staff(f"某{group}", group)).get(page).status_code == 403


def test_the_ledger_is_not_touched(crowd, served):
    serve(crowd, served)
    rows = list(LedgerEntry.objects.values_list())
    find_unfair_votes()
    assert list(LedgerEntry.objects.values_list()) == rows
