"""前期相关: the earlier stories on the same matter, found by names and rare words, else the newest of the channel."""

import re
from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import Article, ArticleEntry, Change, Channel, Related
from news.related.similarity import LEAST, MOST, score_candidates
from tests.conftest import make_article
from tests.working import run_jobs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = timezone.now().replace(microsecond=0)
# Matters of their own: (title, text); the first story of each came first.
BRIDGE = [
    (
        "清溪河断桥垮塌两人受伤",
        "清溪河上的老断桥昨夜垮塌，两名骑车人受伤。清溪河水位上涨，断桥的桥墩早有裂缝。镇长石敬山赶到断桥边。",
    ),
    (
        "清溪河断桥重建方案公布",
        "清溪河断桥的重建方案今天公布。石敬山说，新断桥比老桥宽一倍，清溪河两岸居民可以提意见，断桥明年动工。",
    ),
    ("断桥重建工程在清溪河边开工", "清溪河断桥重建工程今天开工，石敬山剪彩。居民盼着断桥早日通车，清溪河渡船将停运。"),
]
PANDA = [
    (
        "动物园熊猫竹青产下双胞胎",
        "熊猫竹青在云岭动物园产下双胞胎幼崽，饲养员说竹青很会照顾幼崽。云岭动物园的熊猫馆暂时关闭。",
    ),
    (
        "云岭动物园给熊猫双胞胎征名",
        "云岭动物园为熊猫竹青的双胞胎幼崽征名，熊猫馆明天重开。饲养员说竹青胃口很好，双胞胎幼崽已能爬行。",
    ),
]
OTHERS = [
    ("央行维持基准利率不变", "央行宣布基准利率维持不变，分析师预计通胀回落，债券收益率小幅下行，股市反应平淡。"),
    ("北原足球队客场逼平劲旅", "北原足球队客场一比一逼平对手，门将顾长风扑出点球，主教练对防守表示满意。"),
    ("新款手机电池续航测试", "实验室对新款手机做了电池续航测试，屏幕亮度对续航影响最大，充电速度有所提高。"),
    ("沿海台风预警升级", "气象台把台风预警升级为橙色，渔船回港避风，沿海列车停运，学校停课。"),
    ("高考作文题目引热议", "今年的作文题目公布，考生和教师各有看法，阅卷工作周五开始。"),
]


def story(matter, days, **fields):
    """A story of so many days ago."""
    title, body = matter
    return make_article(title, body=f"<p>{body}</p>", published_at=NOW - days * DAY, **fields)


def filled():
    """What a site has had: other matters, again and again, so that it can be told what is rare."""
    dice, rows = Random(6), []
    for number in range(40):
        title, body = dice.choice(OTHERS)
        rows.append(story((f"{title}（{number}）", body), 60 - number / 10))
    return rows


@pytest.fixture
def archive(db):
    return filled()


def found(article):
    """The titles that its page names, as the worker found them."""
    Related.find(article)
    return [earlier.title for earlier in Article.objects.published().earlier_related(article, article.published_at)]


def found_rows(article):
    """The pks of the earlier stories, as the worker found and stored them."""
    Related.find(article)
    return list(article.related.order_by("position").values_list("earlier", flat=True))


def earlier(client, article, prefix=""):
    """The pks that the page of a story names under 前期相关精彩新闻."""
    html = client.get(f"{prefix}/news/{article.pk}/").content.decode()
    part = html.partition('<section class="earlier">')[2].partition("</section>")[0]
    return [int(pk) for pk in re.findall(r'href="[^"]*/news/(\d+)/"', part)]


def test_the_earlier_stories_on_the_same_matter_are_found_and_no_others(archive):
    first, second, third = (story(matter, 30 - n) for n, matter in enumerate(BRIDGE))
    pandas = [story(matter, 29 - n) for n, matter in enumerate(PANDA)]
    assert (
        set(score_candidates(third)) == {first.pk, second.pk}
        and score_candidates(second) == [first.pk]
        and score_candidates(first) == []
    )
    assert score_candidates(pandas[1]) == [pandas[0].pk] and score_candidates(pandas[0]) == []


