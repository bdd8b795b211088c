"""The table of the cache, in which limits on sign-in are counted."""

from django.core.management import call_command
from django.db import migrations


def add(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_roles")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
