"""Names are found by their spelling too; what they are compared by is made anew, for more letters are known to look
alike. See `comments.skeletons`; `manage.py names` lists which names have come to look alike.
"""

from django.db import migrations, models


from comments.skeletons import renew


def renew_skeletons(apps, schema_editor):
    renew(apps.get_model("comments", "Reader"), apps.get_model("comments", "KnownName"))


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0014_rate_counts'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='barredword',
            options={'ordering': ['word'], 'verbose_name': '用户名与头衔的禁用词', 'verbose_name_plural': '用户名与头衔的禁用词'},
        ),
        migrations.AlterModelOptions(
            name='knownname',
            options={'ordering': ['-since'], 'verbose_name': '用过的用户名', 'verbose_name_plural': '用过的用户名'},
        ),
        migrations.AlterField(
            model_name='knownname',
            name='name',
            field=models.CharField(db_index=True, max_length=50, verbose_name='用户名'),
        ),
        migrations.AlterField(
            model_name='reader',
            name='import_name',
            field=models.CharField(blank=True, editable=False, max_length=100, null=True, unique=True, verbose_name='旧站用户名'),
        ),
        migrations.AlterField(
            model_name='reader',
            name='name',
            field=models.CharField(db_index=True, max_length=50, verbose_name='用户名'),
        ),
        migrations.AlterField(
            model_name='reader',
            name='script',
            field=models.CharField(blank=True, choices=[('', '原文'), ('zh-hans', '简体'), ('zh-hant', '繁體（台）'), ('zh-hk', '繁體（港）')], default='', max_length=7, verbose_name='简体 / 繁体'),
        ),
        migrations.AlterField(
            model_name='reader',
            name='sign',
            field=models.CharField(blank=True, choices=[('', '不显示'), ('♂', '♂'), ('♀', '♀')], default='', max_length=1, verbose_name='性别符号'),
        ),
        migrations.AlterModelOptions(
            name='ledgerentry',
            options={'ordering': ['pk'], 'verbose_name': '声望记录', 'verbose_name_plural': '声望记录'},
        ),
        migrations.AlterField(
            model_name='rank',
            name='gendered',
            field=models.BooleanField(default=False, verbose_name='两端加性别符号'),
        ),
        migrations.RunPython(renew_skeletons, migrations.RunPython.noop),
    ]
