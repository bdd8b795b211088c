"""Who a session belongs to, in one query; and how soon a change of the account ends or changes what is known."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.utils import timezone

from comments.models import ArticleVote, Block, Comment, CommentVote, MutedWord, Notice, Reader, StoryFollow
from comments.personal.facts_cache import FACTS, fetch_facts
from comments.personal.sessions import SESSIONS, fetch_first, fetch_signed_in, match_known
from news.compiled_queries import LISTED_MOST
from tests.conftest import make_reader, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(signed_in, tangju):
    return signed_in(tangju).cookies["sessionid"].value


def test_it_costs_one_query_once_it_is_known(key, tangju, django_assert_num_queries):
    assert match_known(key, fetch_first) is None and fetch_signed_in(key).reader == tangju  # known from now on
    first = fetch_signed_in(key)
    with django_assert_num_queries(1):
        assert fetch_signed_in(key) is first
    with django_assert_num_queries(1):
        assert match_known(key, fetch_first) is first


@pytest.mark.parametrize("wrong", ["", "x", "a" * 32, "é", "\x00"])
def test_a_key_of_no_session_is_nobodys(wrong):
    assert match_known(wrong, fetch_first) is None
    if "\x00" not in wrong:  # such a cookie is cut by the parser of cookies
        assert fetch_signed_in(wrong) is None
    assert SESSIONS.get(wrong) is None


@pytest.mark.parametrize(
    "end",
    [
        lambda reader, key: Session.objects.filter(session_key=key).delete(),
        lambda reader, key: Session.objects.filter(session_key=key).update(expire_date=timezone.now()),
        lambda reader, key: type(reader).objects.filter(pk=reader.pk).update(is_active=False),
        lambda reader, key: type(reader).objects.filter(pk=reader.pk).update(session_epoch=9),
        lambda reader, key: type(reader).objects.filter(pk=reader.pk).update(password="another"),
        lambda reader, key: Session.objects.filter(session_key=key).update(session_data="no session"),
    ],
    ids=["signed out", "too old", "switched off", "signed out everywhere", "another password", "nonsense"],
)
def test_what_ends_a_session_ends_it_at_once(key, tangju, end):
    assert fetch_signed_in(key).reader == tangju
    end(tangju, key)
    assert match_known(key, fetch_first) is None and fetch_signed_in(key) is None and fetch_signed_in(key) is None


def test_a_session_that_becomes_anothers_is_theirs(key, tangju, fufeng, signed_in):
    assert fetch_signed_in(key).reader == tangju
    other = Session.objects.get(session_key=signed_in(fufeng).cookies["sessionid"].value)
    Session.objects.filter(session_key=key).update(session_data=other.session_data)
    assert match_known(key, fetch_first) is None
    assert fetch_signed_in(key) is None and fetch_signed_in(key).reader == fufeng


def test_what_staff_may_do_is_asked_each_time(signed_in):
    moderator = make_staff("版主乙", "版主")
    key = signed_in(moderator).cookies["sessionid"].value
    assert fetch_signed_in(key).reader.has_perm("comments.change_comment")
    moderator.groups.remove(Group.objects.get(name="版主"))
    assert match_known(key, fetch_first) is None
    assert not fetch_signed_in(key).reader.has_perm("comments.change_comment")


def test_the_version_follows_notices_read_and_unread(key, tangju, fufeng, article, say):
    def version():
        return fetch_signed_in(key).version

    before = version()
    answer = say(fufeng, "@糖桔 叫您一声")
    told = version()
    Notice.objects.see(tangju)
    seen = version()
    answer.hide(make_reader("值班", 5, is_staff=True, is_superuser=True), "insult")
    assert len({before, told, seen}) == 3


def test_all_that_is_personal_to_a_page_is_one_query(key, tangju, fufeng, article, say, django_assert_num_queries):
    theirs, egged, own = say(fufeng, "一句话"), say(fufeng, "又一句话"), say(tangju, "自己的话")
    CommentVote.cast(tangju, theirs, "flower")
    CommentVote.cast(tangju, egged, "egg", reason="insult")
    ArticleVote.cast(tangju, article, "flower")
    StoryFollow.set(tangju, article, True)
    Block.set(tangju, make_reader("吵闹的人"), True)
    MutedWord.add(tangju, "廣告")
    say(fufeng, "@糖桔 叫您一声")
    shown = {*Comment.objects.values_list("pk", flat=True)}
    who = fetch_signed_in(key)
    fetch_facts(who, article, shown, frozenset())  # whose SQL may be made now
    FACTS.clear()
    with django_assert_num_queries(1):
        facts = fetch_facts(who, article, shown, frozenset())
    votes = {f"c{theirs.pk}": "flower", f"c{egged.pk}": "egg", f"a{article.pk}": "flower"}
    assert facts["votes"] == votes and facts["reasons"] == {egged.pk: "insult"}
    assert list(facts["own"]) == [own.pk] and 290 < facts["own"][own.pk] <= 300
    assert facts["following"] and facts["unseen"] == 1 and facts["held"] == []
    assert facts["unwanted"].people == {Reader.objects.get(name="吵闹的人").pk}
    assert facts["unwanted"].words == ["广告"] and facts["unwanted"].own == tangju.pk
    with django_assert_num_queries(1):  # of a page without a story or comments too
        nothing = fetch_facts(who, None, frozenset(), frozenset())
    assert nothing["votes"] == {} and nothing["own"] == {} and not nothing["following"] and nothing["unseen"] == 1


def test_a_page_of_any_number_of_comments_knows_what_is_personal(key, tangju, fufeng, article, say):
    many = [say(fufeng, f"第 {number} 句话") for number in range(LISTED_MOST + 3)]
    for comment in (many[0], many[-1]):
        CommentVote.cast(tangju, comment, "flower")
    own = say(tangju, "最后一句")
    facts = fetch_facts(fetch_signed_in(key), article, {*[one.pk for one in many], own.pk}, frozenset())
    assert facts["votes"] == {f"c{many[0].pk}": "flower", f"c{many[-1].pk}": "flower"}
    assert list(facts["own"]) == [own.pk]


def test_facts_are_asked_once_and_then_of_further_comments_alone(
    key, tangju, fufeng, article, say, django_assert_num_queries
):
    pks = [say(fufeng, f"第 {number} 句话").pk for number in range(3)]
    who = fetch_signed_in(key)
    fetch_facts(who, article, {*pks[:2]}, frozenset())
    with django_assert_num_queries(0):
        fetch_facts(who, article, {*pks[:2]}, frozenset())
    with django_assert_num_queries(2):
        fetch_facts(who, article, {*pks}, frozenset())
    newer = say(fufeng, "后来的话").pk  # newer than all that was known: nothing of it can be this reader's
    with django_assert_num_queries(0):
        assert fetch_facts(who, article, {*pks, newer}, frozenset())["votes"] == {}


def test_facts_do_not_grow_with_what_somebody_ever_wrote(key, tangju, article, say):
    for number in range(30):
        say(tangju, f"第 {number} 句话")
    pk = Comment.objects.filter(author=tangju).first().pk
    facts = fetch_facts(fetch_signed_in(key), article, {pk}, frozenset())
    assert list(facts["own"]) == [pk] and FACTS.size < 10_000
