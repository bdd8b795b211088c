"""A site leaves and arrives: the same rows under the same numbers, however often it was interrupted."""

import json
import stat

import pytest
from django.contrib.auth.models import Permission

from comments.models import Comment, CommentEntry, Follow, Reader
from comments.search.queries import newest, parse_search
from config.exporting.errors import ExportError
from config.exporting.manifest import NAME
from config.exporting.state import refusal_of_unfinished_import
from news.models import Article, ArticleEntry, Change, Channel, Photo, Region, SiteVersion
from tests.config.crawl_world import World
from tests.config.exporting.conftest import contents_of, lines_of, make_empty, take_in, write_export
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db(transaction=True)


class Interrupted(Exception):
    pass


class Interruption:
    """A sentence of progress at which the process ends: the `nth`."""

    def __init__(self, nth):
        self.left = nth

    def __call__(self, sentence):
        self.left -= 1
        if not self.left:
            raise Interrupted


def count_interruptions(act):
    """Call `act(say)` until it comes to its end, ended at its first sentence, then at its second of the next run …"""
    for nth in range(1, 300):
        try:
            act(Interruption(nth))
        except Interrupted:
            continue
        return nth - 1
    raise AssertionError("it never came to its end")


def test_a_site_arrives_with_the_same_rows_numbers_and_files(settings, tmp_path):
    world = World()
    world.boss.user_permissions.set([Permission.objects.get(codename="view_reader")])
    old = write_export(tmp_path / "old")
    files = {path.relative_to(settings.MEDIA_ROOT): path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.*")}
    make_empty(settings, tmp_path / "new-media")
    assert take_in(old)
    assert contents_of(write_export(tmp_path / "again")) == contents_of(old)
    assert {
        path.relative_to(settings.MEDIA_ROOT): path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.*")
    } == files
    assert Reader.objects.get(pk=world.boss.pk).has_perm("comments.view_reader")
    assert Reader.objects.get(pk=world.author.pk).check_password("花好月圆-2024")


def test_new_rows_get_numbers_that_no_old_row_has_had(settings, tmp_path):
    world = World()
    gone = Follow.objects.create(reader=world.boss, followed=world.author)
    cursor, version = Article.objects.get(pk=world.article.pk).cursor, SiteVersion.current()
    number = gone.pk
    gone.delete()
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    take_in(old)
    author, article = Reader.objects.get(pk=world.author.pk), Article.objects.get(pk=world.article.pk)
    assert Follow.objects.create(reader=author, followed_id=world.boss.pk).pk > number
    assert article.cursor > cursor and SiteVersion.current() > version
    Comment.post(article, author, "搬家以后的话")
    assert Change.objects.order_by("pk").last().pk > article.cursor


def test_search_finds_on_the_new_site_what_it_found_on_the_old(settings, tmp_path):
    World()
    wanted = parse_search("国家", kind="comments")
    before, entries = newest(wanted), list(CommentEntry.objects.order_by("pk").values_list("pk", "thing"))
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    take_in(old)
    assert before and newest(wanted) == before
    assert list(CommentEntry.objects.order_by("pk").values_list("pk", "thing")) == entries
    assert ArticleEntry.objects.count() == Article.objects.exclude(published_at=None).count()


def test_without_secrets_no_hash_and_no_address_leaves_and_names_wait_to_be_claimed(settings, tmp_path):
    world = World()
    Reader.objects.filter(pk=world.author.pk).update(email="private@example.org")
    old = write_export(tmp_path / "old", with_secrets=False)
    everything = b"".join(path.read_bytes() for path in (old / "data").iterdir())
    for secret in (b"md5$", b"private@example.org", b"tangju@example.org", b"claim@example.org", b"JBSWY3DPEHPK3PXP"):
        assert secret not in everything
    make_empty(settings, tmp_path / "new-media")
    take_in(old)
    reader = Reader.objects.get(pk=world.author.pk)
    assert reader.imported and not reader.has_usable_password() and reader.email == ""
    assert not Reader.objects.filter(is_staff=True).exists()
    assert Comment.objects.get(pk=world.comment.pk).author == reader


def test_nobody_else_may_read_an_export(tmp_path):
    World()
    old = write_export(tmp_path / "old")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [old, *old.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in old.rglob("*") if path.is_file()} == {0o600}


def test_an_export_that_was_interrupted_again_and_again_is_the_same(tmp_path):
    World()
    whole = write_export(tmp_path / "whole")
    assert count_interruptions(lambda say: write_export(tmp_path / "parts", say=say)) > 5
    assert contents_of(tmp_path / "parts") == contents_of(whole)
    assert (tmp_path / "parts" / "media.jsonl").read_bytes()
    assert {path.name for path in (tmp_path / "parts").iterdir()} == {path.name for path in whole.iterdir()}


def test_an_export_goes_on_behind_the_last_whole_line(tmp_path):
    World()
    whole = write_export(tmp_path / "whole")
    parts, name = tmp_path / "parts", "comments.comment.jsonl"
    with pytest.raises(Interrupted):
        write_export(parts, say=Interruption(20))
    text = (whole / "data" / name).read_bytes()
    (parts / "data" / name).write_bytes(text[: text.index(b"\n") + 20])
    write_export(parts)
    assert (parts / "data" / name).read_bytes() == text


def test_an_import_that_was_interrupted_again_and_again_is_the_same(settings, tmp_path):
    World()
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    assert count_interruptions(lambda say: take_in(old, say)) > 20
    assert contents_of(write_export(tmp_path / "again")) == contents_of(old)


def stop_within_comments(monkeypatch):
    """A sentence of progress that ends an import when it has written four comments."""
    monkeypatch.setattr("config.exporting.loading.BATCH_ROWS", 2)
    monkeypatch.setattr("config.exporting.progress.SECONDS", 0)

    def say(sentence):
        if sentence.startswith("写入 comments.comment.jsonl 4/"):
            raise Interrupted

    return say


def test_an_import_goes_on_in_the_middle_of_a_table(settings, tmp_path, monkeypatch):
    World()
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    with pytest.raises(Interrupted):
        take_in(old, stop_within_comments(monkeypatch))
    assert Comment.objects.count() == 4 and "没有完成" in refusal_of_unfinished_import()
    assert take_in(old) and not refusal_of_unfinished_import()
    assert contents_of(write_export(tmp_path / "again")) == contents_of(old)


def test_an_import_does_not_go_on_where_somebody_has_written_meanwhile(settings, tmp_path, monkeypatch):
    World()
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    with pytest.raises(Interrupted):
        take_in(old, stop_within_comments(monkeypatch))
    make_reader("中途来的人")
    with pytest.raises(ExportError, match="有人用过本站"):
        take_in(old)


def test_what_is_imported_twice_is_there_once(settings, tmp_path):
    World()
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    assert take_in(old) and not take_in(old)
    Comment.post(Article.objects.published().first(), Reader.objects.first(), "搬家以后的话")
    assert not take_in(old)
    assert Comment.objects.filter(text="搬家以后的话").count() == 1


def test_rows_may_point_at_later_rows_of_their_own_kind(settings, tmp_path):
    city = Region.objects.create(name="新城", slug="new-town")
    country = Region.objects.create(name="新国", slug="new-land")
    Region.objects.filter(pk=city.pk).update(country=country)
    old = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    take_in(old)
    assert Region.objects.get(pk=city.pk).country == country
    assert Channel.objects.count() == len(lines_of(old, "news.Channel"))


def test_every_size_of_a_picture_is_there(settings, tmp_path):
    world = World()
    old = write_export(tmp_path / "old")
    listed = [json.loads(line)["name"] for line in (old / "media.jsonl").read_text().splitlines()]
    photo = Photo.objects.get(pk=world.photo.pk)
    assert {photo.path(width, ending) for width in photo.widths for ending in ("jpg", "webp")} <= set(listed)
    assert json.loads((old / NAME).read_text())["media_files"] == len(listed)
