"""More letters are known to look alike: what names are compared by is made anew.

Where two names have become one, the older keeps it; the younger bears its pk behind it, so that both stay.
"""

from django.db import migrations
from django.db.models import F

from comments.names import skeleton

LONGEST = 120


def renew(apps, schema_editor):
    Reader, KnownName = apps.get_model("comments", "Reader"), apps.get_model("comments", "KnownName")
    present = Reader.objects.filter(erased_at=None).order_by("pk")  # who has left has no name any more
    write(present, spread(present.values_list("pk", "name", "skeleton").iterator()))
    # Present names first: they are what their readers are found by.
    known = KnownName.objects.order_by(F("until").asc(nulls_first=True), "reader_id", "pk")
    write(known, spread(known.values_list("pk", "name", "skeleton").iterator()))


def spread(rows):
    """{pk: new skeleton} of those of `rows` (pk, name, skeleton) that change; the first of two keeps it."""
    taken, changed = set(), {}
    for pk, name, before in rows:
        new = skeleton(name)[:LONGEST]
        if new in taken:
            mark = f"!{pk}"  # no name contains it
            new = before if before.endswith(mark) else new[: LONGEST - len(mark)] + mark
        taken.add(new)
        if new != before:
            changed[pk] = new
    return changed


def write(rows, changed):
    """All make room first: one may take what another still has."""
    for pk in changed:
        rows.filter(pk=pk).update(skeleton=f"!{pk}")
    for pk, new in changed.items():
        rows.filter(pk=pk).update(skeleton=new)


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_people_filled")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
