"""A copy of the database for pages that may lag: guests read from it, readers do not, and nobody writes to it."""

import shutil
import sqlite3

from tests.live.conftest import CAST, PASSWORD
from tests.server import Site, Visitor


def test_guests_read_the_copy_and_readers_the_truth(tmp_path, migrated):
    site = Site(tmp_path / "site", REPLICA_URL=f"sqlite:///{tmp_path}/copy.sqlite3").prepare(migrated)
    article = int(Site(tmp_path / "site").run(CAST))
    shutil.copy(site.folder / "private" / "db.sqlite3", tmp_path / "copy.sqlite3")
    site.run(
        f"a = Article.objects.get(pk={article}); a.title = '主库里的新题目'; a.save()\n"
        "with __import__('django').db.transaction.atomic(): a.announce()"
    )
    site.start()
    try:
        assert "主库里的新题目" not in site.get(f"/news/{article}/").text
        reader = Visitor(site, "糖桔", PASSWORD)
        assert "主库里的新题目" in reader.get(f"/news/{article}/").text
        assert reader.act(f"/news/{article}/comments/", text="写进主库").status == 200
        assert site.get("/boards/heat/").status == site.get("/").status == 200
        with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
            assert copy.execute("SELECT COUNT(*) FROM comments_comment").fetchone() == (0,)
    finally:
        site.stop()
