"""All pages, answers, feeds and mails of a site on which people wrote the interface's words: theirs stay theirs."""

import json
import re
from html import unescape

import pytest
from django.core.cache import caches

from comments.live.rendering import convert_element, render_changes
from comments.models import Choice, Comment, ErrorReport, Poll, Reader, Submission
from comments.thread.rows import ROWS
from news.caching.parts import join_parts
from news.models import Article, Change, Channel, Correction, Photo, Region, Video
from news.variants.interface import PLACES, convert_sentence
from news.variants.text import VARIANTS, convert
from tests.pages.every_page import ask, own_addresses, queries
from tests.pages.flat_html import flat_html
from tests.pages.full_site import NOON, FullSite

TYPED = "网络登录视频"
FIELDS = {
    Article: ("title",),
    Channel: ("name", "note"),
    Choice: ("text",),
    Correction: ("text",),
    ErrorReport: ("text", "answer"),
    Photo: ("caption",),
    Poll: ("question", "text"),
    Reader: ("bio",),
    Region: ("name",),
    Submission: ("title", "text", "answer"),
    Video: ("caption",),
}
ODD_EVERYWHERE = "登錄 賬號 屏幕 鏈接 信息 默認 服務器 視頻 搜索 設置 郵箱 保存 打印 拉黑 關注 刷新 添加"
# Words that no reader of a place finds on a button there, in the letters in which the dictionary leaves them.
ODD = {
    "zh-hant": "網絡 用戶名 舉報 二維碼 版塊 社區 軟件 字號",
    "zh-hk": "網路 帳號 使用者 檢舉 電子信箱 社群 字級 人蔘",
}
UNCONVERTED = ("openapi.json", ".js")  # a description for machines, as written; sentences beside their forms
NOT_TEXT = re.compile(
    r'<script(?! type="application/ld\+json").*?</script>|<textarea.*?</textarea>|\svalue="[^"]*"'
    r'|<bdi [^>]*translate="no".*?</bdi>',
    re.DOTALL,
)


@pytest.fixture
def site(db, settings, at, caplog):
    """The full site, with the words of the interface in all that people wrote but names."""
    caplog.set_level("CRITICAL", "django")
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    at(NOON)
    site = FullSite()
    for model, names in FIELDS.items():
        for row in model.objects.all():
            type(row).objects.filter(pk=row.pk).update(**dict.fromkeys(names, f"{TYPED}{row.pk}"))
    Article.objects.update(body=f"<p>{TYPED}正文</p><h2>{TYPED}</h2>")
    Comment.objects.update(text=f"{TYPED}评论")
    ROWS.clear()
    caches["pages"].clear()
    return site


def text_of(answer):
    """What an answer says, in elements, attributes and structured data."""
    text = unescape(answer.text_of_page.decode())
    if answer["Content-Type"].startswith(("application/json", "application/manifest")):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return NOT_TEXT.sub("", flat_html(text))


def says_ours(text, slug):
    """Places where a text of people has become the interface's."""
    return re.findall(rf".{{0,60}}{convert_sentence(TYPED, slug)}.{{0,20}}", text)


def odd_words(text, slug):
    return [
        (word, text[max(0, text.index(word) - 30) :][:60])
        for word in f"{ODD_EVERYWHERE} {ODD[slug]}".split()
        if word in text
    ]


def test_no_word_of_people_is_ours_and_none_of_ours_is_odd(site):
    clients = {role: site.client(role) for role in ("guest", "reader")}
    changed, odd, seen = [], [], set()
    for path in [*own_addresses(site), *queries(site), *answers(site)]:
        if path.startswith(("/zh-", "/admin/")) or path.endswith(UNCONVERTED):
            continue
        for slug in PLACES:
            for role, client in clients.items():
                answer = ask(client, "get", f"/{slug}{path}")
                if not answer.text_of_page or answer["Content-Type"].startswith(("image/", "application/zip")):
                    continue
                text = text_of(answer)
                seen |= {path} if convert(TYPED, slug) in text else set()
                changed += [(slug, path, role, place) for place in says_ours(text, slug)]
                odd += [(slug, path, role, *found) for found in odd_words(without(text, slug), slug)]
                assert "\ufdd4" not in text and "\ufdd1" not in text, path
    assert changed == [] and odd == [], "\n".join(map(str, [*changed[:40], *odd[:40]]))
    assert len(seen) > 40


def without(text, slug):
    """What is said, without what people wrote."""
    return text.replace(convert(TYPED, slug), "").replace(TYPED, "")


def answers(site):
    pk = site.article.pk
    yield from ("/feeds/", "/feeds/rss/", f"/feeds/news/{pk}/", "/feeds/polls/", "/manifest.webmanifest")
    yield from (f"/api/v1/news/{pk}/", f"/api/v1/news/{pk}/comments/", "/api/v1/channels/", "/api/v1/boards/heat/")


@pytest.mark.parametrize("slug", PLACES)
def test_what_moves_on_open_pages_is_told_apart_too(site, slug):
    kinds = [(kind, site.article.pk) for kind in (Change.Kind.STORY, Change.Kind.VOTES, Change.Kind.COUNT)]
    things = [*kinds, (Change.Kind.COMMENT, site.reply.pk), (Change.Kind.POLL, site.poll.pk)]
    for part in render_changes(site.article.pk, things).values():
        html = part if isinstance(part, str) else join_parts(part.parts)
        shown = convert_element(html, slug, site.article.pk)
        assert not says_ours(shown, slug) and not odd_words(without(shown, slug), slug)


@pytest.mark.parametrize("slug", PLACES)
def test_mails_are_told_apart_too(site, slug):
    Reader.objects.filter(pk=site.author.pk).update(variant=slug)
    letters = [letter for letter in site.mails() if letter.to == [site.address.email]]
    said = "\n".join(f"{letter.subject}\n{letter.body}" for letter in letters)
    assert convert(TYPED, slug) in said and not says_ours(said, slug) and not odd_words(without(said, slug), slug)
    assert {letter.extra_headers["Content-Language"] for letter in letters} == {VARIANTS[slug].lang}
