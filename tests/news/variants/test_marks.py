"""What an editor says of scripts inside a story: -{ left alone }- and -{zh-hans:…;zh-hant:…}-."""

import re
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.editing.forms import ArticleForm
from news.models import Article, Channel
from news.text.markup import clean_body
from news.variants.html import convert_html
from news.variants.marks import LONGEST, broken, forms_of, render_marks, strip_marks
from tests.conftest import make_article
from tests.wordings import body, nothing_kept, page, seen  # noqa: F401  (fixture)

EVERY = pytest.mark.parametrize("slug", ["", "zh-hans", "zh-hant", "zh-hk"])
BOTH = "-{zh-hans:博客;zh-hant:部落格}-"


def shown(text, slug):
    """A paragraph typed by an editor, as a view shows it; plain words."""
    html = render_marks(clean_body(text))
    return unescape(seen(convert_html(html, slug) if slug else html))


@EVERY
def test_what_stands_between_the_marks_is_left_alone(slug):
    said = shown("名将-{里皮}-在国家队里面", slug)
    assert said.startswith("名将里皮" if slug in ("", "zh-hans") else "名將里皮")
    assert said.endswith({"zh-hant": "在國家隊裡面", "zh-hk": "在國家隊裏面"}.get(slug, "在国家队里面"))


@pytest.mark.parametrize(
    ("mark", "views"),
    [
        ("-{zh-hans:博客;zh-hant:部落格;zh-hk:網誌}-", ["博客", "博客", "部落格", "網誌"]),
        (BOTH, ["博客", "博客", "部落格", "部落格"]),
        ("-{zh-hk:網誌}-", ["網誌", "網誌", "網誌", "網誌"]),
        ("-{zh-hans:里皮;zh-hk:納比}-", ["里皮", "里皮", "納比", "納比"]),
        ("-{ zh-hant : 部落格 ; zh-hans : 博客 ; }-", ["博客", "博客", "部落格", "部落格"]),
        ("-{zh-hans:;zh-hant:部落格}-", ["", "", "部落格", "部落格"]),
        ("-{zh-hans:A&B;zh-hant:乙&丙}-", ["A&B", "A&B", "乙&丙", "乙&丙"]),
        ("-{zh-hans:甲；乙;zh-hant:甲;乙}-", ["甲；乙", "甲；乙", "甲;乙", "甲;乙"]),
        ("-{zh-cn:博客}-", ["zh-cn:博客"] * 4),
        ("-{时间:国家}-", ["时间:国家"] * 4),
        ("-{}-", [""] * 4),
    ],
)
def test_each_view_shows_its_own_form_and_the_nearest_where_none_is_named(mark, views):
    assert [shown(f"前{mark}后", slug)[1:-1] for slug in ("", "zh-hans", "zh-hant", "zh-hk")] == views


BROKEN = ["前-{国家", "国家}-后", "-{国-{家}-}-", "-{国", "-{国}", "{国}-", f"-{{{'国' * (LONGEST + 1)}}}-"]


@EVERY
@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_mark_loses_no_letter(slug, text):
    back = shown(text, slug).replace("國", "国").replace("後", "后")
    assert back == (text if text != BROKEN[2] else "-{国家}-")
    assert broken(text) == {2: 2, 4: 1, 5: 1, 6: 2}.get(BROKEN.index(text), 1)


HOSTILE = [
    '" onmouseover="alert(1)',
    "'><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;",
    '"><b>',
    "</span></p>",
    "--><!--",
    '" translate="yes',
    'zh-hans:" x="',
    'data-zh-hans="国"',
    "\ufdd0\ufdd1\ufdd2",
]


@EVERY
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("mark", ["-{%s}-", "-{zh-hans:%s;zh-hant:%s}-"])
def test_hostile_words_inside_a_mark_stay_words(slug, text, mark):
    html = render_marks(clean_body(mark.replace("%s", escape(text, quote=False))))
    html = convert_html(html, slug) if slug else html
    tags = re.findall(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""", html)
    ours = r"</?p>|</span>|<span( (translate|lang|class|data-zh-han[st]|data-zh-hk)=\"[^\"]*\")+>"
    assert [tag for tag in tags if not re.fullmatch(ours, tag)] == []
    assert "<" not in seen("".join(re.split(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""", html)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["-{", "}-", "国家", "zh-hans:", "zh-hk:", ";", "&", '"', "里", "-"]), max_size=14))
