"""The file of a saved page: whatever character set, script or form of HTML it was saved in, the page is the same."""

import codecs
import re
from dataclasses import replace
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importing.saved_file import MOST_BYTES, read_file
from news.importing.saved_page import PageError, read_page
from news.variants.folding import fold
from news.variants.opencc_tables import convert_run
from tests.news.importing.test_saved_page import row, saved

BODY = (
    "\u3000\u3000旧桥重开的消息传得很快，两岸都有人来看。\n\n\n\n晨雾中的旧桥(资料照)\n\n桥上的人\n\n"
    "第二天，守桥人把门\xa0打开了，Tom & Jerry <二人> 也在。"
)
ROWS = [
    row(counts="7 \xa0"),
    row("扶风", "★品衔R5★", "2024年06月18日2:30", "\u3000\u3000上一行\n下一行", "\xa0 3"),
    row("郑长仁", "♂☆★声望品衔8★☆♂", text="两\xa0格", counts="\xa0"),
    row("eric703", text="666", counts="18 \xa0 2"),
]
PAGE = saved(*ROWS, body=BODY)


def with_lines(each, page=PAGE):
    """A page with `each` of (line, blank lines above it) made into HTML."""
    out, blank = [], 0
    for line in page.split("\n"):
        if line.strip(" \t"):
            out.append(each(escape(line.strip(" \t"), quote=False).replace("\xa0", "&nbsp;"), blank))
            blank = 0
        else:
            blank += 1
    return "\n".join(out)


def in_table(page=PAGE):
    rows = with_lines(lambda line, blank: f"<tr><td>{'<img src=a_files/b.jpg>' * (blank > 2)}<tr><td>{line}", page)
    return f"<table>{rows}</table>"


HTML = {
    "lines": lambda page: "<br>\n".join(escape(line, quote=False) for line in page.split("\n")),
    "paragraphs": lambda page: with_lines(
        lambda line, blank: f"{'<p><img src=a_files/b.jpg></p>' * (blank > 2)}<p>\n   {line}\n</p>", page
    ),
    "empty paragraphs": lambda page: with_lines(lambda line, blank: "<p></p>" * blank + f"<div>{line}</div>", page),
    "spaced": lambda page: f'<pre style="white-space: pre-wrap">{escape(page)}</pre>',
    "table": in_table,
    "hidden parts": lambda page: with_lines(
        lambda line, blank: (
            f"{'<br>' * blank}<div>{line}<span hidden>暗</span><textarea>写</textarea></div>"
            '<form style="display: none">回复<button>提交</button></form><script>var a = "<p>码"</script>'
        ),
        page,
    ),
}


def page_in(form, head="", page=PAGE):
    return (
        "<!DOCTYPE html>\n<!-- saved from url=(0042)https://news.example.org/index.php?p=1 -->\n"
        f"<html><head>{head}<title>别的</title></head><body>{HTML[form](page)}</body></html>"
    )


@pytest.mark.parametrize("form", HTML)
def test_every_form_of_html_is_the_page_that_it_shows(form):
    assert read_file(page_in(form).encode()) == read_page(PAGE)


