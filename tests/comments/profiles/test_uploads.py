"""Pictures through the pages: what happens when there is no child for them, and that none is made in a transaction."""

from html import unescape
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from comments.models import Reader, Submission
from news.media import pictures
from news.media.pictures import Patience
from news.models import Article, Channel, DeskPicture, Photo, Video
from tests.comments.moderation.test_admin import EMPTY, no_rows
from tests.conftest import make_article, make_photo
from tests.news.media.coloured import display_p3
from tests.news.media.pictured import bytes_of, is_near

pytestmark = pytest.mark.django_db(transaction=True)
BUSY = "正在处理的图片太多，请稍等几秒再试。"
TITLE, TEXT = "河边的旧书摊", "河边的旧书摊开了二十年，昨天最后一次收摊。"
DESK = "/admin/news/article/add/"


def upload(colour="teal", size=(400, 300), **options):
    return SimpleUploadedFile("图.png", bytes_of(Image.new("RGB", size, colour), "PNG", **options), "image/png")


def portrait(client, file):
    return client.post("/accounts/profile/", {"bio": TEXT, "sign": "", "picture": file})


def submission(client, file, act="send"):
    return client.post("/submissions/new/", typed(pictures=file, act=act))


def typed(**fields):
    return {"key": "k1", "board": "", "title": TITLE, "text": TEXT, "link": "", "act": "draft"} | fields


def desk(client, file, path=DESK, **fields):
    story = {"channel": Channel.objects.get(slug="tech").pk, "title": TITLE, "body": TEXT, "missing_pictures": 0}
    rows = {"photos-TOTAL_FORMS": 1, "photos-0-file": file, "photos-0-position": 0} if file else {}
    return client.post(path, EMPTY | no_rows("wordings") | story | rows | fields)


WAYS = {"portrait": portrait, "submission": submission, "desk": desk}


@pytest.fixture
def client(signed_in, cast):
    return signed_in(cast.ruiwen)


@pytest.fixture
def busy(monkeypatch):
    """The pool's one child has its turn until the test is over, and nobody has the time to wait."""

    class Held(ContentFile):
        begun, released = Event(), Event()

        def chunks(self, chunk_size=None):
            self.begun.set()
            assert self.released.wait(60)
            return super().chunks(chunk_size)

    monkeypatch.setattr("news.editing.uploads.DESK_WAIT_SECONDS", 0)
    monkeypatch.setattr(Patience.__init__, "__defaults__", (0,))
    file = Held(upload().read())
    thread = Thread(target=pictures.pool().make, args=(file, "photo"))
    thread.start()
    assert file.begun.wait(30)
    yield
    file.released.set()
    thread.join(30)


def files(settings):
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*.*") if path.is_file())


@pytest.mark.parametrize("way", WAYS)
def test_when_the_pool_is_full_the_form_comes_back_with_what_was_typed(busy, client, settings, way):
    answer = WAYS[way](client, upload())
    html = unescape(answer.content.decode())
    assert BUSY in html and TEXT in html and files(settings) == []
    if way == "desk":  # Django's own page for a form with errors
        assert answer.status_code == 200 and not Article.objects.exists()
    else:
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    if way == "submission":
        row = Submission.objects.get()
        assert (row.text, row.is_draft, row.photos.count()) == (TEXT, True, 0)


def test_a_full_pool_stops_nobody_who_sends_no_picture(busy, client):
    assert client.post("/submissions/new/", typed()).status_code == 303
    assert client.post("/accounts/profile/", {"bio": TEXT, "sign": ""}).status_code == 303
    assert desk(client, None).status_code == 302


@pytest.mark.parametrize("way", WAYS)
def test_pictures_are_made_outside_every_transaction(client, monkeypatch, settings, way):
    make, store, seen = pictures.pool().make, pictures.store, []
    monkeypatch.setattr(pictures.pool(), "make", lambda *a: seen.append(connection.in_atomic_block) or make(*a))
    for module in ("news.media.pictures", "comments.readers.portraits"):
        monkeypatch.setattr(f"{module}.store", lambda *a: seen.append(connection.in_atomic_block) or store(*a))
    assert WAYS[way](client, upload()).status_code in (302, 303)
    assert len(seen) > 1 and not any(seen) and files(settings)


