"""个人频道: who somebody is, what they wrote best, all they wrote; the same bytes for every guest."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Authorship, CommentVote, Reader
from news.models import Article
from news.text.dates import format_moment
from tests.comments.profiles.events import comment, walked
from tests.conftest import make_article, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
PATH = "/readers/糖桔/"


def best(page):
    """The texts of 最受欢迎, in order."""
    part = re.search(r'<section class="best".*?</section>', page, re.DOTALL)
    return re.findall(r'<div class="text"[^>]*>(.*?)</div>', part[0], re.DOTALL) if part else []


def test_the_head_says_who_somebody_is(signed_in, say, tangju, fufeng):
    CommentVote.cast(fufeng, say(tangju, "一句话"), "flower")
    Reader.objects.filter(pk=tangju.pk).update(bio="读报三十年\n住在海边", verified=True)
    page = signed_in().get(PATH).content.decode()
    joined = timezone.localtime(tangju.date_joined)
    for words in (
        "品衔R4",
        f">{format_moment(joined, timezone.localdate())}</time> 加入",
        "声望 301",
        "收到鲜花 1 朵",
        "读报三十年<br>住在海边",
        "本站认证",
        ">糖</text>",
        'aria-current="page">个人频道',
        "关注</a>",
    ):
        assert words in page, words
    assert 'aria-current="page">个人动态' in signed_in().get(f"{PATH}activity/").content.decode()


def test_an_uploaded_portrait_takes_the_place_of_the_drawn_one(signed_in, tangju):
    tangju.portrait.save("x.webp", ContentFile(b"RIFF"))
    page = signed_in().get(PATH).content.decode()
    assert f'<img class="portrait" src="{tangju.portrait.url}"' in page and "<svg class=" not in page
    assert re.fullmatch(r"/media/portraits/[0-9a-f]{24}\.webp", tangju.portrait.url)


def test_a_bio_is_text_and_nothing_else(signed_in, tangju):
    Reader.objects.filter(pk=tangju.pk).update(bio="<script>1</script> \u202e反 & <!--me:account--> javascript:x")
    for client in (signed_in(), signed_in(tangju)):
        page = client.get(PATH).content.decode()
        bio = re.search(r'<p class="bio" data-unit dir="auto">(.*?)</p>', page)[1]
        assert bio == "&lt;script&gt;1&lt;/script&gt; \u202e反 &amp; &lt;!--me:account--&gt; javascript:x"


def test_the_best_three_come_first(signed_in, say, cast):
    rows = [say(cast.tangju, f"第{number}句") for number in range(6)]
    voters = [make_reader(f"读者{number}号") for number in range(5)]
    for number, row in enumerate(rows[1:]):
        for voter in voters[: number + 1]:
            CommentVote.cast(voter, row, "flower")
    assert best(signed_in().get(PATH).content.decode()) == ["第5句", "第4句", "第3句"]
    rows[5].hide(cast.qinghe, "insult")
    rows[4].collapse(cast.qinghe, "insult")
    page = signed_in().get(PATH).content.decode()
    assert best(page) == ["第3句", "第2句", "第1句"] and "第5句" not in page


def test_without_flowers_nothing_is_best(signed_in, say, tangju, fufeng):
    CommentVote.cast(fufeng, say(tangju, "挨了蛋"), "egg")
    say(tangju, "没人理")
    page = signed_in().get(PATH).content.decode()
    assert best(page) == [] and "最受欢迎" not in page and "挨了蛋" in page


def test_stories_of_ones_own_are_listed_newest_first_while_they_are_published(signed_in, tangju):
    now = timezone.now()
    for days, title in ((2, "前天的文章"), (1, "昨天的文章"), (-1, "明天的文章")):
        Authorship.objects.create(reader=tangju, article=make_article(title, published_at=now - timedelta(days=days)))
    guest = signed_in()
    mark, page = guest.get(PATH)["ETag"], guest.get(PATH).content.decode()
    assert re.findall("(..)的文章", page.split("发表的文章</h2>")[1]) == ["昨天", "前天"] and "明天" not in page
    Article.objects.filter(title="明天的文章").update(published_at=now)  # its hour has come: nobody pressed anything
    answer = guest.get(PATH, headers={"If-None-Match": mark})
    assert answer.status_code == 200 and "明天的文章" in answer.content.decode()


def test_all_comments_follow_page_by_page(signed_in, article, cast):
    moment = timezone.now() - timedelta(hours=1)
    rows = [comment(article, cast.tangju, moment) for _ in range(61)]
    comment(article, cast.tangju, moment, state="held", text="等审的话")
    comment(article, cast.fufeng, moment, answers=cast.tangju, text="别人的话")
    pages = walked(signed_in(), PATH)
    found = [re.findall(r'id="comment-(\d+)"', page) for page in pages]
    assert [int(pk) for page in found for pk in page] == [row.pk for row in reversed(rows)]
    assert [len(page) for page in found] == [30, 30, 1] and "等审的话" not in "".join(pages)


def test_an_imported_name_can_be_claimed_and_no_other(signed_in, tangju):
    imported = Reader(imported=True)
    imported.set_name("旧人")
    imported.save()
    assert "尚未认领" in signed_in().get("/readers/旧人/").content.decode()
    assert "认领" not in signed_in().get(PATH).content.decode()


def test_the_page_offers_what_one_may_do_about_a_person(signed_in, tangju, fufeng):
    own, others, guests = (signed_in(reader).get(PATH).content.decode() for reader in (tangju, fufeng, None))
    assert "编辑资料" in own and "拉黑" not in own
    assert "/follows/?want=on" in others and "/blocks/?want=on" in others and "编辑资料" not in others
    assert "拉黑" not in guests and 'href="/accounts/login/?next=/readers/' in guests


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("path", [PATH, f"{PATH}activity/"])
def test_guests_get_the_same_bytes_and_no_cookie(signed_in, say, tangju, fufeng, prefix, path):
    say(fufeng, "答您", say(tangju, "一句话"))
    guest = signed_in()
    answer, again = guest.get(prefix + path), signed_in().get(prefix + path)
    assert answer.content == again.content and not answer.cookies and "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=1") and b"csrf" not in answer.content
    assert guest.get(prefix + path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert guest.head(prefix + path).status_code == 200 and guest.post(prefix + path).status_code == 405


def test_names_are_kept_and_the_rest_is_converted(signed_in, say):
    reader = make_reader("里面的国")
    Reader.objects.filter(pk=reader.pk).update(bio="国家里面")
    say(reader, "台湾国语")
    page = signed_in().get("/zh-hant/readers/里面的国/").content.decode()
    assert "<title>里面的国的個人頻道" in page and "國家裡面" in page and "聲望" in page and "裡面的國" not in page


def test_a_change_of_the_person_is_a_change_of_the_page(signed_in, say, tangju, fufeng):
    guest, mine = signed_in(), say(tangju, "一句话")
    changes = [
        lambda: signed_in(tangju).post("/accounts/profile/", {"bio": "新的简介", "sign": ""}),
        lambda: CommentVote.cast(fufeng, mine, "flower"),
        lambda: tangju.earn(5000, "gem"),
        mine.delete_by_author,
    ]
    for change in changes:
        mark = guest.get(PATH)["ETag"]
        change()
        assert guest.get(PATH, headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("path", [PATH, f"{PATH}activity/"])
def test_many_rows_cost_no_more_queries(signed_in, tangju, path):
    guest, counts = signed_in(), []
    for many in (1, 29):
        for _ in range(many):
            parent = comment(make_article(), make_reader(f"读者{Reader.objects.count()}号"), timezone.now())
            answer = comment(parent.article, tangju, timezone.now(), parent=parent, answers=parent.author, hot=0.5)
            comment(parent.article, parent.author, timezone.now(), parent=answer, answers=tangju)
        guest.get(path)
        with CaptureQueriesContext(connection) as queries:
            guest.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] < 15


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("path", ["/readers/糖桔/", "/readers/糖桔/activity/", "/search/?q=页码"])
def test_a_page_that_one_leafs_on_to_bears_its_number(signed_in, say, tangju, prefix, path):
    for number in range(70 if "readers" in path else 23):
        say(tangju, f"页码 {number}")
    path = f"{prefix}{path}" + ("&in=comments" if "search" in path else "")
    client, seen = signed_in(), []
    for _ in range(3):
        html = flat_html(client.get(path).content.decode())
        pager = html.split('<nav class="pager"')[1].split("</nav>")[0].replace("&amp;", "&")
        seen.append(re.findall(r">([^<>]+)</(?:a|span)>", pager))
        onward = re.search(r'rel="next" href="([^"]+)"', pager)
        path = onward and path.split("?")[0] + onward[1]
    one, two, three = (f"第 {n} {'頁' if prefix else '页'}" for n in (1, 2, 3))
    back, first, next_ = ("上一頁", "首頁", "下一頁") if prefix else ("上一页", "首页", "下一页")
    assert seen == [[one, next_], [back, two, next_], [first, three]]


@pytest.mark.parametrize("path", ["/readers/糖桔/", "/readers/糖桔/activity/"])
@pytest.mark.parametrize("page", ["0", "x", "9" * 30])
def test_a_number_that_is_none_is_no_page(signed_in, tangju, path, page):
    assert signed_in().get(f"{path}?after=1-0-1&page={page}").status_code == 404
    assert "第 9 页" not in signed_in().get(f"{path}?page=9").content.decode()
