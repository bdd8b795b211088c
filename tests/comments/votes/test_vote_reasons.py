"""Why an egg was given, and what becomes of a comment under enough eggs that say a rule was broken."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment, CommentVote, Reader, Ruling
from comments.reputation.scores import must_collapse
from news.models import Article, Change
from tests.conftest import SCRIPT, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
FOLDED = '<details class="collapsed"><summary>这条评论已折叠，点开查看</summary>'


@pytest.fixture
def comment(say, tangju):
    return say(tangju, "众矢之的")


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


def press(client, comment, query, **road):
    return client.post(f"/comments/{comment.pk}/votes/?{query}", **road)


def given_egg(reader, comment):
    """(kind, reason) of the reader's vote, or None."""
    return CommentVote.objects.filter(reader=reader, comment=comment).values_list("kind", "reason").first()


def egg(comment, people, reason="insult"):
    for n in people:
        CommentVote.cast(make_reader(f"读者{n}号"), comment, "egg", reason=reason)


@ROADS
def test_a_reason_is_given_with_the_egg_and_changed_later(signed_in, comment, fufeng, road):
    client, status = signed_in(fufeng), 200 if road else 303
    for query, then in [("want=egg", ""), ("want=egg&reason=spam", "spam"), ("want=egg&reason=disagree", "disagree")]:
        assert press(client, comment, query, **road).status_code == status
        assert given_egg(fufeng, comment) == ("egg", then)
    assert press(client, comment, "want=egg", **road).status_code == status
    assert given_egg(fufeng, comment) == ("egg", "disagree")
    assert (fresh(comment).eggs, fresh(comment).violation_eggs) == (1, 0)


@ROADS
@pytest.mark.parametrize("query", ["kind=egg&reason=insult", "want=egg&reason=insult"])
def test_an_egg_with_a_reason_is_never_taken_back_by_pressing_again(signed_in, comment, fufeng, road, query):
    for _ in range(3):
        press(signed_in(fufeng), comment, query, **road)
        assert given_egg(fufeng, comment) == ("egg", "insult")
    assert (fresh(comment).eggs, fresh(comment).violation_eggs) == (1, 1)


def test_the_egg_button_itself_takes_an_egg_back_whatever_its_reason(signed_in, comment, fufeng):
    press(signed_in(fufeng), comment, "want=egg&reason=spam")
    press(signed_in(fufeng), comment, "kind=egg")
    assert given_egg(fufeng, comment) is None
    assert (fresh(comment).violation_eggs, fresh(comment).violation_weight) == (0, 0)


@ROADS
def test_a_reason_turns_a_flower_into_an_egg(signed_in, comment, fufeng, road):
    press(signed_in(fufeng), comment, "want=flower")
    press(signed_in(fufeng), comment, "kind=egg&reason=rumour", **road)
    assert given_egg(fufeng, comment) == ("egg", "rumour")
    assert (fresh(comment).flowers, fresh(comment).eggs) == (0, 1)


@pytest.mark.parametrize("query", ["want=flower&reason=spam", "kind=flower&reason=spam"])
def test_a_flower_has_no_reason(signed_in, comment, fufeng, query):
    assert press(signed_in(fufeng), comment, query, **SCRIPT).status_code == 200
    assert given_egg(fufeng, comment) == ("flower", "")


@ROADS
@pytest.mark.parametrize("reason", ["ugly", "SPAM", "spam\x00", "9" * 400])
def test_an_unknown_reason_is_refused_in_a_sentence(signed_in, comment, fufeng, reason, road):
    data = {"want": "egg", "reason": reason}
    answer = signed_in(fufeng).post(f"/comments/{comment.pk}/votes/", data, **road)
    assert answer.status_code == 400 and "没有这个理由" in answer.content.decode()
    assert given_egg(fufeng, comment) is None


def test_violations_are_counted_apart_from_the_eggs_that_only_disagree(say, comment, cast):
    egg(comment, [1, 2], "offtopic")
    egg(comment, [3], "disagree")
    egg(comment, [4], "")
    CommentVote.cast(cast.fufeng, comment, "egg", reason="rumour")
    now = fresh(comment)
    assert (now.eggs, now.violation_eggs, now.violation_weight) == (5, 3, Decimal("3.1"))
    CommentVote.cast(cast.fufeng, comment, "egg", reason="disagree")
    assert (fresh(comment).eggs, fresh(comment).violation_eggs, fresh(comment).violation_weight) == (5, 2, 2)


def test_another_reason_leaves_weight_and_moment_as_they_were(comment, fufeng):
    CommentVote.cast(fufeng, comment, "egg", reason="spam")
    then = timezone.now() - timedelta(days=3)
    CommentVote.objects.update(made_at=then, weight="0.7")
    comment = CommentVote.cast(fufeng, comment, "egg", reason="insult")
    vote = CommentVote.objects.get()
    assert (vote.made_at, vote.weight, vote.reason) == (then, Decimal("0.7"), "insult")


def test_five_weighted_violations_fold_a_comment_up_in_its_place(signed_in, say, article, tangju, comment):
    before = Article.objects.get(pk=article.pk).cursor
    egg(comment, range(4))
    assert fresh(comment).state == "visible"
    egg(comment, [4])
    assert (fresh(comment).state, Article.objects.get(pk=article.pk).comment_count) == ("collapsed", 1)
    page = flat_html(signed_in().get(f"/news/{article.pk}/").content.decode())
    told = flat_html(signed_in().get(f"/news/{article.pk}/changes/?after={before}").content.decode())
    assert FOLDED in page and FOLDED in told and "众矢之的" in page
    assert ("comment", comment.pk) in Change.objects.after(article.pk, before).values_list("kind", "target")
    assert not Ruling.objects.exists()


