"""Structured data of a story, its thread and its people: read with our own reader, and with a foreign one."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.utils import timezone

from comments.models import ArticleVote, Authorship, Comment, CommentVote
from news.models import Correction, SiteVersion, Source
from tests.conftest import make_article, make_photo, make_reader

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
SCRIPTS = {"": "zh-Hans", "/zh-hans": "zh-Hans", "/zh-hant": "zh-Hant-TW", "/zh-hk": "zh-Hant-HK"}
HOSTILE = "</script><script>alert(1)</script><!--]]>&amp;\"\\'\u2028\u2029<script"


class Scripts(HTMLParser):
    """Gathers the contents of JSON-LD elements as a browser would see them, and counts all scripts."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.inside, self.found, self.others = False, [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.inside = dict(attrs).get("type") == "application/ld+json"
            (self.found if self.inside else self.others).append("" if self.inside else dict(attrs).get("src"))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "script"

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def facts(client, path):
    """The facts on a page, in their order: what it is about, then where it stands."""
    scripts = Scripts(client.get(path).content.decode())
    assert None not in scripts.others
    told = [one for text in scripts.found for one in json.loads(text)]
    assert all(one["@context"] == "https://schema.org" for one in told)
    return told


def story_of(client, article, prefix=""):
    return facts(client, f"{prefix}/news/{article.pk}/")[0]


def counters(thing):
    return {one["interactionType"]["@type"]: one["userInteractionCount"] for one in thing["interactionStatistic"]}


