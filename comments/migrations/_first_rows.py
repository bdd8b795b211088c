"""The rows with which a new site begins: ranks, the groups of staff; the tables of search and of the cache."""

from django.contrib.auth.management import create_permissions
from django.core.management import call_command

from news.search.index import Index, make

RANKS = [
    # level, points, label, left, right, gendered, weight, title, holds first comments,
    # flowers a day, eggs a day, flowers to one person, eggs to one person
    (1, 0, "品衔R1", "", "", False, "1.0", False, True, 20, 10, 6, 3),
    (2, 20, "品衔R2", "", "", False, "1.0", False, True, 25, 12, 6, 3),
    (3, 100, "品衔R3", "", "", False, "1.0", False, False, 30, 15, 7, 3),
    (4, 300, "品衔R4", "☆", "☆", False, "1.0", False, False, 40, 20, 8, 4),
    (5, 1_000, "品衔R5", "★", "★", False, "1.1", False, False, 50, 25, 10, 5),
    (6, 3_000, "品衔R6", "★☆", "☆★", False, "1.2", False, False, 60, 30, 12, 6),
    (7, 8_000, "声望品衔7", "☆★", "★☆", False, "1.4", True, False, 80, 40, 15, 7),
    (8, 20_000, "声望品衔8", "☆★", "★☆", True, "1.6", True, False, 100, 50, 18, 9),
    (9, 50_000, "声望品衔9", "★★", "★★", False, "1.8", True, False, 120, 60, 22, 11),
    (10, 120_000, "声望品衔10", "★★★", "★★★", False, "2.0", True, False, 150, 75, 26, 13),
]
COLUMNS = (
    "level", "points", "label", "left", "right", "gendered", "vote_weight", "may_title", "holds_first",
    "flowers_a_day", "eggs_a_day", "flowers_a_person", "eggs_a_person",
)

ALL = ("add", "change", "delete", "view")
# What every moderator may do; those of sections in their own sections alone.
MODERATES = {
    ("news", "article"): ("view",),
    ("comments", "comment"): ("view", "change"),
    ("comments", "report"): ("view", "change"),
    ("comments", "ban"): ("add", "view"),
    ("comments", "appeal"): ("view",),
    ("comments", "ruling"): ("view",),
    ("comments", "reader"): ("view",),
    ("comments", "ledgerentry"): ("view",),
    ("comments", "titlerequest"): ("view", "change"),
    ("comments", "claim"): ("view", "change"),
    ("comments", "knownname"): ("view",),
    ("comments", "commentvote"): ("view",),
    ("comments", "wordrule"): ("view",),
    ("comments", "phasesetting"): ("view",),
    ("comments", "pipelineevent"): ("view",),
    ("comments", "votefinding"): ("view", "change"),
    ("comments", "submission"): ("view", "change"),
    ("comments", "submissionphoto"): ("view",),
    ("comments", "poll"): ("view",),
}
# group: {(app, model): what its members may do}
GROUPS = {
    "网编": {
        ("news", "article"): ALL,
        ("news", "source"): ALL,
        ("news", "photo"): ALL,
        ("news", "video"): ALL,
        ("news", "correction"): ALL,
        ("news", "related"): ALL,
        ("news", "oldaddress"): ALL,
        ("news", "region"): ALL,
        ("news", "feedsource"): ALL,
        ("news", "conversionoverride"): ALL,
        ("news", "regionalterm"): ALL,
        ("comments", "comment"): ("view", "feature_comment"),
        ("comments", "poll"): ALL,
        ("comments", "choice"): ALL,
        ("comments", "submission"): ("view", "change"),
        ("comments", "submissionphoto"): ("view",),
        ("comments", "errorreport"): ("view", "change"),
    },
    "版主": MODERATES,
    "首席版主": MODERATES
    | {
        ("comments", "ban"): ("add", "view", "ban_long"),
        ("comments", "appeal"): ("view", "change"),
        ("comments", "wordrule"): ALL,
        ("comments", "phasesetting"): ("view", "change"),
    },
    "版块版主": MODERATES,
}


def add_rows(apps, schema_editor):
    add_ranks(apps.get_model("comments", "Rank"))
    add_groups(apps)
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def add_ranks(Rank):
    Rank.objects.bulk_create(Rank(**dict(zip(COLUMNS, row, strict=True))) for row in RANKS)


def add_groups(apps):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for label in ("news", "comments"):
        # Permissions are otherwise made only after the last migration.
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    for name, grants in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for (label, model), acts in grants.items():
            names = [act if "_" in act else f"{act}_{model}" for act in acts]
            found = Permission.objects.filter(content_type__app_label=label, codename__in=names)
            group.permissions.add(*found)


def make_search_index(apps, schema_editor):
    make(schema_editor, Index("comments_commententry", "comments_found"))
    make(schema_editor, Index("comments_readerentry", "readers_found"))
