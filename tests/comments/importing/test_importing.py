"""A saved page becomes an article with its thread: once, whole or not at all, and without touching what is here."""

import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from comments.importing.saved_pages import hash_parts
from comments.models import Comment, LedgerEntry, Mention, Rank, Reader
from news.importing.saved_page import read_page
from news.models import Article, Change, Source
from news.variants.opencc_tables import convert_run
from tests.comments.management.test_recounting import recounted
from tests.conftest import PASSWORD, make_article, make_reader
from tests.news.importing.test_saved_file import page_in
from tests.news.importing.test_saved_page import row, saved

pytestmark = pytest.mark.django_db
SEED = next(iter((Path(__file__).resolve().parents[4] / "shared" / "seeds").glob("000_*.txt")), None)
ROWS = [
    row("扶风", "★品衔R5★", "2024年06月18日9:00", "后来的话", "7 \xa0"),
    row("糖桔喝茶", "☆★声望品衔7★☆", "2024年06月18日8:00", "早一些的话", "18 \xa0"),
    row("大灰狼", "♂☆★声望品衔8★☆♂", "2024年06月18日7:00", "最早的话", "  \xa0 3"),
]
PAGE = saved(*ROWS)
TABLES = [Article, Source, Comment, Reader, LedgerEntry, Change, Mention]


@pytest.fixture
def bring(tmp_path):
    """bring(text, **options) runs import_page on a file that holds it; returns what the command said."""

    def bring(text, **options):
        file, said = tmp_path / "page.txt", io.StringIO()
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("import_page", str(file), stdout=said, **options)
        return said.getvalue()

    return bring


def everything():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def rows_of(html, group):
    """The names of the authors in one list of an article page, from top to bottom."""
    part = re.search(rf'<ol class="comments" id="comments-{group}".*?</ol>', html, re.DOTALL)[0]
    return re.findall(r'<bdi class="name" translate="no"><a [^>]*>([^<]*)</a>', part)


def test_the_article_comes_in_with_all_that_the_page_told(bring):
    bring(PAGE)
    article = Article.objects.get()
    assert (article.title, article.mark, article.editor) == ("界河旧桥重开", "图", "睿文")
    assert (article.flowers, article.eggs, article.opening_eggs, article.egg_weight) == (0, 3, 3, 3)
    assert (article.comment_count, article.stated_comments, article.channel.name) == (3, 27, "时政")
    assert timezone.localtime(article.published_at).replace(tzinfo=None) == datetime(2024, 6, 18, 1, 44, 59)
    assert list(article.sources.values_list("name", flat=True)) == ["海陆晚报", "南洋商讯"]
    assert "<h2>桥上的人</h2>" in article.body


def test_counts_of_the_page_stand_in_columns_of_their_own_and_weigh_one_each(bring):
    bring(PAGE)
    comment = Comment.objects.get(text="早一些的话")
    assert (comment.flowers, comment.opening_flowers, comment.flower_weight) == (18, 18, 18)
    assert (comment.lifted, recounted()[0]) == (True, 0)


def test_the_page_shows_two_groups_newest_first_on_floors_from_the_oldest(bring, client):
    bring(PAGE)
    html = client.get(Article.objects.get().get_absolute_url()).content.decode()
    assert (rows_of(html, "lifted"), rows_of(html, "latest")) == (["扶风", "糖桔喝茶"], ["大灰狼"])
    floors = Comment.objects.order_by("floor").values_list("text", flat=True)
    assert list(floors) == ["最早的话", "早一些的话", "后来的话"]


BADGES = [
    "品衔R1",
    "品衔R2",
    "品衔R3",
    "☆品衔R4☆",
    "★品衔R5★",
    "★☆品衔R6☆★",
    "☆★声望品衔7★☆",
    "♂☆★声望品衔8★☆♂",
    "♀☆★声望品衔8★☆♀",
    "☆★声望品衔8★☆",
    "★★声望品衔9★★",
    "★★★声望品衔10★★★",
    "☆★界河守桥人★☆",
]


