"""The 21 names of the channel bar and the five boards written by readers."""

from django.db import migrations

STORIES = [
    ("时政", "politics"), ("财经", "finance"), ("军事", "military"),
    ("生活", "life"), ("家庭", "family"), ("娱乐", "entertainment"),
    ("体坛", "sports"), ("历史", "history"), ("科技", "tech"),
    ("摄影", "photo"), ("旅游", "travel"), ("文化", "culture"),
    ("移民", "immigration"), ("教育", "education"), ("就业", "jobs"),
    ("数码", "digital"), ("健康", "health"), ("奇闻", "oddities"),
]
DOORS = [("社区", "community"), ("评论", "comments"), ("问卷", "polls")]
BOARDS = [("军政原创", "original"), ("杂论闲侃", "chat"), ("博论天下", "blogs"), ("军事纵横", "arms"), ("网际谈兵", "net-talk")]


def add(apps, schema_editor):
    Channel = apps.get_model("news", "Channel")
    bar = [(*row, "story") for row in STORIES] + [(*row, "door") for row in DOORS]
    for place, (name, slug, kind) in enumerate(bar):
        Channel.objects.create(name=name, slug=slug, kind=kind, group=place // 3 + 1, position=place % 3)
    for place, (name, slug) in enumerate(BOARDS):
        Channel.objects.create(name=name, slug=slug, kind="board", group=0, position=place)
    apps.get_model("news", "Chrome").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
