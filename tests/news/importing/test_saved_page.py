"""The reader of saved pages: every part of the form, and for what is no such page the line where that shows."""

import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importing.saved_page import PageError, read_page

BODY = "旧桥重开的消息传得很快，两岸都有人来看。\n\n桥上的人\n\n第二天，守桥人把门打开了。"
HEAD = "评论人:{author}[{badge}][个人频道][个人动态] {when} 回复"


def row(author="糖桔", badge="☆品衔R4☆", when="2024年06月18日7:26", text="说得在理", counts="\xa0"):
    """One comment as the portal saves it."""
    return f"{HEAD.format(author=author, badge=badge, when=when)}\n{text}\n{counts}"


def saved(*rows, **parts):
    """A page of our own in the form of the saved one; `parts` replaces its title, sources, when, body and so on."""
    part = {
        "title": "界河旧桥重开(图)",
        "sources": "海陆晚报/南洋商讯",
        "when": "2024-06-18 1:44:59",
        "body": BODY,
        "editor": "睿文",
        "flowers": "0",
        "eggs": "3",
        "stated": "27 条",
        "end": "新闻速递首页 | 近期热门新闻",
    } | parts
    return "\n".join(
        [
            "时政·财经·军事 | 生活·家庭·娱乐",
            "首页 · 【网友评论:27 条】",
            "",
            part["title"],
            "",
            f"新闻来源: {part['sources']} 于{part['when']} \xa0提示:新闻观点不代表本网立场",
            "",
            part["body"],
            "",
            "\t\t\t",
            f"网编:{part['editor']}",
            "",
            f"鲜花({part['flowers']})",
            "",
            f"鸡蛋({part['eggs']})",
            part["stated"],
            "扫一扫二维码[Scan QR Code]",
            "热门评论当前热评  更多评论...",
            *rows,
            part["end"],
            "返回前页",
        ]
    )


def line_of(text, words):
    """The number, from 1, of the last line that holds these words."""
    return max(number for number, line in enumerate(text.split("\n"), 1) if words in line)


PAGE = saved(row(counts="7 \xa0"), row("扶风", "★品衔R5★", text="上一行\n下一行", counts="\xa0 3"))


def test_every_part_of_a_page_is_read():
    page = read_page(PAGE)
    assert (page.title, page.pictures, page.video) == ("界河旧桥重开", 1, False)
    assert (page.sources, page.when) == (["海陆晚报", "南洋商讯"], datetime(2024, 6, 18, 1, 44, 59))
    assert (page.editor, page.flowers, page.eggs, page.stated) == ("睿文", 0, 3, 27)
    assert [kind for kind, _ in page.body] == ["p", "h2", "p"]


def test_every_part_of_a_comment_is_read_in_the_order_of_the_file():
    first, second = read_page(PAGE).comments
    assert (first.author, first.badge, first.when) == ("糖桔", "☆品衔R4☆", datetime(2024, 6, 18, 7, 26))
    assert (first.text, first.flowers, first.eggs) == ("说得在理", 7, 0)
    assert (second.author, second.text, second.flowers, second.eggs) == ("扶风", "上一行\n下一行", 0, 3)


@pytest.mark.parametrize(
    ("counts", "read"),
    [
        ("7 \xa0", (7, 0)),
        ("\xa0 3", (0, 3)),
        ("\xa0", (0, 0)),
        ("18 \xa0 2", (18, 2)),
        ("  7 \xa0  ", (7, 0)),
        (" \xa0 ", (0, 0)),
    ],
)
def test_a_blank_count_is_a_zero(counts, read):
    comment = read_page(saved(row(counts=counts))).comments[0]
    assert (comment.flowers, comment.eggs) == read


@pytest.mark.parametrize(
    ("mark", "pictures", "video"),
    [
        ("(图)", 1, False),
        ("（图）", 1, False),
        ("(组图)", 2, False),
        (" (多图)", 2, False),
        ("(视频)", 0, True),
        ("(组图/视频)", 2, True),
        ("", 0, False),
    ],
)
def test_the_mark_leaves_the_title(mark, pictures, video):
    page = read_page(saved(row(), title=f"界河旧桥重开{mark}"))
    assert (page.title, page.pictures, page.video) == ("界河旧桥重开", pictures, video)


@pytest.mark.parametrize("title", ["旧桥重开(上)", "旧桥(图)重开", "旧桥重开(图们江)", "图"])
def test_other_brackets_stay_in_the_title(title):
    assert read_page(saved(row(), title=title)).title == title


@pytest.mark.parametrize(
    "change", [str, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t + "\n\n"]
)
def test_line_ends_and_marks_of_order_make_no_difference(change):
    assert read_page(change(PAGE)) == read_page(PAGE)


def test_a_page_that_nobody_has_commented_on_is_a_page():
    page = read_page(saved())
    assert (page.title, page.comments) == ("界河旧桥重开", [])


