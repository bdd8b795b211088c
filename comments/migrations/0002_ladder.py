"""The ladder of badges with its ornaments."""

from django.db import migrations

LADDER = [
    # level, points, label, left, right, gendered, weight, title
    (1, 0, "品衔R1", "", "", False, "1.0", False),
    (2, 20, "品衔R2", "", "", False, "1.0", False),
    (3, 100, "品衔R3", "", "", False, "1.0", False),
    (4, 300, "品衔R4", "☆", "☆", False, "1.0", False),
    (5, 1_000, "品衔R5", "★", "★", False, "1.1", False),
    (6, 3_000, "品衔R6", "★☆", "☆★", False, "1.2", False),
    (7, 8_000, "声望品衔7", "☆★", "★☆", False, "1.4", True),
    (8, 20_000, "声望品衔8", "☆★", "★☆", True, "1.6", True),
    (9, 50_000, "声望品衔9", "★★", "★★", False, "1.8", True),
    (10, 120_000, "声望品衔10", "★★★", "★★★", False, "2.0", True),
]
FIELDS = ("level", "points", "label", "left", "right", "gendered", "vote_weight", "may_title")


def add(apps, schema_editor):
    Rank = apps.get_model("comments", "Rank")
    for row in LADDER:
        Rank.objects.create(**dict(zip(FIELDS, row)))


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