META = {
    "none": "",
    "html5": '<meta charset="{}">',
    "bare": "<meta charset={}>",
    "html4": "<META content='text/html; charset={}' http-equiv=Content-Type>",
}
SETS = [("gb2312", "gb18030"), ("GBK", "gbk"), ("gb18030", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb18030")]


@pytest.mark.parametrize("meta", META)
@pytest.mark.parametrize(("declared", "written"), SETS)
def test_a_page_is_read_in_its_character_set_declared_or_not(meta, declared, written):
    html = page_in("paragraphs", META[meta].format(declared))
    assert read_file(html.encode(written, "xmlcharrefreplace")) == read_page(PAGE)


@pytest.mark.parametrize("script", ["", "<script>" + "var a = 1;\n" * 20_000 + "</script>"], ids=["short", "long"])
def test_a_long_script_does_not_hide_the_character_set(script):
    for page, charset in ((PAGE, "gb18030"), (convert_run("s2t", PAGE), "big5hkscs")):
        raw = page_in("table", script, page).encode(charset, "xmlcharrefreplace")
        assert read_file(raw) == read_page(page)


@pytest.mark.parametrize("charset", ["gb18030", "gbk", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_its_character_set(charset):
    assert read_file(PAGE.encode(charset, "xmlcharrefreplace")) == read_page(PAGE)


@pytest.mark.parametrize("charset", ["big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("meta", META)
def test_a_traditional_page_is_read_in_big5(charset, meta):
    page = convert_run("s2t", PAGE)
    assert read_file(page.encode(charset, "xmlcharrefreplace")) == read_page(page)
    html = page_in("paragraphs", META[meta].format("big5"), page)
    assert read_file(html.encode(charset, "xmlcharrefreplace")) == read_page(page)


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk", "s2twp"])
@pytest.mark.parametrize("mark", ["(图)", "(组图)", "(视频)", "(组图/视频)"])
def test_a_page_in_traditional_is_the_same_page_in_its_own_letters(config, mark):
    page = saved(*ROWS, body=BODY, title=f"界河旧桥重开{mark}")
    simple, full = read_page(page), read_file(convert_run(config, page).encode())
    assert (full.title, full.sources[0]) == ("界河舊橋重開", "海陸晚報")
    assert [one.badge[-3:] for one in full.comments] == [one.badge[-3:] for one in simple.comments]
    for one, other in zip(simple.comments, full.comments, strict=True):
        assert replace(one, author="", badge="", text="") == replace(other, author="", badge="", text="")
        assert [fold(one.author), fold(one.text)] == [fold(other.author), fold(other.text)]
    parts = {"title": "", "sources": [], "body": [], "editor": "", "comments": []}
    assert replace(simple, **parts) == replace(full, **parts)
    assert [kind for kind, _ in simple.body] == [kind for kind, _ in full.body]
    if config != "s2twp":  # which changes words too
        assert [fold(text) for _, text in simple.body] == [fold(text) for _, text in full.body]


@pytest.mark.parametrize("form", ["lines", "paragraphs", "spaced"])
def test_no_break_spaces_stay_in_texts(form):
    page = read_file(page_in(form).encode())
    assert page.body[0][1].startswith("\u3000\u3000旧桥") and "门\xa0打开" in page.body[-1][1]
    assert [one.text for one in page.comments[1:3]] == ["\u3000\u3000上一行\n下一行", "两\xa0格"]


@pytest.mark.parametrize("charset", ["gbk", "gb18030", "utf-8"])
def test_counts_are_read_where_a_save_has_made_their_spaces_plain(charset):
    page = PAGE.replace("\xa0", " ")
    counts = [(one.flowers, one.eggs) for one in read_file(page.encode(charset)).comments]
    assert counts == [(7, 0), (0, 3), (0, 0), (18, 2)]
    trimmed = re.sub(r" +$", "", page, flags=re.MULTILINE)
    assert [(one.flowers, one.eggs) for one in read_file(trimmed.encode(charset)).comments] == counts


BROKEN = [
    (b"\xff\n", "UTF-8", 1),
    (PAGE.encode() + b"\n\xff\n", "UTF-8", PAGE.count("\n") + 2),
    (PAGE.encode("gb18030")[:-1], "UTF-8", 1),
    (codecs.BOM_UTF16_LE + b"\x00", "UTF-8", None),
    (b"<html>" + b"<div>" * 3000, "嵌套过深", 1),
    (b"<html><p>a</html>", "按网页显示", None),
    (b"", "新闻来源", 1),
    (b"a\nb\x00", "不能保存", 2),
    (b" " * (MOST_BYTES + 1), "文件过大（最多 5 MB）", 1),
    (b"<!--", "新闻来源", None),
]


@pytest.mark.parametrize(("raw", "what", "line"), BROKEN, ids=range(len(BROKEN)))
def test_a_file_that_cannot_be_read_is_refused_with_its_line(raw, what, line):
    with pytest.raises(PageError, match=what) as refusal:
        read_file(raw)
    assert line in (None, refusal.value.line)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused(raw, html):
    with pytest.raises(PageError):
        read_file(b"<html>" * html + raw)


HURT = "<p> </p> <div\thidden> </div> <br> <img> <pre> </pre> 字 <table> <td> &nbsp; <!-- <script> &#0; <b <textarea>"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*HURT.split(" "), " ", "\n"]), max_size=40))
def test_broken_html_is_refused(pieces):
    with pytest.raises(PageError):
        read_file(("<html>" + "".join(pieces)).encode())
