"""What is no export of ours, or a damaged one, is refused in a sentence before anything is written."""

import json
import os

import pytest

from comments.models import Comment, Reader
from config.exporting.errors import ExportError
from config.exporting.manifest import FORMAT, NAME, Manifest
from config.exporting.values import is_file_name
from config.exporting.writing import export
from news.models import Article
from tests.config.crawl_world import World
from tests.config.exporting.conftest import make_empty, quiet, rewrite, take_in, write_export
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db(transaction=True)
COMMENTS = "data/comments.comment.jsonl"


@pytest.fixture
def old(settings, tmp_path):
    """An export, before an empty site."""
    World()
    folder = write_export(tmp_path / "old")
    make_empty(settings, tmp_path / "new-media")
    return folder


def refusal(folder):
    with pytest.raises(ExportError) as caught:
        take_in(folder)
    return str(caught.value)


def alter(path, before, after):
    text = path.read_bytes()
    assert before in text
    path.write_bytes(text.replace(before, after, 1))


def alter_line(path, number, change):
    lines = path.read_bytes().splitlines(keepends=True)
    lines[number - 1] = change(lines[number - 1])
    path.write_bytes(b"".join(lines))


@pytest.mark.parametrize(
    "change",
    [
        lambda line: b"\xff\xfe" + line,
        lambda line: line[: len(line) // 2] + b"\n",
        lambda line: b"[" * 100_000 + b"\n",
        lambda line: b"[]\n",
        lambda line: line.replace(b'"id":', b'"number":'),
        lambda line: line.replace(b'"id":', b'"id":-'),
        lambda line: line.replace(b'"id":', b'"id":' + b"9" * 40),
        lambda line: line.replace(b'"id":', b'"id":' + b"9" * 5000),
        lambda line: line.replace(b'"text":"', b'"text":"\\u0000'),
        lambda line: line.replace(b'"text":"', b'"text":"\\ud800'),
        lambda line: line.replace(b'"hot":', b'"hot":NaN,"hot":'),
        lambda line: line.replace(b'"lifted":false', b'"lifted":"no"'),
        lambda line: line.replace(b"+00:00", b""),
        lambda line: line.replace(b'"flower_weight":"', b'"flower_weight":"1e9'),
    ],
)
def test_a_damaged_line_is_named_by_its_file_and_number(old, change):
    alter_line(old / COMMENTS, 3, change)
    said = refusal(old)
    assert "comments.comment.jsonl 第 3 行已损坏" in said
    assert not Reader.objects.exists() and not Article.objects.exists()


def test_a_changed_letter_and_a_missing_line_are_noticed(old):
    whole = (old / COMMENTS).read_bytes()
    alter(old / COMMENTS, "国家里面的话".encode(), "国家外面的话".encode())
    assert "校验和不对" in refusal(old)
    (old / COMMENTS).write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])
    assert "实有" in refusal(old)


def test_a_file_that_does_not_end_is_noticed(old):
    whole = (old / COMMENTS).read_bytes()
    (old / COMMENTS).write_bytes(whole[:-5])
    assert "这一行不完整" in refusal(old)


def test_a_line_without_an_end_takes_no_memory(old, monkeypatch):
    monkeypatch.setattr("config.exporting.lines.LONGEST", 5000)
    (old / COMMENTS).write_bytes(b"x" * 20_000)
    assert "第 1 行已损坏：这一行太长" in refusal(old)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": "x", "tables": 3}'])
def test_a_manifest_that_is_none_is_refused(old, text):
    (old / NAME).write_text(text)
    with pytest.raises(ExportError):
        Manifest.read(old)


def test_a_newer_export_is_refused(old):
    alter(old / NAME, f'"format": {FORMAT}'.encode(), f'"format": {FORMAT + 1}'.encode())
    assert "较新的版本" in refusal(old)


