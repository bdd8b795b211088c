"""The ladder as it is shown, and the ledger from which a place on it follows."""

import re

import pytest
from django.forms import model_to_dict

from comments.models import LedgerEntry, Mention, Rank
from comments.reputation.levels import level_after, replay
from comments.reputation.scores import dispute, may_be_lifted, wilson
from tests.conftest import make_reader
from tests.pages.visible_text import visible_text

pytestmark = pytest.mark.django_db
SHOWN = {
    1: "品衔R1",
    2: "品衔R2",
    3: "品衔R3",
    4: "☆品衔R4☆",
    5: "★品衔R5★",
    6: "★☆品衔R6☆★",
    7: "☆★声望品衔7★☆",
    8: "☆★声望品衔8★☆",
    9: "★★声望品衔9★★",
    10: "★★★声望品衔10★★★",
}
WEIGHTS = [1.0, 1.0, 1.0, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0]
THRESHOLDS = {1: 0, 2: 20, 3: 100, 4: 300, 5: 1000, 6: 3000, 7: 8000, 8: 20000, 9: 50000, 10: 120000}


@pytest.mark.parametrize("level", SHOWN)
def test_every_rung_shows_its_ornaments_and_is_spoken_without(signed_in, say, level):
    reader = make_reader("攀登者", level)
    say(reader, "到此一游")
    assert reader.badge == SHOWN[level]
    page = signed_in().get("/comments/").content.decode()
    assert f'aria-hidden="true">[{SHOWN[level]}]' in page
    assert f'<span class="visually-hidden">声望品衔 {level} 级</span>' in page


@pytest.mark.parametrize(("sign", "shown"), [("♂", "♂☆★声望品衔8★☆♂"), ("♀", "♀☆★声望品衔8★☆♀"), ("", "☆★声望品衔8★☆")])
def test_only_level_8_shows_the_chosen_sign(sign, shown):
    assert make_reader("甲", 8, sign=sign).badge == shown
    assert make_reader("乙", 9, sign=sign).badge == SHOWN[9]


def test_a_title_wears_the_ornament_of_7_and_is_lost_below(signed_in, say):
    reader = make_reader("有头衔的", 9, title="里弄夫子")
    assert reader.badge == "☆★里弄夫子★☆"
    say(reader, "在下有礼")
    page = signed_in().get("/zh-hant/comments/").content.decode()
    assert "☆★里弄夫子★☆" in page
    assert make_reader("不够格", 6, title="里弄夫子").badge == SHOWN[6]


def test_the_ladder_is_the_one_that_was_promised():
    assert Rank.thresholds() == THRESHOLDS
    assert [float(rank.vote_weight) for rank in Rank.objects.all()] == WEIGHTS


def test_points_and_level_follow_from_the_ledger():
    reader = make_reader("记账的", 5)
    assert (reader.points, reader.level) == reader.replay_ledger() == (1000, 5)
    reader.earn(-50, LedgerEntry.Reason.OPENING)
    assert (reader.points, reader.level) == (950, 5)
    reader.earn(-60, LedgerEntry.Reason.OPENING)
    assert (reader.points, reader.level) == (890, 4)


@pytest.mark.parametrize(
    ("level", "points", "becomes"),
    [(1, 0, 1), (1, 20, 2), (4, 271, 4), (4, 270, 4), (4, 269, 3), (10, 0, 1), (1, 10**9, 10), (5, -30, 1), (2, 18, 2)],
)
def test_a_level_is_lost_only_ten_percent_below(level, points, becomes):
    assert level_after(level, points, THRESHOLDS) == becomes


def test_a_replay_depends_on_the_order_of_the_rows():
    assert replay([1000, -60], THRESHOLDS) == (940, 5)
    assert replay([940], THRESHOLDS) == (940, 4)


@pytest.mark.parametrize(("flowers", "eggs", "bound"), [(0, 0, 0), (7, 0, 0.81), (18, 0, 0.916), (10, 10, 0.362)])
def test_wilsons_bound(flowers, eggs, bound):
    assert wilson(flowers, eggs) == pytest.approx(bound, abs=0.002)


