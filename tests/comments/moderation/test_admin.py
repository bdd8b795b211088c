"""The admin: an editor writes and publishes, a moderator rules, and nobody overwrites the thread's counters."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from comments.models import ArticleVote, Comment, CommentVote, Ruling
from news.models import Article, Change, Channel, Photo
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db


def no_rows(*names):
    """What a form sends along for lists in which nothing stands."""
    return {f"{name}-{part}_FORMS": 0 for name in names for part in ("TOTAL", "INITIAL")}


EMPTY = no_rows("sources", "photos", "videos", "corrections", "related", "old_addresses")
RULED = no_rows("rulings", "votes")


@pytest.fixture
def editor(db):
    return make_staff("闻笛", "网编")


@pytest.fixture
def moderator(db):
    return make_staff("秋白", "版主")


def picture(size=(1800, 900), form="PNG"):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


PUBLISHED = {"published_at_0": "2024-06-18", "published_at_1": "01:44:59"}


def story(**fields):
    channel, body = Channel.objects.get(slug="tech").pk, "第一段\n\n## 小标题\n\n第二段"
    return EMPTY | {"channel": channel, "title": "新题目", "body": body, "missing_pictures": 0} | fields


def test_an_editor_writes_and_publishes_with_pictures_and_sources(signed_in, editor):
    form = story(publish="on", editor="闻笛") | {
        "sources-TOTAL_FORMS": 2,
        "sources-0-name": "海陆晚报",
        "sources-0-url": "https://example.com/1",
        "sources-0-position": 0,
        "sources-1-name": "环岛电讯",
        "sources-1-position": 1,
        "photos-TOTAL_FORMS": 1,
        "photos-0-file": picture(),
        "photos-0-caption": "海边",
        "photos-0-position": 0,
    }
    answer = signed_in(editor).post("/admin/news/article/add/", form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    article = Article.objects.get()
    assert article.is_published and article.cursor and article.mark == "图"
    assert article.body == "<p>第一段</p>\n<h2>小标题</h2>\n<p>第二段</p>"
    page = signed_in().get(f"/news/{article.pk}/").content.decode()
    assert "海陆晚报" in page and "环岛电讯" in page and "-480.webp 480w" in page and 'alt="海边"' in page
    assert Photo.objects.get().widths == [480, 960, 1600]


@pytest.mark.parametrize("when", [{}, {"published_at_0": "2099-01-01", "published_at_1": "08:00:00"}])
def test_a_draft_and_a_story_for_later_are_nowhere(signed_in, editor, when):
    signed_in(editor).post("/admin/news/article/add/", story(title="还没写完的稿子", **when))
    draft = Article.objects.get()
    assert draft.published_at == (datetime(2099, 1, 1, 0, 0, tzinfo=UTC) if when else None)
    assert signed_in().get(f"/news/{draft.pk}/").status_code == 404
    assert "还没写完" not in signed_in().get("/").content.decode()


@pytest.mark.parametrize("ahead", [timedelta(days=3), timedelta(seconds=40)], ids=["days", "seconds"])
@pytest.mark.parametrize("road", ["form", "action"])
def test_a_story_for_later_is_published_at_once_when_asked(signed_in, editor, ahead, road):
    article = make_article("定时的稿子", published_at=timezone.now() + ahead)
    article.announce()
    later, cursor = timezone.localtime(article.published_at), Article.objects.get(pk=article.pk).cursor
    if road == "form":
        form = story(
            title="定时的稿子", publish="on", published_at_0=f"{later:%Y-%m-%d}", published_at_1=f"{later:%H:%M}"
        )
        answer = signed_in(editor).post(f"/admin/news/article/{article.pk}/change/", form)
    else:
        answer = signed_in(editor).post("/admin/news/article/", {"action": "publish", "_selected_action": [article.pk]})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.is_published and article.cursor > cursor
    assert signed_in().get(f"/news/{article.pk}/").status_code == 200
    assert "定时的稿子" in signed_in().get("/feeds/").content.decode()


def test_publishing_again_leaves_a_storys_time_alone(signed_in, editor, article):
    at = timezone.localtime(article.published_at)
    form = story(publish="on", published_at_0=f"{at:%Y-%m-%d}", published_at_1=f"{at:%H:%M}")
    assert signed_in(editor).post(f"/admin/news/article/{article.pk}/change/", form).status_code == 302
    before = article.published_at
    article.refresh_from_db()
    assert article.published_at == before


@pytest.mark.parametrize("content", [b"", b"not a picture", b"GIF89a" + b"\x00" * 50, b"<svg onload=alert(1)>"])
def test_what_is_no_picture_is_refused_in_a_sentence(signed_in, editor, content):
    form = story() | {
        "photos-TOTAL_FORMS": 1,
        "photos-0-position": 0,
        "photos-0-file": SimpleUploadedFile("a.png", content, "image/png"),
    }
    answer = signed_in(editor).post("/admin/news/article/add/", form)
    assert answer.status_code == 200 and Photo.objects.count() == 0
    assert "图片" in answer.content.decode() or "空的" in answer.content.decode()


def test_hostile_html_is_cleaned_on_create_and_on_edit(signed_in, editor, article):
    evil = '<p onclick="x()">好<script>alert(1)</script><a href="javascript:x">链</a><img src=x onerror=y></p>'
    signed_in(editor).post(f"/admin/news/article/{article.pk}/change/", story(body=evil, **PUBLISHED))
    article.refresh_from_db()
    assert article.body == "<p>好链</p>"


def test_saving_a_story_leaves_the_floors_counters_alone(signed_in, editor, say, article, tangju):
    say(tangju, "在编辑打开表单之后发的")
    signed_in(editor).post(f"/admin/news/article/{article.pk}/change/", story(title="改过的题目", **PUBLISHED))
    article.refresh_from_db()
    assert (article.title, article.comment_count, article.last_floor) == ("改过的题目", 1, 1)
    assert Change.objects.filter(article=article).order_by("-pk").first().kind == "story"


def test_stories_are_closed_in_bulk_and_open_pages_told(signed_in, editor, article):
    before = article.cursor
    signed_in(editor).post("/admin/news/article/", {"action": "close", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.closed and article.cursor > before


def hidden_fields(page):
    """What the forms of a page send along, without its token."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode())
    return {name: [value for key, value in found if key == name] for name, _ in found if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("across", ["0", "1"], ids=["chosen", "all"])
def test_withdrawing_asks_first_and_then_open_pages_are_told(signed_in, editor, say, tangju, article, across):
    say(tangju, "在理")
    other, before, desk = make_article("第二条"), article.cursor, signed_in(editor)
    chosen = {"action": "withdraw", "_selected_action": [article.pk], "select_across": across}
    question = desk.post("/admin/news/article/", chosen)
    html = question.content.decode()
    assert question.status_code == 200 and "确定撤下" in html and f"{article.title}（1 条评论）" in html
    assert (other.title in html) is (across == "1")
    assert Article.objects.published().count() == 2
    assert desk.post("/admin/news/article/", hidden_fields(question)).status_code == 302
    article.refresh_from_db()
    assert not article.is_published and article.cursor > before
    assert Article.objects.published().count() == (0 if across == "1" else 1)


@pytest.mark.parametrize("when", [{}, {"published_at_0": "2099-01-01", "published_at_1": "08:00:00"}])
def test_emptying_or_moving_the_time_of_a_published_story_is_asked_about_too(signed_in, editor, article, when):
    desk, path = signed_in(editor), f"/admin/news/article/{article.pk}/change/"
    refused = desk.post(path, story(**when))
    article.refresh_from_db()
    assert refused.status_code == 200 and "请勾选“确认撤下”" in refused.content.decode() and article.is_published
    assert desk.post(path, story(withdraw="on", **when)).status_code == 302
    article.refresh_from_db()
    assert not article.is_published


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
    form = RULED | {"reason": "other", "note": ""}
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


def test_a_title_given_to_a_reader_leaves_points_alone(signed_in, qinghe, tangju):
    data = no_rows("known_names") | {"title": "水果大王", "sign": "♀", "is_active": "on"}
    assert signed_in(qinghe).post(f"/admin/comments/reader/{tangju.pk}/change/", data).status_code == 302
    points = tangju.points
    tangju.refresh_from_db()
    assert (tangju.title, tangju.sign, tangju.points, tangju.revision) == ("水果大王", "♀", points, 1)


def test_a_form_opened_before_the_votes_came_overwrites_nothing(signed_in, editor, say, article, tangju, fufeng):
    desk, path = signed_in(editor), f"/admin/news/article/{article.pk}/change/"
    assert desk.get(path).status_code == 200
    ArticleVote.cast(tangju, article, "egg")
    CommentVote.cast(fufeng, say(tangju, "一句"), "flower")
    say(fufeng, "等着").hide(tangju, "other")
    before = Article.objects.filter(pk=article.pk).values("eggs", "egg_weight", "comment_count", "last_floor").get()
    assert desk.post(path, story(eggs=0, comment_count=0, cursor=0, last_floor=0, **PUBLISHED)).status_code == 302
    assert before == {"eggs": 1, "egg_weight": 1, "comment_count": 1, "last_floor": 2}
    assert Article.objects.filter(pk=article.pk).values(*before).get() == before
    article.refresh_from_db()
    assert article.cursor == Change.objects.filter(article=article).latest("pk").pk


ONE = {"sources-TOTAL_FORMS": 1, "sources-0-position": 0, "sources-0-name": "甲", "sources-0-url": "https://a.example"}
FAULTY = [
    {"title": ""},
    {"title": "长" * 121},
    {"title": "a\x00"},
    {"body": ""},
    {"channel": 999},
    {"missing_pictures": -1},
    {"published_at_0": "昨天"},
    ONE | {"sources-0-url": "javascript:alert(1)"},
    ONE | {"sources-0-name": ""},
]


@pytest.mark.parametrize("fields", FAULTY)
def test_a_faulty_story_is_given_back_and_nothing_is_kept(signed_in, editor, fields):
    answer = signed_in(editor).post("/admin/news/article/add/", story(**fields))
    assert answer.status_code == 200 and 'class="errorlist' in answer.content.decode()
    assert not Article.objects.exists()


FLOOR = ["comment", "reader", "rank", "ruling", "ledgerentry"]
LISTS = ["news/article", "news/channel", *(f"comments/{name}" for name in FLOOR)]
# Which lists each role may open: 网编 writes stories, 版主 rules on comments, a superuser keeps the rest.
MAY_SEE = {"网编": {LISTS[0], LISTS[2]}, "版主": {*LISTS} - {LISTS[1], LISTS[4]}, "": set(), "superuser": {*LISTS}}


@pytest.mark.parametrize("role", MAY_SEE)
@pytest.mark.parametrize("page", LISTS)
def test_each_role_sees_its_own_lists_and_adds_only_stories(signed_in, say, tangju, qinghe, role, page):
    say(tangju, "一句").hide(qinghe, "spam")
    desk = signed_in(make_staff("当班的", role, is_superuser=role == "superuser"))
    assert desk.get(f"/admin/{page}/").status_code == (200 if page in MAY_SEE[role] else 403)
    if role != "superuser":
        writes = (role, page) == ("网编", "news/article")
        assert desk.get(f"/admin/{page}/add/").status_code == (200 if writes else 403)


def test_a_moderator_gives_nobody_power_and_deletes_nothing(signed_in, moderator, say, article, tangju):
    comment, desk = say(tangju, "一句"), signed_in(moderator)
    for path in (f"comments/reader/{tangju.pk}", f"comments/reader/{moderator.pk}", f"news/article/{article.pk}"):
        assert desk.post(f"/admin/{path}/change/", {"is_staff": "on", "is_superuser": "on"}).status_code == 403
    for path in (f"comments/reader/{tangju.pk}", f"comments/comment/{comment.pk}", f"news/article/{article.pk}"):
        assert desk.post(f"/admin/{path}/delete/", {"post": "yes"}).status_code == 403
    desk.post(
        "/admin/comments/comment/", {"action": "delete_selected", "post": "yes", "_selected_action": [comment.pk]}
    )
    moderator.refresh_from_db()
    assert not moderator.is_superuser and Comment.objects.filter(pk=comment.pk).exists()


def test_what_is_hidden_at_the_desk_leaves_open_pages_and_is_logged_in_public(
    signed_in, moderator, say, article, tangju
):
    comments = [say(tangju, f"第{n}句") for n in range(2)]
    article.refresh_from_db()
    data = {"action": "hide", "reason": "rumour", "note": "内部备注", "_selected_action": [c.pk for c in comments]}
    assert "2 条评论已处理" in signed_in(moderator).post("/admin/comments/comment/", data, follow=True).content.decode()
    told = signed_in().get(f"/news/{article.pk}/changes/?after={article.cursor}").content.decode()
    assert all(f'<li id="comment-{c.pk}" data-state="hidden"></li>' in told for c in comments)
    log = signed_in().get("/rulings/").content.decode()
    assert log.count("<td>造谣</td>") == 2 and "内部备注" not in log and "秋白" not in log and "第0句" not in log
    signed_in(moderator).post("/admin/comments/comment/", data | {"action": "restore", "reason": "mistake"})
    assert "第1句" in signed_in().get(f"/news/{article.pk}/").content.decode()


@pytest.mark.parametrize("note", ["长" * 301, "坏\x00字"], ids=["301", "NUL"])
@pytest.mark.parametrize("single", [False, True], ids=["bulk", "single"])
def test_a_note_that_does_not_fit_is_never_an_error_page(signed_in, moderator, say, tangju, note, single):
    comment = say(tangju, "一句")
    form = RULED | {"reason": "other", "note": note, "_hide": "1"}
    path = f"/admin/comments/comment/{f'{comment.pk}/change/' if single else ''}"
    answer = signed_in(moderator).post(path, form | {"action": "hide", "_selected_action": [comment.pk]})
    assert answer.status_code in (200, 302)
    assert all(len(ruling.note) <= 300 and "\x00" not in ruling.note for ruling in Ruling.objects.all())


def test_earlier_texts_are_for_moderators_only(signed_in, moderator, say, tangju):
    comment = say(tangju, "改之前的话")
    comment.edit("改之后的话")
    path = f"/admin/comments/comment/{comment.pk}/change/"
    assert "改之前的话" in signed_in(moderator).get(path).content.decode()
    assert signed_in(tangju).get(path).status_code == 302