def test_marks_of_any_shape_never_break_the_page(pieces):
    html = clean_body("".join(pieces))
    for slug in ("zh-hans", "zh-hant", "zh-hk"):
        turned = convert_html(render_marks(html), slug)
        assert turned.count("<span") == turned.count("</span>") and turned.count("<p>") == html.count("<p>")
        assert "data-zh" not in turned


@EVERY
def test_marks_inside_tags_are_not_touched(slug):
    html = render_marks(clean_body(f'<p><a href="/x?q=-{{国}}-" title="a>b {BOTH}">看</a></p>'))
    assert "<span" not in (convert_html(html, slug) if slug else html)
    assert 'href="' + (f"/{slug}" if slug else "") + '/x?q=-{国}-"' in (convert_html(html, slug) if slug else html)


@EVERY
def test_a_mark_in_a_link_or_between_emphases_is_obeyed(slug):
    said = shown(f'<p>读<a href="http://example.com/">{BOTH}</a>和<b>-{{里皮}}-</b></p>', slug)
    assert said == {"zh-hant": "讀部落格和里皮", "zh-hk": "讀部落格和里皮"}.get(slug, "读博客和里皮")


@pytest.mark.django_db
@EVERY
def test_the_signs_of_marks_show_in_no_list_search_or_description(client, slug):
    text = f"开头{BOTH}与-{{里皮}}-、-{{a &lt; b}}-结尾"
    make_article("新博客时代", body=f"<p>{text}</p>")
    article = Article.objects.get()
    prefix = f"/{slug}" if slug else ""
    pages = [
        f"/news/{article.pk}/",
        "/",
        "/channels/politics/",
        "/search/?q=里皮",
        "/search/?q=部落格",
        "/search/?q=博客",
    ]
    for path in pages:
        html = client.get(prefix + path).content.decode()
        assert "-{" not in html and "}-" not in html and "zh-hans:" not in html, path
        assert "时代" in html or "時代" in html, path
    assert "博客 部落格" in article.summary or "博客部落格" in article.summary


def test_a_text_without_marks_names_every_form():
    assert strip_marks("前-{zh-hans:甲;zh-hk:乙}-后-{丙}-") == "前甲 乙后丙"
    assert forms_of("zh-hans:A&amp;B;zh-hant:C") == {"zh-hans": "A&amp;B", "zh-hant": "C"}


INLINES = ["sources", "photos", "videos", "corrections", "wordings", "related", "old_addresses"]


def story(**fields):
    empty = {f"{name}-{part}_FORMS": 0 for name in INLINES for part in ("TOTAL", "INITIAL")}
    channel = Channel.objects.get(slug="politics").pk
    return empty | {"channel": channel, "title": "界河", "body": "一句。", "missing_pictures": 0} | fields


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "wrong"), [("前-{国家", 1), ("-{国}-与}-和-{", 2), ("-{里皮}-", 0), (BOTH, 0)])
def test_the_editor_is_told_of_a_broken_mark_when_saving(signed_in, cast, text, wrong):
    html = signed_in(cast.ruiwen).post("/admin/news/article/add/", story(body=text), follow=True).content.decode()
    assert Article.objects.count() == 1
    assert (f"正文里有 {wrong} 处" in html, "没有配对" in html) == (bool(wrong), bool(wrong))


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["-{里皮}-来了", "里皮}-", "-{"])
def test_a_title_refuses_marks_in_a_sentence(signed_in, cast, title):
    form = ArticleForm({"channel": 1, "title": title, "body": "一句。", "missing_pictures": 0})
    assert form.errors["title"] == ["标题里不能用 -{ }-：请在下面“转换用词”里写。"]
    html = signed_in(cast.ruiwen).post("/admin/news/article/add/", story(title=title)).content.decode()
    assert "标题里不能用" in html and Article.objects.count() == 0


@pytest.mark.django_db
@EVERY
def test_the_page_of_a_story_obeys_its_marks(client, slug):
    article = make_article(body=clean_body(f"我的{BOTH}说-{{里皮}}-。"))
    text = seen(body(page(client, article, slug)))
    assert text == {"zh-hant": "我的部落格說里皮。", "zh-hk": "我的部落格說里皮。"}.get(slug, "我的博客说里皮。")
