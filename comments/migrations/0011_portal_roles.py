"""What the two roles may do with what came with the portal."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = ("add", "change", "delete", "view")
GRANTS = {
    "网编": [
        *((label, model, act) for label, model in (
            ("news", "related"), ("news", "oldaddress"), ("news", "region"), ("comments", "poll"), ("comments", "choice"),
        ) for act in ALL),
        ("comments", "submission", "view"), ("comments", "submission", "change"), ("comments", "submissionphoto", "view"),
    ],
    "版主": [
        ("comments", "submission", "view"), ("comments", "submission", "change"), ("comments", "submissionphoto", "view"),
        ("comments", "poll", "view"),
    ],
}


def empower(apps, schema_editor):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for label in ("news", "comments"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    for name, grants in GRANTS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for label, model, act in grants:
            group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=f"{act}_{model}"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0010_portal"), ("news", "0007_regions")]
    operations = [migrations.RunPython(empower, migrations.RunPython.noop)]
