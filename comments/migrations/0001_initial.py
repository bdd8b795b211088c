"""The tables of a new site, and the rows with which it begins: see `_first_rows.py`."""

import comments.readers.portraits
import comments.reputation.models
import comments.rulings.acts
import comments.submissions.desk_acts
import comments.thread.author_acts
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from comments.migrations._first_rows import add_rows, make_search_index


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('news', '0001_initial'),
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
        migrations.CreateModel(
            name='PeriodicRun',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '定时任务记录',
                'verbose_name_plural': '定时任务记录',
            },
        ),
        migrations.CreateModel(
            name='PhaseSetting',
            fields=[
                ('phase', models.CharField(choices=[('repeat', '重复的话'), ('rate', '发言频率'), ('closed', '关闭的评论'), ('slow', '慢速与等级'), ('length', '字数'), ('links', '新账号的链接'), ('words', '敏感词'), ('ban', '禁言与先审'), ('origin', '受限的网络和设备'), ('first', '新网友的前几条'), ('story', '先审后发的新闻'), ('copies', '多个账号同一段话'), ('refusals', '屡次被拒'), ('heat', '讨论升温')], max_length=8, primary_key=True, serialize=False, verbose_name='环节')),
                ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('is_on', models.BooleanField(default=True, verbose_name='启用')),
                ('threshold', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='数值')),
            ],
            options={
                'verbose_name': '发言环节',
                'verbose_name_plural': '发言环节',
                'ordering': ['position', 'phase'],
            },
        ),
        migrations.CreateModel(
            name='Rank',
            fields=[
                ('level', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='级')),
                ('points', models.PositiveIntegerField(unique=True, verbose_name='所需声望')),
                ('label', models.CharField(max_length=20, verbose_name='名称')),
                ('left', models.CharField(blank=True, max_length=10, verbose_name='左饰')),
                ('right', models.CharField(blank=True, max_length=10, verbose_name='右饰')),
                ('gendered', models.BooleanField(default=False, verbose_name='两端加性别符号')),
                ('vote_weight', models.DecimalField(decimal_places=1, default=1, max_digits=3, verbose_name='投票权重')),
                ('may_title', models.BooleanField(default=False, verbose_name='可用自定头衔')),
                ('holds_first', models.BooleanField(default=True, verbose_name='最初几条评论先审后发')),
                ('flowers_a_day', models.PositiveSmallIntegerField(default=20, verbose_name='每天鲜花')),
                ('eggs_a_day', models.PositiveSmallIntegerField(default=10, verbose_name='每天鸡蛋')),
                ('flowers_a_person', models.PositiveSmallIntegerField(default=6, verbose_name='每天给同一人的鲜花')),
                ('eggs_a_person', models.PositiveSmallIntegerField(default=3, verbose_name='每天给同一人的鸡蛋')),
            ],
            options={
                'verbose_name': '品衔',
                'verbose_name_plural': '品衔',
                'ordering': ['level'],
            },
        ),
        migrations.CreateModel(
            name='RateCount',
            fields=[
                ('key', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': '频率计数',
                'verbose_name_plural': '频率计数',
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name', models.CharField(db_index=True, max_length=50, verbose_name='用户名')),
                ('skeleton', models.CharField(editable=False, max_length=120, unique=True)),
                ('sign', models.CharField(blank=True, choices=[('', '不显示'), ('♂', '♂'), ('♀', '♀')], default='', max_length=1, verbose_name='性别符号')),
                ('title', models.CharField(blank=True, max_length=20, verbose_name='头衔')),
                ('bio', models.TextField(blank=True, max_length=300, verbose_name='简介')),
                ('portrait', models.FileField(blank=True, db_index=True, upload_to=comments.readers.portraits.portrait_path, verbose_name='头像')),
                ('verified', models.BooleanField(default=False, verbose_name='本站认证')),
                ('pen_name', models.CharField(blank=True, default='', help_text='此人发布的新闻署这个名字；留空署用户名。', max_length=20, verbose_name='网编笔名')),
                ('points', models.IntegerField(default=0, verbose_name='声望')),
                ('level', models.PositiveSmallIntegerField(default=1, verbose_name='级')),
                ('flowers_received', models.PositiveIntegerField(default=0, editable=False, verbose_name='收到鲜花')),
                ('imported', models.BooleanField(default=False, verbose_name='由旧站带入、尚未认领')),
                ('import_name', models.CharField(blank=True, editable=False, max_length=100, null=True, unique=True, verbose_name='旧站用户名')),
                ('variant', models.CharField(blank=True, choices=[('', '原文'), ('zh-hans', '简体'), ('zh-hant', '繁體（台）'), ('zh-hk', '繁體（港）')], default='', max_length=7, verbose_name='简体 / 繁体')),
                ('mail', models.CharField(choices=[('now', '有通知就发'), ('daily', '每天汇总一封'), ('never', '不发')], default='daily', max_length=5, verbose_name='邮件通知')),
                ('renamed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='上次改名')),
                ('session_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ('leaving_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name='注销时间')),
                ('leaving_removes', models.BooleanField(default=False, editable=False, verbose_name='注销时删除评论')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='已注销')),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('last_refused_at', models.DateTimeField(editable=False, null=True)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('facts_version', models.PositiveBigIntegerField(default=0, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '网友',
                'verbose_name_plural': '网友',
            },
        ),
        migrations.CreateModel(
            name='ArticleVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('flower', '鲜花'), ('egg', '鸡蛋')], max_length=6, verbose_name='投')),
                ('weight', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='权重')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='news.article', verbose_name='新闻')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '新闻的票',
                'verbose_name_plural': '新闻的票',
            },
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('written', '作者'), ('sent', '投稿')], default='written', max_length=7, verbose_name='身份')),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='authorship', to='news.article')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '网友文章',
                'verbose_name_plural': '网友文章',
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('silence', '禁言'), ('read', '先审后发')], default='silence', max_length=7, verbose_name='种类')),
                ('scope', models.CharField(choices=[('site', '全站'), ('channel', '频道'), ('article', '一条新闻')], default='site', max_length=7, verbose_name='范围')),
                ('reason', models.CharField(choices=[('spam', '广告'), ('insult', '人身攻击'), ('rumour', '造谣'), ('privacy', '泄露隐私'), ('law', '违法'), ('offtopic', '离题'), ('other', '其他'), ('mistake', '误判更正'), ('fine', '无违规')], max_length=10, verbose_name='理由')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='备注')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='开始')),
                ('ends_at', models.DateTimeField(blank=True, help_text='留空：永久。', null=True, verbose_name='结束')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='取消')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='news.article', verbose_name='新闻')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='news.channel', verbose_name='频道')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bans', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '禁言',
                'verbose_name_plural': '禁言',
                'ordering': ['-pk'],
                'permissions': [('ban_long', '可以禁言 30 天以上')],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('blocked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocked_by', to=settings.AUTH_USER_MODEL)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '拉黑',
                'verbose_name_plural': '拉黑',
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '待定'), ('granted', '同意'), ('refused', '不同意')], default='waiting', max_length=7, verbose_name='状态')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='时间')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='答复时间')),
                ('email', models.EmailField(max_length=254, verbose_name='电子邮箱')),
                ('proof', models.TextField(max_length=1000, verbose_name='凭据')),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to=settings.AUTH_USER_MODEL, verbose_name='旧站名字')),
                ('moderator', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '认领申请',
                'verbose_name_plural': '认领申请',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('featured_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='编辑精选')),
                ('as_editor', models.BooleanField(default=False, editable=False, verbose_name='网编回复')),
                ('flowers', models.PositiveIntegerField(default=0, editable=False, verbose_name='鲜花')),
                ('eggs', models.PositiveIntegerField(default=0, editable=False, verbose_name='鸡蛋')),
                ('flower_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('egg_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('violation_eggs', models.PositiveIntegerField(default=0, editable=False, verbose_name='违规鸡蛋')),
                ('violation_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('opening_flowers', models.PositiveIntegerField(default=0, editable=False)),
                ('opening_eggs', models.PositiveIntegerField(default=0, editable=False)),
                ('hot', models.FloatField(default=0, editable=False)),
                ('disputed', models.FloatField(default=0, editable=False)),
                ('liftable', models.BooleanField(default=False, editable=False)),
                ('lifted', models.BooleanField(default=False, editable=False, verbose_name='热门')),
                ('reviewed', models.BooleanField(default=False, editable=False, verbose_name='版主已看过')),
                ('open_reports', models.PositiveIntegerField(default=0, editable=False, verbose_name='举报')),
                ('report_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('flagged_for', models.CharField(blank=True, editable=False, max_length=200, verbose_name='系统提示')),
                ('held_by', models.CharField(blank=True, editable=False, max_length=8)),
                ('reported', models.BooleanField(default=False, editable=False, verbose_name='被举报')),
                ('review_weight', models.DecimalField(decimal_places=1, default=0, editable=False, max_digits=12)),
                ('text', models.TextField(verbose_name='正文')),
                ('state', models.CharField(choices=[('held', '待审'), ('visible', '可见'), ('collapsed', '已折叠'), ('hidden', '已隐藏'), ('deleted', '已删除')], default='visible', max_length=9, verbose_name='状态')),
                ('key', models.CharField(blank=True, editable=False, max_length=64)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('folded', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发表')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='显示')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='修改')),
                ('floor', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='楼')),
                ('reply_count', models.PositiveIntegerField(default=0, editable=False)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('import_key', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('answers', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_in', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='news.article', verbose_name='新闻')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL, verbose_name='评论人')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.comment', verbose_name='回复')),
                ('root', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchange', to='comments.comment')),
            ],
            options={
                'verbose_name': '评论',
                'verbose_name_plural': '评论',
                'permissions': [('feature_comment', '评论：列入编辑精选')],
            },
            bases=(comments.thread.author_acts.AuthorActs, comments.rulings.acts.RulingActs, models.Model),
        ),
        migrations.CreateModel(
            name='CommentEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.TextField(verbose_name='原文')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='comments.comment')),
            ],
            options={
                'verbose_name': '修改记录',
                'verbose_name_plural': '修改记录',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('thing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='entry', to='comments.comment')),
            ],
            options={
                'verbose_name': '评论索引',
                'verbose_name_plural': '评论索引',
            },
        ),
        migrations.CreateModel(
            name='CommentVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('flower', '鲜花'), ('egg', '鸡蛋')], max_length=6, verbose_name='投')),
                ('weight', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='权重')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('reason', models.CharField(blank=True, choices=[('disagree', '不同意'), ('offtopic', '离题'), ('insult', '人身攻击'), ('rumour', '造谣'), ('spam', '广告')], default='', max_length=8, verbose_name='理由')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='comments.comment', verbose_name='评论')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '评论的票',
                'verbose_name_plural': '评论的票',
            },
        ),
        migrations.CreateModel(
            name='ErrorReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='哪里有误')),
                ('state', models.CharField(choices=[('open', '待处理'), ('corrected', '已更正'), ('answered', '已答复')], default='open', max_length=9, verbose_name='状态')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='处理时间')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='error_reports', to='news.article', verbose_name='新闻')),
                ('correction', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='news.correction', verbose_name='更正说明')),
                ('editor', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='error_reports', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '指正',
                'verbose_name_plural': '指正',
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('followed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to=settings.AUTH_USER_MODEL)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '关注',
                'verbose_name_plural': '关注',
            },
        ),
        migrations.CreateModel(
            name='Gem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日期')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gems', to=settings.AUTH_USER_MODEL)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='gem', to='comments.comment', verbose_name='评论')),
            ],
            options={
                'verbose_name': '神评',
                'verbose_name_plural': '神评',
            },
        ),
        migrations.CreateModel(
            name='HeldOrigin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(max_length=32)),
                ('ends_at', models.DateTimeField()),
                ('ban', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_origins', to='comments.ban')),
            ],
            options={
                'verbose_name': '先审的来源',
                'verbose_name_plural': '先审的来源',
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('wordpress', 'WordPress 导出文件（WXR）'), ('disqus', 'Disqus 导出文件'), ('page', '旧站保存的新闻页')], max_length=9, verbose_name='种类')),
                ('file', models.CharField(max_length=200, verbose_name='文件')),
                ('media', models.CharField(blank=True, max_length=200, verbose_name='图片文件夹')),
                ('writes', models.BooleanField(default=False, verbose_name='正式导入')),
                ('state', models.CharField(choices=[('waiting', '等待开始'), ('running', '进行中'), ('done', '已完成'), ('failed', '未完成')], default='waiting', max_length=7, verbose_name='状态')),
                ('stage', models.CharField(blank=True, max_length=20, verbose_name='进度')),
                ('counts', models.JSONField(default=dict)),
                ('lines', models.JSONField(default=list)),
                ('unlisted', models.PositiveIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=300, verbose_name='原因')),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发起时间')),
                ('beat_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='最近更新')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='news.channel', verbose_name='频道')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '导入',
                'verbose_name_plural': '导入',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='KnownName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('skeleton', models.CharField(max_length=120, unique=True)),
                ('name', models.CharField(db_index=True, max_length=50, verbose_name='用户名')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='起')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='保留至')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_names', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '用过的用户名',
                'verbose_name_plural': '用过的用户名',
                'ordering': ['-since'],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.IntegerField(verbose_name='声望')),
                ('reason', models.CharField(choices=[('opening', '带入的声望'), ('flower', '评论得到鲜花'), ('egg', '评论因违规得到鸡蛋'), ('removal', '评论被版主隐藏'), ('flowered', '送过鲜花的评论后来被隐藏'), ('gem', '入选神评妙论'), ('piece', '投稿被采用')], max_length=10, verbose_name='事由')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('day', models.DateField(default=comments.reputation.models.today, verbose_name='日期')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ledger', to='comments.comment', verbose_name='评论')),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='given', to=settings.AUTH_USER_MODEL, verbose_name='来自')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ledger', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='comments.ledgerentry', verbose_name='冲销')),
            ],
            options={
                'verbose_name': '声望记录',
                'verbose_name_plural': '声望记录',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LevelChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.PositiveSmallIntegerField()),
                ('after', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='level_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '升降级',
                'verbose_name_plural': '升降级',
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.CharField(max_length=24)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='comments.comment')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ModeratorNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='moderator_number', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '版主编号',
                'verbose_name_plural': '版主编号',
            },
        ),
        migrations.CreateModel(
            name='MutedWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=20, verbose_name='屏蔽词')),
                ('folded', models.CharField(max_length=80)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted_words', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '屏蔽词',
                'verbose_name_plural': '屏蔽词',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reply', '回复'), ('mention', '提到'), ('ruling', '版主处理'), ('level', '升降级'), ('title', '头衔'), ('followed', '关注的人'), ('story', '关注的新闻'), ('piece', '投稿与文章'), ('report', '举报结果'), ('error', '指正结果'), ('featured', '编辑精选')], max_length=8)),
                ('subject', models.CharField(max_length=40)),
                ('cause', models.CharField(max_length=40)),
                ('text', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('mail', models.CharField(blank=True, max_length=5)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='comments.comment')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
            },
        ),
        migrations.CreateModel(
            name='OpenCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opened_by', to='comments.comment')),
                ('moderator', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='open_case', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '正在处理',
                'verbose_name_plural': '正在处理',
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254, verbose_name='收件人')),
                ('subject', models.CharField(max_length=200, verbose_name='主题')),
                ('body', models.TextField(verbose_name='正文')),
                ('headers', models.JSONField(default=dict)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='写成')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='待发')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('claimed_until', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True, verbose_name='发出')),
                ('given_up', models.BooleanField(default=False, verbose_name='放弃')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='上次的错误')),
            ],
            options={
                'verbose_name': '邮件',
                'verbose_name_plural': '邮件',
                'indexes': [models.Index(condition=models.Q(('given_up', False), ('sent_at', None)), fields=['due_at'], name='letters_due'), models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['sent_at'], name='letters_sent'), models.Index(condition=models.Q(('given_up', True)), fields=['made_at'], name='letters_given_up')],
            },
        ),
        migrations.CreateModel(
            name='PipelineEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(choices=[('repeat', '重复的话'), ('rate', '发言频率'), ('closed', '关闭的评论'), ('slow', '慢速与等级'), ('length', '字数'), ('links', '新账号的链接'), ('words', '敏感词'), ('ban', '禁言与先审'), ('origin', '受限的网络和设备'), ('first', '新网友的前几条'), ('story', '先审后发的新闻'), ('copies', '多个账号同一段话'), ('refusals', '屡次被拒'), ('heat', '讨论升温')], max_length=8, verbose_name='环节')),
                ('action', models.CharField(choices=[('refuse', '拒绝'), ('hold', '待审'), ('mark', '标记')], max_length=6, verbose_name='处理')),
                ('why', models.CharField(max_length=200, verbose_name='原因')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='被拒的文字')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='news.article', verbose_name='新闻')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pipeline_events', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pipeline_events', to='comments.comment', verbose_name='评论')),
            ],
            options={
                'verbose_name': '发言流程',
                'verbose_name_plural': '发言流程',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=120, verbose_name='问题')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('multiple', models.BooleanField(default=False, verbose_name='可以多选')),
                ('results', models.CharField(choices=[('open', '一直公开'), ('closed', '截止后公布')], default='open', max_length=6, verbose_name='结果')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发布时间')),
                ('closes_at', models.DateTimeField(blank=True, help_text='留空：一直开放。', null=True, verbose_name='截止时间')),
                ('closing_recorded', models.BooleanField(default=False, editable=False)),
                ('voters', models.PositiveIntegerField(default=0, editable=False, verbose_name='参加人数')),
                ('article', models.ForeignKey(blank=True, help_text='留空：问卷单独成页。', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='polls', to='news.article', verbose_name='新闻')),
            ],
            options={
                'verbose_name': '问卷',
                'verbose_name_plural': '问卷',
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=80, verbose_name='选项')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('votes', models.PositiveIntegerField(default=0, editable=False, verbose_name='票数')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='comments.poll')),
            ],
            options={
                'verbose_name': '选项',
                'verbose_name_plural': '选项',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to=settings.AUTH_USER_MODEL)),
                ('choices', models.ManyToManyField(related_name='ballots', to='comments.choice')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='comments.poll')),
            ],
            options={
                'verbose_name': '问卷的票',
                'verbose_name_plural': '问卷的票',
            },
        ),
        migrations.CreateModel(
            name='PostOrigin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(max_length=32)),
                ('seen_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_origins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '发言来源',
                'verbose_name_plural': '发言来源',
            },
        ),
        migrations.CreateModel(
            name='ReaderEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('thing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='entry', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '网友索引',
                'verbose_name_plural': '网友索引',
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='版主编号')),
                ('act', models.CharField(choices=[('hide', '隐藏'), ('restore', '恢复'), ('hold', '转待审'), ('approve', '通过'), ('collapse', '折叠'), ('keep', '保留'), ('ban', '禁言'), ('unban', '取消禁言'), ('uphold', '举报成立'), ('dismiss', '举报不成立'), ('grant', '申诉成立'), ('deny', '申诉驳回'), ('undo', '撤销')], max_length=8, verbose_name='处理')),
                ('reason', models.CharField(choices=[('disagree', '不同意'), ('spam', '广告'), ('insult', '人身攻击'), ('rumour', '造谣'), ('privacy', '泄露隐私'), ('law', '违法'), ('offtopic', '离题'), ('mistake', '误判更正'), ('fine', '无违规'), ('other', '其他')], max_length=10, verbose_name='理由')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='备注')),
                ('state_before', models.CharField(blank=True, choices=[('held', '待审'), ('visible', '可见'), ('collapsed', '已折叠'), ('hidden', '已隐藏'), ('deleted', '已删除')], max_length=9, verbose_name='原状态')),
                ('reviewed_before', models.BooleanField(default=False)),
                ('batch', models.CharField(blank=True, editable=False, max_length=32)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='comments.ruling', verbose_name='所涉处理')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='comments.comment', verbose_name='评论')),
                ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings_made', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings_about', to=settings.AUTH_USER_MODEL, verbose_name='当事人')),
            ],
            options={
                'verbose_name': '处理记录',
                'verbose_name_plural': '处理记录',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, editable=False, max_length=32)),
                ('thing', models.CharField(editable=False, max_length=30)),
                ('reason', models.CharField(choices=[('spam', '广告'), ('insult', '人身攻击'), ('rumour', '造谣'), ('privacy', '泄露隐私'), ('law', '违法'), ('other', '其他')], max_length=8, verbose_name='理由')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('weight', models.DecimalField(decimal_places=1, default=0, max_digits=3, verbose_name='权重')),
                ('state', models.CharField(choices=[('open', '待处理'), ('upheld', '成立'), ('rejected', '不成立'), ('moot', '已由作者删除')], default='open', max_length=8, verbose_name='结果')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='news.article', verbose_name='文章')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.comment', verbose_name='评论')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports_about', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
                ('poll', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.poll', verbose_name='问卷')),
                ('reporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to=settings.AUTH_USER_MODEL, verbose_name='举报人')),
                ('ruling', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports_closed', to='comments.ruling', verbose_name='处理')),
            ],
            options={
                'verbose_name': '举报',
                'verbose_name_plural': '举报',
            },
        ),
        migrations.AddField(
            model_name='ban',
            name='ruling',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ban', to='comments.ruling', verbose_name='处理记录'),
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=500, verbose_name='申诉')),
                ('state', models.CharField(choices=[('waiting', '待裁决'), ('granted', '成立'), ('denied', '驳回'), ('moot', '处理已撤销')], default='waiting', max_length=8, verbose_name='结果')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to=settings.AUTH_USER_MODEL, verbose_name='申诉人')),
                ('outcome', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decided_appeal', to='comments.ruling', verbose_name='裁决')),
                ('ruling', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='comments.ruling', verbose_name='处理')),
            ],
            options={
                'verbose_name': '申诉',
                'verbose_name_plural': '申诉',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SectionModerator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.ForeignKey(limit_choices_to={'kind': 'board'}, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='news.channel', verbose_name='版块')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boards', to=settings.AUTH_USER_MODEL, verbose_name='版主')),
            ],
            options={
                'verbose_name': '版块版主',
                'verbose_name_plural': '版块版主',
            },
        ),
        migrations.CreateModel(
            name='StaffNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='备注')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='写的人')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_notes', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '网友备注',
                'verbose_name_plural': '网友备注',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='StoryFollow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='news.article')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '关注的新闻',
                'verbose_name_plural': '关注的新闻',
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='标题')),
                ('text', models.TextField(blank=True, verbose_name='正文')),
                ('link', models.CharField(blank=True, max_length=500, verbose_name='来源地址')),
                ('key', models.CharField(editable=False, max_length=64)),
                ('state', models.CharField(choices=[('draft', '草稿'), ('sent', '等待审稿'), ('accepted', '已采用'), ('refused', '未采用'), ('withdrawn', '已撤下')], default='draft', max_length=9, verbose_name='状态')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('adapted', models.BooleanField(default=False, editable=False, verbose_name='修改后采用')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='保存')),
                ('stood_at', models.DateTimeField(editable=False, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='提交')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('article', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to='news.article', verbose_name='文章')),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='news.channel', verbose_name='版块')),
                ('moderator', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '投稿',
                'verbose_name_plural': '投稿',
            },
            bases=(comments.submissions.desk_acts.DeskActs, models.Model),
        ),
        migrations.CreateModel(
            name='SubmissionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='图片说明')),
                ('name', models.CharField(db_index=True, editable=False, max_length=100)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='comments.submission')),
            ],
            options={
                'verbose_name': '投稿图片',
                'verbose_name_plural': '投稿图片',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TitleRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '待定'), ('granted', '同意'), ('refused', '不同意')], default='waiting', max_length=7, verbose_name='状态')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='时间')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='答复时间')),
                ('text', models.CharField(max_length=20, verbose_name='头衔')),
                ('moderator', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='title_requests', to=settings.AUTH_USER_MODEL, verbose_name='网友')),
            ],
            options={
                'verbose_name': '头衔申请',
                'verbose_name_plural': '头衔申请',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='VoteFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('serial', '连续投给一人'), ('mutual', '互相投票'), ('shared', '同一网络或设备'), ('burst', '新账号集中投票')], max_length=6, verbose_name='种类')),
                ('state', models.CharField(choices=[('active', '已折减'), ('reversed', '已恢复')], default='active', max_length=8, verbose_name='状态')),
                ('key', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('votes', models.PositiveIntegerField(default=0, verbose_name='票数')),
                ('weight', models.DecimalField(decimal_places=1, default=0, max_digits=12, verbose_name='权重')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发现')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='恢复时间')),
                ('moderator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='恢复的人')),
                ('voters', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='投票的人')),
            ],
            options={
                'verbose_name': '可疑的票',
                'verbose_name_plural': '可疑的票',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='VoteDiscount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.DecimalField(decimal_places=1, max_digits=3)),
                ('article_vote', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='discount', to='comments.articlevote')),
                ('comment_vote', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='discount', to='comments.commentvote')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discounts', to='comments.votefinding')),
            ],
            options={
                'verbose_name': '折减的票',
                'verbose_name_plural': '折减的票',
            },
        ),
        migrations.CreateModel(
            name='WordRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(help_text='简繁、大小写、全角半角、中间的空格和符号都不必另写。', max_length=50, verbose_name='词')),
                ('action', models.CharField(choices=[('hold', '待审'), ('refuse', '拒绝'), ('mark', '标记')], default='hold', max_length=6, verbose_name='处理')),
                ('scope', models.CharField(choices=[('site', '全站评论'), ('channel', '一个频道的评论'), ('names', '用户名与头衔'), ('titles', '头衔')], default='site', max_length=7, verbose_name='范围')),
                ('excuses', models.TextField(blank=True, help_text='一行一个短语：词在这些短语里时不算，如“台独”在“平台独立”里。', max_length=1000, verbose_name='例外')),
                ('pinyin', models.BooleanField(default=False, verbose_name='同音和拼音也算')),
                ('alike', models.BooleanField(default=False, verbose_name='形近字也算')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('is_on', models.BooleanField(default=False, editable=False, verbose_name='启用')),
                ('hits', models.PositiveIntegerField(editable=False, null=True, verbose_name='试运行命中')),
                ('looked_at', models.PositiveIntegerField(editable=False, null=True, verbose_name='试运行条数')),
                ('tried_at', models.DateTimeField(editable=False, null=True, verbose_name='试运行时间')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='news.channel', verbose_name='频道')),
            ],
            options={
                'verbose_name': '敏感词规则',
                'verbose_name_plural': '敏感词规则',
                'ordering': ['word', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='articlevote',
            index=models.Index(fields=['reader', 'made_at'], name='article_votes_of_day'),
        ),
        migrations.AddIndex(
            model_name='articlevote',
            index=models.Index(fields=['made_at'], name='article_votes_of_time'),
        ),
        migrations.AddConstraint(
            model_name='articlevote',
            constraint=models.UniqueConstraint(fields=('reader', 'article'), name='one_vote_on_article'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(fields=('reader', 'blocked'), name='one_block'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('imported', 'email'), name='one_waiting_claim'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['-shown_at', '-id'], name='comments_newest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', '-shown_at', '-id'], name='floor_newest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', '-hot', '-id'], name='floor_hottest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', '-disputed', '-id'], name='floor_disputed'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('lifted', True)), fields=['article', '-shown_at', '-id'], name='floor_lifted'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('liftable', True)), fields=['article', '-hot', '-id'], name='floor_liftable'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author', '-created_at'], name='posts_of_author'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author', '-shown_at', '-id'], name='shown_of_author'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author', '-hot', '-id'], name='best_of_author'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'author', 'state'], name='author_on_floor'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['answers', '-shown_at', '-id'], name='answers_to_reader'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', '-created_at'], name='queue_by_state'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('reported', True)), fields=['-review_weight', 'id'], name='queue_of_reported'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('featured_at__isnull', False)), fields=['-featured_at', '-id'], name='comments_featured'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('author', 'article', 'key'), name='one_comment_per_key'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('article', 'floor'), name='one_comment_per_floor'),
        ),
        migrations.AddIndex(
            model_name='commentvote',
            index=models.Index(fields=['reader', 'made_at'], name='comment_votes_of_day'),
        ),
        migrations.AddIndex(
            model_name='commentvote',
            index=models.Index(fields=['made_at'], name='comment_votes_of_time'),
        ),
        migrations.AddConstraint(
            model_name='commentvote',
            constraint=models.UniqueConstraint(fields=('reader', 'comment'), name='one_vote_on_comment'),
        ),
        migrations.AddIndex(
            model_name='errorreport',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['made_at'], name='error_reports_open'),
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('reader', 'article'), name='one_open_error_report'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('reader', 'followed'), name='one_follow'),
        ),
        migrations.AddIndex(
            model_name='gem',
            index=models.Index(fields=['author', '-made_at'], name='gems_of_author'),
        ),
        migrations.AddIndex(
            model_name='gem',
            index=models.Index(fields=['day'], name='gems_of_day'),
        ),
        migrations.AddConstraint(
            model_name='heldorigin',
            constraint=models.UniqueConstraint(fields=('hash', 'ban'), name='one_held_origin_of_ban'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['reader', 'day', 'reason', 'amount'], name='ledger_of_day'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['giver', 'comment'], name='ledger_of_giver'),
        ),
        migrations.AddIndex(
            model_name='levelchange',
            index=models.Index(fields=['reader', '-made_at'], name='steps_of_reader'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('comment', 'typed'), name='one_mention_per_name'),
        ),
        migrations.AddConstraint(
            model_name='mutedword',
            constraint=models.UniqueConstraint(fields=('reader', 'folded'), name='one_muted_word'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['reader', '-id'], name='notices_newest'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['made_at'], name='notices_by_time'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('seen_at', None)), fields=['reader', 'subject'], name='notices_unseen'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('mail', ''), _negated=True), fields=['mail', 'reader'], name='notices_to_mail'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('reader', 'kind', 'cause'), name='one_notice_per_cause'),
        ),
        migrations.AddIndex(
            model_name='pipelineevent',
            index=models.Index(fields=['made_at'], name='pipeline_by_time'),
        ),
        migrations.AddIndex(
            model_name='pipelineevent',
            index=models.Index(fields=['author', '-made_at'], name='pipeline_of_author'),
        ),
        migrations.AddIndex(
            model_name='poll',
            index=models.Index(fields=['-published_at', '-id'], name='polls_newest'),
        ),
        migrations.AddIndex(
            model_name='poll',
            index=models.Index(condition=models.Q(('closing_recorded', False)), fields=['closes_at'], name='polls_to_close'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('poll', 'reader'), name='one_ballot_per_poll'),
        ),
        migrations.AddConstraint(
            model_name='postorigin',
            constraint=models.UniqueConstraint(fields=('hash', 'reader'), name='one_origin_of_reader'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['-made_at', '-id', 'act'], name='rulings_newest'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['reason', '-made_at', '-id'], name='rulings_by_reason'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['number', 'reason', '-made_at', '-id'], name='rulings_by_number_reason'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['number', '-made_at', '-id'], name='rulings_by_number'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['person', '-id'], name='rulings_about_person'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(condition=models.Q(('batch', ''), _negated=True), fields=['batch'], name='rulings_of_batch'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['-weight', 'id'], name='reports_open'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['reporter', '-id'], name='reports_of_reader'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['made_at'], name='reports_by_time'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('reporter__isnull', False)), fields=('reporter', 'thing'), name='one_report_of_reader'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('reporter__isnull', True)), fields=('address', 'thing'), name='one_report_of_guest'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', True), ('comment__isnull', False), ('person__isnull', True), ('poll__isnull', True)), models.Q(('article__isnull', False), ('comment__isnull', True), ('person__isnull', True), ('poll__isnull', True)), models.Q(('article__isnull', True), ('comment__isnull', True), ('person__isnull', True), ('poll__isnull', False)), models.Q(('article__isnull', True), ('comment__isnull', True), ('person__isnull', False), ('poll__isnull', True)), _connector='OR'), name='report_of_one_thing'),
        ),
        migrations.AddIndex(
            model_name='ban',
            index=models.Index(condition=models.Q(('lifted_at', None)), fields=['ends_at'], name='bans_not_lifted'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article', None), ('channel', None), ('scope', 'site')), models.Q(('article', None), ('channel__isnull', False), ('scope', 'channel')), models.Q(('article__isnull', False), ('channel', None), ('scope', 'article')), _connector='OR'), name='ban_of_one_scope'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['made_at'], name='appeals_waiting'),
        ),
        migrations.AddConstraint(
            model_name='sectionmoderator',
            constraint=models.UniqueConstraint(fields=('board', 'reader'), name='board_moderator_once'),
        ),
        migrations.AddConstraint(
            model_name='storyfollow',
            constraint=models.UniqueConstraint(fields=('reader', 'article'), name='one_story_follow'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['state', '-sent_at'], name='submission_queue'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['reader', '-saved_at'], name='submissions_of_reader'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('reader', 'key'), name='one_submission_per_key'),
        ),
        migrations.AddConstraint(
            model_name='titlerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('reader',), name='one_waiting_title_request'),
        ),
        migrations.AddConstraint(
            model_name='votediscount',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article_vote__isnull', False), ('comment_vote', None)), models.Q(('article_vote', None), ('comment_vote__isnull', False)), _connector='OR'), name='discount_of_one_vote'),
        ),
        migrations.AddConstraint(
            model_name='wordrule',
            constraint=models.UniqueConstraint(condition=models.Q(('channel', None)), fields=('word', 'scope'), name='word_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='wordrule',
            constraint=models.UniqueConstraint(condition=models.Q(('channel__isnull', False)), fields=('word', 'channel'), name='word_rule_once_in_channel'),
        ),
        migrations.RunPython(make_search_index, migrations.RunPython.noop),
        migrations.RunPython(add_rows, migrations.RunPython.noop),
    ]
