"""The desks: an editor writes and publishes, a moderator rules, and nobody overwrites the floor's counters."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from comments.models import Comment, Ruling
from news.models import Article, Change, Channel, Photo
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db
EMPTY = {
    f"{name}-{part}": number
    for name in ("sources", "photos", "videos", "corrections")
    for part, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor():
    reader = make_reader("闻笛", is_staff=True)
    reader.groups.set([Group.objects.get(name="网编")])
    return reader


@pytest.fixture
def moderator():
    reader = make_reader("秋白", is_staff=True)
    reader.groups.set([Group.objects.get(name="版主")])
    return reader


def picture(size=(1800, 900), form="PNG"):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def story(**fields):
    channel = Channel.objects.get(slug="tech").pk
    return (
        EMPTY
        | {"channel": channel, "title": "新题目", "body": "第一段\n\n## 小标题\n\n第二段", "missing_pictures": 0}
        | fields
    )


def test_an_editor_writes_and_publishes_with_pictures_and_sources(signed_in, editor):
    form = story(publish="on", editor="闻笛") | {
        "sources-TOTAL_FORMS": 2, "sources-0-name": "海陆晚报", "sources-0-url": "https://example.com/1",
        "sources-0-position": 0, "sources-1-name": "环岛电讯", "sources-1-position": 1,
        "photos-TOTAL_FORMS": 1, "photos-0-file": picture(), "photos-0-caption": "海边", "photos-0-position": 0,
    }  # fmt: skip
    answer = signed_in(editor).post("/admin/news/article/add/", form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    article = Article.objects.get()
    assert article.is_published and article.cursor and article.mark == "图"
    assert article.body == "<p>第一段</p>\n<h2>小标题</h2>\n<p>第二段</p>"
    page = signed_in().get(f"/news/{article.pk}/").content.decode()
    assert "海陆晚报" in page and "环岛电讯" in page and "-480.webp 480w" in page and 'alt="海边"' in page
    assert Photo.objects.get().widths == [480, 960, 1600]


def test_a_draft_is_nowhere(signed_in, editor):
    signed_in(editor).post("/admin/news/article/add/", story(title="还没写完的稿子"))
    draft = Article.objects.get()
    assert signed_in().get(f"/news/{draft.pk}/").status_code == 404
    assert "还没写完" not in signed_in().get("/").content.decode()


@pytest.mark.parametrize("content", [b"", b"not a picture", b"GIF89a" + b"\x00" * 50, b"<svg onload=alert(1)>"])
def test_what_is_no_picture_is_refused_in_a_sentence(signed_in, editor, content):
    form = story() | {"photos-TOTAL_FORMS": 1, "photos-0-position": 0,
                      "photos-0-file": SimpleUploadedFile("a.png", content, "image/png")}  # fmt: skip
    answer = signed_in(editor).post("/admin/news/article/add/", form)
    assert answer.status_code == 200 and Photo.objects.count() == 0
    assert "图片" in answer.content.decode() or "空的" in answer.content.decode()


def test_hostile_html_is_cleaned_on_create_and_on_edit(signed_in, editor, article):
    evil = '<p onclick="x()">好<script>alert(1)</script><a href="javascript:x">链</a><img src=x onerror=y></p>'
    signed_in(editor).post(f"/admin/news/article/{article.pk}/change/", story(body=evil))
    article.refresh_from_db()
    assert article.body == '<p>好<a rel="noopener nofollow">链</a></p>'


def test_saving_a_story_leaves_the_floors_counters_alone(signed_in, editor, say, article, tangju):
    say(tangju, "在编辑打开表单之后发的")
    signed_in(editor).post(f"/admin/news/article/{article.pk}/change/", story(title="改过的题目"))
    article.refresh_from_db()
    assert (article.title, article.comment_count, article.last_floor) == ("改过的题目", 1, 1)
    assert Change.objects.filter(article=article).order_by("-pk").first().kind == "story"


@pytest.mark.parametrize(("action", "field", "value"), [("withdraw", "is_published", False), ("close", "closed", True)])
def test_stories_are_ruled_in_bulk_and_open_pages_told(signed_in, editor, article, action, field, value):
    before = article.cursor
    signed_in(editor).post("/admin/news/article/", {"action": action, "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert getattr(article, field) is value and article.cursor > before


def test_a_moderator_hides_in_bulk_with_a_reason(signed_in, moderator, say, tangju):
    comments = [say(tangju, f"第{n}句") for n in range(3)]
    data = {"action": "hide", "reason": "spam", "note": "广告", "_selected_action": [c.pk for c in comments]}
    signed_in(moderator).post("/admin/comments/comment/", data)
    assert set(Comment.objects.values_list("state", flat=True)) == {"hidden"}
    assert {(r.moderator, r.reason, r.note) for r in Ruling.objects.all()} == {(moderator, "spam", "广告")}


def test_a_ruling_without_a_reason_is_not_made(signed_in, moderator, say, tangju):
    comment = say(tangju, "在理")
    answer = signed_in(moderator).post(
        "/admin/comments/comment/", {"action": "hide", "reason": "", "_selected_action": [comment.pk]}, follow=True
    )
    assert "请先选一个理由" in answer.content.decode()
    assert not Ruling.objects.exists()


@pytest.mark.parametrize(("button", "state"), [("_hide", "hidden"), ("_hold", "held")])
def test_a_moderator_rules_on_one_comment_from_its_page(signed_in, moderator, say, tangju, button, state):
    comment = say(tangju, "看看再说")
    form = {"reason": "other", "note": "", "rulings-TOTAL_FORMS": 0, "rulings-INITIAL_FORMS": 0}
    path = f"/admin/comments/comment/{comment.pk}/change/"
    assert "看看再说" in signed_in(moderator).get(path).content.decode()
    assert signed_in(moderator).post(path, form | {button: "1"}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == state
    signed_in(moderator).post(path, form | {"_restore": "1"})
    comment.refresh_from_db()
    assert comment.state == "visible"


def test_roles_open_only_their_own_doors(signed_in, editor, moderator, say, article, tangju):
    comment = say(tangju, "一句")
    hide = {"action": "hide", "reason": "spam", "_selected_action": [comment.pk]}
    signed_in(editor).post("/admin/comments/comment/", hide)
    comment.refresh_from_db()
    assert comment.state == "visible"
    assert signed_in(moderator).post(f"/admin/news/article/{article.pk}/change/", story()).status_code == 403
    assert signed_in(tangju).get("/admin/comments/comment/").status_code == 302


@pytest.mark.parametrize(
    "page", ["comments/reader", "comments/rank", "comments/ruling", "comments/ledgerentry", "news/channel"]
)
def test_every_list_of_the_desk_opens(signed_in, qinghe, say, tangju, page):
    say(tangju, "一句").hide(qinghe, "spam")
    assert signed_in(qinghe).get(f"/admin/{page}/").status_code == 200


def test_a_title_given_to_a_reader_leaves_points_alone(signed_in, qinghe, tangju):
    data = {"title": "水果大王", "sign": "♀", "is_active": "on"}
    assert signed_in(qinghe).post(f"/admin/comments/reader/{tangju.pk}/change/", data).status_code == 302
    points = tangju.points
    tangju.refresh_from_db()
    assert (tangju.title, tangju.sign, tangju.points, tangju.revision) == ("水果大王", "♀", points, 1)
