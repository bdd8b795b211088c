"""本地新闻, and the blocks of other lists: a block where there is something, and none where there is nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import ArticleVote, CommentVote, Poll
from comments.rankings.builders import BUILDERS
from news.models import Article, Ranking, Region
from tests.conftest import make_article, make_photo, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
SCRIPTS = ["", "/zh-hans", "/zh-hant", "/zh-hk"]


def region(slug):
    return Region.objects.get(slug=slug)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return flat_html(answer.content.decode())


def rows(html):
    """The pks of the stories in the list of a page."""
    shown = re.search(r'<ol class="rows".*?</ol>', html, re.DOTALL)
    return [int(pk) for pk in re.findall(r'data-story="(\d+)"', shown[0])] if shown else []


def build(*names):
    """Let rankings say what stands there now."""
    for name in names:
        Ranking.current(name).build()


@pytest.fixture
def stories(db):
    """One story of each place, by its slug ("" has none), the later named the newer."""
    return {
        slug: make_article(
            f"来自{slug or '别处'}的消息",
            region=region(slug) if slug else None,
            published_at=timezone.now() - timedelta(hours=9 - place),
        )
        for place, slug in enumerate(("", "berlin", "canada", "toronto", "vancouver", "usa"))
    }


# -- places -------------------------------------------------------------------------------------------


def test_local_news_of_everywhere_stands_newest_first_without_what_has_no_place(client, stories):
    html = page(client, "/local/")
    assert rows(html) == [stories[slug].pk for slug in ("usa", "vancouver", "toronto", "canada", "berlin")]
    assert 'aria-current="page">全部</a>' in html and "data-regions" in html


def test_a_country_shows_the_stories_of_its_cities_and_a_city_its_own(client, stories):
    assert rows(page(client, "/local/canada/")) == [stories[slug].pk for slug in ("vancouver", "toronto", "canada")]
    assert rows(page(client, "/local/toronto/")) == [stories["toronto"].pk]
    assert rows(page(client, "/local/germany/")) == [stories["berlin"].pk]
    html = page(client, "/local/toronto/")
    assert "<h1>多伦多本地新闻</h1>" in html and re.search(r'data-region="toronto" aria-current="page"', html)
    assert html.count('aria-current="page"') == 1


def test_a_place_without_news_says_so(client, stories):
    html = page(client, "/local/singapore/")
    assert rows(html) == [] and "这里还没有新闻。" in html


@pytest.mark.parametrize("slug", ["atlantis", "CANADA", "canada%00", "9" * 200, "加拿大", "canada/toronto"])
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_place_that_is_none_is_no_page(client, prefix, slug):
    assert client.get(f"{prefix}/local/{slug}/").status_code == 404


def test_drafts_and_stories_for_later_are_no_local_news(client, stories):
    Article.objects.filter(pk=stories["toronto"].pk).update(published_at=None)
    Article.objects.filter(pk=stories["vancouver"].pk).update(published_at=timezone.now() + timedelta(hours=1))
    assert rows(page(client, "/local/canada/")) == [stories["canada"].pk]
    assert {stories["toronto"].pk, stories["vancouver"].pk}.isdisjoint(rows(page(client, "/local/")))


def test_every_place_of_the_choice_opens(client, stories):
    links = re.findall(r'href="(/local/[^"]*)"[^>]* data-region="', page(client, "/local/"))
    assert len(links) == Region.objects.count() == len(set(links))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("prefix", ["/zh-hant", "/zh-hk"])
def test_places_are_named_in_the_script_of_the_page_and_stay_in_it(client, stories, prefix):
    html = page(client, f"{prefix}/local/canada/")
    assert "蒙特利爾" in html and f'href="{prefix}/local/vancouver/"' in html and 'href="/local/van' not in html


def test_a_long_list_goes_on_and_ends(client):
    for _ in range(41):
        make_article(region=region("toronto"))
    first, second = (rows(page(client, f"/local/canada/?page={number}")) for number in (1, 2))
    assert (len(first), len(second)) == (40, 1) and set(first).isdisjoint(second)
    assert [client.get(f"/local/canada/?page={raw}").status_code for raw in ("3", "0", "a", "²", "9" * 30)] == [404] * 5


def test_a_place_that_is_taken_away_leaves_its_stories(client, stories):
    region("berlin").delete()
    assert client.get("/local/berlin/").status_code == 404
    assert client.get(stories["berlin"].get_absolute_url()).status_code == 200


# -- blocks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_an_empty_site_has_a_home_page_without_empty_blocks(client, prefix):
    html = page(client, f"{prefix}/")
    assert '<section class="board-head">' not in html and '<section class="gem-head">' not in html
    assert '<section class="shelf" aria-label' not in html and '<ol class="pictured">' not in html
    assert "還沒有新聞" in html or "还没有新闻" in html
    assert html.count('class="none"') == 4  # the lead, local news, the rankings, the polls say that there is nothing


def test_a_channel_has_its_block_when_it_has_a_story_and_no_other(client):
    make_article("科技的消息", "tech")
    html = page(client, "/")
    groups = re.findall(r'<section class="shelf" aria-label="([^"]*)"', html)
    assert groups == ["科技"] and '<h2><a href="/channels/tech/">科技</a></h2>' in html
    make_article("历史的消息", "history")
    assert re.findall(r'<section class="shelf" aria-label="([^"]*)"', page(client, "/")) == ["历史、科技"]


def test_local_news_boards_and_polls_have_lines_once_there_are_some(client, stories):
    make_article("网友的文章", "chat", editor="")
    Poll.objects.create(question="要不要修桥？")
    html = page(client, "/")
    last = html[html.index('aria-label="本地、社区、问卷"') :]
    assert 'class="none"' not in last and "来自usa的消息" in last and "网友的文章" in last and "要不要修桥？" in last
    assert "网友的文章" not in html[: html.index('aria-label="本地、社区、问卷"')]
    assert "来自别处的消息" not in last[: last.index("</ol>")]


def test_the_lead_is_the_newest_with_a_picture_and_stands_there_once(client):
    stories = [make_article(f"第{n}号", published_at=timezone.now() - timedelta(hours=n)) for n in range(1, 8)]
    for story in stories[1:6]:
        make_photo(story)
    html = page(client, "/")
    lead = html[html.index('class="lead"') : html.index('<ol class="pictured">')]
    assert "第2号" in lead and html.count('<ol class="pictured">') == 1
    newest = re.search(r'<section class="newest">.*?</section>', html, re.DOTALL)[0]
    assert "第1号" in newest and "第2号" not in newest and "第3号" not in newest


def test_the_heads_of_the_boards_appear_where_the_boards_have_something(client, cast, say, article):
    build(*BUILDERS)
    for path in ("/", article.get_absolute_url()):
        assert '<section class="board-head">' not in page(client, path)
    comment = say(cast.tangju, "值得一读的话")
    ArticleVote.cast(cast.fufeng, article, "flower")
    for n in range(6):
        CommentVote.cast(make_reader(f"送花人{n}", 4), comment, "flower")
    build(*BUILDERS)
    home, story = page(client, "/"), page(client, article.get_absolute_url())
    heads = re.findall(r'<section class="board-head"><h2><a href="/boards/(\w+)/">', home)
    assert sorted(heads) == ["discussed", "heat", "read"]
    assert '<section class="gem-head">' in home and "值得一读的话" in home
    assert re.findall(r'<section class="board-head"><h2><a href="/boards/(\w+)/">', story) == ["heat", "discussed"]


def test_what_is_withdrawn_or_hidden_leaves_the_heads_at_once(client, cast, say, article):
    comment = say(cast.tangju, "很快会被隐藏的话")
    for n in range(6):
        CommentVote.cast(make_reader(f"送花人{n}", 4), comment, "flower")
    build(*BUILDERS)
    comment.hide(cast.qinghe, "insult")
    assert "很快会被隐藏的话" not in page(client, "/")
    Article.objects.filter(pk=article.pk).update(published_at=None)
    assert '<section class="board-head">' not in page(client, "/")
    assert all(article.title not in page(client, f"/boards/{name}/") for name in BUILDERS)
    assert Ranking.objects.get(pk="heat").rows  # it still stands there, and is not shown


def test_a_day_and_the_community_say_it_when_there_is_nothing(client):
    today = timezone.localdate()
    for path in (f"/days/{today}/", f"/days/{today - timedelta(days=400)}/", "/community/", "/channels/photo/"):
        html = page(client, path)
        assert rows(html) == [] and "这里还没有新闻。" in html and 'class="pager" aria-label="翻页"' not in html
    assert '<a rel="next" href="/days/' not in page(client, f"/days/{today}/")
    assert '<a rel="next" href="/days/' in page(client, f"/days/{today - timedelta(days=1)}/")


def test_the_community_lists_all_boards_with_what_they_are_about_and_a_way_to_write(client):
    story = make_article("网友的文章", "chat", editor="")
    html = page(client, "/community/")
    assert rows(html) == [story.pk] and "衣食住行、悲欢琐碎，想到什么说什么。" in html
    assert len(re.findall(r'href="/submissions/new/\?board=[a-z-]+"', html)) == 5
    assert 'href="/submissions/new/?board=chat"' in page(client, "/channels/chat/")
    assert "/submissions/new/?board" not in page(client, "/channels/politics/")
