"""阅读计数: a person counts once for a story and a half-hour, whichever process notes it; bots and authors do not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Authorship
from news.articles.authors import fetch_authors
from news.http.clients import network_of
from news.models import PageViewCount, PageViewMark
from news.page_views import counting
from news.page_views.counting import COMING_MOST, PageViewTally, prune_page_views, start_of_step
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
HOME, CAFE = "203.0.113.7", "198.51.100.20"
NOON = datetime(2024, 6, 18, 12, 0, tzinfo=UTC)
BOTS = [
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Googlebot/2.1 (+http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
    "Mozilla/5.0 (compatible; YandexBot/3.0)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp)",
    "Mozilla/5.0 (compatible; archive.org_bot)",
    "facebookexternalhit/1.1",
]


@pytest.fixture
def tally():
    return new_tally()


def new_tally():
    """One more process."""
    tally = PageViewTally()
    tally.authors = Authorship.readers_of
    return tally


def cookie(client):
    return f"theme=dark; sessionid={client.cookies['sessionid'].value}; other=1"


def counted(article):
    return sum(PageViewCount.objects.filter(article=article).values_list("readers", flat=True))


def test_the_site_knows_whose_own_a_story_is(article):
    reader = make_reader("菜农")
    Authorship.objects.create(article=article, reader=reader)
    assert fetch_authors([article.pk, article.pk + 1]) == {article.pk: (reader.pk, "菜农")}


def test_who_reads_is_a_reader_of_five_minutes(tally, article, at):
    at(NOON + timedelta(minutes=13, seconds=59))
    tally.note(article.pk, HOME, FIREFOX)
    assert counted(article) == 0 and tally.flush() == 1
    assert list(PageViewCount.objects.values_list("article", "at", "readers")) == [
        (article.pk, NOON + timedelta(minutes=10), 1)
    ]
    assert tally.flush() == 0


def test_the_same_person_counts_once_in_a_half_hour_and_again_in_the_next(tally, article, at):
    for minute, new in ((0, 1), (1, 0), (29, 0), (30, 1), (31, 0), (59, 0), (60, 1)):
        at(NOON + timedelta(minutes=minute))
        for _ in range(3):
            tally.note(article.pk, HOME, FIREFOX)
        assert tally.flush() == new, minute
    steps = PageViewCount.objects.order_by("at").values_list("at", "readers")
    assert list(steps) == [(NOON + timedelta(minutes=minute), 1) for minute in (0, 30, 60)]


def test_the_same_person_counts_for_each_story(tally, article):
    other = make_article("另一条")
    for pk in (article.pk, other.pk, article.pk):
        tally.note(pk, HOME, FIREFOX)
    assert tally.flush() == 2 and (counted(article), counted(other)) == (1, 1)


def test_guests_are_told_apart_by_address_and_browser(tally, article):
    for address in (HOME, CAFE, HOME):
        for browser in (FIREFOX, SAFARI):
            tally.note(article.pk, address, browser)
    assert tally.flush() == counted(article) == 4


def test_an_account_is_one_person_wherever_it_reads(tally, article, signed_in, tangju, fufeng):
    first, second, other = signed_in(tangju), signed_in(tangju), signed_in(fufeng)
    tally.note(article.pk, HOME, FIREFOX, cookie(first))
    tally.note(article.pk, CAFE, SAFARI, cookie(first))
    assert tally.flush() == 1
    tally.note(article.pk, CAFE, SAFARI, cookie(second))
    assert tally.flush() == 0
    tally.note(article.pk, HOME, FIREFOX, cookie(other))
    tally.note(article.pk, HOME, FIREFOX)
    assert tally.flush() == 2 and counted(article) == 3


def test_invented_sessions_make_nobody_more_people(tally, article):
    for number in range(20):
        tally.note(article.pk, HOME, FIREFOX, f"sessionid=invented{number:024}")
    tally.note(article.pk, HOME, FIREFOX)
    assert tally.flush() == counted(article) == 1


def test_who_signs_out_is_a_guest_again(tally, article, signed_in, tangju):
    client = signed_in(tangju)
    left = cookie(client)
    client.logout()
    tally.note(article.pk, HOME, FIREFOX, left)
    tally.note(article.pk, HOME, FIREFOX)
    assert tally.flush() == 1


@pytest.mark.parametrize("browser", BOTS)
def test_bots_do_not_count(tally, article, browser):
    tally.note(article.pk, HOME, browser)
    assert not tally.waiting and tally.flush() == 0 and not PageViewMark.objects.exists()


@pytest.mark.parametrize("kind", Authorship.Kind.values)
def test_the_author_of_a_story_is_none_of_its_readers(tally, signed_in, tangju, fufeng, kind):
    own, other = make_article("网友自己写的", "chat", editor=""), make_article("另一条")
    Authorship.objects.create(article=own, reader=tangju, kind=kind)
    for reader in (tangju, fufeng):
        for story in (own, other):
            tally.note(story.pk, HOME, FIREFOX, cookie(signed_in(reader)))
    assert tally.flush() == 3 and (counted(own), counted(other)) == (1, 2)


def test_of_ipv6_the_first_64_bits_are_one_reader(tally, article):
    for address in ("2001:db8:1:2::1", "2001:0db8:0001:0002:ffff::9", "2001:db8:1:2:aaaa:bbbb:cccc:dddd"):
        tally.note(article.pk, address, FIREFOX)
    assert tally.flush() == 1
    tally.note(article.pk, "2001:db8:1:3::1", FIREFOX)
    assert tally.flush() == 1 and counted(article) == 2
    assert network_of("::ffff:203.0.113.7") == network_of(HOME) == HOME
    assert network_of("nonsense") == "nonsense" and network_of("") == ""


@pytest.mark.parametrize("pk", [0, 10**12, 10**18 - 1, 10**18, 2**63, 10**30], ids=str)
def test_a_story_that_is_none_does_not_stop_the_count_of_others(tally, article, pk):
    tally.note(pk, HOME, FIREFOX)
    tally.note(article.pk, HOME, FIREFOX)
    tally.flush()
    assert counted(article) == 1 and PageViewCount.objects.count() == 1 and not tally.waiting


def test_two_processes_count_the_same_person_once(article, signed_in, tangju):
    one, two, signed = new_tally(), new_tally(), cookie(signed_in(tangju))
    for tally in (one, two):
        tally.note(article.pk, HOME, FIREFOX)
        tally.note(article.pk, CAFE, SAFARI, signed)
    one.note(article.pk, CAFE, FIREFOX)
    assert [one.flush(), two.flush()] == [3, 0]
    assert counted(article) == 3


def test_what_two_processes_count_adds_up(article, at):
    at(NOON)
    one, two = new_tally(), new_tally()
    for number in range(7):
        (one if number % 2 else two).note(article.pk, f"203.0.113.{number}", FIREFOX)
    assert one.flush() + two.flush() == 7
    assert list(PageViewCount.objects.values_list("at", "readers")) == [(NOON, 7)]


def test_no_address_and_no_browser_is_kept(tally, article):
    tally.note(article.pk, HOME, FIREFOX)
    tally.flush()
    columns = {field.name for model in (PageViewCount, PageViewMark) for field in model._meta.get_fields()}
    assert columns == {"id", "article", "at", "readers", "slot"}
    other = PageViewTally()
    other.note(article.pk, HOME, FIREFOX)
    assert not any(HOME in who or "Firefox" in who for _, _, who in other.waiting)


def test_marks_and_old_readings_are_let_go(tally, article, at):
    at(NOON)
    tally.note(article.pk, HOME, FIREFOX)
    tally.flush()
    prune_page_views(NOON + timedelta(minutes=29))
    assert PageViewMark.objects.count() == 1
    prune_page_views(NOON + timedelta(hours=1, minutes=1))
    assert not PageViewMark.objects.exists() and counted(article) == 1
    prune_page_views(NOON + timedelta(days=7))
    assert counted(article) == 1
    prune_page_views(NOON + timedelta(days=9))
    assert not PageViewCount.objects.exists()


def test_a_flush_that_fails_keeps_what_waits(tally, article, monkeypatch):
    def broken(articles):
        raise OperationalError("database is locked")

    monkeypatch.setattr("news.page_views.counting.fetch_authors", broken)
    tally.note(article.pk, HOME, FIREFOX)
    with pytest.raises(OperationalError):
        tally.flush()
    assert not PageViewCount.objects.exists() and not PageViewMark.objects.exists()
    tally.note(article.pk, HOME, FIREFOX)
    tally.note(article.pk, CAFE, FIREFOX)
    monkeypatch.undo()
    assert tally.flush() == counted(article) == 2 and not tally.waiting


def test_invented_stories_have_a_bound_also_while_nothing_can_be_written(tally, monkeypatch):
    def broken(articles):
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "WAITING_MOST", 1000)
    monkeypatch.setattr(counting, "existing_articles", broken)
    for turn in range(4):
        for number in range(1500):
            tally.note(10**6 * (turn + 1) + number, f"198.51.{number % 100}.1", FIREFOX)
        assert len(tally.waiting) <= 1000
        with pytest.raises(OperationalError):
            tally.flush()
        assert len(tally.waiting) <= 1000 and not tally.coming
    monkeypatch.undo()
    assert tally.flush() == 0 and not tally.waiting and not tally.seen and not tally.homes


def begun(tally):
    """(transactions, questions) of one flush."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tally.flush()
    said = [query["sql"] for query in asked.captured_queries]
    return sum(sql.startswith("BEGIN") for sql in said), len(said)


