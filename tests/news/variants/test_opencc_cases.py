"""The published cases of OpenCC, as readers see them: each as a paragraph and as a comment, in each view's page."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from comments.models import Comment
from news.variants.script import count_own, is_in
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "opencc_cases_open.json"
VIEWS = {"t2s": "zh-hans", "s2tw": "zh-hant", "s2hk": "zh-hk"}
KEPT_ZHU = ["显著", "著名", "著作", "著称", "土著", "原著", "名著", "编著", "著者", "论著", "卓著", "昭著"]
needs_cases = pytest.mark.skipif(not FILE.exists(), reason="the published cases are not beside the checkout")


def cases(config):
    """[(what is typed, what OpenCC shows)] of one configuration."""
    if not FILE.exists():
        return []
    found = json.loads(FILE.read_text("utf-8"))["cases"]
    return [(case["input"], case["expected"][config]) for case in found if config in case["expected"]]


# Where real text of a place, or the corpora of this project, write another letter than the dictionary.
OURS = {
    "zh-hans": {"想像": "想象"},
    "zh-hant": {"橋梁": "橋樑"},
    "zh-hk": {"歎": "嘆", "説": "說", "繞樑": "繞梁"},
}


def by_our_rules(typed, published, slug):
    """What we make of a published case: what is in the script already stays; the rest in the letters of the place."""
    shown = typed if is_in(typed, slug, *count_own(typed, slug)) else published
    for letters, ours in OURS[slug].items() if shown == published else ():
        shown = shown.replace(letters, ours)
    if slug != "zh-hans":
        return shown
    return re.sub("|".join(KEPT_ZHU) + "|(著)", lambda match: "着" if match[1] else match[0], shown)


EXCEPTIONS = {
    (config, typed): by_our_rules(typed, published, slug)
    for config, slug in VIEWS.items()
    for typed, published in cases(config)
    if by_our_rules(typed, published, slug) != published
}


@needs_cases
def test_few_published_cases_are_written_otherwise_here():
    assert len(EXCEPTIONS) <= 5
    assert {config: len(cases(config)) for config in VIEWS} == {"t2s": 33, "s2tw": 32, "s2hk": 27}


def paragraphs(html):
    """The paragraphs of the story on a page, as a reader sees them."""
    body = re.search(r'<div class="body">(.*?)</div>\s*<p class="editor">', html, re.DOTALL)[1]
    return [unescape(re.sub("<[^>]*>", "", one)) for one in re.findall("<p>(.*?)</p>", body, re.DOTALL)]


def spoken(html):
    """{pk of the comment: its text on the page}."""
    rows = re.findall(r'<li id="comment-(\d+)".*?<div class="text"[^>]*>(.*?)</div>', html, re.DOTALL)
    return {int(pk): unescape(re.sub("<[^>]*>", "", text)) for pk, text in rows}


def differing(seen, config):
    """The cases that a page shows otherwise than they were published: [(typed, seen, published)]."""
    rows = zip(cases(config), seen, strict=True)
    return [(typed, one, right) for (typed, right), one in rows if one != EXCEPTIONS.get((config, typed), right)]


@needs_cases
@pytest.mark.parametrize("config", VIEWS)
def test_every_case_is_right_as_a_paragraph_of_a_story(client, config):
    body = "".join(f"<p>{typed}</p>" for typed, _ in cases(config))
    article = make_article(body=body)
    html = client.get(f"/{VIEWS[config]}/news/{article.pk}/").content.decode()
    assert differing(paragraphs(html), config) == []
    assert paragraphs(client.get(f"/news/{article.pk}/").content.decode()) == [typed for typed, _ in cases(config)]


@needs_cases
@pytest.mark.parametrize("config", VIEWS)
def test_every_case_is_right_as_a_comment(client, config):
    reader, article, posted = make_reader("糖桔"), make_article(), []
    for typed, _ in cases(config):
        posted.append(Comment.post(article, reader, typed).pk)
    seen = {}
    for page in (1, 2):
        html = client.get(f"/{VIEWS[config]}/news/{article.pk}/comments/?sort=old&page={page}").content.decode()
        seen |= spoken(html)
    assert differing([seen[pk] for pk in posted if pk in seen], config) == [] and len(seen) == len(posted)


@needs_cases
@pytest.mark.parametrize("config", VIEWS)
def test_the_same_cases_stand_right_under_the_story_itself(client, config):
    reader, article = make_reader("糖桔"), make_article()
    posted = {
        Comment.post(article, reader, typed).pk: EXCEPTIONS.get((config, typed), right)
        for typed, right in cases(config)[:30]
    }
    seen = spoken(client.get(f"/{VIEWS[config]}/news/{article.pk}/").content.decode())
    assert seen == posted
