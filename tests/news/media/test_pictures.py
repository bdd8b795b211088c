"""Photos of stories: their files come before the row, and go when nothing names them any more."""

from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image

from comments.models import Submission, SubmissionPhoto
from news.media.pictures import render_picture, store_picture, sweep_folder
from news.models import Photo
from tests.conftest import make_article, make_photo, make_reader

pytestmark = pytest.mark.django_db(transaction=True)


def files(settings):
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*.*") if path.is_file())


def stored(width=60):
    return store_picture(render_picture(Image.new("RGB", (width, 60), "red")))


@pytest.mark.parametrize("width", [300, 480, 1000, 1600, 2000])
def test_a_photo_names_exactly_its_files(settings, width):
    photo = Photo(article=make_article())
    photo.take(stored(width))
    photo.save()
    named = sorted(photo.path(step, ending).split("/")[-1] for step in photo.widths for ending in ("jpg", "webp"))
    assert files(settings) == named
    with transaction.atomic():
        photo.take(stored(500))
        photo.save()
    assert all(name.startswith(photo.name.split("/")[-1]) for name in files(settings)) and len(files(settings)) == 4
    photo.delete()
    assert files(settings) == []


@pytest.mark.parametrize("way", ["row", "queryset", "cascade"])
def test_a_photos_files_are_gone_from_their_address_with_its_row(client, settings, way):
    photo = make_photo(make_article())
    address = photo.url()
    assert client.get(address).status_code == 200
    {"row": photo, "queryset": Photo.objects.filter(pk=photo.pk), "cascade": photo.article}[way].delete()
    assert client.get(address).status_code == 404 and files(settings) == []


def test_files_stay_while_another_row_names_them(settings):
    article, piece = make_article(), Submission.objects.create(reader=make_reader("糖桔"), key="k")
    photo = SubmissionPhoto(submission=piece)
    photo.take(stored())
    photo.save()
    shared = Photo.objects.create(article=article, name=photo.name, width=photo.width, height=photo.height)
    piece.delete()
    assert len(files(settings)) == 2
    shared.delete()
    assert files(settings) == []


def test_files_stay_when_the_deletion_is_rolled_back(settings):
    photo = make_photo(make_article())
    before = files(settings)
    with transaction.atomic():
        photo.delete()
        assert files(settings) == before
        transaction.set_rollback(True)
    assert files(settings) == before and Photo.objects.exists()


def test_what_a_killed_process_left_behind_is_swept_after_a_day(settings, monkeypatch):
    photo = make_photo(make_article(), size=(60, 60))
    stored()
    sweep_folder("photos", lambda path: path.rpartition("-")[0] == photo.name)
    assert len(files(settings)) == 4  # a row may still be coming
    monkeypatch.setattr("news.media.pictures.ORPHAN_SECONDS", -1)
    sweep_folder("photos", lambda path: path.rpartition("-")[0] == photo.name)
    assert len(files(settings)) == 2 and all(photo.name.split("/")[-1] in name for name in files(settings))