@pytest.mark.parametrize("way", WAYS)
def test_through_every_way_in_a_wide_red_becomes_the_screens_red(client, settings, way):
    WAYS[way](client, upload((220, 40, 40), icc_profile=display_p3()))
    path = next(path for path in Path(settings.MEDIA_ROOT).rglob("*.webp"))
    with Image.open(path) as picture:
        red, green, blue = picture.convert("RGB").getpixel((9, 9))
        assert red > 236 and green < 8 and blue < 28 and "icc_profile" not in picture.info


@pytest.mark.parametrize("way", WAYS)
def test_through_every_way_in_what_is_transparent_is_white(client, settings, way):
    WAYS[way](client, upload((10, 20, 30), transparency=(10, 20, 30)))
    path = next(path for path in Path(settings.MEDIA_ROOT).rglob("*.webp"))
    with Image.open(path) as picture:
        assert is_near(picture.convert("RGB").getpixel((9, 9)), (255, 255, 255))


@pytest.mark.parametrize("way", ["portrait", "submission"])
def test_a_picture_that_comes_with_a_faulty_form_leaves_no_file(client, settings, way):
    if way == "portrait":
        assert client.post("/accounts/profile/", {"bio": "字" * 301, "picture": upload()}).status_code == 400
    else:
        assert client.post("/submissions/new/", typed(title="字" * 61, pictures=upload())).status_code == 400
    assert files(settings) == []


def test_a_faulty_story_keeps_its_picture_until_it_is_saved_or_a_week_has_passed(client, settings):
    faulty = desk(client, upload(), title="")
    name = DeskPicture.objects.get().name
    assert faulty.status_code == 200 and f'value="{name}"' in faulty.content.decode()
    picture = {"photos-TOTAL_FORMS": 1, "photos-0-picture": name, "photos-0-position": 0}
    assert desk(client, None, **picture).status_code == 302
    photo = Photo.objects.get()
    assert photo.name == name and not DeskPicture.objects.exists() and client.get(photo.url()).status_code == 200
    desk(client, upload("red"), title="")
    DeskPicture.prune(timezone.now() + DeskPicture.KEPT)
    assert not DeskPicture.objects.exists() and {Path(one).stem.split("-")[0] for one in files(settings)} == {
        name.split("/")[-1]
    }


