"""The rows with which a new site begins: channels, regions, the site version; and the tables of search."""

from news.search.index import Index, make

STORIES = [
    ("时政", "politics"), ("财经", "finance"), ("军事", "military"),
    ("生活", "life"), ("家庭", "family"), ("娱乐", "entertainment"),
    ("体坛", "sports"), ("历史", "history"), ("科技", "tech"),
    ("摄影", "photo"), ("旅游", "travel"), ("文化", "culture"),
    ("移民", "immigration"), ("教育", "education"), ("就业", "jobs"),
    ("数码", "digital"), ("健康", "health"), ("奇闻", "oddities"),
]
LINKS = [("社区", "community"), ("评论", "comments"), ("问卷", "polls")]
SECTIONS = [
    ("军政原创", "original", "时局与防务的原创长文，欢迎有出处的分析。"),
    ("杂论闲侃", "chat", "衣食住行、悲欢琐碎，想到什么说什么。"),
    ("博论天下", "blogs", "一家之言，讲道理，也讲故事。"),
    ("军事纵横", "arms", "兵器、战史与军旅回忆。"),
    ("网际谈兵", "net-talk", "网上的话题，换个地方接着吵。"),
]
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


def add_rows(apps, schema_editor):
    add_channels(apps.get_model("news", "Channel"))
    add_regions(apps.get_model("news", "Region"))
    apps.get_model("news", "SiteVersion").objects.create(pk=1)


def add_channels(Channel):
    bar = [(*row, "story") for row in STORIES] + [(*row, "door") for row in LINKS]
    for place, (name, slug, kind) in enumerate(bar):
        Channel.objects.create(name=name, slug=slug, kind=kind, group=place // 3 + 1, position=place % 3)
    for place, (name, slug, note) in enumerate(SECTIONS):
        Channel.objects.create(name=name, slug=slug, kind="board", group=0, position=place, note=note)


def add_regions(Region):
    for place, (name, slug, cities) in enumerate(REGIONS):
        country = Region.objects.create(name=name, slug=slug, position=place)
        for number, (city, city_slug) in enumerate(cities):
            Region.objects.create(name=city, slug=city_slug, position=number, country=country)


def make_search_index(apps, schema_editor):
    make(schema_editor, Index("news_articleentry", "news_found"))
