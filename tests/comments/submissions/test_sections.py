"""投稿 to the sections, and what goes along with it: pictures, hostile text, the archive, leaving."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Authorship, Submission
from comments.profiles.export import archive
from news.models import Article, Channel, Correction
from tests.comments.profiles.leavers import gone, places_of
from tests.comments.profiles.test_profile import picture
from tests.comments.submissions.test_submissions import NEW, TEXT, TITLE, file, kept, sentences, typed, values
from tests.conftest import make_reader
from tests.news.media.pictured import SECRET, XMP, png_header
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
HOSTILE = '</title><script>alert(1)</script>"><img src=x onerror=y>'


@pytest.fixture
def client(signed_in, tangju):
    return signed_in(tangju)


@pytest.fixture
def chat(db):
    return Channel.objects.get(slug="chat")


@pytest.fixture
def published(client, chat):
    """published(**fields) sends a story to the section and returns its row."""

    def published(**fields):
        client.post(NEW, typed(board=chat.pk, act="send", **fields))
        return Submission.objects.select_related("article").get(key=fields.get("key", "k1"))

    return published


def aged(row, **by):
    """Let a row have been sent so much earlier."""
    Submission.objects.filter(pk=row.pk).update(sent_at=timezone.now() - timedelta(**by))


# -- rankings -------------------------------------------------------------------------------------------


def test_a_story_on_a_board_appears_at_once_under_its_authors_name(client, signed_in, chat, tangju):
    answer = client.post(NEW, typed(board=chat.pk, act="send", link="https://news.example.com/1"))
    row = Submission.objects.select_related("article").get()
    assert answer["Location"] == row.article.get_absolute_url() and row.state == "accepted"
    assert (row.article.channel, row.article.editor, row.article.is_published) == (chat, "", True)
    guest = signed_in()
    page = flat_html(guest.get(row.article.get_absolute_url()).content.decode())
    assert f'作者: <bdi translate="no"><a href="{tangju.get_absolute_url()}">糖桔</a></bdi>' in page
    assert 'href="https://news.example.com/1"' in page and "news.example.com</a>" in page and "网编:" not in page
    for path in ("/channels/chat/", "/community/", "/readers/糖桔/", "/readers/糖桔/activity/"):
        assert TITLE in guest.get(path).content.decode(), path
    assert "发表文章" in guest.get("/readers/糖桔/activity/").content.decode()
    assert TITLE not in guest.get("/latest/").content.decode()
    tangju.refresh_from_db()
    assert not tangju.ledger.filter(reason="piece").exists()


@pytest.mark.parametrize(("level", "status"), [(1, 403), (2, 403), (3, 303)])
def test_one_writes_on_the_boards_from_the_third_level(signed_in, chat, level, status):
    writer = make_reader("新来的", level)
    answer = signed_in(writer).post(NEW, typed(board=chat.pk, act="send"))
    assert answer.status_code == status and Article.objects.exists() is (status == 303)
    if status == 403:
        assert sentences(answer) == ["升到 R3 才能在版块发表文章，草稿已保存。"]
        assert Submission.objects.get().is_draft and values(answer) == (TITLE, TEXT)


def test_a_board_with_review_first_lets_stories_wait(client, signed_in, chat, published):
    Channel.objects.filter(pk=chat.pk).update(pre_moderated=True)
    row = published()
    assert row.state == "sent" and not Article.objects.exists()
    assert TITLE not in signed_in().get("/channels/chat/").content.decode()


@pytest.mark.parametrize(("minutes", "notes"), [(4, 0), (6, 1)])
def test_what_the_author_changes_after_five_minutes_is_marked_as_a_correction(
    client, signed_in, published, minutes, notes
):
    row = published()
    aged(row, minutes=minutes)
    new = typed(title="河边的新书摊", text=TEXT.replace("二十年", "三十年"))
    answer = client.post(row.get_absolute_url(), new)
    assert (answer.status_code, answer["Location"]) == (303, row.article.get_absolute_url())
    page = signed_in().get(row.article.get_absolute_url()).content.decode()
    assert "河边的新书摊" in page and "开了三十年" in page and page.count("作者修改了文章。") == notes
    assert client.post(row.get_absolute_url(), new).status_code == 303  # nothing changed, nothing is noted
    assert Correction.objects.count() == notes


def test_a_change_that_leaves_too_little_is_not_made(client, published):
    row = published()
    answer = client.post(row.get_absolute_url(), typed(text="删光"))
    assert answer.status_code == 400 and sentences(answer) == ["正文至少 20 个字。"] and values(answer)[1] == "删光"
    row.article.refresh_from_db()
    assert "二十年" in row.article.body


def test_an_author_takes_ones_own_story_from_its_board_and_nobody_elses(client, signed_in, fufeng, published):
    row = published()
    assert signed_in(fufeng).post(f"{row.get_absolute_url()}deletion/").status_code == 404
    assert signed_in().get(row.article.get_absolute_url()).status_code == 200
    assert client.get(f"{row.get_absolute_url()}deletion/").status_code == 405
    assert client.post(f"{row.get_absolute_url()}deletion/").status_code == 303
    row.refresh_from_db()
    assert row.state == "withdrawn" and signed_in().get(row.article.get_absolute_url()).status_code == 404
    assert TITLE not in signed_in().get("/channels/chat/").content.decode()
    assert client.post(row.get_absolute_url(), typed(text=TEXT * 2)).status_code == 409
    assert not row.reader.notices.exists()  # what one did oneself is no news
    assert client.post(row.get_absolute_url(), typed())["Location"] == "/submissions/"  # sent again as it was


# -- pictures -----------------------------------------------------------------------------------------


def test_pictures_are_added_and_dropped_and_go_along_with_the_story(
    settings, client, published, django_capture_on_commit_callbacks
):
    client.post(NEW, typed(pictures=[file(picture("PNG")), file(picture("JPEG", (500, 300), exif=b"", xmp=XMP))]))
    row = Submission.objects.get()
    first, second = row.photos.all()
    assert (first.position, second.position) == (0, 1) and client.get(second.url()).status_code == 200
    assert not any(SECRET in one.read_bytes() for one in kept(settings))
    before = len(kept(settings))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(row.get_absolute_url(), typed(drop=[first.pk, "²", "9" * 30]))
    assert list(row.photos.all()) == [second] and len(kept(settings)) < before
    row = published(text=TEXT + "\n\n[图1]")
    photo = row.article.photos.get()
    page = client.get(row.article.get_absolute_url()).content.decode()
    assert photo.url() in page and client.get(photo.url()).status_code == 200 and row.article.mark == "图"


def test_nobody_drops_pictures_of_anothers_draft(client, signed_in, fufeng):
    client.post(NEW, typed(pictures=file(picture("PNG"))))
    theirs = Submission.objects.get().photos.get()
    signed_in(fufeng).post(NEW, typed(drop=theirs.pk))
    assert Submission.objects.get(key="k1", reader__name="糖桔").photos.count() == 1


def test_nine_pictures_are_enough(client):
    answer = client.post(NEW, typed(pictures=[file(picture("PNG", (40, 30))) for _ in range(11)], act="send"))
    row = Submission.objects.get()
    assert answer.status_code == 400 and sentences(answer) == ["最多 9 张图，后面的没有保存。"]
    assert row.photos.count() == 9 and row.is_draft and values(answer) == (TITLE, TEXT)


NOT_KNOWN = "这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。"
NO_PICTURES = {
    "炸弹.png": (png_header(30_000, 30_000).read(), "图片的像素太多（PNG 最多 850 万像素），请缩小后再上传。"),
    "便条.txt": ("我不是图片".encode(), NOT_KNOWN),
    "半张.jpg": (picture(size=(900, 900))[:1500], NOT_KNOWN),
    "矢量<b>.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_KNOWN),
}


@pytest.mark.parametrize("act", ["draft", "send", "preview"])
@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_gets_a_sentence_and_the_draft_stays(settings, client, name, act):
    data, said = NO_PICTURES[name]
    answer = client.post(NEW, typed(pictures=[file(data, name), file(picture("PNG"))], act=act))
    row = Submission.objects.get()
    assert sentences(answer) == [f"{name}：{said}"] and "<b>" not in answer.content.decode()
    assert row.is_draft and row.photos.count() == 1 and values(answer) == (TITLE, TEXT)


# -- text that means harm -----------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_hostile_words_are_words_wherever_they_are_shown(client, signed_in, qinghe, published, prefix):
    client.post(NEW, typed(key="k2", title=HOSTILE, text=f"{HOSTILE}\n\n## {HOSTILE}\n\n> {HOSTILE}"))
    draft = Submission.objects.get(key="k2")
    preview = client.post(
        f"{prefix}{draft.get_absolute_url()}", typed(key="k2", title=HOSTILE, text=HOSTILE * 3, act="preview")
    )
    row = published(title=HOSTILE, text=f"{HOSTILE}\n\n## {HOSTILE}\n\n> {HOSTILE}")
    here = (
        "/submissions/",
        draft.get_absolute_url(),
        row.get_absolute_url(),
        row.article.get_absolute_url(),
        "/",
        "/channels/chat/",
        "/community/",
        "/readers/糖桔/activity/",
        "/accounts/data/",
    )
    desk = signed_in(qinghe)
    pages = [
        preview,
        *(client.get(prefix + path) for path in here),
        signed_in().get(prefix + row.article.get_absolute_url()),
    ]
    pages += [desk.get(f"/admin/comments/submission/{path}") for path in ("", f"{row.pk}/change/")]
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200 and "<script>alert" not in html and "<img src=x" not in html


def test_html_in_a_text_stays_what_was_typed_and_addresses_become_links(client, published):
    row = published(
        text="这里写<b>粗体</b>，出处见 https://example.com/a?b=1&c=2。\n另一行 javascript:alert(1) 不是链接。"
    )
    assert "<b>" not in row.article.body and "&lt;b&gt;粗体" in row.article.body and "<br>" in row.article.body
    page = client.get(row.article.get_absolute_url()).content.decode()
    assert 'href="https://example.com/a?b=1&amp;c=2"' in page and 'href="javascript' not in page


# -- the archive, and leaving -----------------------------------------------------------------------


def test_the_archive_holds_drafts_and_stories_and_nobody_elses(client, signed_in, tangju, fufeng, published):
    published()
    client.post(NEW, typed(key="k2", title="没写完", text="半篇", link="https://example.com/"))
    signed_in(fufeng).post(NEW, typed(title="扶风的草稿"))
    with archive(tangju) as parcel:
        mine = json.loads(zipfile.ZipFile(parcel).read("huadan.json"))
    rows = [(row["title"], row["text"], row["state"], row["board__name"]) for row in mine["submissions"]]
    assert rows == [(TITLE, TEXT, "accepted", "杂论闲侃"), ("没写完", "半篇", "draft", None)]
    assert [row["article__title"] for row in mine["articles"]] == [TITLE]


def test_whoever_leaves_takes_drafts_along_and_leaves_stories(
    settings, client, signed_in, tangju, published, django_capture_on_commit_callbacks
):
    row = published(pictures=file(picture("PNG")))
    client.post(NEW, typed(key="k2", title="没写完的草稿", pictures=file(picture("PNG"))))
    Submission.objects.create(reader=tangju, key="k3", title="送审未答的稿", state="sent", sent_at=timezone.now())
    files = kept(settings)
    with django_capture_on_commit_callbacks(execute=True):
        gone(tangju)
    assert [one.pk for one in Submission.objects.all()] == [row.pk]
    assert places_of("没写完的草稿") == places_of("送审未答的稿") == []
    assert len(kept(settings)) == len(files) // 2
    page = signed_in().get(row.article.get_absolute_url()).content.decode()
    assert TITLE in page and "作者: <bdi>已注销用户</bdi>" in page and "糖桔" not in page
    assert (
        Authorship.objects.get().reader.erased_at and signed_in().get(row.article.photos.get().url()).status_code == 200
    )


def test_marks_of_scripts_in_a_readers_story_are_only_text(client, published):
    story = published(text=TEXT + "\n\n-{zh-hans:给这些人看;zh-hant:給那些人看}-").article
    pages = [client.get(f"{prefix}/news/{story.pk}/").content.decode() for prefix in ("", "/zh-hans", "/zh-hant")]
    assert all("zh-hans:" in page and "zh-hant:" in page for page in pages)
