"""Pages of the shapes from which editors paste: what of them becomes a story, and what does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.text.markup import clean_body
from news.text.pasted import read_paste

PAGE = "https://broadcaster.example/zhongwen/river"
BROADCASTER = """<html><head><title>河</title><style>p { color: red }</style><script>track()</script></head><body>
<nav><a href="/">首页</a></nav><main><h1>河边的旧书摊</h1>
<div class="share-tools"><button>分享</button><a href="https://social.example/share">转发到社交网站</a></div>
<p>　　书摊开了<b>二十年</b>，<a href="/zhongwen/earlier">此前的报道</a>说它要搬。</p>
<figure><div><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" class="lazy"><noscript><img src="/pictures/stall.jpg"
 alt="摊"></noscript></div><figcaption><span>图像来源</span>，河边的书摊</figcaption></figure>
<p> </p><p>&nbsp;</p><section class="related-topics"><h2>更多</h2><a href="/a">另一篇</a></section>
<h2>搬到哪里</h2><p onclick="steal()">还没有人知道。<img src="https://counter.example/dot.gif" width="1" height="1"></p>
<form><input name="mail"><button>订阅</button></form></main></body></html>"""
MESSENGER = """<div id="js_content"><section><p><span style="font-size:15px"><strong>编者按</strong>
：这是一段。</span></p><section><section><img class="rich_pages" data-src="https://pictures.example/a?fmt=png"
 src="data:image/svg+xml,%3Csvg%3E"></section></section><section><span>没有段落标签的第二段</span></section>
<p style="display:none">藏起来的一句</p><p><br></p></section></div>"""
FORUM = """<table width="100%"><tbody><tr><td class="t_f" id="post_1"><font size="4" color="#333">楼主说第一段<br><br>
第二段<br>紧接的一行<br />&nbsp;<br />第三段</font><font face="宋体"><img
 src="http://forum.example/b.jpg" onload="zoom()"></font>
<br><br><a href="javascript:void(0)">回复</a>末段<img
 src="static/smiley/1.gif" class="smilie"></td></tr></tbody></table>"""


def test_a_page_of_a_broadcaster_gives_its_text_its_picture_and_nothing_around_it():
    pasted = read_paste(BROADCASTER, PAGE)
    assert pasted.html.replace("\n", "") == (
        '<h2>河边的旧书摊</h2><p>书摊开了<b>二十年</b>，<a href="https://broadcaster.example/zhongwen/earlier" '
        'rel="noopener nofollow">此前的报道</a>说它要搬。</p><p>[贴图1]</p><h2>搬到哪里</h2><p>还没有人知道。</p>'
    )
    (picture,) = pasted.pictures
    assert picture.source == "https://broadcaster.example/pictures/stall.jpg"
    assert picture.caption == "图像来源，河边的书摊"


def test_a_page_of_a_messenger_gives_the_picture_that_it_loads_later():
    pasted = read_paste(MESSENGER)
    expected = "<p><strong>编者按</strong>：这是一段。</p><p>[贴图1]</p><p>没有段落标签的第二段</p>"
    assert pasted.html.replace("\n", "") == expected
    assert [one.source for one in pasted.pictures] == ["https://pictures.example/a?fmt=png"]


def test_a_page_of_a_forum_gives_paragraphs_and_no_tags():
    pasted = read_paste(FORUM)
    assert pasted.html.replace("\n", "") == (
        "<p>楼主说第一段</p><p>第二段<br>紧接的一行</p><p>第三段</p><p>[贴图1]</p><p>回复末段</p>"
    )
    assert [one.source for one in pasted.pictures] == ["http://forum.example/b.jpg"]


def test_html_without_blocks_becomes_a_paragraph():
    assert read_paste("没有标签的<b>一行</b>").html == "<p>没有标签的<b>一行</b></p>"


def test_a_table_of_figures_stays_and_one_that_lays_out_a_page_goes():
    figures = "<table><tr><th>年</th><th>人数</th></tr><tr><td>2025</td><td>31</td></tr></table>"
    assert "<td>31</td>" in read_paste(figures).html
    layout = "<table><tr><td>左<table><tr><td>右</td></tr></table></td></tr></table>"
    assert read_paste(layout).html == "<p>左</p><p>右</p>"


def test_a_document_of_a_word_processor_loses_its_styles_and_keeps_its_lists():
    html = (
        "<!--StartFragment--><b style='font-weight:normal' id='docs-internal-guid-1'><p class=MsoNormal>甲"
        "<o:p></o:p></p>"
        "<ul><li><p>一</p></li></ul></b><img src='file:///C:/a.png' width='400'><!--EndFragment-->"
    )
    pasted = read_paste(html)
    assert pasted.html.replace("\n", "") == "<p>甲</p><ul><li><p>一</p></li></ul><p>[贴图1]</p>"
    assert pasted.pictures[0].source == "file:///C:/a.png"


@pytest.mark.parametrize(
    "hostile",
    [
        "<p onmouseover=alert(1)>甲</p><script>alert(1)</script>",
        "<a href=' jAvascript:alert(1)'>甲</a><svg onload=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><p style='background:url(javascript:alert(1))'>甲</p>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>甲",
        "<p>甲</p><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form>",
    ],
)
def test_nothing_of_a_hostile_paste_acts(hostile):
    html = read_paste(hostile).html
    assert "甲" in html
    assert not any(
        word in html.lower() for word in ("script", "onerror", "onload", "onmouse", "style", "iframe", "<img")
    )


@given(st.text(alphabet=st.sampled_from("<>/pbimgdv= \"'[]图1a甲\n&;#"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_whatever_is_pasted_is_a_body_that_the_sanitiser_leaves_alone(text):
    html = read_paste(text).html
    assert clean_body(html) == html


@pytest.mark.parametrize(
    "piece", ["<a>甲</a>", "<span>甲</span>", "<button>乙</button>甲", "<noscript><img src=x></noscript>甲"]
)
def test_a_paste_of_very_many_elements_is_read_whole(piece):
    assert read_paste(piece * 5_000).html.count("甲") == 5_000
