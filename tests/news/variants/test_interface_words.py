"""The interface's own words: what Taiwan and Hong Kong read on our buttons, and never in what people wrote."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from news.variants.html import convert_html
from news.variants.interface import PLACES, WORDS, convert_sentence, interface_table
from news.variants.plain_text import convert_text, mark_kept, mark_people
from news.variants.script import detect_script
from news.variants.text import convert
from news.variants.word_table import NO_WORDS, WordTable

TERMS = Path(settings.BASE_DIR).parent / "shared" / "data" / "chinese" / "interface_terms.json"
ROWS = json.loads(TERMS.read_text("utf-8"))["rows"] if TERMS.exists() else []
TYPED = "网络登录账号"  # as people write it, and what it becomes of them and of the interface
PEOPLES, OURS = "網絡登錄帳號", "網路登入帳號"


@pytest.mark.skipif(not ROWS, reason="the list of terms is not part of the source")
def test_every_term_of_the_list_is_the_places_own():
    shown = [[convert_sentence(row["hans"], place) for place in PLACES] for row in ROWS]
    assert shown == [[row["tw"], row["hk"]] for row in ROWS]


@pytest.mark.parametrize(
    ("sentence", "tw", "hk"),
    [
        ("登录后可以设置邮箱。", "登入後可以設定電子信箱。", "登入後可以設定電郵地址。"),
        ("现在没有网络", "現在沒有網路", "現在沒有網絡"),
        ("复制链接到剪贴板", "複製連結到剪貼簿", "複製連結到剪貼簿"),
        ("保存账号设置", "儲存帳號設定", "儲存帳戶設定"),
        ("举报这条评论", "檢舉這則評論", "舉報這則評論"),
        ("退出所有设备", "登出所有裝置", "登出所有裝置"),
        ("用通行密钥登录", "用通行金鑰登入", "用通行密鑰登入"),
        ("还没有人参加", "還沒有人參加", "還沒有人參加"),
        ("采用并发布", "採用並發布", "採用並發佈"),
        ("《题》没有采用", "《題》沒有採用", "《題》沒有採用"),
    ],
)
def test_a_sentence_says_what_its_readers_say(sentence, tw, hk):
    assert (convert_sentence(sentence, "zh-hant"), convert_sentence(sentence, "zh-hk")) == (tw, hk)
    assert convert_sentence(sentence, "zh-hans") == sentence


@pytest.mark.parametrize(
    ("inside", "tw"),
    [
        ("电视频道", "電視頻道"),
        ("文件夹", "資料夾"),
        ("同一段文字段落", "同一段文字段落"),
        ("镜头像素", "鏡頭像素"),
        ("支持率", "支持率"),
        ("请返回复制", "請返回複製"),
        ("关联系统", "關聯系統"),
        ("短信息", "簡訊"),
        ("适应当前", "適應當前"),
    ],
)
def test_a_word_inside_another_is_none(inside, tw):
    assert convert_sentence(inside, "zh-hant") == tw


@pytest.mark.parametrize("place", PLACES)
def test_the_table_is_of_words_in_traditional(place):
    words = WORDS[place]
    assert len(words) > 150 and len({*map(tuple, WORDS.values())}) == 1
    assert [form for form in words.values() if detect_script(form) in ("simplified", "mixed")] == []


def test_the_table_is_one_object_whose_hash_is_that_of_its_words():
    table = interface_table("zh-hant", NO_WORDS, "花蛋")
    assert table is interface_table("zh-hant", NO_WORDS, "花蛋") and hash(table) == hash(WordTable(table.words))


def test_an_editors_word_wins_also_inside_a_longer_one_of_ours():
    assert convert_sentence("退出登录", "zh-hant", WordTable({"登录": "簽入"})) == "登出簽入"
    assert convert_sentence("登录", "zh-hk", WordTable({"登录": "簽入"})) == "簽入"


def test_the_name_of_the_site_is_its_operators(settings):
    settings.SITE_NAME = "网络视频报"
    assert convert_sentence("网络视频报：网络不通", "zh-hant") == "網絡視頻報：網路不通"


def test_a_title_in_a_sentence_is_somebodys():
    assert convert_sentence(f"您对《{TYPED}》的举报", "zh-hant") == f"您對《{PEOPLES}》的檢舉"


# -- whose a text of a page is ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>{TYPED}</p>", f"<p>{OURS}</p>"),
        (f"<p data-unit>{TYPED}</p>{TYPED}", f"<p data-unit>{PEOPLES}</p>{OURS}"),
        (f"<p>{TYPED}<a data-people>{TYPED}</a>{TYPED}</p>", f"<p>{OURS}<a data-people>{PEOPLES}</a>{OURS}</p>"),
        (
            f"<div data-people><div>{TYPED}</div><p>{TYPED}</p></div><p>{TYPED}</p>",
            f"<div data-people><div>{PEOPLES}</div><p>{PEOPLES}</p></div><p>{OURS}</p>",
        ),
        (
            f"<div data-people><div data-unit><div>{TYPED}</div></div>{TYPED}</div>{TYPED}",
            f"<div data-people><div data-unit><div>{PEOPLES}</div></div>{PEOPLES}</div>{OURS}",
        ),
        (
            f"<p data-unit>{TYPED}<i data-people>{TYPED}</i>{TYPED}</p>{TYPED}",
            f"<p data-unit>{PEOPLES}<i data-people>{PEOPLES}</i>{PEOPLES}</p>{OURS}",
        ),
        (f'<img alt="{TYPED}"><img data-people alt="{TYPED}">', f'<img alt="{OURS}"><img data-people alt="{PEOPLES}">'),
        (f'<i title="{TYPED}" data-people>{TYPED}</i>', f'<i title="{PEOPLES}" data-people>{PEOPLES}</i>'),
        (f'<button data-share="{TYPED}">{TYPED}</button>', f'<button data-share="{PEOPLES}">{OURS}</button>'),
        (
            f'<meta name="description" data-people content="{TYPED}">',
            f'<meta name="description" data-people content="{PEOPLES}">',
        ),
        (f"<title>{mark_people(TYPED)} - {TYPED}</title>", f"<title>{PEOPLES} - {OURS}</title>"),
        (f'<p title="{mark_people(TYPED)}{TYPED}">', f'<p title="{PEOPLES}{OURS}">'),
        (f"<p>{mark_kept(TYPED)}{TYPED}</p>", f"<p>{TYPED}{OURS}</p>"),
    ],
)
def test_what_people_wrote_has_none_of_the_interfaces_words(html, shown):
    assert convert_html(html, "zh-hant") == shown


def test_a_fragment_may_be_peoples_as_a_whole():
    html = f"<p>{TYPED}</p>{TYPED}"
    assert convert_html(html, "zh-hant", of_people=True) == f"<p>{PEOPLES}</p>{PEOPLES}"


def test_what_people_wrote_in_traditional_stays_beside_a_sentence_in_simplified():
    assert convert_html("<p>评论：<a data-people>並發症</a></p>", "zh-hk") == "<p>評論：<a data-people>並發症</a></p>"


@pytest.mark.parametrize(
    ("slug", "shown"), [("", f"{TYPED}：{TYPED}、{TYPED}"), ("zh-hant", f"{OURS}：{PEOPLES}、{TYPED}")]
)
def test_a_mail_says_ours_in_our_words_and_theirs_in_theirs(slug, shown):
    assert convert_text(f"{TYPED}：{mark_people(TYPED)}、{mark_kept(TYPED)}", slug) == shown


def test_the_dictionary_alone_says_what_people_wrote():
    assert convert(TYPED, "zh-hant") == PEOPLES
