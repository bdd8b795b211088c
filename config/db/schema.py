"""Whether a database was made by this version: before 1.0 each app has one initial migration, which is made anew when
the schema changes, so that its name alone says nothing."""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = ("news", "comments")
SEARCH_COLUMNS = {"grams", "tokens"}  # of PostgreSQL, which no model names: see `news.search.index`


def find_foreign_migration(loader: MigrationLoader) -> str:
    """The name of a migration that was applied and is unknown here, or ""."""
    unknown = sorted(key for key in loader.applied_migrations if key[0] in OURS and key not in loader.disk_migrations)
    return ".".join(unknown[0]) if unknown else ""


def find_foreign_table(loader: MigrationLoader) -> str:
    """The name of a table that is not as the models of this version have it, or ""; of apps that are migrated."""
    migrated = [label for label in OURS if set(loader.graph.leaf_nodes(label)) <= set(loader.applied_migrations)]
    models = [model for model in apps.get_models() if model._meta.app_label in migrated]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in models:
            table = model._meta.db_table
            if table not in there:
                return table
            found = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            if found - SEARCH_COLUMNS != {field.column for field in model._meta.local_concrete_fields}:
                return table
    return ""


def refusal_of_old_database() -> str:
    """Why this database cannot be used by this version, as one who runs the site is told; "" if it can."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    found = find_foreign_migration(loader) or find_foreign_table(loader)
    if not found:
        return ""
    return (
        f"这个数据库是另一个版本建的（{found} 与本版不符），不能升级；它没有被改动。"
        f"要接着用它，请运行建它的那个版本；要从头开始，请把数据目录 {settings.DATA_DIR} 移到别处，"
        "或用设置 DATA_DIR（PostgreSQL 用 DATABASE_URL）换一个新的，再运行一次。"
    )