def test_who_may_be_lifted():
    assert may_be_lifted(5, 0) and not may_be_lifted(4.9, 0) and not may_be_lifted(20, 15.5)
    assert not may_be_lifted(12, 7)
    assert dispute(5, 5) == 10 and dispute(0, 9) == 0


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("@糖桔你好", "糖桔"),
        ("谢谢＠糖桔，明天见", "糖桔"),
        ("@糖桔喝得太多", "糖桔"),
        ("請 @鄭長仁 來", "鄭長仁"),
        ("a@b.c", None),
        ("@没有此人", None),
        ("@", None),
        ("@@@@", None),
    ],
)
def test_mentions_find_the_longest_name_that_stands_there(signed_in, say, cast, text, typed):
    make_reader("郑长仁")
    comment = say(cast.fufeng, text)
    assert [m.typed for m in Mention.objects.filter(comment=comment)] == ([typed] if typed else [])
    page = signed_in().get(f"/comments/{comment.pk}/").content.decode()
    assert ('class="mention"' in page) is bool(typed)


def test_the_longer_name_wins(say, cast):
    make_reader("糖桔喝得")
    comment = say(cast.fufeng, "@糖桔喝得 真好")
    assert Mention.objects.get(comment=comment).reader.name == "糖桔喝得"


@pytest.mark.parametrize(
    ("level", "fields", "shown", "spoken"),
    [
        (7, {}, "☆★声望品衔7★☆", "声望品衔 7 级"),
        (8, {"sign": "♂"}, "♂☆★声望品衔8★☆♂", "声望品衔 8 级"),
        (8, {"sign": "♀"}, "♀☆★声望品衔8★☆♀", "声望品衔 8 级"),
        (7, {"sign": "♂"}, "☆★声望品衔7★☆", "声望品衔 7 级"),
        (8, {"title": "里弄夫子"}, "☆★里弄夫子★☆", '头衔 <bdi translate="no">里弄夫子</bdi>，声望品衔 8 级'),
        (10, {"title": "国里面后"}, "☆★国里面后★☆", '头衔 <bdi translate="no">国里面后</bdi>，声望品衔 10 级'),
        (6, {"title": "里弄夫子", "sign": "♂"}, "★☆品衔R6☆★", "声望品衔 6 级"),
    ],
)
def test_a_row_shows_the_badge_between_name_and_rooms(client, say, article, level, fields, shown, spoken):
    say(make_reader("里面的人", level, **fields), "到此一游")
    line = client.get(f"/news/{article.pk}/").content.decode().split('class="byline"')[1].split("</p>")[0]
    seen = re.sub(r'<span class="visually-hidden">.*?</span>', "", line)
    assert visible_text(f"<p{seen}")[0].startswith(f"评论人:里面的人[{shown}] [个人频道][个人动态] ")
    assert f'<span class="visually-hidden">{spoken}</span>' in line


@pytest.mark.parametrize("prefix", ["/zh-hant", "/zh-hk"])
def test_the_ladder_is_converted_and_a_title_is_not(client, say, prefix):
    say(make_reader("甲里", 7), "一句")
    say(make_reader("乙里", 7, title="里面后国"), "两句")
    html = client.get(f"{prefix}/comments/").content.decode()
    assert "[☆★聲望品銜7★☆]" in html and "[☆★里面后国★☆]" in html and "聲望品銜 7 級" in html
    assert re.search('頭銜 <bdi translate="no"[^>]*>里面后国</bdi>，聲望品銜 7 級', html)  # said as it is typed


def test_a_hostile_title_is_only_text(client, say):
    say(make_reader("甲乙", 7, title="<b>\"'&</b>"), "一句")
    html = client.get("/comments/").content.decode()
    assert "☆★&lt;b&gt;&quot;&#x27;&amp;&lt;/b&gt;★☆" in html


def test_a_retuned_rung_shows_on_pages_that_were_kept(client, signed_in, say, article, tangju, qinghe):
    say(tangju, "一句")
    kept = client.get(f"/news/{article.pk}/")
    form = model_to_dict(Rank.of(4)) | {"label": "品衔四", "left": "◇", "right": "◇"}
    assert signed_in(qinghe).post("/admin/comments/rank/4/change/", form).status_code == 302
    answer = client.get(f"/news/{article.pk}/", headers={"If-None-Match": kept["ETag"]})
    Rank.changed()
    assert answer.status_code == 200 and "[◇品衔四◇]" in answer.content.decode()
