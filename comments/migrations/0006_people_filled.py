"""What the new columns and tables say of the rows that were here before them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

# level: (holds first comments, flowers a day, eggs a day, flowers to one person, eggs to one person)
CAPS = {
    1: (True, 20, 10, 6, 3), 2: (True, 25, 12, 6, 3), 3: (False, 30, 15, 7, 3), 4: (False, 40, 20, 8, 4),
    5: (False, 50, 25, 10, 5), 6: (False, 60, 30, 12, 6), 7: (False, 80, 40, 15, 7), 8: (False, 100, 50, 18, 9),
    9: (False, 120, 60, 22, 11), 10: (False, 150, 75, 26, 13),
}
COLUMNS = ("holds_first", "flowers_a_day", "eggs_a_day", "flowers_a_person", "eggs_a_person")
MODERATOR = [("titlerequest", "view"), ("titlerequest", "change"), ("claim", "view"), ("claim", "change"),
             ("knownname", "view"), ("commentvote", "view"), ("barredword", "view"), ("barredword", "add"),
             ("barredword", "change"), ("barredword", "delete")]


def fill(apps, schema_editor):
    tune_ranks(apps, schema_editor)
    Comment, Reader = apps.get_model("comments", "Comment"), apps.get_model("comments", "Reader")
    parents = Comment.objects.filter(pk=OuterRef("parent_id")).values("author_id")[:1]
    Comment.objects.filter(parent__isnull=False).update(answers_id=Subquery(parents))
    received = Comment.objects.filter(author_id=OuterRef("pk")).order_by().values("author_id")
    Reader.objects.update(flowers_received=Coalesce(Subquery(received.annotate(all=Sum("flowers")).values("all")), 0))
    note_names(apps)
    enter_old_votes(apps)


def tune_ranks(apps, schema_editor):
    Rank = apps.get_model("comments", "Rank")
    for level, values in CAPS.items():
        Rank.objects.filter(level=level).update(**dict(zip(COLUMNS, values)))


def note_names(apps):
    KnownName, Reader = apps.get_model("comments", "KnownName"), apps.get_model("comments", "Reader")
    readers = Reader.objects.only("pk", "name", "skeleton", "date_joined").iterator()
    KnownName.objects.bulk_create(
        (KnownName(reader=r, name=r.name, skeleton=r.skeleton, since=r.date_joined) for r in readers), batch_size=500
    )


def enter_old_votes(apps):
    """Votes from before the ledger knew votes brought nothing; their rows say so, and can be reversed like others."""
    Vote, Entry = apps.get_model("comments", "CommentVote"), apps.get_model("comments", "LedgerEntry")
    votes = Vote.objects.filter(kind="flower").values_list("comment__author_id", "reader_id", "comment_id", "made_at")
    rows = (
        Entry(reader_id=author, giver_id=giver, comment_id=comment, made_at=at, day=at.date(), amount=0, reason="flower")
        for author, giver, comment, at in votes.iterator()
    )
    Entry.objects.bulk_create(rows, batch_size=500)


def empower(apps, schema_editor):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    config = apps.get_app_config("comments")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, _ = Group.objects.get_or_create(name="版主")
    for model, act in MODERATOR:
        group.permissions.add(Permission.objects.get(content_type__app_label="comments", codename=f"{act}_{model}"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_people")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(empower, migrations.RunPython.noop),
    ]
