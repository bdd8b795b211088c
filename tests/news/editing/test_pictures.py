"""Pictures of a story: uploaded one by one, in the body as data, in an order, one of them the cover."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.models import Article, Channel, DeskPicture, Photo
from tests.comments.moderation.test_admin import EMPTY, no_rows
from tests.conftest import make_article, make_photo, make_staff
from tests.news.media.pictured import bytes_of

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES, ADD = "/admin/news/article/pictures/", "/admin/news/article/add/"


def png(colour="teal", size=(300, 200)):
    return bytes_of(Image.new("RGB", size, colour), "PNG")


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


def save(desk, path=ADD, **fields):
    story = {"channel": Channel.objects.get(slug="tech").pk, "title": "河边", "body": "一段", "missing_pictures": 0}
    return desk.post(path, EMPTY | no_rows("wordings") | story | fields)


def upload(desk, colour="teal"):
    return desk.post(PICTURES, {"file": SimpleUploadedFile("图.png", png(colour), "image/png")}).json()["picture"]


def test_an_uploaded_picture_waits_for_its_story_and_shows_what_it_is(desk):
    name = upload(desk)
    shown = desk.get(PICTURES, {"name": name}).json()
    assert shown["picture"] == name and desk.get(shown["thumbnail"]).status_code == 200
    rows = {"photos-TOTAL_FORMS": 1, "photos-0-picture": name, "photos-0-position": 1, "photos-0-caption": "书摊"}
    assert save(desk, **rows).status_code == 302
    photo = Photo.objects.get()
    assert (photo.name, photo.caption) == (name, "书摊") and not DeskPicture.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_what_is_no_picture_is_refused_in_a_sentence(desk, content):
    answer = desk.post(PICTURES, {"file": SimpleUploadedFile("图.png", content)})
    assert answer.status_code == 400 and answer.json()["error"].endswith("。") and not DeskPicture.objects.exists()
    assert desk.post(PICTURES).status_code == 400


def test_an_editor_does_not_pile_up_pictures_without_end(desk, settings, monkeypatch):
    monkeypatch.setattr(DeskPicture, "MOST", 1)
    upload(desk)
    answer = desk.post(PICTURES, {"file": SimpleUploadedFile("图.png", png("red"))})
    assert "最多 1 张" in answer.json()["error"]


def test_a_picture_in_the_body_becomes_a_row_where_it_stood_and_a_linked_one_is_named(desk):
    data = base64.b64encode(bytes_of(Image.effect_noise((300, 200), 80).convert("RGB"), "PNG")).decode()
    body = f'<p>前</p><figure><img src="data:image/png;base64,{data}"><figcaption>江</figcaption></figure><p>后</p>'
    answer = save(desk, body=f'{body}<img src="https://elsewhere.example/b.png">')
    assert answer.status_code == 302
    story = Article.objects.get()
    assert story.body.replace("\n", "") == "<p>前</p><p>[图1]</p><p>后</p>"
    assert [photo.caption for photo in story.photos.all()] == ["江"]
    assert "https://elsewhere.example/b.png" in desk.get(answer.headers["Location"]).content.decode()


def test_broken_data_in_the_body_is_told_and_the_story_saved(desk):
    answer = save(desk, body=f'前\n\n<img src="data:image/png;base64,{"A" * 3000}!">\n\n后')
    assert answer.status_code == 302 and Article.objects.get().body.replace("\n", "") == "<p>前</p><p>后</p>"
    assert "第 1 张图片没有带入" in desk.get(answer.headers["Location"]).content.decode()


def test_a_story_has_one_cover_which_stands_for_it_in_lists(desk):
    article = make_article()
    first, second = make_photo(article, position=1), make_photo(article, position=2)
    path = f"/admin/news/article/{article.pk}/change/"
    rows = {"photos-TOTAL_FORMS": 2, "photos-INITIAL_FORMS": 2, "publish": "on"}
    for number, photo in enumerate((first, second)):
        prefix = f"photos-{number}-"
        rows |= {f"{prefix}id": photo.pk, f"{prefix}article": article.pk, f"{prefix}position": photo.position}
    both = save(desk, path, **rows, **{"photos-0-is_cover": "on", "photos-1-is_cover": "on"})
    assert "只能有一张封面" in both.content.decode()
    assert save(desk, path, **rows, **{"photos-1-is_cover": "on"}).status_code == 302
    assert Article.objects.get().first_photo == second


def test_the_preview_shows_pictures_that_are_not_saved_and_counts_those_that_are_missing(desk, article):
    name = upload(desk)
    typed = {"story": article.pk, "title": "题", "body": "前\n\n[图1]\n\n中\n\n[图2]\n\n后"}
    page = desk.post(
        "/admin/news/article/preview/", typed | {"pictures": json.dumps([["", "缺"], [name, "桥上的人"]])}
    ).content.decode()
    assert name in page and "桥上的人" in page and "[图" not in page
    assert page.index("中</p>") < page.index("桥上的人") < page.index("后</p>")
    for hostile in ("{", "[1]", '[["a"]]', "[" * 100_000, '[[{"a":1},[]]]'):
        assert desk.post("/admin/news/article/preview/", typed | {"pictures": hostile}).status_code == 200


def test_pasted_html_comes_back_as_a_body_with_its_pictures_listed(desk):
    html = '<div>甲<img data-src="/a.png" alt="桥"><script>x()</script></div>'
    answer = desk.post("/admin/news/article/paste/", {"html": html, "base": "https://page.example/x"}).json()
    assert answer["html"].replace("\n", "") == "<p>甲</p><p>[贴图1]</p>"
    assert answer["pictures"] == [{"source": "https://page.example/a.png", "caption": "桥"}]


def test_a_body_is_given_in_both_ways_of_writing(desk):
    answer = desk.post("/admin/news/article/body/", {"body": "一\n\n## 头\n\n<p>二</p>"}).json()
    assert answer["html"].replace("\n", "") == "<p>一</p><h2>头</h2><p>二</p>"
    assert answer["typed"] == "一\n\n## 头\n\n二"
