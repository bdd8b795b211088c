"""What our JavaScript says, in the reader's variant: from the modules alone, in a script that stands ahead of them."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from news.variants.js_sentences import convert_sentence, find_sentences, render_sentences
from news.variants.script import detect_script
from news.variants.word_table import NO_WORDS, WordTable
from tests.conftest import make_article
from tests.wordings import nothing_kept, word  # noqa: F401  (fixture)

MODULES = Path(settings.BASE_DIR, "static", "js")
TRADITIONAL = ["zh-hant", "zh-hk"]
ADDRESS = re.compile(r'<script defer src="([^"]+)"></script>')


def address_on(client, path):
    """Where a page has its sentences from, or None."""
    found = ADDRESS.search(client.get(path).content.decode())
    return found and found[1]


def forms_of(script):
    """{sentence: its form} of a script of sentences."""
    return json.loads(re.fullmatch(r"window\.sentences = (\{.*\});\n", script, re.DOTALL)[1])


# -- the sentences ------------------------------------------------------------------------------------


def test_what_a_module_says_is_found_once_however_it_is_written(tmp_path):
    (tmp_path / "one.js").write_text('flash(say("甲。"));\nsay(\n  "乙 {} 丙",\n  number,\n);\nsay("甲。");', "utf-8")
    (tmp_path / "two.js").write_text('const said = essay("丁"), mine = say(name);', "utf-8")
    assert find_sentences(tmp_path) == ("乙 {} 丙", "甲。")


def test_all_that_the_modules_say_is_found():
    calls = sum(len(re.findall(r"\bsay\(", path.read_text("utf-8"))) for path in MODULES.glob("*.js"))
    literal = sum(len(re.findall(r'\bsay\("[^"\\]+"', path.read_text("utf-8"))) for path in MODULES.glob("*.js"))
    assert len(find_sentences(MODULES)) > 30 and calls == literal


@pytest.mark.parametrize("slug", TRADITIONAL)
def test_no_sentence_has_a_simplified_letter_left(slug):
    forms = forms_of(render_sentences(find_sentences(MODULES), slug)[1])
    assert forms and [form for form in forms.values() if detect_script(form) in ("simplified", "mixed")] == []
    assert all(sentence.count("{}") == form.count("{}") for sentence, form in forms.items())


@pytest.mark.parametrize(
    ("slug", "sentence", "form"),
    [
        ("zh-hant", "网络不通，请再试一次。", "網路不通，請再試一次。"),
        ("zh-hk", "网络不通，请再试一次。", "網絡不通，請再試一次。"),
        ("zh-hant", "有 {} 条新报道", "有 {} 條新報導"),
        ("zh-hk", "有 {} 条新报道", "有 {} 條新報道"),
        ("zh-hant", "您已退出登录", "您已登出"),
        ("zh-hant", "现在登录的账号是“{}”。", "現在登入的帳號是「{}」。"),
        ("zh-hk", "删除这条评论？", "刪除這則評論？"),
        ("zh-hans", "网络不通，请再试一次。", "网络不通，请再试一次。"),
    ],
)
def test_a_place_says_its_own_word(slug, sentence, form):
    assert convert_sentence(sentence, slug) == form


@pytest.mark.parametrize("slug", ["", "zh-hans"])
def test_where_no_form_differs_there_is_nothing_to_send(slug):
    mark, script = render_sentences(find_sentences(MODULES), slug)
    assert mark == "" and forms_of(script) == {}


def test_another_content_has_another_mark():
    marks = {
        render_sentences(("网络",), slug, table)[0]
        for slug in TRADITIONAL
        for table in (NO_WORDS, WordTable({"网络": "网"}))
    }
    assert len(marks) == 3  # the editors' word is the same in both


# -- the script ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("slug", TRADITIONAL)
def test_a_page_brings_the_sentences_of_its_variant_ahead_of_its_modules(client, slug):
    path = f"/{slug}/news/{make_article().pk}/"
    html, address = client.get(path).content.decode(), address_on(client, path)
    assert address.startswith(f"/{slug}/sentences-")
    assert html.index(address) < html.index('type="module"')
    answer = client.get(address)
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert forms_of(answer.content.decode())["网址已复制。"] == "網址已複製。"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/zh-hans/", "/admin/login/", "/zh-hans/missing/"])
def test_a_page_in_simplified_asks_for_none(client, path):
    assert address_on(client, path) is None


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/zh-hant/accounts/login/", "/zh-hant/missing/", "/zh-hant/offline/"])
def test_forms_and_error_pages_bring_them_too(client, path):
    assert client.get(address_on(client, path)).status_code == 200


@pytest.mark.django_db
def test_a_page_of_an_older_release_gets_what_is_said_now_and_keeps_it_briefly(client):
    answer = client.get("/zh-hant/sentences-0ld.js")
    assert forms_of(answer.content.decode())["删除"] == "刪除"
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.django_db
def test_an_editors_word_is_said_at_once_under_a_new_address(client):
    before = address_on(client, "/zh-hant/")
    word("复制", zh_hant="拷貝")
    after = address_on(client, "/zh-hant/")
    assert after != before and forms_of(client.get(after).content.decode())["网址已复制。"] == "網址已拷貝。"
    assert address_on(client, "/zh-hans/") is None


@pytest.mark.django_db
def test_the_script_is_everybodys(signed_in, tangju):
    browser = signed_in(tangju)
    answer = browser.get(address_on(browser, "/zh-hk/"))
    assert answer["Vary"] == "Accept-Encoding" and not answer.cookies and answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in().post("/zh-hk/sentences-1.js").status_code == 405


@pytest.mark.django_db
def test_the_service_worker_says_its_note_in_every_variant(client):
    code = client.get("/sw.js").content.decode()
    literal = re.search(r'OFFLINE_NOTES = JSON\.parse\((".*?")\);', code)[1]
    assert json.loads(json.loads(literal)) == {
        "": "离线副本：现在没有网络，这是上次读到的内容。",
        "zh-hans": "离线副本：现在没有网络，这是上次读到的内容。",
        "zh-hant": "離線副本：現在沒有網路，這是上次讀到的內容。",
        "zh-hk": "離線副本：現在沒有網絡，這是上次讀到的內容。",
    }
