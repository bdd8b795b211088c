"""Whatever readers type is text wherever machines read it: feeds, sitemaps, structured data, JSON, mails."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.utils import timezone
from lxml import html as lxml_html

from comments.models import Choice, Comment, Gem, LevelChange, Notice, Poll, Rank, Reader, Submission, SubmissionPhoto
from comments.readers.names import skeleton
from news.models import Article, Channel, PageViewCount
from tests.comments.rankings.worlds import step
from tests.conftest import make_photo
from tests.news.feeds.feeding import SCRIPTS, addresses
from tests.working import aged, give_address, post

pytestmark = pytest.mark.django_db
EVIL = '<b onclick=x>粗</b><script>y</script>&lt;i&gt;斜&lt;/i&gt;&amp;lt;u&amp;gt;]]>-{<s>}-"><em>引'
NAME = "<b onclick=x>粗&lt;i&gt;斜]]>-{<s>"  # an address takes no name with a slash
OURS = {"p", "br", "ul", "li", "a", "h2", "h3", "blockquote", "figure", "figcaption", "img", "strong", "span"}
THEIRS = re.compile(r"onclick|alert", re.IGNORECASE)
HTML_FIELDS = {"content", "description", "encoded"}


@pytest.fixture
def planted(article, say, tangju, fufeng, qinghe):
    """Every field that readers control says the same; names and titles are put past the form that refuses them."""
    write = say(tangju, EVIL)
    say(fufeng, EVIL + "答")
    Comment.post(article, fufeng, "再来一段完全不同的话，说的是别的事情，长得足够不像" + EVIL, write)
    Comment.objects.update(flowers=9, flower_weight=9, hot=0.9)
    Gem.objects.create(comment=write, author=tangju, day=timezone.localdate(), made_at=timezone.now())
    LevelChange.objects.create(reader=tangju, before=8, after=9)
    Reader.objects.filter(pk=tangju.pk).update(name=NAME, title=EVIL[:20], bio=EVIL, skeleton=skeleton(NAME))
    Reader.objects.filter(pk=fufeng.pk).update(
        name=NAME + "二", title=EVIL[:20], bio=EVIL, skeleton=skeleton(NAME + "二")
    )
    poll = Poll.objects.create(question=EVIL, text=EVIL, article=article)
    Choice.objects.bulk_create([Choice(poll=poll, text=EVIL[:80]), Choice(poll=poll, text="乙")])
    row = Submission.objects.create(
        reader=tangju,
        key="1",
        title=EVIL[:60],
        text=EVIL,
        link="https://example.org/?a=<b>&c",
        state="sent",
        board=Channel.objects.get(slug="chat"),
        sent_at=timezone.now(),
    )
    make = make_photo(article, EVIL, (64, 48))
    SubmissionPhoto.objects.create(submission=row, name=make.name, width=64, height=48, caption=EVIL)
    assert row.accept(qinghe, None)
    story = Article.objects.get(submission=row)
    PageViewCount.objects.create(article=article, at=step(timezone.now() - timedelta(minutes=30)), readers=9)
    Rank.changed()
    return story


def elements(html):
    """The names of all elements, and all attributes, of a piece of HTML."""
    if not html.strip():
        return set(), set()
    nodes = [node for node in lxml_html.fragment_fromstring(html, create_parent="main").iter() if node.tag != "main"]
    return {str(node.tag) for node in nodes}, {name for node in nodes for name in node.attrib}


def feeds(article, story, tangju, fufeng):
    name = Reader.objects.get(pk=tangju.pk).name, Reader.objects.get(pk=fufeng.pk).name
    people = [f"/feeds/readers/{one}/{end}" for one in name for end in ("", "rss/", "activity/", "activity/rss/")]
    return [
        *addresses(article),
        "/feeds/channels/chat/",
        "/feeds/channels/chat/rss/",
        f"/feeds/news/{story.pk}/comments/",
        f"/feeds/news/{story.pk}/comments/rss/",
        *people,
    ]


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_no_feed_holds_an_element_that_a_reader_typed(client, planted, article, tangju, fufeng, prefix):
    looked = 0
    for path in feeds(article, planted, tangju, fufeng):
        answer = client.get(prefix + path)
        assert answer.status_code == 200, path
        for node in ElementTree.fromstring(answer.content).iter():
            kind = node.tag.rpartition("}")[2]
            assert kind not in {"b", "script", "i", "u", "s", "em"}, (path, kind)
            as_html = node.get("type") == "html" or (kind in HTML_FIELDS and "/rss/" in path)
            if as_html and node.text:
                tags, attributes = elements(node.text)
                looked += 1
                assert tags <= OURS, (path, kind, tags - OURS, node.text)
                assert not {name for name in attributes if name.startswith("on")}, (path, node.text)
            elif node.text and kind in ("summary", "title", "name"):
                assert node.get("type", "text") == "text"
    assert looked > 20


def test_sitemaps_hold_no_element_that_a_reader_typed(client, planted):
    for path in ("/sitemap.xml", "/sitemaps/news.xml", "/sitemaps/rooms.xml", "/sitemaps/stories-0.xml"):
        kinds = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(client.get(path).content).iter()}
        assert not kinds & {"b", "script", "i", "u", "s", "em"}, path
    assert "onclick" in client.get("/sitemaps/news.xml").content.decode()  # there, as text


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_pages_tell_machines_text_alone(client, planted, article, prefix):
    for path in (
        f"/news/{article.pk}/",
        f"/news/{planted.pk}/",
        f"/news/{article.pk}/comments/",
        "/comments/",
        "/polls/",
    ):
        text = client.get(prefix + path).content.decode()
        page = lxml_html.fromstring(text)
        scripts = [node for node in page.iter("script") if not node.get("src")]
        assert all(node.get("type") == "application/ld+json" for node in scripts), path
        for node in scripts:
            assert json.loads(node.text) and "<" not in node.text
        metas = [node for node in page.iter("meta") if node.get("property") or node.get("name")]
        assert all(set(node.attrib) <= {"property", "name", "content", "media", "data-people"} for node in metas), path
        assert not [node for node in page.iter() if any(name.startswith("on") for name in node.attrib)], path
        assert not [node.text for node in page.iter("s", "u", "i") if "斜" in (node.text or "")], path


def test_the_facts_of_a_person_are_json_whose_html_is_escaped(signed_in, say, article, tangju, settings):
    settings.HOLD_FIRST = 99
    Reader.objects.filter(pk=tangju.pk).update(level=1)
    held = say(Reader.objects.get(pk=tangju.pk), EVIL)
    facts = signed_in(tangju).get(f"/me/?article={article.pk}").json()
    assert held.state == "held" and facts["held"]
    for html in facts["held"]:
        tags, attributes = elements(html)
        assert not tags & {"b", "i", "u", "s", "em", "script"} and not [a for a in attributes if a.startswith("on")]


def test_letters_are_plain_text_without_a_part_in_html(planted, tangju, fufeng):
    reader = give_address(Reader.objects.get(pk=tangju.pk))
    Notice.objects.filter(reader=reader).update(mail="now", seen_at=None, mailed_at=None)
    aged(minutes=5)
    post()
    assert mail.outbox
    for letter in mail.outbox:
        assert letter.content_subtype == "plain" and not getattr(letter, "alternatives", [])
        assert "\n" not in letter.subject and THEIRS.search(letter.body)
