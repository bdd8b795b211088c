"""Regions to begin with; the desk changes them as it likes. And what each reader board is about."""

from django.db import migrations

REGIONS = [
    ("加拿大", "canada", [("多伦多", "toronto"), ("温哥华", "vancouver"), ("蒙特利尔", "montreal")]),
    ("美国", "usa", [("纽约", "newyork"), ("洛杉矶", "losangeles"), ("旧金山", "sanfrancisco"), ("西雅图", "seattle")]),
    ("澳大利亚", "australia", [("悉尼", "sydney"), ("墨尔本", "melbourne")]),
    ("新西兰", "newzealand", [("奥克兰", "auckland")]),
    ("英国", "uk", [("伦敦", "london")]),
    ("德国", "germany", [("柏林", "berlin")]),
    ("日本", "japan", [("东京", "tokyo")]),
    ("新加坡", "singapore", []),
    ("中国大陆", "mainland", [("北京", "beijing"), ("上海", "shanghai"), ("广州", "guangzhou")]),
    ("香港", "hongkong", []),
    ("台湾", "taiwan", [("台北", "taipei")]),
]
NOTES = {
    "original": "时局与防务的原创长文，欢迎有出处的分析。",
    "chat": "衣食住行、悲欢琐碎，想到什么说什么。",
    "blogs": "一家之言，讲道理，也讲故事。",
    "arms": "兵器、战史与军旅回忆。",
    "net-talk": "网上的话题，换个地方接着吵。",
}


def add(apps, schema_editor):
    Region, Channel = apps.get_model("news", "Region"), apps.get_model("news", "Channel")
    for place, (name, slug, cities) in enumerate(REGIONS):
        country = Region.objects.create(name=name, slug=slug, position=place)
        for number, (city, city_slug) in enumerate(cities):
            Region.objects.create(name=city, slug=city_slug, position=number, country=country)
    for slug, note in NOTES.items():
        Channel.objects.filter(slug=slug, note="").update(note=note)


class Migration(migrations.Migration):
    dependencies = [("news", "0006_portal")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