def test_a_small_site_finds_them_too(db):
    first, second, third = (story(matter, 3 - n) for n, matter in enumerate(BRIDGE))
    story(PANDA[0], 4), story(OTHERS[0], 5)
    assert set(score_candidates(third)) == {first.pk, second.pk}


def test_either_script_finds_the_other(archive):
    written = (
        "動物園熊貓竹青產下雙胞胎",
        "熊貓竹青在雲嶺動物園產下雙胞胎幼崽，飼養員說竹青很會照顧幼崽。雲嶺動物園的熊貓館暫時關閉。",
    )
    first, second = story(written, 3), story(PANDA[1], 1)
    assert score_candidates(second) == [first.pk]


def test_never_itself_and_never_a_later_one(archive):
    stories = [story(BRIDGE[number % 3], 30 - number) for number in range(9)]
    for number, article in enumerate(stories):
        pks = score_candidates(article)
        assert article.pk not in pks and set(pks) <= {one.pk for one in stories[:number]}, number
    twin = story(BRIDGE[0], 22)  # at the same moment as the last
    assert stories[8].pk not in score_candidates(twin) and twin.pk not in score_candidates(stories[8])


def test_drafts_and_scheduled_stories_are_neither_found_nor_seek(archive, client):
    draft, last = make_article(BRIDGE[0][0], body=BRIDGE[0][1], published_at=None), story(BRIDGE[1], 1)
    later = story(BRIDGE[2], -1)
    assert score_candidates(draft) == [] and score_candidates(last) == [] and not Related.find(draft)
    assert score_candidates(later) == [last.pk]
    Related.objects.create(article=last, earlier=later)
    assert earlier(client, last) == []


def test_where_nothing_is_earlier_nothing_is_said(client, db):
    article = story(PANDA[0], 1)
    story(PANDA[1], 0.5)
    assert found(article) == []
    assert "前期相关精彩新闻" not in client.get(f"/news/{article.pk}/").content.decode()


def test_too_few_on_the_matter_are_filled_up_with_the_newest_of_the_channel(archive, client):
    first, other = story(BRIDGE[0], 90), story(OTHERS[1], 0.5, channel="sports")
    draft, later, article = story(OTHERS[2], 0.2), story(OTHERS[3], 0.1), story(BRIDGE[1], 1)
    Article.objects.filter(pk=draft.pk).update(published_at=None)
    assert Related.find(article) and not Related.find(article)
    pks = earlier(client, article)
    assert pks == [first.pk, *(row.pk for row in archive[:-5:-1])] and len(pks) == LEAST == 5
    assert not {other.pk, draft.pk, later.pk, article.pk} & set(pks)


def test_a_small_channel_is_filled_up_from_its_group_then_its_kind_then_the_site(db):
    channel = Channel.objects.get(slug="sports")
    neighbour = Channel.objects.for_stories().filter(group=channel.group).exclude(pk=channel.pk).first()
    far = Channel.objects.for_stories().exclude(group=channel.group).first()
    board = Channel.objects.written_by_readers().first()
    places = [board, far, neighbour, channel, board, far, neighbour]
    rows = [story(OTHERS[n % 5], 30 - n, channel=place.slug) for n, place in enumerate(places)]
    article = story(PANDA[0], 1, channel="sports")
    assert found_rows(article) == [rows[n].pk for n in (3, 6, 2, 5, 1)]
    Article.objects.filter(pk=rows[6].pk).delete()
    assert found_rows(article) == [rows[n].pk for n in (3, 2, 5, 1, 4)]
    Article.objects.filter(pk__in=[rows[0].pk, rows[1].pk]).delete()
    assert found_rows(article) == [rows[n].pk for n in (3, 2, 5, 4)]


