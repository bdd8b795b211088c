"""The four rankings rank exactly by their formulas; `worlds` reckons the same from plain lists."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.gems.queries import gem_lines
from comments.models import Comment, Reader
from comments.rankings.discussed import most_discussed, weight_of_person
from comments.rankings.heat import hottest
from comments.reputation.scores import wilson as product_wilson
from news.models import Article, PageViewCount
from news.rankings.queries import most_read
from tests.comments.rankings.worlds import HOUR, World, step, wilson
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 6, 18, 12, 3, 42, tzinfo=UTC)
SEEDS = pytest.mark.parametrize("seed", range(6))


@pytest.fixture
def now(at):
    """A moment at which the clock stands, so that what is a minute old stays so."""
    at(NOON)
    return NOON


def comment(article, author, at, **fields):
    fields = {"text": "一句话", "state": "visible", "shown_at": at, "created_at": at} | fields
    return Comment(article=article, author=author, **fields)


def read_by(article, number, moment):
    return PageViewCount.objects.create(article=article, at=step(moment), readers=number)


def expected(world, score):
    """[(pk, score)] of the published stories that score at all, in the order of PRODUCT §6."""
    rows = [(score(story), story.published_at, story.pk) for story in world.published()]
    return [(pk, number) for number, _, pk in sorted(rows, reverse=True) if number > 0]


def near(rows, wanted, places):
    assert [row["pk"] for row in rows] == [pk for pk, _ in wanted]
    assert [row["score"] for row in rows] == pytest.approx([number for _, number in wanted], abs=0.6 * 10**-places)


@SEEDS
def test_the_most_read_are_ranked_by_readers_and_flowers(now, seed):
    world = World(seed, now)
    wanted = expected(world, world.read)
    rows = most_read(now)
    near(rows, wanted, 1)
    assert [row["readers"] for row in rows] == [
        world.readers(next(s for s in world.stories if s.pk == row["pk"]), 48) for row in rows
    ]


@SEEDS
def test_the_most_discussed_are_ranked_by_voices_and_damped(now, seed):
    world = World(seed, now)
    near(most_discussed(now), expected(world, world.discussed), 3)


@SEEDS
def test_the_hottest_are_ranked_by_the_last_hour_and_their_age(now, seed):
    world = World(seed, now)
    near(hottest(now), expected(world, world.heat), 4)


@SEEDS
def test_the_gems_are_ranked_by_the_wilson_bound_with_their_caps(now, seed):
    world = World(seed, now)
    wanted = world.gems()
    assert len(wanted) > 2
    near(gem_lines(now), wanted, 4)


@given(st.floats(0.1, 1e5), st.floats(0, 1e5))
def test_the_wilson_bound_is_that_of_the_textbook(flowers, eggs):
    assert product_wilson(flowers, eggs) == pytest.approx(wilson(flowers, eggs), abs=1e-9)


@given(st.integers(1, 10_000))
def test_one_voice_counts_at_most_three(number):
    assert (
        1 <= weight_of_person(number) <= 3
        and (number > 1 or weight_of_person(number) == 1)
        and (number < 8 or weight_of_person(number) == 3)
    )


def test_equal_scores_stand_newer_first_on_every_board(now):
    author, rows = make_reader("糖桔"), {}
    times = [now - 5 * HOUR, now - 3 * HOUR, now - 3 * HOUR, now - 4 * HOUR]
    stories = [make_article(f"第{n}条", published_at=at) for n, at in enumerate(times)]
    for story in stories:
        read_by(story, 7, now - HOUR * 2)
        comment(story, author, now - 2 * HOUR).save()
    newer_first = [stories[n].pk for n in (2, 1, 3, 0)]
    rows = {"read": most_read(now), "discussed": most_discussed(now)}
    assert {name: [row["pk"] for row in found] for name, found in rows.items()} == dict.fromkeys(rows, newer_first)
    twins = [make_article(f"双生{n}", published_at=now - HOUR) for n in range(3)]
    for twin in twins:
        read_by(twin, 7, now - HOUR / 2)
    assert [row["pk"] for row in hottest(now)] == [twin.pk for twin in reversed(twins)]
    for number, story in enumerate(stories[:3]):
        fields = {"flower_weight": 9, "hot": wilson(9, 0), "floor": number + 1}
        comment(story, make_reader(f"读者{number}号"), now - (3 - number) * HOUR, **fields).save()
    rows = gem_lines(now)
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True) and len(rows) == 3


def test_of_equal_gems_the_one_that_appeared_later_stands_first(now, article, tangju, fufeng):
    held = comment(article, tangju, now - HOUR, flower_weight=9, hot=0.8)
    held.save()
    other = comment(article, fufeng, now - 3 * HOUR, flower_weight=9, hot=0.8)
    other.save()
    assert held.pk < other.pk and [row["pk"] for row in gem_lines(now)] == [held.pk, other.pk]


def test_old_stories_are_ranked_by_the_formula_and_not_by_its_rounded_number(now):
    older, newer = make_article("旧", published_at=now - 300 * HOUR), make_article("新", published_at=now - 290 * HOUR)
    read_by(older, 3, now - HOUR / 2)
    read_by(newer, 2, now - HOUR / 2)
    assert 3 / 302**1.8 > 2 / 292**1.8
    assert [row["pk"] for row in hottest(now)] == [older.pk, newer.pk]


def test_of_very_many_equal_stories_the_newest_stand_on_the_board(now):
    author = make_reader("糖桔")
    channel = make_article().channel
    times = [now - timedelta(minutes=400 - n) for n in range(260)]
    rows = [Article(channel=channel, title=f"第{n}条", body="", published_at=at) for n, at in enumerate(times)]
    stories = Article.objects.bulk_create(rows)
    Comment.objects.bulk_create([comment(story, author, now - HOUR) for story in stories])
    PageViewCount.objects.bulk_create(
        [PageViewCount(article=story, at=step(now - HOUR), readers=2) for story in stories]
    )
    newest = [story.pk for story in stories[:-51:-1]]
    assert [row["pk"] for row in most_read(now)] == newest
    assert [row["pk"] for row in most_discussed(now)] == newest


def test_one_loud_thread_does_not_keep_the_gems_of_others_out(now):
    loud, quiet = make_article("热闹的新闻"), make_article("安静的新闻")
    names = [f"读者{number}号" for number in range(600)]
    people = Reader.objects.bulk_create([Reader(name=name, skeleton=name) for name in names])
    rows = [comment(loud, person, now - HOUR, flower_weight=9, hot=0.84) for person in people]
    Comment.objects.bulk_create(rows)
    other = comment(quiet, people[0], now - HOUR, flower_weight=6, hot=0.78)
    other.save()
    assert len(gem_lines(now)) == 4 and gem_lines(now)[-1]["pk"] == other.pk


@pytest.mark.parametrize("state", ["held", "hidden", "deleted"])
def test_what_nobody_may_read_counts_nowhere(now, article, tangju, state):
    read = {"flower_weight": 9, "hot": 0.9}
    row = comment(article, tangju, now - HOUR / 2, state=state, **read)
    row.save()
    assert [builder(now) for builder in (most_discussed, hottest, gem_lines)] == [[], [], []]
    Comment.objects.update(state="visible")
    assert [len(builder(now)) for builder in (most_discussed, hottest, gem_lines)] == [1, 1, 1]


def test_what_is_dated_in_the_future_scores_nothing(now, article, tangju):
    comment(article, tangju, now + HOUR, flower_weight=9, hot=0.9).save()
    read_by(article, 9, now + HOUR)
    later = make_article("预告", published_at=now + HOUR, flower_weight=50)
    comment(later, tangju, now - HOUR / 2, flower_weight=9, hot=0.9).save()
    read_by(later, 9, now - HOUR / 2)
    assert [builder(now) for builder in (most_read, most_discussed, hottest, gem_lines)] == [[], [], [], []]


def test_eggs_take_nothing_from_readers(now):
    story = make_article(flower_weight=1, egg_weight=40)
    read_by(story, 3, now - HOUR)
    assert [row["score"] for row in most_read(now)] == [3]


def test_flowers_alone_bring_a_story_onto_the_board(now):
    story = make_article(flower_weight=3, egg_weight="0.5", published_at=now - 900 * HOUR)
    make_article("没人看的新闻")
    assert [(row["pk"], row["score"]) for row in most_read(now)] == [(story.pk, 12.5)]


def test_a_board_holds_fifty_and_the_gems_thirty(now):
    for number in range(60):
        story = make_article(f"第{number}条", published_at=now - HOUR)
        read_by(story, number + 1, now - HOUR / 2)
        fields = {"flower_weight": 9, "hot": 0.5 + number / 200}
        comment(story, make_reader(f"读者{number}号"), now - HOUR / 2, **fields).save()
    sizes = [len(builder(now)) for builder in (most_read, most_discussed, hottest, gem_lines)]
    assert sizes == [50, 50, 50, 30]