def test_the_script_that_gave_the_last_egg_gets_the_folded_row(signed_in, comment):
    egg(comment, range(4))
    answer = press(signed_in(make_reader("压垮它的")), comment, "want=egg&reason=spam", **SCRIPT).content.decode()
    answer = flat_html(answer)
    assert f'<li id="comment-{comment.pk}"' in answer and FOLDED in answer


def test_disagreement_folds_nothing_up(comment):
    egg(comment, range(12), "disagree")
    assert fresh(comment).state == "visible"


def test_as_many_flowers_as_violations_hold_it_open(comment):
    for n in range(6):
        CommentVote.cast(make_reader(f"送花{n}号"), comment, "flower")
    egg(comment, range(6))
    assert fresh(comment).state == "visible"
    egg(comment, [6])
    assert fresh(comment).state == "collapsed"


def test_a_lifted_comment_that_folds_up_leaves_the_lifted(comment, cast):
    for n in range(6):
        CommentVote.cast(make_reader(f"送花{n}号"), comment, "flower")
    assert fresh(comment).lifted
    egg(comment, range(7))
    assert (fresh(comment).state, fresh(comment).lifted) == ("collapsed", False)


def test_new_accounts_are_counted_and_fold_nothing_up(settings, comment):
    settings.NEW_ACCOUNT_HOURS = 24 * 365
    egg(comment, range(8))
    assert (fresh(comment).violation_eggs, fresh(comment).violation_weight) == (8, 0)
    assert fresh(comment).state == "visible" and fresh(comment).unweighted_votes == 8


def test_what_folded_up_stays_so_when_an_egg_is_taken_back(comment):
    egg(comment, range(5))
    CommentVote.cast(Reader.objects.get(name="读者0号"), comment, None)
    assert fresh(comment).state == "collapsed"


def test_what_a_moderator_restored_is_not_folded_up_by_votes_again(comment, qinghe):
    egg(comment, range(5))
    fresh(comment).restore(qinghe, "fine")
    egg(comment, range(5, 10))
    assert (fresh(comment).state, fresh(comment).violation_eggs) == ("visible", 10)


def test_what_a_moderator_confirmed_stays_folded(comment, qinghe):
    egg(comment, range(5))
    fresh(comment).collapse(qinghe, "insult")
    assert (fresh(comment).state, fresh(comment).reviewed) == ("collapsed", True)
    assert list(Ruling.objects.values_list("act", "reason")) == [("collapse", "insult")]
    fresh(comment).restore(qinghe, "mistake")
    assert fresh(comment).state == "visible"


def test_a_moderator_may_fold_up_what_nobody_complained_of(signed_in, article, comment, qinghe):
    comment.collapse(qinghe, "offtopic")
    assert FOLDED in flat_html(signed_in().get(f"/news/{article.pk}/").content.decode())


BY_EGGS = "这条评论已折叠：违规鸡蛋较多，已自动折叠，等待版主处理。"


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([], BY_EGGS),
        ([("collapse", "insult")], "这条评论已折叠：由版主折叠，理由：人身攻击。"),
        ([("collapse", "insult"), ("collapse", "spam")], "这条评论已折叠：由版主折叠，理由：广告。"),
    ],
    ids=["by eggs", "by a moderator", "by another reason"],
)
def test_a_folded_comment_that_is_opened_says_so_and_why(signed_in, article, comment, qinghe, acts, said):
    egg(comment, range(5))
    assert BY_EGGS in signed_in().get(f"/news/{article.pk}/").content.decode()
    for act, reason in acts:
        Ruling.make(fresh(comment), qinghe, act, reason)
    page = signed_in().get(f"/news/{article.pk}/").content.decode()
    opened = page.partition('<details class="collapsed">')[2].partition("</details>")[0]
    assert f'<p class="fold-reason">{said}</p>' in opened and opened.index(said) < opened.index("众矢之的")


def test_other_words_are_judged_anew(comment, qinghe):
    egg(comment, range(5))
    fresh(comment).restore(qinghe, "fine")
    fresh(comment).edit("改成了更难听的话")
    assert fresh(comment).state == "visible"
    egg(comment, [5])
    assert fresh(comment).state == "collapsed"


def test_the_page_asks_the_giver_why_and_nobody_else(signed_in, article, comment, fufeng, tangju):
    CommentVote.cast(fufeng, comment, "egg", reason="rumour")
    path = f"/news/{article.pk}/"
    own = flat_html(signed_in(fufeng).get(path).content.decode())
    assert f'data-reason="{comment.pk}:rumour" aria-pressed="true"' in own
    assert own.count('aria-pressed="true"') == 2  # the egg, and why
    assert signed_in(fufeng).get(f"/me/?article={article.pk}").json()["reasons"] == {str(comment.pk): "rumour"}
    assert all("data-reason" not in signed_in(other).get(path).content.decode() for other in (None, tangju))


@pytest.mark.parametrize(
    ("violations", "flowers", "folds"), [(5, 0, True), (4.9, 0, False), (5, 5, False), (6, 5, True)]
)
def test_when_a_comment_folds_up(violations, flowers, folds):
    assert must_collapse(violations, flowers) is folds


@given(st.decimals(0, 99, places=1), st.decimals(0, 99, places=1))
def test_more_violations_never_unfold_and_more_flowers_never_fold(violations, flowers):
    if must_collapse(violations, flowers):
        assert must_collapse(violations + 1, flowers) and violations >= 5
    else:
        assert not must_collapse(violations, flowers + 1)
