"""The pages of the rankings: built once a minute, marked with what moved, and without what is gone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, CommentVote, Gem
from comments.rankings.builders import FORMULAS, TITLES
from news.models import Article, PageViewCount, Ranking
from tests.comments.rankings.worlds import step
from tests.conftest import make_article, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
BOARDS = pytest.mark.parametrize("name", TITLES)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def now(at):
    moment = timezone.now().replace(microsecond=0)
    at(moment)
    return moment


def read_by(article, number, moment):
    PageViewCount.objects.create(article=article, at=step(moment), readers=number)


def populated(number, now):
    """So many stories that stand on every ranking, each with a gem."""
    for place in range(number):
        story = make_article(f"第{place}条新闻", published_at=now - HOUR)
        read_by(story, place + 1, now - 10 * MINUTE)
        fields = {
            "state": "visible",
            "shown_at": now - MINUTE,
            "flower_weight": 9,
            "hot": 0.8 + place / 1000,
            "floor": 1,
        }
        Comment.objects.create(article=story, author=make_reader(f"读者{place}号"), text=f"第{place}句妙论", **fields)


def page(client, name, prefix=""):
    answer = client.get(f"{prefix}/boards/{name}/")
    assert answer.status_code == 200
    return flat_html(answer.content.decode())


def rows(html):
    """{pk: its row} of a ranking's page, in order."""
    board = html.split('<div id="board">')[1].split('<p class="feeds">')[0]
    parts = re.split(r'<li[^>]* id="at-(\d+)">', board)
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


def why(row):
    said = re.search(r"<summary>为什么在这里</summary><p>(.*?)</p>", row, re.DOTALL)
    return " ".join(said[1].split())


@pytest.mark.parametrize("name", ["hot", "READ", "gem", "read-", "community", "0"])
@pytest.mark.parametrize("path", ["/boards/{}/", "/feeds/boards/{}/", "/feeds/boards/{}/rss/"])
def test_a_board_that_is_none_is_404(client, db, name, path):
    assert client.get(path.format(name)).status_code == 404


@BOARDS
def test_a_board_states_its_formula_and_numbers_its_rows(client, now, name):
    populated(4, now)
    html = page(client, name)
    assert f'<p class="formula">{FORMULAS[name]}</p>' in html and f"<h1>{TITLES[name]}</h1>" in html
    assert re.findall(r'<span class="place">(\d+)</span>', html) == ["1", "2", "3", "4"]
    assert all(why(row) for row in rows(html).values())


@BOARDS
def test_an_empty_board_says_so(client, db, name):
    assert 'class="none"' in page(client, name)


def test_each_row_says_why_it_is_there_with_its_numbers(client, now, say, article, tangju, fufeng, qinghe):
    Article.objects.filter(pk=article.pk).update(
        published_at=now - 2 * HOUR, flowers=7, eggs=2, flower_weight="7.7", egg_weight="2.2"
    )
    read_by(article, 20, now - 2 * HOUR)
    read_by(article, 11, now - 10 * MINUTE)
    first, second = say(tangju, "第一句"), say(fufeng, "第二句")
    say(tangju, "第三句")
    CommentVote.cast(fufeng, first, "flower")
    CommentVote.cast(tangju, second, "egg", reason="rumour")
    CommentVote.cast(qinghe, first, "egg", reason="disagree")
    why_read, why_heat, why_discussed = (
        why(rows(page(client, name))[article.pk]) for name in ("read", "heat", "discussed")
    )
    assert why_read == (
        "48 小时内读者 31 人次；鲜花 7（权重 7.7）、鸡蛋 2（权重 2.2），加分 5 × 净权重 ＝ 27.5。合计 58.5。"
    )
    assert why_heat == (
        "60 分钟内读者 11、评论人 2（× 8）、投票人 3（× 3），共 36；发布 2.0 小时，"
        "（2.0 ＋ 2）的 1.8 次方 ＝ 12.13。热度 36 ÷ 12.13 ＝ 2.9689。"
    )
    assert why_discussed == (
        "7 天内 2 人写了 3 条，计 2.69；评论得鲜花 1（权重 1.1）、鸡蛋 2，其中违规鸡蛋 1，查实举报 0，"
        "折扣 × 1.0。合计 2.693。"
    )
    second.hide(qinghe, "rumour")
    Ranking.objects.all().delete()
    assert "1 人写了 2 条，计 1.69；" in why(rows(page(client, "discussed"))[article.pk])
    assert "违规鸡蛋 0，查实举报 1，折扣 × 0.525。合计 0.889。" in why(rows(page(client, "discussed"))[article.pk])
    Comment.objects.filter(pk=first.pk).update(flowers=6, flower_weight="6.6", hot=0.734567)
    said = why(rows(page(client, "gems"))[first.pk])
    assert said == "鲜花 6（权重 6.6）、鸡蛋 1（权重 1.2），鲜花占比的威尔逊下界 0.7346。"