def test_a_short_line_after_a_wide_gap_is_the_caption_of_what_stood_there():
    body = "第一段话说得很完整。\n\n\n\n晨雾中的旧桥(资料照)\n\n小题\n\n第二段。"
    assert [kind for kind, _ in read_page(saved(row(), body=body)).body] == ["p", "caption", "h2", "p"]


def test_a_blank_line_inside_a_comment_stays():
    assert read_page(saved(row(text="上\n\n下"))).comments[0].text == "上\n\n下"


@pytest.mark.parametrize(
    "author", ["糖[桔]", "a]b[c", "<b>", "糖 桔", "\u202e糖桔", "👨‍👩‍👧", "糖" + "\u0301" * 30, "评论人:糖桔"]
)
def test_a_hostile_name_is_read_as_it_stands(author):
    assert read_page(saved(row(author))).comments[0].author == author


BROKEN = [
    ("", "", "新闻来源", 1),
    ("这只是一段话。\n另一段。", "", "新闻来源", 1),
    (saved(row(), when="2024-02-30 1:44:59"), "于2024-02-30", "时间", None),
    (saved(row(), when="2024-06-18 25:44:59"), "25:44:59", "时间", None),
    (PAGE.split("\n", 5)[5], "新闻来源", "标题", None),
    (saved(row(), title="(图)"), "(图)", "标题", None),
    (saved(row(when="2024年13月18日7:26")), "13月", "时间", None),
    (saved(row(when="2024年06月18日7:61")), "7:61", "时间", None),
    (saved("不是评论", row()), "不是评论", "评论人", None),
    (saved(row(), row("扶风", text="没有数", counts="")), "没有数", "鲜花与鸡蛋", None),
    (saved(row(counts="7  3")), "7  3", "鲜花与鸡蛋", None),
    (saved(row(counts="七 \xa0")), "七 \xa0", "鲜花与鸡蛋", None),
    (saved(row(counts="-7 \xa0")), "-7", "鲜花与鸡蛋", None),
    (saved(row(), end="没有页脚"), "返回前页", "鲜花与鸡蛋", None),
]


@pytest.mark.parametrize(("text", "at", "what", "line"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_such_page_is_told_with_its_line(text, at, what, line):
    with pytest.raises(PageError, match=what) as refusal:
        read_page(text)
    assert refusal.value.line == (line or line_of(text, at))
    assert str(refusal.value).startswith(f"第 {refusal.value.line} 行：")


@pytest.mark.parametrize("lost", ["网编:", "鲜花(", "鸡蛋(", "热门评论"])
def test_a_part_that_is_missing_is_named(lost):
    text = "\n".join(line for line in PAGE.split("\n") if not line.startswith(lost))
    with pytest.raises(PageError, match=re.escape(lost)) as refusal:
        read_page(text)
    assert line_of(text, "新闻来源") <= refusal.value.line <= text.count("\n") + 1


def test_a_comment_without_words_is_told_at_the_line_where_they_should_stand():
    text = saved(row(), f"{HEAD.format(author='扶风', badge='★品衔R5★', when='2024年06月18日2:30')}\n\xa0")
    with pytest.raises(PageError, match="没有正文") as refusal:
        read_page(text)
    assert refusal.value.line == line_of(text, "评论人:扶风") + 1


@pytest.mark.parametrize("hurt", ["[个人动态]", " 回复", "[★品衔R5★]", "2024年", "2:30"])
def test_a_damaged_first_line_never_becomes_words_of_the_comment_above(hurt):
    text = saved(row(), row("扶风", "★品衔R5★", "2024年06月18日2:30").replace(hurt, "", 1), row("青禾"))
    with pytest.raises(PageError) as refusal:
        read_page(text)
    assert refusal.value.line == line_of(text, "评论人:扶风")


LINES = PAGE.split("\n")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES)), st.text(max_size=12))
def test_a_hurt_page_is_read_or_refused_with_a_line_and_nothing_else(at, to, instead):
    text = "\n".join([*LINES[:at], instead, *LINES[max(at, to) :]])
    try:
        page = read_page(text)
    except PageError as refusal:
        assert 1 <= refusal.line <= max(1, text.count("\n") + 1)
    else:
        assert page.title and page.sources


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1, max_size=60)


@settings(max_examples=100, deadline=None)
@given(st.lists(TYPED.filter(lambda line: line.strip(" ") == line), min_size=1, max_size=4), st.integers(0, 9999))
def test_whatever_was_said_is_read_as_it_was_said(lines, flowers):
    text = "\n".join(lines)
    comment = read_page(saved(row(text=text, counts=f"{flowers or ''} \xa0"), row("扶风"))).comments[0]
    assert (comment.text, comment.flowers) == (text, flowers)
