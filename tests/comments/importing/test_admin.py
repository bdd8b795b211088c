"""Imports in the admin: a report first, then the import; in a process of its own that may be killed."""

import re
from datetime import timedelta
from time import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.importing.files import import_folder
from comments.importing.models import TRIES_MOST, ImportRun
from comments.importing.running import carry_out
from comments.importing.tasks import resume_imports
from comments.models import Comment
from news.models import Article, Channel
from tests.comments.importing.export_files import small_disqus, small_wxr, wp_item, wxr
from tests.comments.moderation.admin_roles import make_role

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/importrun/"


@pytest.fixture
def boss(settings, tmp_path):
    """A superuser's browser; imports stand in a folder of the test."""
    settings.PRIVATE_DIR = tmp_path
    reader, client = make_role("superuser"), Client()
    client.force_login(reader)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time(), "username": reader.name}]
    session.save()
    return client


def upload(text, name="导出 1.xml"):
    return SimpleUploadedFile(name, text.encode(), "text/xml")


def start(boss, **fields):
    fields = {"kind": "wordpress", "channel": Channel.objects.get(slug="politics").pk} | fields
    return boss.post(f"{LIST}start/", fields, follow=True)


def test_a_report_then_the_import_and_the_page_shows_both(boss):
    page = start(boss, upload=upload(small_wxr(3, 2))).content.decode()
    report = ImportRun.objects.get()
    assert "等待开始" in page and "正式导入</button>" not in page
    assert (report.writes, DBTaskResult.objects.get().args_kwargs["args"]) == (False, [report.pk])
    carry_out(report.pk)
    page = boss.get(f"{LIST}{report.pk}/change/").content.decode()
    assert "核对结果" in page and "新闻：新增 3。" in page and Article.objects.count() == 0
    boss.post(f"{LIST}{report.pk}/follow/")
    run = ImportRun.objects.get(writes=True)
    carry_out(run.pk)
    carry_out(run.pk)  # a job may run twice
    run.refresh_from_db()
    assert (run.state, run.stage, run.tries, Article.objects.count()) == ("done", "完成 100%", 1, 3)
    assert "已带入" in boss.get(f"{LIST}{run.pk}/change/").content.decode()


def test_an_import_of_a_file_is_not_started_twice_nor_before_its_report(boss):
    start(boss, upload=upload(small_wxr(1, 1)))
    report = ImportRun.objects.get()
    assert "请等核对完成" in boss.post(f"{LIST}{report.pk}/follow/", follow=True).content.decode()
    carry_out(report.pk)
    boss.post(f"{LIST}{report.pk}/follow/")
    assert "这个文件正在导入" in boss.post(f"{LIST}{report.pk}/follow/", follow=True).content.decode()
    assert ImportRun.objects.count() == 2


def test_a_large_file_is_chosen_from_the_folder_and_nothing_outside_of_it(boss, tmp_path):
    (import_folder() / "big.xml").write_text(small_disqus(2, 1))
    (import_folder() / "link.xml").symlink_to("/etc/passwd")
    (tmp_path / "secret_key").write_text("x")
    assert "big.xml" in boss.get(LIST).content.decode() and "link.xml" not in boss.get(LIST).content.decode()
    for name in ("../secret_key", "link.xml", "/etc/passwd", "gone.xml"):
        assert "有效的选择" in start(boss, file=name).content.decode() or not ImportRun.objects.exists()
    start(boss, kind="disqus", channel="", file="big.xml")
    carry_out(ImportRun.objects.get().pk)
    assert "2 条" not in ImportRun.objects.get().problem and "thread" in ImportRun.objects.get().counts


WRONG = [{}, {"upload": True, "file": "big.xml"}, {"kind": "x", "upload": True}, {"channel": "", "upload": True}]


@pytest.mark.parametrize("fields", WRONG, ids=range(len(WRONG)))
def test_what_is_missing_is_said_and_nothing_begins(boss, fields):
    (import_folder() / "big.xml").write_text("x")
    fields = fields | ({"upload": upload("x")} if fields.get("upload") else {})
    page = start(boss, **fields)
    assert page.status_code == 200 and "errorlist" in page.content.decode() and not ImportRun.objects.exists()


def test_names_of_uploads_are_made_harmless(boss):
    start(boss, upload=upload("x", "../../<b>'.xml"))
    assert re.fullmatch(r"[\w.-]+\.xml", ImportRun.objects.get().file)
    assert [path.name for path in import_folder().iterdir()] == [ImportRun.objects.get().file]


def test_a_run_says_why_it_did_not_end_well(boss, settings):
    politics, files = Channel.objects.get(slug="politics"), {"broken.xml": wxr(wp_item(1))[:-10], "page.txt": "x"}
    for name, text in files.items():
        (import_folder() / name).write_text(text)
    kinds = {"broken.xml": "wordpress", "page.txt": "page", "gone.xml": "disqus"}
    for name, kind in kinds.items():
        carry_out(ImportRun.objects.create(kind=kind, file=name, channel=politics, writes=True).pk)
    broken, page, gone = ImportRun.objects.order_by("pk")
    assert {run.state for run in (broken, page, gone)} == {"failed"}
    assert "文件没有读完。第" in broken.problem and Article.objects.count() == 1  # what stood before the break
    assert "第 1 行" in page.problem and "读不到文件 gone.xml" in gone.problem


def test_a_run_whose_process_died_is_taken_up_again_and_given_up_in_the_end(boss):
    (import_folder() / "a.xml").write_text(small_wxr(2, 1))
    politics = Channel.objects.get(slug="politics")
    run = ImportRun.objects.create(kind="wordpress", file="a.xml", channel=politics, writes=True, state="running")
    carry_out(run.pk)
    assert Comment.objects.count() == 0  # its process is alive
    ImportRun.objects.update(beat_at=timezone.now() - timedelta(minutes=3))
    carry_out(run.pk)
    assert Comment.objects.count() == 2
    ImportRun.objects.update(state="running", tries=TRIES_MOST, beat_at=timezone.now() - timedelta(minutes=3))
    resume_imports()
    run.refresh_from_db()
    assert run.state == "failed" and "中断" in run.problem
