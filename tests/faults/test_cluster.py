"""Processes on one PostgreSQL, woken by Redis: they start, see each other's work, and outlive restarts of both."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.cluster import RedisServer, postgres, sites_on
from tests.live.conftest import CAST, PASSWORD
from tests.server import Visitor
from tests.streaming import Listener


@pytest.fixture(scope="module")
def database():
    with postgres() as database:
        yield database


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("cluster")
    redis = RedisServer(folder)
    sites = sites_on(database, folder, 2, REDIS_URL=redis.url)
    sites[0].article = int(sites[0].run(CAST))
    try:
        for site in sites:
            site.start()
        yield sites, redis
    finally:
        for site in sites:
            site.stop()
        redis.stop()


def said(site, article, text):
    answer = Visitor(site, "糖桔", PASSWORD).act(f"/news/{article}/comments/", text=text)
    return re.search(r'id="comment-(\d+)"', answer.text)[1]


def test_a_pool_grows_to_what_was_allowed(cluster, database):
    (one, _), _ = cluster
    with psycopg.connect(**database.address) as blocker, psycopg.connect(**database.address, autocommit=True) as looker:
        blocker.execute("LOCK TABLE news_article IN ACCESS EXCLUSIVE MODE")

        def waiting():
            return looker.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").fetchone()[0]

        with ThreadPoolExecutor(6) as crowd:
            asked = [crowd.submit(one.get, f"/search/?q={number}{number}") for number in range(6)]
            try:
                one.wait_until(lambda: waiting() >= 6, 20)
            finally:
                blocker.rollback()
            assert {answer.result().status for answer in asked} == {200}


def test_what_one_process_takes_the_other_shows_with_redis_and_without(cluster):
    (one, two), redis = cluster
    listener = Listener(two, one.article, after="0", wait=8)
    listener.frame()
    pk = said(one, one.article, "隔壁也看得见")
    assert f'id="comment-{pk}"' in listener.frame().html
    redis.stop()
    pk = said(one, one.article, "没有铃也看得见")
    assert f'id="comment-{pk}"' in listener.frame().html
    assert one.get(f"/news/{one.article}/").status == 200


def test_a_restart_of_the_database_loses_nothing_that_was_acknowledged(cluster, database):
    sites, _ = cluster
    visitors = [Visitor(site, "糖桔", PASSWORD) for site in sites]
    acknowledged, article, over = [], sites[0].article, threading.Event()

    def keep_posting(number):
        turn = 0
        while not over.is_set() and turn < 5000:
            turn += 1
            answer = visitors[number].act(f"/news/{article}/comments/", text=f"{number}·{turn}", key=f"{number}-{turn}")
            if answer.status == 200:
                acknowledged.append(int(re.search(r'id="comment-(\d+)"', answer.text)[1]))

    with ThreadPoolExecutor(2) as crowd:
        posting = [crowd.submit(keep_posting, number) for number in range(2)]
        try:
            for _ in range(2):
                before = len(acknowledged)
                sites[0].wait_until(lambda before=before: len(acknowledged) >= before + 10, 30)
                database.restart()
            before = len(acknowledged)
            sites[0].wait_until(lambda: len(acknowledged) >= before + 10, 30)
        finally:
            over.set()
        for poster in posting:
            poster.result()
    assert all(site.get("/healthz").status == 200 for site in sites)
    kept = sites[0].run("print(*Comment.objects.shown().values_list('pk', flat=True))")
    assert set(acknowledged) <= {int(pk) for pk in kept.split()}
    assert "(0 differences)" in sites[0].manage("recount").stdout


def test_redis_may_go_and_come_back(cluster):
    (one, two), redis = cluster
    redis.stop()
    listener = Listener(two, one.article, after="0", wait=8)
    first = said(one, one.article, "铃停了")
    assert first in frames_until(listener, first)
    redis.start()
    two.wait_until(lambda: redis.client.pubsub_numsub("huadan:changes")[0][1] >= 2, 15)
    second = said(one, one.article, "铃又响了")
    assert second in frames_until(listener, second)


def frames_until(listener, comment):
    """The comments that a listener is sent, up to this one (a pk); it fails when nothing more comes."""
    found = []
    while comment not in found:
        found += re.findall(r'id="comment-(\d+)"', listener.frame().html)
    return found


@pytest.mark.parametrize("count", [1, 3])
def test_processes_that_start_together_all_serve(database, cluster, tmp_path, count):
    sites = sites_on(database, tmp_path, count)
    try:
        for site in sites:
            site.launch()
        for site in sites:
            site.wait_until(site.answers, 30)
            assert site.get("/search/?q=start").status == 200
    finally:
        for site in sites:
            site.stop()