@pytest.mark.parametrize("badge", BADGES)
def test_an_imported_reader_opens_at_the_threshold_of_the_badge_shown(bring, badge):
    bring(saved(row(badge=badge)))
    reader = Reader.objects.get()
    level = int(re.search(r"\d+", badge)[0]) if re.search(r"\d", badge) else 7
    assert (reader.badge, reader.level, reader.points) == (badge, level, Rank.of(level).points)
    assert [entry.reason for entry in reader.ledger.all()] == ["opening"]
    assert recounted()[0] == 0


@pytest.mark.parametrize("road", [{}, {"HTTP_X_FRAGMENT": "yes"}], ids=["without script", "with script"])
def test_an_imported_reader_cannot_sign_in(bring, road):
    bring(PAGE)
    reader = Reader.objects.get(name="扶风")
    assert reader.imported and not reader.has_usable_password()
    for password in ("", PASSWORD, reader.password, "!"):
        client = Client()
        client.post("/accounts/login/", {"login": reader.name, "password": password}, **road)
        assert "_auth_user_id" not in client.session


AGAIN = [("\n", "\r\n"), ("(图)", "(组图)"), ("18 \xa0", "99 \xa0"), ("鸡蛋(3)", "鸡蛋(7)"), ("27 条", "40 条")]


@pytest.mark.parametrize(("was", "now"), AGAIN, ids=ascii)
def test_a_second_run_changes_nothing_whatever_it_counts_by_now(bring, was, now):
    bring(PAGE)
    before = everything()
    assert "新增 0 条" in bring(PAGE)
    assert "新增 0 条" in bring(PAGE.replace(was, now))
    assert everything() == before


def test_a_later_save_adds_only_what_is_missing_beside_our_own(bring, say, cast):
    bring(saved(*ROWS[1:]))
    article = Article.objects.get(import_key__isnull=False)
    say(cast.tangju, "我们自己的话", on=article)
    before = list(Comment.objects.order_by("pk").values())
    assert "新增 1 条" in bring(PAGE)
    assert list(Comment.objects.order_by("pk").values())[:3] == before
    assert Comment.objects.get(text="后来的话").floor == 4
    assert (Article.objects.get(pk=article.pk).comment_count, recounted()[0]) == (4, 0)


def test_what_was_edited_here_since_is_not_touched(bring, cast):
    bring(PAGE)
    Article.objects.update(title="改过的标题", body="<p>改过</p>", editor="晓舟", missing_pictures=0)
    Comment.objects.filter(text="后来的话").update(text="改过的话")
    Reader.objects.filter(name="糖桔喝茶").update(sign="♀", title="改过的头衔")
    Comment.objects.get(text="最早的话").hide(cast.qinghe, "insult")
    before = everything()
    bring(PAGE)
    assert everything() == before


def test_the_same_words_twice_in_a_minute_are_two_and_a_third_is_a_third(bring):
    same = row("扶风", text="顶")
    bring(saved(same, same))
    assert Comment.objects.count() == 2
    assert "新增 1 条" in bring(saved(same, same, same))
    assert ("新增 0 条" in bring(saved(same, same, same)), Comment.objects.count()) == (True, 3)


def test_another_title_time_or_source_is_another_article(bring):
    for part in ({}, {"title": "另一条"}, {"when": "2024-06-18 1:45:00"}, {"sources": "海陆晚报"}):
        bring(saved(*ROWS, **part))
    assert (Article.objects.count(), Comment.objects.count(), Reader.objects.count()) == (4, 12, 3)


@pytest.mark.parametrize(("account", "author"), [("扶风", "扶风"), ("鄭長仁", "郑长仁"), ("eric7O3", "eric703")])
def test_a_name_of_an_account_is_never_given_the_comments_of_another(bring, account, author):
    owner = make_reader(account)
    bring(saved(row(author)))
    imported = Comment.objects.get().author
    assert imported != owner
    assert imported.name != author and imported.name.startswith(author)
    assert (imported.import_name, imported.imported, owner.comments.count()) == (author, True, 0)


def test_two_authors_who_look_alike_stay_two(bring):
    bring(saved(row("郑长仁"), row("鄭長仁", "★品衔R5★"), row("郑长仁", text="又一句")))
    assert Reader.objects.count() == 2
    assert Reader.objects.get(import_name="郑长仁").comments.count() == 2


