"""鲜花 and 鸡蛋: one vote per reader and thing, counted exactly, weighed as cast."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from comments.exceptions import Forbidden
from comments.models import ArticleVote, Comment, CommentVote
from news.models import Change
from tests.conftest import SCRIPT, make_reader

pytestmark = pytest.mark.django_db


def test_a_flower_counts_once_and_weighs_what_the_rank_says(say, tangju, fufeng):
    comment = CommentVote.cast(fufeng, say(tangju, "说得在理"), "flower")
    assert (comment.flowers, comment.eggs) == (1, 0)
    assert comment.flower_weight == Decimal("1.1")


def test_a_second_flower_takes_the_first_back(say, tangju, fufeng):
    comment = say(tangju, "说得在理")
    CommentVote.cast(fufeng, comment, "flower", toggle=True)
    comment = CommentVote.cast(fufeng, comment, "flower", toggle=True)
    assert (comment.flowers, comment.flower_weight, CommentVote.objects.count()) == (0, 0, 0)


def test_the_repeatable_form_may_be_repeated(say, tangju, fufeng):
    comment = say(tangju, "说得在理")
    for _ in range(3):
        comment = CommentVote.cast(fufeng, comment, "egg")
    assert (comment.eggs, CommentVote.objects.count()) == (1, 1)


def test_an_egg_after_a_flower_switches(say, tangju, fufeng):
    comment = say(tangju, "说得在理")
    CommentVote.cast(fufeng, comment, "flower")
    comment = CommentVote.cast(fufeng, comment, "egg", toggle=True)
    assert (comment.flowers, comment.eggs) == (0, 1)


def test_the_weight_stays_what_it_was_when_cast(say, tangju, fufeng):
    comment = say(tangju, "说得在理")
    CommentVote.cast(fufeng, comment, "flower")
    type(fufeng).objects.filter(pk=fufeng.pk).update(level=10)
    fufeng.refresh_from_db()
    comment = CommentVote.cast(fufeng, comment, None)
    assert comment.flower_weight == 0


def test_nobody_votes_on_their_own(say, tangju):
    with pytest.raises(Forbidden):
        CommentVote.cast(tangju, say(tangju, "我夸我自己"), "flower")


def test_a_new_account_is_counted_but_weighs_nothing(settings, say, tangju):
    settings.NEW_ACCOUNT_HOURS = 24 * 365
    comment = CommentVote.cast(make_reader("新来的"), say(tangju, "说得在理"), "flower")
    assert (comment.flowers, comment.flower_weight) == (1, 0)


def test_the_database_itself_refuses_a_second_vote(say, tangju, fufeng):
    comment = say(tangju, "说得在理")
    CommentVote.objects.create(reader=fufeng, comment=comment, kind="flower", weight=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentVote.objects.create(reader=fufeng, comment=comment, kind="egg", weight=1)


def test_five_weighted_flowers_lift_a_comment_and_a_withdrawal_lowers_it(say, article, tangju):
    comment, voters = say(tangju, "一句好话"), [make_reader(f"读者{n}号") for n in range(5)]
    for voter in voters:
        CommentVote.cast(voter, comment, "flower")
    comment.refresh_from_db()
    assert comment.lifted
    CommentVote.cast(voters[0], comment, None)
    comment.refresh_from_db()
    assert not comment.lifted


def test_a_vote_writes_only_the_small_change(say, article, tangju, fufeng):
    comment = say(tangju, "说得在理")
    before = Change.objects.order_by("-pk").first().pk
    CommentVote.cast(fufeng, comment, "flower")
    assert list(Change.objects.after(article.pk, before).values_list("kind", "target")) == [("counts", comment.pk)]


@pytest.mark.parametrize("script", [{}, SCRIPT], ids=["without script", "with script"])
def test_both_roads_give_a_flower(signed_in, say, tangju, fufeng, script):
    comment = say(tangju, "说得在理")
    answer = signed_in(fufeng).post(f"/comments/{comment.pk}/votes/?kind=flower", **script)
    comment.refresh_from_db()
    assert comment.flowers == 1
    if script:
        assert 'data-flowers="1" data-eggs="0"' in answer.content.decode()
    else:
        assert answer.status_code == 303
        assert answer["Location"].endswith(f"#comment-{comment.pk}")


def test_a_guests_press_leads_to_the_door_and_back(signed_in, say, tangju):
    comment = say(tangju, "说得在理")
    answer = signed_in().post(f"/zh-hant/comments/{comment.pk}/votes/?kind=flower")
    assert answer.status_code == 303
    assert answer["Location"] == f"/zh-hant/accounts/login/?next=/comments/{comment.pk}/%23comment-{comment.pk}"


@pytest.mark.parametrize(("query", "status"), [("kind=rose", 400), ("want=both", 400), ("", 400)])
def test_an_unknown_vote_is_refused_in_a_sentence(signed_in, say, tangju, fufeng, query, status):
    answer = signed_in(fufeng).post(f"/comments/{say(tangju, '说得在理').pk}/votes/?{query}", **SCRIPT)
    assert answer.status_code == status
    assert "只能送鲜花或扔鸡蛋" in answer.content.decode()


def test_the_article_takes_votes_too(article, tangju):
    article = ArticleVote.cast(tangju, article, "egg")
    assert (article.flowers, article.eggs) == (0, 1)


def test_hidden_comments_take_no_votes(say, tangju, fufeng, qinghe):
    comment = say(tangju, "说得过头")
    comment.hide(qinghe, "insult")
    with pytest.raises(Forbidden):
        CommentVote.cast(fufeng, Comment.objects.get(pk=comment.pk), "flower")
