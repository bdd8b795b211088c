"""The tables of a new site, and the rows with which it begins: see `_first_rows.py`."""

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import news.articles.attachments
import news.feeds.models
import news.media.models
import simple_history.models
from django.db import migrations, models

from news.migrations._first_rows import add_rows, make_search_index


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='展示到')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='撤下时间')),
                ('withdrawn_for', models.CharField(blank=True, max_length=200, verbose_name='撤下理由')),
                ('stood_at', models.DateTimeField(editable=False, null=True, verbose_name='原发布时间')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('body', models.TextField(verbose_name='正文')),
                ('editor', models.CharField(blank=True, max_length=20, verbose_name='网编')),
                ('revised_at', models.DateTimeField(auto_now=True, verbose_name='修订时间')),
                ('closed', models.BooleanField(default=False, verbose_name='关闭评论')),
                ('pre_moderated', models.BooleanField(default=False, verbose_name='先审后发')),
                ('slow_seconds', models.PositiveSmallIntegerField(blank=True, default=0, verbose_name='慢速（秒）')),
                ('least_level', models.PositiveSmallIntegerField(blank=True, default=0, verbose_name='发言最低品级')),
                ('related_by_hand', models.BooleanField(default=False, verbose_name='前期相关由网编指定')),
                ('missing_pictures', models.PositiveSmallIntegerField(default=0, verbose_name='原有而未能带入的图片数')),
                ('missing_video', models.BooleanField(default=False, verbose_name='原有视频未能带入')),
                ('stated_comments', models.PositiveIntegerField(blank=True, null=True, verbose_name='原页所记评论数')),
                ('import_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('heat', models.PositiveSmallIntegerField(db_index=True, default=0, editable=False)),
                ('heat_off_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='不自动慢速，直到')),
                ('cursor', models.BigIntegerField(default=0, editable=False)),
                ('pruned_to', models.BigIntegerField(default=0, editable=False)),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='评论数')),
                ('last_floor', models.PositiveIntegerField(default=0, editable=False)),
                ('flowers', models.PositiveIntegerField(default=0, editable=False)),
                ('eggs', models.PositiveIntegerField(default=0, editable=False)),
                ('flower_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('egg_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('opening_flowers', models.PositiveIntegerField(default=0, editable=False)),
                ('opening_eggs', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': '新闻',
                'verbose_name_plural': '新闻',
                'ordering': ['-published_at', '-pk'],
            },
            bases=(news.articles.attachments.Attachments, models.Model),
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                ('slug', models.SlugField(max_length=30, unique=True, verbose_name='地址')),
                ('kind', models.CharField(choices=[('story', '新闻频道'), ('board', '版块'), ('door', '入口')], default='story', max_length=5, verbose_name='种类')),
                ('group', models.PositiveSmallIntegerField(default=0, help_text='1–7 为频道栏上的组，0 不上频道栏', verbose_name='栏目组')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                ('pre_moderated', models.BooleanField(default=False, help_text='只对版块有用。', verbose_name='文章先审后发')),
            ],
            options={
                'verbose_name': '频道',
                'verbose_name_plural': '频道',
                'ordering': ['group', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FeedAuthority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(default=news.feeds.models.host_name, max_length=255)),
                ('since', models.DateField(default=django.utils.timezone.localdate)),
                ('key', models.CharField(default=news.feeds.models.site_key, max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='PageViewMark',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('slot', models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('rows', models.JSONField(default=list)),
                ('before', models.JSONField(default=list)),
                ('mark', models.CharField(default='', max_length=8)),
                ('made_at', models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                ('tried_at', models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                ('took_ms', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('key', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('content', models.CharField(max_length=32)),
                ('object_id', models.CharField(default='', max_length=64)),
                ('sent_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '已保存的表单',
                'verbose_name_plural': '已保存的表单',
            },
        ),
        migrations.CreateModel(
            name='SiteVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=1)),
                ('due_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ImportedEntry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='imported_entry', serialize=False, to='news.article')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '带入的条目',
                'verbose_name_plural': '带入的条目',
            },
        ),
        migrations.CreateModel(
            name='ArticleEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('title', models.TextField()),
                ('thing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='entry', to='news.article')),
            ],
            options={
                'verbose_name': '新闻索引',
                'verbose_name_plural': '新闻索引',
            },
        ),
        migrations.AddField(
            model_name='article',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='news.channel', verbose_name='频道'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='更正内容')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='news.article')),
            ],
            options={
                'verbose_name': '更正',
                'verbose_name_plural': '更正',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DeskPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='图片说明')),
                ('name', models.CharField(db_index=True, editable=False, max_length=100)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('uploader', models.BigIntegerField()),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '待用图片',
                'verbose_name_plural': '待用图片',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['uploader'], name='desk_pictures_of')],
            },
        ),
        migrations.CreateModel(
            name='EditingDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('editor', models.BigIntegerField()),
                ('slot', models.CharField(max_length=80)),
                ('fields', models.TextField()),
                ('saved_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '自动保存的稿件',
                'verbose_name_plural': '自动保存的稿件',
                'constraints': [models.UniqueConstraint(fields=('editor', 'slot'), name='one_draft_of_form')],
            },
        ),
        migrations.CreateModel(
            name='EditingLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('editor', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=150)),
                ('key', models.CharField(max_length=64)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='editing_lock', to='news.article')),
            ],
            options={
                'verbose_name': '正在编辑',
                'verbose_name_plural': '正在编辑',
            },
        ),
        migrations.CreateModel(
            name='FrontPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(unique=True, verbose_name='位置')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='到何时')),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='front_place', to='news.article')),
            ],
            options={
                'verbose_name': '首页位置',
                'verbose_name_plural': '首页位置',
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(help_text='以 / 开头，可带问号后的部分，如 /world/2024/06/2745423.html', max_length=300, unique=True, verbose_name='旧地址')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='news.article')),
            ],
            options={
                'verbose_name': '旧地址',
                'verbose_name_plural': '旧地址',
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='图片说明')),
                ('name', models.CharField(db_index=True, editable=False, max_length=100)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('is_cover', models.BooleanField(default=False, verbose_name='封面')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='news.article')),
            ],
            options={
                'verbose_name': '图片',
                'verbose_name_plural': '图片',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                ('slug', models.SlugField(max_length=30, unique=True, verbose_name='地址')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('country', models.ForeignKey(blank=True, help_text='留空：本身是一个国家或地区。', limit_choices_to={'country': None}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cities', to='news.region', verbose_name='属于')),
            ],
            options={
                'verbose_name': '地区',
                'verbose_name_plural': '地区',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ArticleVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('body', models.TextField(verbose_name='正文')),
                ('editor', models.CharField(blank=True, max_length=20, verbose_name='网编')),
                ('saved_by', models.CharField(blank=True, max_length=150)),
                ('sources', models.JSONField(default=list)),
                ('captions', models.JSONField(default=list)),
                ('log_entry', models.BigIntegerField(null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=20)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('channel', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='news.channel', verbose_name='频道')),
                ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='news.region', verbose_name='地区')),
            ],
            options={
                'verbose_name': '新闻的版本',
                'verbose_name_plural': '新闻的版本',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='article',
            name='region',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='news.region', verbose_name='地区'),
        ),
        migrations.CreateModel(
            name='RegionalTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zh_hans', models.CharField(max_length=40, verbose_name='大陆')),
                ('zh_hant', models.CharField(max_length=40, verbose_name='台湾')),
                ('zh_hk', models.CharField(blank=True, max_length=40, verbose_name='香港')),
                ('exceptions', models.CharField(blank=True, max_length=400, verbose_name='例外')),
            ],
            options={
                'verbose_name': '两岸三地译名',
                'verbose_name_plural': '两岸三地译名',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('zh_hans', 'zh_hant'), name='one_term')],
            },
        ),
        migrations.CreateModel(
            name='Related',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related', to='news.article')),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_by', to='news.article', verbose_name='前期新闻')),
            ],
            options={
                'verbose_name': '前期相关新闻',
                'verbose_name_plural': '前期相关新闻',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ScheduledChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_index=True, verbose_name='生效时间')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('body', models.TextField(verbose_name='正文')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='更正内容')),
                ('editor', models.BigIntegerField()),
                ('name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_from', models.CharField(max_length=32)),
                ('failed_at', models.DateTimeField(null=True)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='scheduled_change', to='news.article')),
            ],
            options={
                'verbose_name': '定时改动',
                'verbose_name_plural': '定时改动',
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='原文地址')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='原文时间')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='news.article')),
            ],
            options={
                'verbose_name': '新闻来源',
                'verbose_name_plural': '新闻来源',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Video',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(db_index=True, upload_to=news.media.models.video_path, validators=[django.core.validators.FileExtensionValidator(['mp4', 'webm'])], verbose_name='视频')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='videos', to='news.article')),
            ],
            options={
                'verbose_name': '视频',
                'verbose_name_plural': '视频',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('comment', '评论'), ('counts', '评论的花与蛋'), ('count', '评论数'), ('votes', '新闻的花与蛋'), ('story', '新闻本身'), ('poll', '问卷的结果'), ('author', '评论人'), ('quotes', '引用')], max_length=8)),
                ('target', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='news.article')),
            ],
            options={
                'indexes': [models.Index(fields=['article', 'id'], name='change_of_article')],
            },
        ),
        migrations.CreateModel(
            name='ConversionOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written', models.CharField(max_length=40, verbose_name='原文')),
                ('zh_hans', models.CharField(blank=True, max_length=40, verbose_name='简体')),
                ('zh_hant', models.CharField(blank=True, max_length=40, verbose_name='繁體（台）')),
                ('zh_hk', models.CharField(blank=True, max_length=40, verbose_name='繁體（港）')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='news.article', verbose_name='只在这条新闻')),
            ],
            options={
                'verbose_name': '转换用词',
                'verbose_name_plural': '转换用词',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('article', 'written'), name='one_wording_of_story'), models.UniqueConstraint(condition=models.Q(('article', None)), fields=('written',), name='one_wording_of_site')],
            },
        ),
        migrations.CreateModel(
            name='FeedSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='新闻里写的来源，如“新华社”。', max_length=60, unique=True, verbose_name='名称')),
                ('url', models.URLField(help_text='RSS 或 Atom 的地址，如 https://example.org/feed.xml。', max_length=500, unique=True, verbose_name='地址')),
                ('publishes', models.BooleanField(default=False, help_text='不勾：存为草稿，由网编发布。', verbose_name='直接发布')),
                ('full_text', models.BooleanField(default=True, help_text='不勾：只带摘要。对方没有给全文时总是摘要。', verbose_name='带全文')),
                ('every_minutes', models.PositiveSmallIntegerField(default=60, help_text='5 到 10080（一周）。', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(10080)], verbose_name='每隔几分钟抓取')),
                ('is_on', models.BooleanField(default=True, verbose_name='启用')),
                ('etag', models.CharField(blank=True, editable=False, max_length=200)),
                ('last_modified', models.CharField(blank=True, editable=False, max_length=200)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='下次抓取')),
                ('looked_at', models.DateTimeField(editable=False, null=True, verbose_name='上次抓取')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='连续失败次数')),
                ('error', models.CharField(blank=True, editable=False, max_length=300, verbose_name='上次的错误')),
                ('report', models.TextField(blank=True, editable=False, verbose_name='上次结果')),
                ('channel', models.ForeignKey(limit_choices_to={'kind': 'story'}, on_delete=django.db.models.deletion.PROTECT, related_name='feed_sources', to='news.channel', verbose_name='频道')),
            ],
            options={
                'verbose_name': '订阅源',
                'verbose_name_plural': '订阅源',
                'ordering': ['name'],
                'indexes': [models.Index(condition=models.Q(('is_on', True)), fields=['due_at'], name='feed_sources_due')],
            },
        ),
        migrations.CreateModel(
            name='PageViewCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('readers', models.PositiveIntegerField(default=0)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='news.article')),
            ],
            options={
                'indexes': [models.Index(fields=['at', 'article', 'readers'], name='readings_of_time')],
                'constraints': [models.UniqueConstraint(fields=('article', 'at'), name='one_reading_per_step')],
            },
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-published_at', '-id'], name='stories_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['channel', '-published_at', '-id'], name='channel_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['region', '-published_at', '-id'], name='region_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['editor', '-published_at', '-id'], name='editor_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(django.db.models.expressions.CombinedExpression(models.F('flower_weight'), '-', models.F('egg_weight')), name='stories_by_surplus'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.ExpressionWrapper(models.Q(('published_at', None)), models.BooleanField()), descending=True), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='stories_at_desk'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('ends_at__isnull', False)), fields=['ends_at'], name='stories_that_end'),
        ),
        migrations.AddConstraint(
            model_name='related',
            constraint=models.UniqueConstraint(fields=('article', 'earlier'), name='related_once'),
        ),
        migrations.AddConstraint(
            model_name='related',
            constraint=models.CheckConstraint(condition=models.Q(('article', models.F('earlier')), _negated=True), name='not_related_to_itself'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['name'], name='source_by_name'),
        ),
        migrations.RunPython(make_search_index, migrations.RunPython.noop),
        migrations.RunPython(add_rows, migrations.RunPython.noop),
    ]