def test_every_story_of_a_young_site_has_five_as_soon_as_there_are_five(client, db):
    channels = list(Channel.objects.exclude(kind="door").values_list("slug", flat=True))
    dice = Random(3)
    rows = [story(dice.choice(OTHERS), 40 - number, channel=dice.choice(channels)) for number in range(16)]
    for number, article in enumerate(rows):
        Related.find(article)
        shown = earlier(client, article)
        assert len(shown) >= min(number, LEAST) and set(shown) <= {row.pk for row in rows[:number]}


@pytest.mark.parametrize(
    "matter", [("", ""), ("！？…", "。"), ("\x0b", "\x0b\ufdd0"), ("ab", "<b>"), ("的了在是", "的了在是" * 200)]
)
def test_a_story_without_words_has_no_matter(archive, matter):
    assert score_candidates(story(matter, 1)) == []


def test_common_words_are_no_matter(archive):
    assert (
        score_candidates(story(("今天公布的工作表示满意", "分析师预计，居民表示满意，工作周五开始，各有看法。"), 1))
        == []
    )


def test_there_are_at_most_ten_and_the_worker_keeps_their_order(archive, client):
    for number in range(120):  # a matter of more than a tenth of all stories is no matter of its own
        story((f"{OTHERS[number % 5][0]}（又{number}）", OTHERS[number % 5][1]), 50 - number / 10)
    for number in range(14):
        story((f"{BRIDGE[2][0]}之{number}", BRIDGE[2][1]), 40 - number)
    article = story(BRIDGE[2], 1)
    pks = score_candidates(article)
    assert len(pks) == MOST == 10
    assert Related.find(article) and not Related.find(article)
    assert (
        earlier(client, article) == pks == list(article.related.order_by("position").values_list("earlier", flat=True))
    )
    assert earlier(client, article, "/zh-hant") == pks


def test_the_worker_seeks_when_a_story_is_announced_and_tells_open_pages(archive, client):
    first, second = story(BRIDGE[0], 3), story(BRIDGE[1], 1)
    second.announce()
    kept, before = client.get(f"/news/{second.pk}/"), Change.objects.filter(article=second).count()
    run_jobs()
    assert earlier(client, second)[0] == first.pk
    answer = client.get(f"/news/{second.pk}/", headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and first.title in answer.content.decode()
    assert Change.objects.filter(article=second, kind="story").count() == before + 1
    second.announce()
    run_jobs()
    assert Change.objects.filter(article=second).count() == before + 2  # the announcement itself, and nothing new


def test_a_story_that_was_rewritten_finds_others(archive):
    first, panda, article = story(BRIDGE[0], 4), story(PANDA[0], 3), story(BRIDGE[1], 1)
    assert found(article)[0] == first.title
    article.title, article.body = PANDA[1][0], f"<p>{PANDA[1][1]}</p>"
    article.save()
    ArticleEntry.keep(article)
    assert found(article)[0] == panda.title


def test_a_withdrawn_earlier_story_disappears_at_once_and_comes_back(archive, client):
    first, second, third = (story(matter, 3 - n) for n, matter in enumerate(BRIDGE))
    Related.find(third)
    kept = client.get(f"/news/{third.pk}/")
    Article.objects.filter(pk=first.pk).update(published_at=None)
    first.announce()
    answer = client.get(f"/news/{third.pk}/", headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and first.title not in answer.content.decode()
    assert second.pk in earlier(client, third) and first.pk not in earlier(client, third)
    Article.objects.filter(pk=first.pk).update(published_at=first.published_at)
    first.announce()
    assert {first.pk, second.pk} <= set(earlier(client, third))


def test_the_database_refuses_a_story_below_itself_and_one_twice(archive):
    first, second = story(BRIDGE[0], 3), story(BRIDGE[1], 1)
    Related.objects.create(article=second, earlier=first)
    for wrong in ({"article": second, "earlier": first}, {"article": first, "earlier": first}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Related.objects.create(**wrong)