@pytest.mark.django_db(transaction=True)
def test_a_flush_is_one_transaction_however_much_waits(tally, signed_in):
    stories, sessions = (
        [make_article(f"第{n}条") for n in range(4)],
        [signed_in(make_reader(f"读者{n}号")) for n in range(4)],
    )
    tally.note(stories[0].pk, HOME, FIREFOX, cookie(sessions[0]))
    few = begun(tally)
    for story in stories:
        for number in range(50):
            tally.note(story.pk, f"203.0.113.{number}", FIREFOX)
        for session in sessions:
            tally.note(story.pk, HOME, FIREFOX, cookie(session))
    many = begun(tally)
    assert few[0] == many[0] == 1 and many[1] <= few[1] + 3  # a round of rows more for each story
    assert begun(tally) == (0, 0)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_step_is_the_five_minutes_in_which_a_moment_lies(moment):
    step = start_of_step(moment.timestamp())
    assert step <= moment < step + timedelta(minutes=5)
    assert (step.minute % 5, step.second, step.microsecond) == (0, 0, 0)


def test_one_home_is_believed_so_many_readers_and_no_more(tally, article):
    for number in range(200):
        tally.note(article.pk, HOME, f"Mozilla/5.0 ({number})")
    tally.note(article.pk, CAFE, FIREFOX)
    assert tally.flush() == 41


def test_readings_of_what_is_no_story_are_not_kept(tally, article):
    for number in range(50):
        tally.note(10**15 + number, HOME, FIREFOX)
    tally.note(article.pk, HOME, FIREFOX)
    assert tally.flush() == PageViewMark.objects.count() == 1


def test_invented_stories_leave_nothing_in_memory(article):
    tally = PageViewTally()
    for number in range(3000):
        tally.note(10**9 + number, HOME, FIREFOX)
    assert len(tally.waiting) == COMING_MOST  # of one address, until the next second
    tally.note(article.pk, CAFE, FIREFOX)
    tally.flush()
    assert counted(article) == 1 and len(tally.seen) == len(tally.homes) == 1 and not tally.coming