def test_arrows_and_new_say_what_moved_since_the_minute_before(client, now, at):
    up, down, same = (make_article(title, published_at=now - HOUR) for title in ("升的", "降的", "不动的"))
    for story, readers in ((same, 90), (down, 50), (up, 10)):
        read_by(story, readers, now - 10 * MINUTE)
    first = page(client, "heat")
    assert list(rows(first)) == [same.pk, down.pk, up.pk] and "moved" not in first.split('<div id="board">')[1]
    read_by(up, 60, now)
    new = make_article("新来的", published_at=now - HOUR)
    read_by(new, 1, now)
    at(now + 2 * MINUTE)
    html = page(client, "heat")
    moved = {pk: re.findall(r'<span class="moved (\w+)"', row) for pk, row in rows(html).items()}
    assert moved == {same.pk: [], up.pk: ["up"], down.pk: ["down"], new.pk: ["new"]}
    marks = [rows(html)[pk].split('<p class="meta">')[0] for pk in (up.pk, down.pk, new.pk)]
    assert all(mark in row for mark, row in zip(("↑", "↓", "新"), marks, strict=True))
    at(now + 4 * MINUTE)
    assert "moved" not in page(client, "heat").split('<div id="board">')[1]


@BOARDS
def test_a_withdrawn_story_vanishes_from_a_built_board_at_once(client, now, name):
    populated(3, now)
    kept = client.get(f"/boards/{name}/")
    gone = Article.objects.get(title="第1条新闻")
    assert gone.title in kept.content.decode()
    Article.objects.filter(pk=gone.pk).update(published_at=None)
    answer = client.get(f"/boards/{name}/", headers={"If-None-Match": kept["ETag"]})
    html = flat_html(answer.content.decode())
    assert answer.status_code == 200 and gone.title not in html and "第1句妙论" not in html
    assert re.findall(r'<span class="place">(\d+)</span>', html) == ["1", "2"]
    for path in (f"/feeds/boards/{name}/", f"/feeds/boards/{name}/rss/", "/"):
        assert gone.title not in client.get(path).content.decode()


@pytest.mark.parametrize("how", ["hidden", "deleted", "held"])
def test_a_hidden_gem_vanishes_at_once_and_its_words_are_nowhere(client, say, article, tangju, fufeng, qinghe, how):
    gem = say(tangju, "独一无二的妙论")
    reply = say(fufeng, "说得好", gem)
    Comment.objects.filter(pk=gem.pk).update(flowers=9, flower_weight=9, hot=0.9)
    day = timezone.localdate() - timedelta(days=1)
    Gem.objects.create(comment=gem, author=tangju, day=day, made_at=timezone.now())
    places = [
        "/",
        "/boards/gems/",
        "/zh-hant/boards/gems/",
        "/feeds/boards/gems/",
        "/feeds/boards/gems/rss/",
        f"/boards/gems/{day}/",
        f"/news/{article.pk}/",
        f"/news/{article.pk}/comments/",
        "/comments/",
        "/readers/糖桔/",
        "/readers/糖桔/activity/",
        "/feeds/readers/糖桔/activity/",
        f"/feeds/news/{article.pk}/comments/",
        "/search/?q=独一无二&in=comments",
        f"/comments/{reply.pk}/",
    ]
    kept = {path: client.get(path) for path in places}
    words = ("独一无二", "獨一無二")
    shown = {
        path: any(word in re.sub("</?mark>", "", p.content.decode().split("<main")[-1]) for word in words)
        for path, p in kept.items()
    }
    assert [path for path, there in shown.items() if not there] == []
    gem = Comment.objects.get(pk=gem.pk)
    {"hidden": lambda: gem.hide(qinghe, "insult"), "held": lambda: gem.hold(qinghe, "insult")}.get(
        how, gem.delete_by_author
    )()
    for path in places:
        answer = client.get(path, headers={"If-None-Match": kept[path].get("ETag", "")})
        assert answer.status_code == 200, path
        said = re.sub(r'value="[^"]*"|<title>.*?</title>|\?[^"]*', "", answer.content.decode())
        assert "妙论" not in said.replace(TITLES["gems"], "").replace("神评妙论", ""), path


@BOARDS
@pytest.mark.parametrize(("path", "most"), [("/boards/{}/", 7), ("/feeds/boards/{}/", 12)])
def test_a_board_costs_the_same_however_much_stands_there(client, now, name, path, most, django_assert_max_num_queries):
    counts = []
    for number in (2, 30):
        Ranking.objects.all().delete()
        Article.objects.update(published_at=None)
        PageViewCount.objects.all().delete()
        Comment.objects.all().delete()
        Comment.author.field.related_model.objects.all().delete()
        populated(number, now)
        client.get(path.format(name))
        with django_assert_max_num_queries(most) as asked:
            html = client.get(path.format(name)).content.decode()
        assert html.count("第") >= number
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_of_a_board_that_did_not_move_is_not_sent_twice(client, now, at):
    populated(3, now)
    kept = client.get("/boards/read/")
    at(now + 2 * MINUTE)
    assert client.get("/boards/read/", headers={"If-None-Match": kept["ETag"]}).status_code == 304
    read_by(Article.objects.get(title="第0条新闻"), 500, now)
    at(now + 4 * MINUTE)
    again = client.get("/boards/read/", headers={"If-None-Match": kept["ETag"]})
    assert again.status_code == 200 and next(iter(rows(again.content.decode()))) != next(
        iter(rows(kept.content.decode()))
    )
