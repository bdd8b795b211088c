"""The two roles of staff, as groups: who writes, and who keeps the floor."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = {
    "网编": [
        ("news", model, act)
        for model in ("article", "source", "photo", "video", "correction")
        for act in ("add", "change", "delete", "view")
    ] + [("comments", "comment", "view")],
    "版主": [
        ("comments", "comment", "view"), ("comments", "comment", "change"), ("comments", "ruling", "view"),
        ("comments", "reader", "view"), ("comments", "ledgerentry", "view"), ("news", "article", "view"),
    ],
}


def add(apps, schema_editor):
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for label in ("news", "comments"):
        # Permissions are otherwise made only after the last migration.
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        for label, model, act in wanted:
            group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=f"{act}_{model}"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_ladder"), ("news", "0002_channels"), ("auth", "0012_alter_user_first_name_max_length"),
                    ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
