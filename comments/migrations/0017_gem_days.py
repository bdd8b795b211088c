"""Days whose gems were awarded. Of those before, the gems themselves say up to which day that was."""

from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

MADE_UP_FOR = 7  # days back of which the worker awards what is missing


def note_awarded_days(apps, schema_editor):
    """Every day with gems was awarded, and so were the days before the last of them, perhaps without a gem."""
    Gem, GemDay = apps.get_model("comments", "Gem"), apps.get_model("comments", "GemDay")
    days = set(Gem.objects.values_list("day", flat=True))
    if days:
        days |= {max(days) - timedelta(days=ago) for ago in range(MADE_UP_FOR)}
    GemDay.objects.bulk_create(GemDay(day=day, awarded_at=timezone.now()) for day in sorted(days))


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0016_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='GemDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False, verbose_name='日期')),
                ('awarded_at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '神评结算日',
                'verbose_name_plural': '神评结算日',
            },
        ),
        migrations.RunPython(note_awarded_days, migrations.RunPython.noop),
    ]
