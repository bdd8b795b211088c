"""Taking in an export. A run that was interrupted goes on; until the end the site refuses to serve."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from comments.search.models import CommentEntry, ReaderEntry
from comments.search.reindexing import reindex
from config.backups.manifest import raise_numbers
from config.exporting import media
from config.exporting.checking import check_export
from config.exporting.contents import SEEDED, Table, tables
from config.exporting.errors import ExportError
from config.exporting.loading import Loader
from config.exporting.manifest import Manifest
from config.exporting.progress import Progress
from config.exporting.state import read_import, write_import
from config.exporting.writing import DATA
from news.articles.models import Article
from news.search.models import ArticleEntry

INDEX_BATCH = 2000  # comments in one transaction: nobody waits
USED = "本站不是空的（已有{what}）：导入只能进一个新建的站，请换一个空的 DATA_DIR 或 DATABASE_URL。"
OTHER = "上一次导入（{folder}）没有完成：请先用那一份再运行一次；要改用另一份，请换一个空的数据库。"


def import_export(folder: Path, manifest: Manifest, say: Callable[[str], object]) -> bool:
    """Make the empty site what the export says, or finish what was begun; False if it was finished before."""
    known, mark, used = read_import(), manifest.mark, find_used_table()
    is_same = known.get("mark") == mark
    if used and is_same and known["finished"]:
        return False
    if used and not is_same:
        unfinished = known and not known["finished"]
        raise ExportError(OTHER.format(folder=known["folder"]) if unfinished else USED.format(what=used))
    progress = Progress(say)
    later = check_export(folder, manifest, progress)
    write_import(mark, folder, finished=False)
    if not used:
        clear_new_site()
    media.import_files(folder, media.Total(manifest.media_files, manifest.media_bytes), progress)
    load_rows(folder, manifest, later, progress)
    finish(manifest, progress)
    write_import(mark, folder, finished=True)
    return True


def find_used_table() -> Table | None:
    """A table with rows that no new site has."""
    return next((one for one in tables() if one.label not in SEEDED and one.model._base_manager.exists()), None)


@transaction.atomic
def clear_new_site() -> None:
    """Take away what a new site has of itself: the export brings its own."""
    with connection.cursor() as cursor:
        for label in SEEDED:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(Table(label).database_table)}")


def load_rows(folder: Path, manifest: Manifest, later: set[str], progress: Progress) -> None:
    for table in tables():
        if contents := manifest.tables.get(table.label):
            progress.step(f"写入 {table.name}", contents.rows)
            Loader(table, contents.fields, table.label in later).load(folder / DATA / table.name, progress)
            progress.end()
            if table.model._base_manager.count() != contents.rows:
                raise ExportError(f"{table.name} 有 {contents.rows} 行，写入后表中却有别的行。")


def finish(manifest: Manifest, progress: Progress) -> None:
    """What follows from the rows: the index of search, the next numbers, the cursors of pages."""
    progress.step("搜索索引")
    with ExitStack() as stack:
        for entries in (ArticleEntry, CommentEntry, ReaderEntry):
            stack.enter_context(entries.index.filled_at_once())
        progress.done = sum(reindex(INDEX_BATCH))
    progress.end()
    newest = max(manifest.sequences.get("news.Change", 0), Article.objects.aggregate(all=Max("cursor"))["all"] or 0)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables():
            if table.has_numbers:
                raise_sequence(cursor, table, manifest.sequences.get(table.label, 0))
        for statement in raise_numbers(newest):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def raise_sequence(cursor: Any, table: Table, number: int) -> None:
    """Let the next row of a table get a number that no row of the old site has had."""
    highest = max(number, table.model._base_manager.aggregate(all=Max("pk"))["all"] or 0)
    name, key = table.database_table, table.key.column
    if not highest:
        return
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, highest])
    else:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [connection.ops.quote_name(name), key, highest]
        )
