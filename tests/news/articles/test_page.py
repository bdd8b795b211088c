"""The article page, part by part as PRODUCT §2 names them: every part is there, whole, and leads somewhere."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import segno
from django.core.management import call_command
from django.utils import timezone

from comments.models import Authorship, Comment, CommentVote
from comments.thread.text import clean_text
from news.models import Article, Channel, Correction, Ranking, Related, Source, Video
from tests.conftest import make_article, make_photo, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "000_65cedf7114486e5b.txt"
SCRIPTS = ["", "/zh-hans", "/zh-hant", "/zh-hk"]
WHEN = datetime(2024, 6, 18, 1, 44, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
SHARP = "\"><script>alert(1)</script>'&amp;{{ x }}"
BAR = "时政 财经 军事 生活 家庭 娱乐 体坛 历史 科技 摄影 旅游 文化 移民 教育 就业 数码 健康 奇闻 社区 评论 问卷"


def page(client, article, prefix=""):
    answer = client.get(f"{prefix}/news/{article.pk}/")
    assert answer.status_code == 200
    return flat_html(answer.content.decode())


def words(html):
    """What stands on a page to be read."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def part(html, start, end):
    return html.split(start, 1)[1].split(end, 1)[0]


def test_the_bar_has_seven_groups_of_three_and_the_page_stands_in_its_channel(client, article):
    bar = part(page(client, article), '<nav class="bar"', "</nav>")
    groups = [re.findall(r">([^<]+)</a>", group) for group in re.findall(r"<ul>(.*?)</ul>", bar)]
    assert [len(group) for group in groups] == [3] * 7 and sum(groups, []) == BAR.split()
    assert re.findall(r'aria-current="page">([^<]+)', bar) == ["时政"]


def test_the_crumbs_name_the_other_script_the_count_and_the_four_boards(client, say, article, tangju, fufeng, qinghe):
    first, second = say(tangju, "一句"), say(tangju, "两句")
    say(fufeng, "答一句", first)
    second.hide(qinghe, "spam")
    Comment.objects.filter(pk=first.pk).update(state="collapsed")
    crumbs = part(page(client, article), '<p class="tools">', "</nav>")
    said = "【繁體閱讀】 【网友评论:2 条】 【热评新闻排行】 【热门新闻排行】 【即刻热度新闻排行】 【72小时神评妙论】"
    assert words(f'<p class="tools">{crumbs}') == said
    ways = [
        f"/zh-hant/news/{article.pk}/",
        "#comments",
        *(f"/boards/{n}/" for n in ("discussed", "read", "heat", "gems")),
    ]
    assert re.findall(r'href="([^"]+)"', crumbs) == ways


@pytest.mark.parametrize(("photos", "video", "mark"), [(0, True, "视频"), (1, True, "视频"), (3, False, "组图")])
def test_a_film_is_marked_before_pictures_and_shown(client, article, photos, video, mark):
    for _ in range(photos):
        make_photo(article)
    Video.objects.bulk_create([Video(article=article, file="videos/a.mp4", caption="现场")] * video)
    html = page(client, article)
    assert f'<span class="mark">({mark})</span></h1>' in html
    assert html.count("<video controls") == video and html.count("<picture>") == photos
    assert all(mark not in title for title in re.findall(r"<title>[^<]*|og:title[^>]*", html))


@pytest.mark.parametrize("names", [["海陆晚报"], ["海陆晚报", "环岛电讯"], ["甲报", "乙报", "丙报"]])
def test_sources_stand_joined_in_their_order_before_the_time(client, names):
    article = make_article(published_at=WHEN)
    for place, name in reversed(list(enumerate(names))):
        Source.objects.create(article=article, name=name, url=f"https://example.com/{place}", position=place)
    line = part(page(client, article), '<p class="dateline">', "</p>")
    assert words(f"<p>{line}") == f"新闻来源: {'/'.join(names)} 于 2024年6月18日 01:44 提示:新闻观点不代表本网立场"
    assert re.findall(r'href="([^"]+)"', line) == [f"https://example.com/{place}" for place in range(len(names))]
    assert '<time datetime="2024-06-18T01:44:59+08:00">' in line


def test_a_story_without_source_or_editor_names_none(client):
    html = page(client, make_article(editor=""))
    assert "新闻来源" not in html and "网编:" not in html and "提示:新闻观点不代表本网立场" in html