@pytest.mark.parametrize("what", ["table", "column"])
def test_what_this_version_does_not_know_is_refused(old, what):
    manifest = json.loads((old / NAME).read_text())
    if what == "table":
        manifest["tables"]["comments.Tomorrow"] = {"rows": 0, "sha256": "", "fields": []}
    else:
        manifest["tables"]["comments.Comment"]["fields"].append("tomorrow")
    (old / NAME).write_text(json.dumps(manifest))
    assert "较新的版本" in refusal(old)


def test_a_site_that_is_not_empty_is_left_as_it_is(old):
    make_reader("先来的人")
    assert "本站不是空的" in refusal(old)
    assert Reader.objects.count() == 1


def test_an_unfinished_import_is_named_by_the_next_one(old, tmp_path, settings):
    rewrite(old, "comments.Comment", lambda rows: rows[0].update(author=10**9))
    assert "comments.comment.jsonl 第 1 行不能写入：author 指向不存在的行" in refusal(old)
    assert not Comment.objects.exists() and Reader.objects.exists()
    export(tmp_path / "other", True, quiet)
    assert f"上一次导入（{old}）没有完成" in refusal(tmp_path / "other")


def test_two_rows_that_cannot_both_be_are_named(old):
    rewrite(old, "comments.Reader", lambda rows: rows[2].update(skeleton=rows[1]["skeleton"]))
    assert "comments.reader.jsonl 第 3 行不能写入" in refusal(old)


def test_a_body_is_cleaned_as_every_other(old):
    rewrite(old, "news.Article", lambda rows: rows[0].update(body="<p>好</p><script>alert(1)</script>"))
    take_in(old)
    assert Article.objects.order_by("pk").first().body == "<p>好</p>"


def test_a_link_that_runs_a_script_is_refused(old):
    rewrite(old, "news.Source", lambda rows: rows[0].update(url="javascript:alert(1)"))
    assert "news.source.jsonl 第 1 行已损坏" in refusal(old)


@pytest.mark.parametrize(
    "name", ["../x.jpg", "/etc/passwd", "a/../../x", "a//b", ".hidden", "a\\b", "a\x00b", "", "图.jpg"]
)
def test_a_file_that_would_lie_elsewhere_is_refused(old, name, settings):
    assert not is_file_name(name)
    alter_line(old / "media.jsonl", 1, lambda line: json.dumps(json.loads(line) | {"name": name}).encode() + b"\n")
    assert "media.jsonl 第 1 行已损坏：文件名不允许" in refusal(old)
    assert not settings.MEDIA_ROOT.exists()


def test_a_picture_whose_name_leads_elsewhere_is_refused(old):
    rewrite(old, "news.Photo", lambda rows: rows[0].update(name="../../private/db"))
    assert "news.photo.jsonl 第 1 行已损坏：name 文件名不允许" in refusal(old)


def test_a_link_in_the_place_of_a_picture_is_refused(old):
    picture = next(path for path in (old / "media").rglob("*.*"))
    size = picture.stat().st_size
    picture.unlink()
    os.symlink("/etc/passwd", picture)
    assert "通往别处的链接" in refusal(old) and size


def test_a_damaged_picture_is_named(old):
    picture = next(path for path in (old / "media").rglob("*.*"))
    whole = picture.read_bytes()
    picture.write_bytes(bytes(len(whole)))
    assert picture.name in refusal(old)
    picture.unlink()
    assert "缺失或大小不对" in refusal(old)


def test_a_folder_with_something_else_in_it_is_not_written_to(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("亲爱的")
    with pytest.raises(ExportError, match="别的文件"):
        export(tmp_path / "mine", True, quiet)


def test_an_unfinished_export_goes_on_only_with_the_same_secrets(tmp_path):
    def stop(sentence):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        export(tmp_path / "parts", True, stop)
    with pytest.raises(ExportError, match="with-secrets"):
        export(tmp_path / "parts", False, quiet)
