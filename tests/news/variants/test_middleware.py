"""The variant in the address: whoever is inside a prefix stays there, whatever they press; the admin stands outside."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import Comment
from news.models import Source
from news.variants.middleware import split_prefix
from news.variants.text import VARIANTS
from tests.conftest import PASSWORD, SCRIPT, make_article, make_reader

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
EVERY = pytest.mark.parametrize("slug", VARIANTS)
OUTSIDE = [
    "/admin/",
    "/admin/login/",
    "/static/css/base.css",
    "/media/photos/a.jpg",
    "/healthz",
    "/zh-hk/",
    "/zh-hant/",
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(VARIANTS)), st.text(alphabet="/news5国?#\\.-@zhant ", max_size=20))
def test_a_prefix_and_the_rest_make_the_path_again(slug, rest):
    found, path = split_prefix(f"/{slug}/{rest}")
    assert (f"/{found}" if found else "") + path == f"/{slug}/{rest}"
    assert path.startswith("/")


@EVERY
def test_every_link_of_a_page_stays_inside(client, article, say, tangju, fufeng, slug):
    say(fufeng, "@糖桔 见 https://example.com/a", say(tangju, "说得在理"))
    Source.objects.create(article=article, name="海陆晚报")
    html = client.get(f"/{slug}/news/{article.pk}/").content.decode()
    own = re.findall(r'<(?:a|form|button)\b[^>]*\s(?:href|action|formaction)="(/[^"]*)"(?![^>]*data-as-is)', html)
    outside = [link for link in own if not link.startswith(f"/{slug}/") and not re.match("/zh-han[st]/|/zh-hk/", link)]
    assert len(own) > 30
    assert outside == []


@EVERY
@pytest.mark.parametrize("path", OUTSIDE)
def test_the_desk_and_files_have_no_prefix(client, slug, path):
    assert client.get(f"/{slug}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/zh-xx/", "/ZH-HANT/", "/zh-hant2/", "/zh-hant//news/1/"])
def test_what_is_no_prefix_is_a_plain_404(client, path):
    assert client.get(path).status_code == 404


@EVERY
@ROADS
def test_a_comment_is_posted_under_the_prefix(signed_in, article, tangju, slug, road):
    answer = signed_in(tangju).post(f"/{slug}/news/{article.pk}/comments/", {"text": "国家里面", "key": "k"}, **road)
    comment = Comment.objects.get()
    assert comment.text == "国家里面"
    if road:
        assert f'formaction="/{slug}/comments/{comment.pk}/votes/' in answer.content.decode()
        assert {"zh-hans": "国家里面", "zh-hant": "國家裡面", "zh-hk": "國家裏面"}[slug] in answer.content.decode()
    else:
        assert answer["Location"] == f"/{slug}/comments/{comment.pk}/#comment-{comment.pk}"


@EVERY
@ROADS
def test_a_vote_under_the_prefix_counts_and_comes_back_inside(signed_in, say, tangju, fufeng, slug, road):
    comment = say(tangju, "说得在理")
    answer = signed_in(fufeng).post(f"/{slug}/comments/{comment.pk}/votes/?kind=flower", **road)
    comment.refresh_from_db()
    assert comment.flowers == 1
    assert road or answer["Location"].startswith(f"/{slug}/")


@ROADS
def test_a_refused_draft_comes_back_as_it_was_typed(signed_in, settings, article, say, tangju, road):
    settings.COMMENT_INTERVAL_SECONDS = 60
    say(tangju, "先来一句")
    answer = signed_in(tangju).post(f"/zh-hant/news/{article.pk}/comments/", {"text": "国家里面"}, **road)
    html = answer.content.decode()
    assert answer.status_code == 429
    assert re.search(r"<textarea[^>]*>国家里面</textarea>", html)
    assert "發得太快了" in html


@EVERY
def test_signing_in_and_out_stays_inside(client, article, tangju, slug):
    form = {"login": "糖桔", "password": PASSWORD, "next": f"/news/{article.pk}/"}
    answer = client.post(f"/{slug}/accounts/login/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"/{slug}/news/{article.pk}/")
    assert client.post(f"/{slug}/accounts/logout/")["Location"] == f"/{slug}/"


@EVERY
@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil.example"])
def test_nobody_is_led_to_another_site(client, tangju, slug, target):
    answer = client.post(f"/{slug}/accounts/login/", {"login": "糖桔", "password": PASSWORD, "next": target})
    assert re.match(rf"/{slug}/($|[^/\\])", answer["Location"])


@EVERY
def test_a_missing_slash_is_added_inside(client, article, slug):
    assert client.get(f"/{slug}/news/{article.pk}")["Location"] == f"/{slug}/news/{article.pk}/"


def test_a_guests_way_through_the_door_stays_inside(client, article):
    answer = client.post(f"/zh-hk/news/{article.pk}/comments/", {"text": "先写再登录"})
    assert answer.status_code == 303
    assert answer["Location"].startswith("/zh-hk/accounts/login/?next=")


@pytest.mark.parametrize(
    ("path", "sentence"), [("/zh-hant/nothing/", "沒有找到這一頁"), ("/zh-hant/news/0/", "沒有找到這一頁")]
)
def test_an_error_is_said_in_the_readers_script(client, path, sentence):
    answer = client.get(path)
    assert answer.status_code == 404
    assert sentence in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_the_readers_script(article, tangju):
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.force_login(tangju)
    answer = client.post(f"/zh-hant/news/{article.pk}/comments/", {"text": "国家"})
    assert answer.status_code == 403
    assert "登入狀態有變化" in answer.content.decode()
    assert Comment.objects.count() == 0


def test_each_view_has_a_mark_of_its_own(client, article):
    pages = {client.get(f"{prefix}/news/{article.pk}/")["ETag"] for prefix in ["", *(f"/{slug}" for slug in VARIANTS)]}
    assert len(pages) == 4
    as_written = client.get(f"/news/{article.pk}/")["ETag"]
    assert client.get(f"/zh-hant/news/{article.pk}/", HTTP_IF_NONE_MATCH=as_written).status_code == 200


def test_the_length_of_a_converted_page_is_true(client, article):
    answer = client.get(f"/zh-hk/news/{article.pk}/")
    assert int(answer.get("Content-Length", len(answer.content))) == len(answer.content)


NAMED = [
    "/readers/余大嘴/",
    "/readers/余大嘴/activity/",
    "/comments/{comment}/",
    "/editors/余大嘴/",
    "/sources/{source}/",
]


@pytest.mark.parametrize("path", NAMED)
def test_names_are_never_converted_anywhere_on_a_page(client, say, path):
    reader = make_reader("余大嘴")
    article = make_article(editor="余大嘴")
    source = Source.objects.create(article=article, name="余大嘴")
    path = path.format(comment=say(reader, "国家").pk, source=source.pk)
    assert "余大嘴" in client.get(path).content.decode()
    assert "餘大嘴" not in client.get(f"/zh-hant{path}").content.decode()


@pytest.mark.parametrize("slug", ["zh-hans", "zh-hant"])
def test_a_quoted_traditional_comment_is_marked_by_what_it_shows(client, article, say, tangju, slug):
    comment = say(tangju, "與此同時")
    html = client.get(f"/{slug}/news/{article.pk}/").content.decode()
    row = re.search(rf'<li id="comment-{comment.pk}".*?</li>', html, re.DOTALL)[0]
    shown = {"zh-hans": "与此同时", "zh-hant": "與此同時"}[slug]
    assert shown in row
    assert ('lang="zh-Hant"' in row) == (slug == "zh-hant")


@pytest.mark.parametrize(
    ("first", "last"), [("\ue001", "\ue002"), ("\ue000", "\ue000"), ("\ue002", "\ue001")], ids=ascii
)
def test_no_letter_that_readers_type_steers_the_conversion(client, article, say, tangju, fufeng, first, last):
    for n, text in enumerate([f"最早{last}", "中间的里面", f"最新{first}"]):
        say((tangju, fufeng)[n % 2], text)
    html = client.get(f"/zh-hant/news/{article.pk}/").content.decode()
    assert "中間的裡面" in html
    assert f"最新{first}" in html and f"最早{last}" in html
    assert not re.search(r'<button[^>]*formaction="/comments/', html)


@pytest.mark.parametrize("charset", ["gbk", "utf-16", "x-none", "utf-8"])
def test_a_charset_that_a_client_names_changes_nothing(signed_in, article, tangju, charset):
    form = f"application/x-www-form-urlencoded; charset={charset}"
    answer = signed_in(tangju).generic("POST", f"/news/{article.pk}/comments/?x=%E4%B8%AD", "text=%E5%A5%BD", form)
    assert answer.status_code == 303 and Comment.objects.get().text == "好"