@pytest.mark.parametrize("editor", ["睿文/晓舟", "<b>睿文</b>", "睿文?x=1#y", "睿 文", "100%", "里面的网编"])
def test_whatever_an_editor_is_called_the_page_is_there_and_leads_to_the_list(client, editor):
    article = make_article(editor=editor)
    html = page(client, article, "/zh-hant")
    link = re.search(r'網編:<bdi translate="no"[^>]*><a href="([^"]+)">', html)[1]
    listed = client.get(link)
    assert listed.status_code == 200 and article.get_absolute_url() in listed.content.decode()


def test_pictures_are_sized_and_only_the_first_of_them_is_eager(client):
    article = make_article(body="<p>一</p><p>[图2]</p><p>[图1]</p>")
    make_photo(article, "远处", (2000, 1000), position=0)
    make_photo(article, "近处", (300, 200), position=1)
    html = part(page(client, article), 'class="body">', '<p class="editor">')
    assert re.findall(r'width="(\d+)" height="(\d+)" alt="([^"]*)"', html) == [
        ("300", "200", "近处"),
        ("1600", "800", "远处"),
    ]
    assert html.count('loading="lazy"') == 1 and "[图" not in html
    near, far = re.findall(r"<img[^>]*>", html)
    assert 'loading="eager" fetchpriority="high"' in near and 'loading="lazy"' in far and "priority" not in far
    for address in re.findall(r"/media/[\w./-]+", html):
        answer = client.get(address)
        assert answer.status_code == 200 and answer["Content-Type"] in ("image/webp", "image/jpeg")


def test_corrections_are_shown_with_their_time_and_open_pages_lose_nothing(client, article):
    Correction.objects.create(article=article, text=f"数字有误{SHARP}", made_at=WHEN)
    html = part(page(client, article), '<p class="correction">', "</p>")
    assert "2024-06-18T01:44:59+08:00" in html and ">2024年6月18日 01:44<" in html
    assert "<script" not in html and "数字有误" in html


def modules(svg):
    """The dark squares of a QR code's path."""
    dark, x, y = set(), 0, 0
    path = re.search(r'd="(M[^"]*)"\s*/?>\s*(?:</g>)?\s*</svg>', svg)[1]
    for step, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        moves = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if step == "h":
            dark |= {(int(y), x + n) for n in range(int(moves[0]))}
            x += int(moves[0])
        else:
            x, y = (int(moves[0]), moves[1]) if step == "M" else (x + int(moves[0]), y + moves[1])
    return dark


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_the_qr_code_is_this_pages_address(client, article, prefix):
    share = part(page(client, article, prefix), '<section class="share"', "</section>")
    code = segno.make(f"http://127.0.0.1:8000{prefix}/news/{article.pk}/", mask=3, micro=False)
    wanted = {(y, x) for y, row in enumerate(code.matrix_iter(border=2)) for x, dark in enumerate(row) if dark}
    assert modules(re.search(r"<svg.*?</svg>", share, re.DOTALL)[0]) == wanted
    assert share.count("Scan QR Code") == 1 and "data-share=" in share


def test_the_page_goes_from_the_story_to_the_floor_to_the_footer(client, say, article, tangju):
    say(tangju, "一句")
    earlier = make_article("早先的报道", published_at=timezone.now() - timedelta(days=2))
    Related.objects.create(article=article, earlier=earlier)
    html = page(client, article)
    order = [
        'id="story"',
        'id="article-votes"',
        'class="share"',
        ">热门评论</h2>",
        'id="comments-lifted"',
        'id="composer"',
        ">当前热评</h2>",
        'id="comments-latest"',
        ">更多评论...</a>",
        'class="disclaimer"',
        ">前期相关精彩新闻</h2>",
        "近期热评新闻</a></h2>",
        "<footer",
        ">联系我们</a>",
        ">向新闻区投稿</a>",
        ">本地新闻</a>",
        ">返回前页</a>",
        'id="ballot"',
    ]
    places = [html.find(piece) for piece in order]
    assert -1 not in places and places == sorted(places)
    article.refresh_from_db()
    assert f'<main id="main" class="reading" data-article="{article.pk}" data-cursor="{article.cursor}">' in html