def test_a_portrait_whose_row_is_not_written_leaves_no_file(client, cast, settings, monkeypatch):
    monkeypatch.setattr(Reader, "save_revised", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        portrait(client, upload())
    assert files(settings) == []


def test_an_editor_takes_a_picture_out_and_replaces_one_and_the_old_files_are_gone(client, settings):
    article = make_article()
    first, second = make_photo(article), make_photo(article)
    old, path = first.url(), f"/admin/news/article/{article.pk}/change/"
    rows = {
        "photos-TOTAL_FORMS": 2,
        "photos-INITIAL_FORMS": 2,
        "photos-0-id": first.pk,
        "photos-0-article": article.pk,
        "photos-1-id": second.pk,
        "photos-1-article": article.pk,
        "photos-1-position": 0,
        "photos-0-position": 0,
        "publish": "on",
    }
    faulty = desk(client, None, path, **rows, title="")
    assert faulty.status_code == 200 and client.get(old).status_code == 200  # nothing was saved: nothing goes
    answer = desk(client, upload("red"), path, **rows | {"photos-1-DELETE": "on"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    photo = Photo.objects.get()
    assert client.get(old).status_code == client.get(second.url()).status_code == 404
    assert all(name.startswith(photo.name.split("/")[-1]) for name in files(settings)) and len(files(settings)) == 2


def test_the_desk_takes_twenty_pictures_at_once_and_says_so_of_the_others(client, monkeypatch):
    monkeypatch.setattr("news.editing.uploads.PICTURES_MOST", 2)
    rows = {f"photos-{number}-file": upload(size=(40, 30)) for number in range(3)}
    answer = desk(client, None, **rows, **{f"photos-{n}-position": n for n in range(3)}, **{"photos-TOTAL_FORMS": 3})
    assert "一次最多上传 2 张图片" in answer.content.decode() and DeskPicture.objects.count() == 2


def test_whoever_may_not_write_at_the_desk_costs_it_no_picture(signed_in, cast, monkeypatch):
    Reader.objects.filter(pk=cast.tangju.pk).update(is_staff=True)
    monkeypatch.setattr("news.editing.admin.take_uploads", lambda request: 1 / 0)
    assert desk(signed_in(cast.tangju), upload()).status_code == 403


def test_a_story_keeps_the_pictures_that_came_with_it_when_its_submission_goes(client, cast, settings):
    submission(client, upload())
    row = Submission.objects.get()
    row.accept(cast.qinghe, Channel.objects.get(slug="tech"))
    photo = Photo.objects.get()
    row.delete()
    assert client.get(photo.url()).status_code == 200
    photo.article.delete()
    assert client.get(photo.url()).status_code == 404 and files(settings) == []


@pytest.mark.parametrize("way", ["its row alone", "the story"])
def test_a_picture_taken_from_a_story_is_gone_from_its_address_though_its_submission_has_it(client, cast, way):
    submission(client, upload())
    row = Submission.objects.get()
    row.accept(cast.qinghe, Channel.objects.get(slug="tech"))
    photo, old = Photo.objects.get(), row.photos.get().url()
    assert client.get(old).status_code == 200
    (photo if way == "its row alone" else photo.article).delete()
    assert client.get(old).status_code == 404
    assert row.photos.get().url() != old and client.get(row.photos.get().url()).status_code == 200


def test_a_story_that_is_not_deleted_after_all_keeps_its_picture(client, cast):
    submission(client, upload())
    row = Submission.objects.get()
    row.accept(cast.qinghe, Channel.objects.get(slug="tech"))
    old = row.photos.get().name
    with transaction.atomic():
        Photo.objects.get().delete()
        transaction.set_rollback(True)
    assert row.photos.get().name == old == Photo.objects.get().name
    assert client.get(row.photos.get().url()).status_code == 200


def test_nobody_uploads_without_end_and_the_text_is_kept(client):
    broken = lambda: SimpleUploadedFile("a.png", b"no picture")  # noqa: E731
    statuses = [client.post("/submissions/new/", typed(pictures=broken())).status_code for _ in range(20)]
    answer = client.post("/submissions/new/", typed(text=f"{TEXT}改过", pictures=broken()))
    assert set(statuses) == {400} and answer.status_code == 429
    assert "上传图片过于频繁" in answer.content.decode() and Submission.objects.get().text == f"{TEXT}改过"
    assert client.post("/submissions/new/", typed()).status_code == 303


def test_what_was_sent_a_moment_ago_loses_no_picture(client, cast):
    submission(client, upload())
    row = Submission.objects.get()
    client.post(row.get_absolute_url(), typed(drop=row.photos.get().pk))
    assert row.photos.count() == 1


def test_the_files_of_a_film_and_of_a_reader_go_with_their_rows(client, cast, settings):
    video = Video(article=make_article())
    video.file.save("a.mp4", ContentFile(b"film"))
    portrait(client, upload())
    assert len(files(settings)) == 2
    video.article.delete()
    assert [name.rpartition(".")[2] for name in files(settings)] == ["webp"]
    reader = Reader.objects.get(pk=cast.ruiwen.pk)
    reader.known_names.all().delete()
    Reader.objects.filter(pk=reader.pk).delete()
    assert files(settings) == []


def test_an_editor_replaces_a_film_and_the_old_file_is_gone(client, settings):
    article = make_article()
    video = Video(article=article)
    video.file.save("a.mp4", ContentFile(b"film"))
    rows = {"videos-TOTAL_FORMS": 1, "videos-INITIAL_FORMS": 1, "videos-0-id": video.pk, "videos-0-article": article.pk}
    new = SimpleUploadedFile("b.webm", b"another", "video/webm")
    answer = desk(
        client, None, f"/admin/news/article/{article.pk}/change/", **rows, **{"videos-0-file": new, "publish": "on"}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert [name.rpartition(".")[2] for name in files(settings)] == ["webm"]


@pytest.mark.parametrize("path", ["/accounts/profile/", "/submissions/new/", DESK])
def test_files_are_measured_in_the_browser_before_they_are_sent(client, path):
    html = client.get(path).content.decode()
    assert "data-max-mb=" in html and 'js/uploads.js"' in html and 'type="module"' in html


def test_nobody_changes_portraits_without_end_and_what_was_typed_is_kept(client):
    fields = lambda: {"bio": "新的简介", "sign": "", "picture": SimpleUploadedFile("a.png", b"no picture")}  # noqa: E731
    answers = [client.post("/accounts/profile/", fields()) for _ in range(11)]
    assert {answer.status_code for answer in answers[:10]} == {400} and answers[10].status_code == 429
    page = answers[10].content.decode()
    assert "更换头像过于频繁" in page and "新的简介" in page and answers[10]["Retry-After"]