@pytest.mark.parametrize(
    "author", ["<script>", "../../x", "..", "a b", "\u200b", "\u202eabc", "👍", "a?b#c", "名" * 60]
)
def test_a_hostile_author_gets_a_name_whose_pages_open(bring, client, author):
    bring(saved(row(author)))
    reader = Reader.objects.get()
    assert client.get(reader.get_absolute_url()).status_code == 200
    assert "<script>" not in client.get(Article.objects.get().get_absolute_url()).content.decode().split("<main")[1]


BROKEN = [
    saved(*ROWS, row(counts="")),
    saved(*ROWS, end=""),
    saved(*ROWS, when="2024-02-30 1:00:00"),
    "",
    "只是一段话",
    saved(*ROWS, row(text="a\x00b")),
    saved(*ROWS).encode() + b"\xff\n",
    saved(*ROWS, row(when="2024年06月31日7:00")),
    saved(row(when="0001年01月01日0:00"), *ROWS),
    saved(*ROWS, when="0001-01-01 0:00:00"),
    saved(*ROWS, row(counts=f"{'9' * 20} \xa0")),
    saved(*ROWS, flowers="9" * 20),
    saved(*ROWS, stated=f"{'9' * 20} 条"),
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_such_page_gets_its_line_and_leaves_nothing_behind(bring, text):
    before = everything()
    with pytest.raises(CommandError, match=r"第 \d+ 行"):
        bring(text)
    assert everything() == before


TOO_LONG = {
    "title": {"title": "字" * 121},
    "editor": {"editor": "字" * 21},
    "source": {"sources": "字" * 61},
    "author": {"end": row("字" * 101) + "\n新闻速递首页"},
}


@pytest.mark.parametrize("part", TOO_LONG)
def test_what_is_too_long_for_us_is_cut_or_refused_with_its_line(bring, part):
    try:
        bring(saved(*ROWS, **TOO_LONG[part]))
    except CommandError as refusal:
        assert re.search(r"第 \d+ 行", str(refusal))
    for table in (Article, Source, Reader):
        bounds = {field.name: field.max_length for field in table._meta.fields if field.max_length}
        assert not [n for one in table.objects.values(*bounds) for n in bounds if len(one[n] or "") > bounds[n]]


@pytest.mark.parametrize("channel", ["没有的频道", "社区", "community", ""])
def test_an_unknown_channel_or_a_door_is_refused(bring, channel):
    with pytest.raises(CommandError, match="频道"):
        bring(PAGE, channel=channel)
    assert Article.objects.count() == 0


def test_a_channel_is_given_by_name_or_address_and_a_file_that_is_not_there_is_said(bring, tmp_path):
    bring(PAGE, channel="财经")
    bring(saved(*ROWS, title="另一条"), channel="finance")
    assert set(Article.objects.values_list("channel__name", flat=True)) == {"财经"}
    with pytest.raises(CommandError, match="读不到文件"):
        call_command("import_page", str(tmp_path / "nothing.txt"))


def test_pages_that_list_the_new_story_are_not_taken_for_unchanged(bring, client):
    address = make_article(published_at=timezone.make_aware(datetime(2024, 6, 1))).get_absolute_url()
    mark = client.get(address)["ETag"]
    bring(PAGE)
    again = client.get(address, HTTP_IF_NONE_MATCH=mark)
    assert (again.status_code, "界河旧桥重开" in again.content.decode()) == (200, True)


@pytest.mark.skipif(SEED is None, reason="the saved page is not beside the checkout")
def test_the_real_page_comes_in_as_it_stood(bring, client):
    text = SEED.read_text("utf-8")
    bring(text)
    article, page = Article.objects.get(), read_page(text)
    authors = [comment.author for comment in page.comments]
    html = client.get(article.get_absolute_url()).content.decode()
    assert (rows_of(html, "lifted"), rows_of(html, "latest")) == (authors[:4], authors[4:])
    assert (article.comment_count, article.stated_comments, article.mark, len(authors)) == (9, 27, "图", 9)
    assert re.search(r'id="comment-count"[^>]*data-count="9"', html)
    assert (article.flowers, article.eggs, article.sources.count()) == (0, 3, 2)
    assert all(f"[{comment.badge}]" in html for comment in page.comments)
    assert sorted(Comment.objects.values_list("flowers", flat=True)) == [0, 0, 1, 1, 2, 7, 18, 18, 22]
    assert (recounted()[0], "新增 0 条" in bring(text)) == (0, True)


def outcome(bring, raw):
    """What one import of these bytes alone makes: the article, its comments, and their authors, without pks."""
    with transaction.atomic():
        bring(raw)
        article = Article.objects.get()
        comments = article.comments.order_by("floor")
        made = (
            [getattr(article, name) for name in ("title", "body", "editor", "published_at", "flowers", "eggs", "mark")],
            list(article.sources.order_by("position").values_list("name", flat=True)),
            list(comments.values_list("floor", "text", "flowers", "eggs", "shown_at", "lifted", "import_key")),
            [(one.author.name, one.author.badge, one.author.points) for one in comments],
        )
        transaction.set_rollback(True)
    return made


FILES = {
    "gb18030": lambda text: text.encode("gb18030"),
    "gbk with plain spaces": lambda text: text.replace("\xa0", " ").encode("gbk", "xmlcharrefreplace"),
    "html in gbk": lambda text: page_in("paragraphs", "<meta charset=gb2312>", text).encode("gbk", "xmlcharrefreplace"),
    "html undeclared": lambda text: page_in("table", "", text).encode("gb18030"),
    "html": lambda text: page_in("lines", "", text).encode(),
}
FULL = ["s2tw", "s2hk", "s2twp"]
REAL = pytest.mark.skipif(SEED is None, reason="the saved page is not beside the checkout")


@REAL
@pytest.mark.parametrize("form", FILES)
def test_the_real_page_is_the_same_in_every_file_that_it_is_saved_in(bring, form):
    text = SEED.read_text("utf-8")
    expected = outcome(bring, text)
    assert len(expected[2]) == 9 and outcome(bring, FILES[form](text)) == expected


@REAL
@pytest.mark.parametrize("config", FULL)
@pytest.mark.parametrize("charset", ["utf-8", "big5", "gb18030"])
def test_the_real_page_in_traditional_has_the_same_numbers_and_its_own_letters(bring, config, charset):
    text = SEED.read_text("utf-8")
    (article, _, comments, authors), full = outcome(bring, text), convert_run(config, text)
    file = full.encode(charset, "xmlcharrefreplace")
    (article_full, _, comments_full, authors_full) = outcome(bring, file)
    assert article_full[3:6] == article[3:6] and article_full[0] in full
    assert [[*row[:1], *row[2:6]] for row in comments_full] == [[*row[:1], *row[2:6]] for row in comments]
    assert all(row[1].split("\n")[0] in full for row in comments_full)
    assert [points for _, _, points in authors_full] == [points for _, _, points in authors]


@pytest.mark.parametrize("config", ["", "s2t", "s2tw", "s2hk"])
def test_a_page_that_is_here_in_one_script_is_not_taken_again_in_another(bring, config):
    bring(PAGE)
    before = everything()
    assert "新增 0 条" in bring(convert_run(config, PAGE) if config else PAGE.encode("gb18030"))
    assert everything() == before


def test_what_an_earlier_version_brought_in_is_known_again(bring):
    bring(PAGE)
    article, page = Article.objects.get(), read_page(PAGE)
    key = hash_parts(*page.sources, page.when, page.title)
    Article.objects.update(import_key=key)
    for one in page.comments:
        same = Comment.objects.filter(article=article, text=one.text)
        same.update(import_key=hash_parts(key, one.author, one.when, one.text, 1))
    before = everything()
    assert "新增 0 条" in bring(PAGE) and everything() == before


def test_no_break_spaces_of_a_comment_and_a_body_stay(bring, client):
    body = "\u3000\u3000旧桥\xa0重开，两岸都有人来看。"
    bring(saved(row(text="\u3000\u3000两\xa0格\u3000宽"), body=body))
    assert Comment.objects.get().text == "\u3000\u3000两\xa0格\u3000宽"
    html = client.get(Article.objects.get().get_absolute_url()).content.decode().replace("&nbsp;", "\xa0")
    assert body in html and "\u3000\u3000两\xa0格\u3000宽" in html


def test_a_file_that_is_too_large_is_refused_before_it_is_read_whole(bring):
    with pytest.raises(CommandError, match="文件过大（最多 5 MB）"):
        call_command("import_page", "/dev/zero")