def moment(text):
    """A moment that says its zone."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo
    return found


# -- a story --------------------------------------------------------------------------------------------


def test_a_story_has_all_that_a_news_article_needs(client, article):
    photo = make_photo(article)
    Source.objects.create(article=article, name="海陆晚报", url="https://example.com/1")
    Source.objects.create(article=article, name="环岛电讯")
    Correction.objects.create(article=article, text="改了一个字。")
    story = story_of(client, article)
    assert (story["@type"], story["headline"], story["inLanguage"]) == ("NewsArticle", article.title, "zh-Hans")
    assert story["@id"] == story["url"] == story["mainEntityOfPage"] == f"{SITE}/news/{article.pk}/"
    assert moment(story["datePublished"]) == article.published_at <= moment(story["dateModified"])
    assert story["author"]["@type"] == "Person" and story["author"]["name"] == "睿文"
    assert story["publisher"]["@type"] == "NewsMediaOrganization" and story["publisher"]["name"] == "花蛋新闻"
    assert story["articleSection"] == "时政" and story["description"].startswith("第一段。")
    assert story["isBasedOn"] == ["https://example.com/1"] and story["citation"] == ["海陆晚报", "环岛电讯"]
    first, card = story["image"]
    assert (first["url"], first["width"], first["height"]) == (f"{SITE}{photo.url()}", photo.width, photo.height)
    for picture in (first, card, story["publisher"]["logo"]):
        assert client.get(picture["url"].removeprefix(SITE)).status_code == 200
    assert None not in story.values()


def test_a_story_without_editor_pictures_or_sources_says_nothing_of_them(client):
    story = story_of(client, make_article(editor=""))
    assert "isBasedOn" not in story and "citation" not in story and len(story["image"]) == 1
    assert story["author"]["name"] == "花蛋新闻" and story["comment"] == []


def test_a_story_of_a_reader_board_is_a_posting_by_its_author(client, tangju):
    article = make_article("我写的", "chat", editor="")
    Authorship.objects.create(article=article, reader=tangju)
    story = story_of(client, article)
    assert story["@type"] == "DiscussionForumPosting" and story["text"].startswith("第一段。")
    assert story["author"] == {"@type": "Person", "name": "糖桔", "url": f"{SITE}/readers/{quote('糖桔')}/"}
    assert moment(story["datePublished"]) and story["url"]


def test_whoever_sent_a_story_to_the_desk_is_its_author_and_whoever_left_is_not_named(client, tangju):
    article = make_article()
    Authorship.objects.create(article=article, reader=tangju, kind="sent")
    story = story_of(client, article)
    assert (story["@type"], story["author"]["name"]) == ("NewsArticle", "糖桔")
    type(tangju).objects.filter(pk=tangju.pk).update(name="已注销用户", skeleton="!gone", erased_at=timezone.now())
    SiteVersion.bump()  # as leaving ends
    assert story_of(client, article)["author"]["name"] == "睿文"


def test_addresses_are_whole_and_of_letters_that_addresses_may_have(client, say, tangju):
    article = make_article(editor="睿 文/乙")
    say(tangju, "一句", on=article)
    text = json.dumps(story_of(client, article), ensure_ascii=False)
    links = re.findall(r'"(?:url|@id|mainEntityOfPage|item)": "([^"]*)"', text)
    assert len(links) > 6
    assert [link for link in links if not re.fullmatch(r"https?://[!#-;=?-Z_a-z~%]+", link)] == []


# -- its thread ------------------------------------------------------------------------------------------


def test_the_counters_are_those_of_the_page(client, say, article, cast):
    comment = say(cast.tangju, "第一句")
    say(cast.fufeng, "回一句", comment)
    CommentVote.cast(cast.fufeng, comment, "flower")
    CommentVote.cast(cast.ruiwen, comment, "egg")
    ArticleVote.cast(cast.tangju, article, "egg")
    story = story_of(client, article)
    assert story["commentCount"] == 2
    assert counters(story) == {"CommentAction": 2, "LikeAction": 0, "DislikeAction": 1}
    said = {one["text"]: one for one in story["comment"]}
    first, answer = said["第一句"], said["回一句"]
    assert counters(first) == {"LikeAction": 1, "DislikeAction": 1} and first["commentCount"] == 1
    assert (first["upvoteCount"], first["downvoteCount"]) == (1, 1)
    assert answer["parentItem"] == {"@type": "Comment", "@id": first["@id"]} and "parentItem" not in first
    assert first["author"] == {"@type": "Person", "name": "糖桔", "url": f"{SITE}/readers/{quote('糖桔')}/"}
    assert first["url"].startswith(f"{SITE}/comments/{comment.pk}/") and moment(first["datePublished"])


@pytest.mark.parametrize("state", ["held", "hidden", "collapsed", "deleted"])
def test_what_is_not_plainly_there_to_be_read_is_not_told(client, say, article, cast, state):
    kept, other = say(cast.tangju, "留着的话"), say(cast.fufeng, "不该说的话")
    say(cast.tangju, "回给它的话", other)
    Comment.objects.filter(pk=other.pk).update(state=state)
    story = story_of(client, article)
    assert {one["text"] for one in story["comment"]} == {"留着的话", "回给它的话"}
    assert "不该说的话" not in json.dumps(story, ensure_ascii=False) and kept.pk


def test_only_so_many_comments_are_told_and_each_once(client, say, article, cast):
    rows = [say(cast.tangju, f"第{n}句") for n in range(20)]
    for n in range(6):
        CommentVote.cast(make_reader(f"送花人{n}", 4), rows[3], "flower")
    told = story_of(client, article)["comment"]
    assert len(told) == 12 == len({one["@id"] for one in told}) and told[0]["text"] == "第3句"


def test_an_edited_comment_says_when(client, say, article, tangju):
    comment = say(tangju, "改之前")
    comment.edit("改之后")
    [told] = story_of(client, article)["comment"]
    assert told["text"] == "改之后" and moment(told["dateModified"]) >= moment(told["dateCreated"])


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_the_way_to_a_page_is_numbered_from_one_and_can_be_walked(client, article, tangju, prefix):
    for path, steps in ((f"/news/{article.pk}/", 3), ("/readers/糖桔/", 2)):
        crumbs = facts(client, prefix + path)[1]
        items = crumbs["itemListElement"]
        assert crumbs["@type"] == "BreadcrumbList" and [one["position"] for one in items] == [*range(1, steps + 1)]
        assert all(one["@type"] == "ListItem" and one["name"] for one in items)
        walked = [one["item"].removeprefix(SITE) for one in items]
        assert all(one.startswith(f"{prefix}/") and client.get(one).status_code == 200 for one in walked)


def test_the_page_of_a_person_says_who_it_is(client, tangju):
    type(tangju).objects.filter(pk=tangju.pk).update(bio="我在河边\n卖书", flowers_received=7)
    page, _ = facts(client, "/readers/糖桔/")
    who = page["mainEntity"]
    assert page["@type"] == "ProfilePage" and moment(page["dateCreated"]) == tangju.date_joined
    assert (who["@type"], who["name"], who["description"]) == ("Person", "糖桔", "我在河边\n卖书")
    assert counters(who) == {"LikeAction": 7} and who["url"] == page["url"]
    assert tangju.email == "" and "email" not in json.dumps(page)


# -- scripts, hostile text, and who is not told -----------------------------------------------------------


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_facts_are_told_in_the_script_of_the_page_and_names_are_not_converted(client, say, prefix):
    author = make_reader("余大发面")
    article = make_article("头发的后面", "finance", editor="里皮发", body="<p>我们发现了。</p>")
    Source.objects.create(article=article, name="发现台")
    say(author, "头发太乱", on=article)
    story, crumbs = facts(client, f"{prefix}/news/{article.pk}/")
    full = prefix in ("/zh-hant", "/zh-hk")
    assert story["inLanguage"] == SCRIPTS[prefix] and story["url"] == f"{SITE}{prefix}/news/{article.pk}/"
    assert story["@id"] == f"{SITE}/news/{article.pk}/"  # the same thing in every script
    assert (story["headline"], story["articleSection"]) == (("頭髮的後面", "財經") if full else ("头发的后面", "财经"))
    assert story["description"] == ("我們發現了。" if full else "我们发现了。")
    [comment] = story["comment"]
    assert comment["text"] == ("頭髮太亂" if full else "头发太乱") and comment["author"]["name"] == "余大发面"
    assert story["author"]["name"] == "里皮发" and story["citation"] == ["发现台"]
    assert [one["name"] for one in crumbs["itemListElement"]][1:] == [story["articleSection"], story["headline"]]
    page, crumbs = facts(client, f"{prefix}/readers/余大发面/")
    assert page["mainEntity"]["name"] == "余大发面" == crumbs["itemListElement"][1]["name"]


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_hostile_text_cannot_end_the_element(client, say, tangju, prefix):
    article = make_article(HOSTILE[:120], body=f"<p>{HOSTILE.replace('<', '&lt;')}</p>")
    say(tangju, HOSTILE, on=article)
    type(tangju).objects.filter(pk=tangju.pk).update(bio=HOSTILE)
    harmless = (f"/news/{make_article().pk}/", f"/readers/{make_reader('平常人').name}/")
    ours = {one for path in harmless for one in Scripts(client.get(prefix + path).content.decode()).others}
    for path in (f"/news/{article.pk}/", "/readers/糖桔/"):
        html = client.get(prefix + path).content.decode()
        scripts = Scripts(html)
        assert len(scripts.found) == 1 and set(scripts.others) <= ours and "<script>alert" not in html
    story = story_of(client, article)
    assert story["headline"] == story["comment"][0]["text"] == HOSTILE


def test_who_is_signed_in_gets_no_facts(signed_in, say, article, tangju, fufeng):
    say(tangju, "一句")
    for path in (f"/news/{article.pk}/", "/readers/糖桔/", f"/zh-hant/news/{article.pk}/"):
        assert "ld+json" in signed_in().get(path).content.decode()
        assert "ld+json" not in signed_in(fufeng).get(path).content.decode()


# -- read by others ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_a_foreign_reader_of_such_facts_reads_the_same(client, say, tangju, prefix):
    import extruct

    article = make_article(HOSTILE[:120], "chat", editor="")
    Authorship.objects.create(article=article, reader=tangju)
    say(tangju, HOSTILE, on=article)
    for path in (f"{prefix}/news/{article.pk}/", f"{prefix}/readers/糖桔/"):
        html = client.get(path).content.decode()
        assert extruct.extract(html, base_url=SITE, syntaxes=["json-ld"])["json-ld"] == facts(client, path)
    shared = extruct.extract(client.get(f"{prefix}/news/{article.pk}/").content.decode(), syntaxes=["opengraph"])
    [graph] = shared["opengraph"]
    assert {"og:title", "og:type", "og:url", "og:image"} <= {name for name, _ in graph["properties"]}