@pytest.mark.parametrize("prefix", SCRIPTS)
@pytest.mark.parametrize("who", ["guest", "reader", "moderator"])
def test_every_same_site_link_answers(client, say, article, cast, prefix, who):
    Source.objects.create(article=article, name="环岛电讯")
    say(cast.fufeng, "@糖桔 回一句", say(cast.tangju, "一句"))
    Authorship.objects.create(article=make_article("网友写的", "chat"), reader=cast.tangju)
    make_photo(article)
    if who != "guest":
        client.force_login(cast.tangju if who == "reader" else cast.qinghe)
    html = page(client, article, prefix)
    links = {link.split("#")[0].replace("&amp;", "&") for link in re.findall(r'(?:href|src)="(/[^"]*)"', html)}
    broken = {link: client.get(link).status_code for link in links if not link.startswith("/static/")}
    assert len(links) > 45 and {link: status for link, status in broken.items() if status != 200} == {}
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(re.findall(r'\sid="([^"]+)"', html))


def test_links_of_a_reader_whose_account_was_closed_lead_somewhere_too(client, say, article, tangju, fufeng):
    say(fufeng, "@糖桔 走好", say(tangju, "告辞"))
    type(tangju).objects.filter(pk=tangju.pk).update(is_active=False)
    links = set(re.findall(r'href="(/readers/[^"]+)"', page(client, article)))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_readers_own_story_names_its_author_and_takes_the_same_floor(client, say, tangju, fufeng):
    article = make_article("自己写的", Channel.objects.written_by_readers()[0].slug, editor="")
    Authorship.objects.create(article=article, reader=tangju)
    say(fufeng, "写得好", on=article)
    html = page(client, article, "/zh-hant")
    assert (
        '作者: <bdi translate="no"><a href="/zh-hant/readers/%E7%B3%96%E6%A1%94/">糖桔</a>' in html and "寫得好" in html
    )


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_hostile_words_are_only_words_in_every_script(client, say, tangju, fufeng, prefix):
    article = make_article(f"题{SHARP}"[:120], editor="睿文\"'&<b>")
    Source.objects.create(article=article, name=SHARP, url="https://example.com/?a=1&b='\"")
    make_photo(article, SHARP)
    before = page(client, article, prefix).count("<section")
    below = say(tangju, clean_text(f"\ue002\ufdd2一<!--me:token-->{SHARP}"), on=article)
    say(fufeng, clean_text(f"\ue001\ufdd1二{SHARP}"), below, on=article)
    html = page(client, article, prefix)
    assert "<script>alert" not in html and html.count("<!--me:token-->") == 1
    assert html.count("<section") == before and html.count('<li id="comment-') == 2
    assert (
        html.count('class="vote flower"') == 3
        and len(re.findall(rf'href="{prefix}/comments/[^"]*"(?! data-as-is)', html)) == 11
    )


def test_a_zero_is_blank_on_the_floor_and_written_out_on_the_story(client, say, article, tangju, fufeng):
    comment = CommentVote.cast(fufeng, say(tangju, "一句"), "flower")
    html = page(client, article)
    assert words(part(html, 'id="article-counts"', "</div>").split(">", 1)[1]) == "(0) 朵鲜花(0) 个鸡蛋"
    counts = part(html, f'id="comment-{comment.pk}-counts"', '<a class="reply"')
    assert 'data-flowers="1" data-eggs="0"' in counts and words(counts.split(">", 1)[1]) == "1 朵鲜花"


@pytest.mark.skipif(not SEED.exists(), reason="the saved page is not beside the checkout")
def test_the_page_it_grew_from_comes_in_with_all_its_parts(client):
    call_command("import_page", str(SEED))
    html = page(client, Article.objects.get())
    lifted, latest = html.split('id="comments-latest"')
    assert [piece.count('<li id="comment-') for piece in (lifted, latest)] == [4, 5]
    assert [int(n) for n in re.findall(r'data-flowers="(\d+)" data-eggs="\d+">', lifted)[-4:]] == [7, 18, 18, 22]
    assert 'data-flowers="0" data-eggs="3"' in html and 'data-count="9"' in html
    assert '<span class="mark">(图)</span></h1>' in html and html.count('class="slash"') == 1


def test_many_readers_cost_no_more_queries_than_few(client, say, article, django_assert_max_num_queries):
    readers = [make_reader(f"读者{n}号", 1 + n % 10) for n in range(12)]
    for number in range(36):
        say(readers[number % 12], f"第{number}句 @读者{(number + 1) % 12}号")
    Ranking.build_due()
    with django_assert_max_num_queries(32):
        page(client, article)
