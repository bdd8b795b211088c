"""The cast, and what they act with. 糖桔 reads (R4), 扶风 argues (R5), 睿文 edits, 青禾 moderates; a guest."""

import os
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from comments.migrations import _first_rows as comments_rows
from comments.models import Comment, LedgerEntry, Rank, Reader
from comments.personal.facts_cache import FACTS
from comments.personal.fragments import KEPT
from comments.personal.sessions import SESSIONS
from comments.thread.rows import FRAGMENTS, ROWS
from news.caching.pages import CONVERTED_ROWS
from news.changes.cached_tables import clear_tables
from news.media.pictures import render_picture, store_picture
from news.migrations import _first_rows as news_rows
from news.models import Article, ArticleEntry, Change, Channel, Photo
from news.search.models import Entry
from tests.server import ROOT

# Playwright's loop runs in the thread of browser tests; they talk to the real server, not to the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "花好月圆-2024"
# Files that take minutes: begun first, lest at the end all wait for one of them.
LONGEST = {
    "tests/browser/test_admin_axe.py",
    "tests/browser/test_comment_lists.py",
    "tests/config/test_crawl.py",
    "tests/config/test_roles.py",
    "tests/news/admin_forms/test_lookups.py",
}


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the plans and the work of the other database: that is nothing to be skipped."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    left_out = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=left_out)
    kept = [item for item in items if item not in left_out]
    items[:] = sorted(kept, key=lambda item: str(item.path.relative_to(ROOT)) not in LONGEST)


@pytest.fixture(autouse=True)
def calm_settings(settings, tmp_path):
    """A thread without waiting times, and a folder of its own for pictures; tests about those set them."""
    settings.MEDIA_ROOT = tmp_path
    settings.COMMENT_INTERVAL_SECONDS = 0
    settings.COMMENT_BURST = 1000
    settings.HOLD_FIRST = 0
    settings.NEW_ACCOUNT_HOURS = 0
    caches["pages"].clear()
    for kept in (ROWS, FRAGMENTS, CONVERTED_ROWS, FACTS, SESSIONS, KEPT):
        kept.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def steady_tables(monkeypatch):
    """Small tables are read once in a test and stay: pinned numbers of queries must not depend on the clock, and
    what one test changed must not be seen by the next."""
    monkeypatch.setattr("news.changes.cached_tables.SECONDS", 3600)
    clear_tables()
    yield
    clear_tables()


def make_reader(name, level=1, **fields):
    """A reader at `level`, whose points and level follow from one opening row."""
    password = fields.pop("password", PASSWORD)
    reader = Reader.objects.create_user(
        name, password=password, date_joined=timezone.now() - timedelta(days=90), **fields
    )
    if level > 1:
        reader.earn(Rank.of(level).points, LedgerEntry.Reason.OPENING)
    return reader


def make_staff(name, group, **fields):
    """A member of the staff in one of the groups of a new site."""
    reader = make_reader(name, is_staff=True, **fields)
    reader.groups.set(Group.objects.filter(name=group))
    return reader


def make_article(title="界河断桥有望重开", channel="politics", **fields):
    """A published article, an hour old, whose cursor has moved once."""
    defaults = {
        "body": "<p>第一段。</p><p>第二段。</p>",
        "editor": "睿文",
        "published_at": timezone.now() - timedelta(hours=1),
    }
    article = Article.objects.create(channel=Channel.objects.get(slug=channel), title=title, **(defaults | fields))
    ArticleEntry.keep(article)
    Change.record(article, (Change.Kind.STORY, article.pk))
    return article


def make_photo(article, caption="", size=(1200, 800), **fields):
    """A photo of one colour on an article, kept in all its widths and formats."""
    photo = Photo(article=article, caption=caption, **fields)
    photo.take(store_picture(render_picture(Image.new("RGB", size, "teal"))))
    photo.save()
    return photo


def empty_search_index():
    """On SQLite the index is a virtual table, which no test with real transactions empties behind itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for entries in Entry.__subclasses__():
                cursor.execute(f"DELETE FROM {entries.index.found}")  # noqa: S608  (a name of our own)


@pytest.fixture(autouse=True)
def rows_of_migrations(request):
    """Tests with real transactions empty the tables; whoever comes next finds what migrations had put there."""
    marker, names = request.node.get_closest_marker("django_db"), request.fixturenames
    real = "transactional_db" in names or (marker and marker.kwargs.get("transaction"))
    if not (real or marker or "db" in names):
        return
    request.getfixturevalue("transactional_db" if real else "db")
    if not Channel.objects.exists():
        empty_search_index()
        news_rows.add_rows(apps, None)
        comments_rows.add_ranks(Rank)
        modules = {label: apps.get_app_config(label).models_module for label in ("news", "comments")}
        comments_rows.add_groups(apps)
        for label, module in modules.items():  # which migrations take away from their own copy of an app
            apps.get_app_config(label).models_module = module


@pytest.fixture
def cast(db):
    return SimpleNamespace(
        tangju=make_reader("糖桔", 4),
        fufeng=make_reader("扶风", 5),
        ruiwen=make_reader("睿文", 5, is_staff=True, is_superuser=True),
        qinghe=make_reader("青禾", 6, is_staff=True, is_superuser=True),
    )


@pytest.fixture
def tangju(cast):
    return cast.tangju


@pytest.fixture
def fufeng(cast):
    return cast.fufeng


@pytest.fixture
def qinghe(cast):
    return cast.qinghe


@pytest.fixture
def article(db):
    return make_article()


@pytest.fixture
def say(article):
    """say(reader, text, parent=None) posts on the article and returns the comment."""

    def say(reader, text, parent=None, on=None, key=""):
        return Comment.post(on or article, reader, text, parent, key)

    return say


@pytest.fixture
def at(monkeypatch):
    """at(moment) lets it be that moment for all who ask Django for the time, model defaults too."""

    def at(moment):
        stopped = type("Stopped", (datetime,), {"now": classmethod(lambda cls, tz=None: moment.astimezone(tz))})
        monkeypatch.setattr("django.utils.timezone.datetime", stopped)

    return at


@pytest.fixture
def signed_in():
    """signed_in(reader) is a browser without a script, signed in; signed_in(None) is a guest's."""

    def signed_in(reader=None, **options):
        client = Client(headers={"origin": "http://testserver"}, **options)  # as browsers say of forms of ours
        if reader:
            client.force_login(reader)
        return client

    return signed_in


SCRIPT = {"HTTP_X_FRAGMENT": "yes"}  # what the page's script sends along
