"""No public page and no timer reads a big table from end to end: every query of theirs is explained.

Pages are all public addresses of the URL configuration, timers all steps of the worker: a new one is looked at by
itself. A table is big unless it is named below. Without statistics, which a new site has not, SQLite's plans are the
same with ten rows and with a hundred thousand.
"""

import re

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from comments.notifications.mails import write_notice_mails
from comments.personal.facts_cache import FACTS
from comments.personal.sessions import SESSIONS
from comments.worker.loop import WorkerLoop, periodic_tasks
from comments.worker.models import PeriodicRun
from news.changes.cached_tables import clear_tables
from news.editing.scheduled import carry_out_due
from tests.config.crawl_world import World
from tests.config.crawling import addresses, routes
from tests.large_site import forget_statistics

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
]
# Tables of a few rows, which editors and moderators make by hand, or which hold one row for each thing of the site.
SMALL = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "comments_heldorigin",
    "comments_importrun",
    "comments_moderatornumber",
    "comments_periodicrun",
    "comments_phasesetting",
    "comments_rank",
    "comments_sectionmoderator",
    "comments_votefinding",
    "comments_wordrule",
    "django_content_type",
    "django_site",
    "django_tasks_database_dbtaskresult",  # a library's; what is done goes after three days
    "news_channel",
    "news_conversionoverride",
    "news_feedauthority",
    "news_feedsource",
    "news_frontplace",
    "news_ranking",
    "news_region",
    "news_regionalterm",
    "news_scheduledchange",
    "news_siteversion",
}
# Steps that read a whole table a few times in an hour at most, outside every transaction.
RARE = {"sweep", "index_if_empty", "prune_history", "judge_votes"}
PUBLIC = [route for route in routes() if not route.startswith(("admin/", "accounts/"))]
QUERIES = ["", "?page=3", "?sort=hot", "?sort=disputed", "?q=国家", "?q=国家&in=comments", "?q=国家&sort=best"]
QUERIES += ["?q=国&in=comments", "?q=iphnoe&in=comments", "?q=guojia -大家", "?q=国家&story=1"]
QUERIES += ["?reason=spam", "?moderator=1", "?month=2026-01"]
PARTIAL = {index.name for model in apps.get_models() for index in model._meta.indexes if index.condition}
SCAN = re.compile(r"SCAN (\w+)")


def tables_by_name(sql):
    """{name or alias in a query: table} of the tables that it reads."""
    found = re.findall(r'(?:FROM|JOIN) "?(\w+)"?(?: (?:AS )?"?(\w+)"?)?', sql)
    known = set(connection.introspection.table_names())
    words = {"WHERE", "ON", "INNER", "LEFT", "ORDER", "GROUP", "LIMIT", "CROSS", "SET", "UNION"}
    names = {}
    for table, alias in found:
        if table in known:
            names[alias if alias and alias not in words else table] = table
            names.setdefault(table, table)
    return names


def scans(sql):
    """The big tables that this query reads from end to end: without an index, or by one without an end."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}", [])
        steps = [row[3] for row in cursor.fetchall()]
    names = tables_by_name(sql)
    for step in steps:
        match = SCAN.match(step)
        table = match and names.get(match[1])
        if not table or table in SMALL or "VIRTUAL TABLE" in step:
            continue
        if not (is_of_few(step) or ends_early(sql, step, steps)):
            yield f"{table}: {step}"


def is_of_few(step):
    """Whether it reads by an index that holds few of the rows."""
    return any(step.endswith(f" INDEX {name}") for name in PARTIAL)


def ends_early(sql, step, steps):
    """Whether reading ends with the last row that is asked for: in the order of an index or of the table itself."""
    if "LIMIT" not in sql or "ORDER BY" not in sql:
        return False
    is_sorted = any("TEMP B-TREE" in other for other in steps)
    return not is_sorted or ("ROW_NUMBER" in sql and " INDEX " in step)  # of several lists, each ends by itself


def explain(captured, who, found):
    for query in captured.captured_queries:
        sql = query["sql"]
        if sql.lstrip("(").upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            for scan in scans(sql):
                found.setdefault(f"{scan} | {sql[:60]} … {sql[sql.find('FROM') :][:300]}", set()).add(who)


@pytest.fixture
def world(settings, caplog):
    caplog.set_level("CRITICAL", "django")
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    forget_statistics()
    return World()


def test_no_public_page_reads_a_big_table_from_end_to_end(world):
    found, client = {}, world.client("guest")
    samples = world.samples()
    for route in PUBLIC:
        for path in list(addresses(route, samples))[:3]:
            for query in QUERIES if "<" not in route or "comments" in route or "boards" in route else QUERIES[:2]:
                caches["pages"].clear()
                clear_tables()
                with CaptureQueriesContext(connection) as captured:
                    client.get(path + query)
                explain(captured, path + query, found)
    assert sorted(found) == []


def test_nothing_personal_reads_a_big_table_from_end_to_end(world):
    found, client = {}, world.client("reader")
    samples = world.samples()
    for route in PUBLIC:
        for path in list(addresses(route, samples))[:1]:
            FACTS.clear()
            SESSIONS.clear()
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            explain(captured, path, found)
    assert sorted(found) == []


def test_no_timer_reads_a_big_table_from_end_to_end(world):
    found, loop = {}, WorkerLoop()
    DBTaskResult.objects.all().delete()  # a job closes the connection behind itself
    steps = [carry_out_due, loop.work, write_notice_mails, loop.send, *periodic_tasks()]
    for step in steps:
        if step.__name__ in RARE:
            continue
        PeriodicRun.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            step()
        explain(captured, step.__name__, found)
    assert sorted(found) == []
