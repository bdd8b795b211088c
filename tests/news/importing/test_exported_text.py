"""What exports say becomes the text of this site: bodies with their pictures, comments without HTML."""

import io

import pytest

from news.importing.exported_text import (
    BodyPicture,
    body_pieces,
    comment_text,
    join_body,
    title_of,
    with_head,
    words_of,
)
from news.importing.media_folder import find_picture
from news.importing.records import RecordError
from news.importing.spool import Head, parents_first
from news.importing.wordpress import read_wordpress
from news.importing.xml_stream import RECORD_MOST, ExportFile

BODIES = {
    "一\n二\n\n三": ["<p>一<br>二</p>", "<p>三</p>"],
    "<!-- wp:paragraph --><p>一</p><!-- /wp:paragraph -->\n\n<h1>题</h1>\n散文\n\n又": [
        "<p>一</p>",
        "<h2>题</h2>",
        "<p>散文</p>",
        "<p>又</p>",
    ],
    "看[gallery ids='1,2']图 -{繁}- [1]": ["<p>看图 -&#123;繁}- [1]</p>"],
    '<a href="javascript:x()" onclick="y">一</a><iframe src="//x"></iframe>': [
        '<p><a rel="noopener nofollow">一</a></p>'
    ],
    "": [],
}


@pytest.mark.parametrize("raw", BODIES)
def test_a_body_becomes_clean_paragraphs(raw):
    assert body_pieces(raw) == BODIES[raw]


UPLOADED = "http://o/wp-content/uploads/a"
CAPTION = (
    f'[caption id="a" width="300"]<a href="http://o/x"><img src="{UPLOADED}-300x200.jpg"/></a> 说 &amp; 明[/caption]'
)


def test_pictures_stand_before_their_paragraph_with_their_caption_and_only_once():
    pieces = body_pieces(f"{CAPTION}\n\n前 <img alt='' src='b.png'> 后\n\n<figure><img src=c.gif></figure>")
    assert pieces[:2] == [BodyPicture(f"{UPLOADED}-300x200.jpg", "说 & 明"), BodyPicture("b.png", "")]
    numbers = {f"{UPLOADED}.jpg": 1, "b.png": 2}
    assert join_body(pieces, numbers) == "<p>[图1]</p>\n<p>[图2]</p>\n<p>前  后</p>"
    assert words_of(join_body(pieces, numbers)) == words_of(join_body(pieces, {}))
    assert with_head(pieces, f"{UPLOADED}.jpg") == pieces
    assert with_head(pieces, "head.jpg")[0] == BodyPicture("head.jpg", "")


def test_the_largest_copy_of_a_picture_is_found_and_none_outside_of_the_folder(tmp_path):
    folder = tmp_path / "uploads"
    (folder / "2024").mkdir(parents=True)
    for name in ("2024/a.jpg", "2024/a-300x200.jpg", "图.png", "../secret.jpg"):
        (folder / name).write_bytes(b"x")
    wanted = "https://o/wp-content/uploads/2024/a-300x200.jpg?x=1"
    assert find_picture(folder, wanted) == (folder / "2024/a.jpg").resolve()
    assert find_picture(folder, "https://o/2020/%E5%9B%BE.png").name == "图.png"
    outside = [
        "../secret.jpg",
        "/uploads/../secret.jpg",
        "https://o/uploads/%2e%2e/secret.jpg",
        "http://[x",
        "a\x00b",
        "",
    ]
    assert [find_picture(folder, address) for address in outside] == [None] * len(outside)


TEXTS = {
    "<p>a<br>b</p>\n<p>c</p>": "a\nb\nc",
    "a\nb &lt;i&gt; <i>c</i>": "a\nb <i> c",
    '见<a href="http://x.example/">这里</a>': "见这里 http://x.example/",
    "1 < 2 也好": "1 < 2 也好",
}


@pytest.mark.parametrize("raw", TEXTS)
def test_a_comment_becomes_plain_text(raw):
    assert comment_text(raw) == TEXTS[raw]


@pytest.mark.parametrize("raw", ["", " <p></p>", "<script>x</script>", "字" * 20_001, "<div>" * 40_000, "x" * 200_001])
def test_a_comment_without_words_or_with_too_many_is_refused(raw):
    with pytest.raises(RecordError):
        comment_text(raw)


def test_titles_are_one_line_of_plain_text():
    assert title_of("一 &amp; <em>二</em>\n三", "") == "一 & 二 三"
    assert (title_of("", "<p>正文的头几个字</p>"), title_of("", "")) == ("正文的头几个字", "无题")


def test_no_comment_comes_before_its_parent_and_circles_are_opened():
    heads = [
        Head(1, "a", "c"),
        Head(2, "b", ""),
        Head(3, "c", "b"),
        Head(4, "x", "y"),
        Head(5, "y", "x"),
        Head(6, "z", "z"),
    ]
    assert [head.number for head in parents_first(heads)] == [2, 3, 1, 5, 4, 6]


class Endless(io.RawIOBase):
    """A file that begins like an export and goes on with the same bytes as long as it is read."""

    def __init__(self, piece, most):
        self.rest, self.piece, self.most = b"<rss><channel>\n", piece, most

    def read(self, size=-1):
        piece, self.rest, self.most = self.rest, self.piece, self.most - len(self.piece)
        return piece if self.most > 0 else b"</channel></rss>"


def test_a_file_may_be_of_any_size_but_a_record_that_does_not_end_is_refused():
    item = b"<item><title>t</title><guid>g</guid><wp_x>" + b"x" * 5000 + b"</wp_x></item>\n"
    records = sum(1 for _ in read_wordpress(ExportFile(Endless(item, 3 * RECORD_MOST))))
    endless = list(read_wordpress(ExportFile(Endless(b"<item>" + b"<b>y</b>" * 500, 10 * RECORD_MOST))))
    assert records > 10_000
    assert [problem.ends for problem in endless] == [True]


def test_lines_are_right_beyond_the_sixteen_bits_of_the_parser():
    text = b"<rss><channel>" + b"\n" * 70_000 + b"<item>\n\n<title>t</title></item></channel></rss>"
    assert [problem.line for problem in read_wordpress(ExportFile(io.BytesIO(text)))] == [70_001]
