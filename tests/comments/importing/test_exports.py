"""Exports of WordPress and Disqus come in: first a report, then once, whole, and what is wrong is named by its line."""

import io

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from comments.importing.keys import hash_parts
from comments.models import Authorship, Comment, CommentEntry, LedgerEntry, Reader
from news.models import Article, ArticleEntry, Change, Channel, OldAddress
from tests.comments.importing.export_files import (
    WXR_HEAD,
    comments_of,
    disqus,
    dsq_post,
    dsq_thread,
    small_disqus,
    small_wxr,
    wp_comment,
    wp_item,
    wxr,
)
from tests.comments.management.test_recounting import recounted
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db
TABLES = [Article, OldAddress, Comment, Reader, LedgerEntry, Change, ArticleEntry, CommentEntry, Authorship]


@pytest.fixture
def bring(tmp_path, settings):
    """bring(text, **options) runs the command for the kind of export that `text` is; returns what it said."""
    settings.PRIVATE_DIR = tmp_path

    def bring(text, write=True, **options):
        file, said = tmp_path / "export.xml", io.StringIO()
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        command = "import_disqus" if b"<disqus" in file.read_bytes()[:400] else "import_wxr"
        if command == "import_wxr":
            options = {"channel": "politics"} | options
        try:
            call_command(command, str(file), write=write, stdout=said, stderr=io.StringIO(), **options)
        except CommandError as error:
            said.write(f"\n{error}")
        return said.getvalue()

    return bring


def everything():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def texts(article):
    return list(article.comments.order_by("floor").values_list("text", flat=True))


# -- whole files --------------------------------------------------------------------------------------


def test_a_dry_run_reports_and_writes_nothing_and_the_run_does_what_it_said(bring):
    said = bring(small_wxr(), write=False)
    assert "新闻：新增 60。" in said and "评论：新增 300。" in said and "没有带入" in said
    assert (Article.objects.count(), Comment.objects.count(), Reader.objects.count()) == (0, 0, 0)
    said = bring(small_wxr())
    assert "新闻：新增 60。" in said and "评论：新增 300。" in said
    assert (Article.objects.published().count(), Comment.objects.count(), Reader.objects.count()) == (60, 300, 7)
    assert (CommentEntry.objects.count(), ArticleEntry.objects.count(), recounted()[0]) == (300, 60, 0)


def test_a_second_run_changes_nothing(bring):
    for text in (small_wxr(), small_disqus()):
        bring(text)
        before = everything()
        said = bring(text)
        assert "评论：已有 300。" in said and "新增" not in said
        assert everything() == before
    assert (Comment.objects.count(), recounted()[0]) == (600, 0)


def test_a_run_that_was_cut_off_goes_on_where_it_stood(bring, monkeypatch):
    whole = small_wxr(6, 4)
    half = whole[: whole.index("旧闻 4")]  # as if it had been killed there, or the copy of the file had ended
    assert "文件没有读完" in bring(half)
    assert (Article.objects.count(), Comment.objects.count()) == (3, 12)
    said = bring(whole)
    assert "新闻：新增 3，已有 3。" in said and "评论：新增 12，已有 12。" in said
    assert (Article.objects.count(), Comment.objects.count(), recounted()[0]) == (6, 24, 0)


def test_a_story_and_its_comments_come_together_or_not_at_all(bring, monkeypatch):
    made = CommentEntry.add.__func__

    def fail_at_the_second(cls, comments):
        if Article.objects.count() == 2:
            raise KeyboardInterrupt
        made(cls, comments)

    monkeypatch.setattr(CommentEntry, "add", classmethod(fail_at_the_second))
    with pytest.raises(KeyboardInterrupt):
        bring(small_wxr(3, 2))
    assert (Article.objects.count(), Comment.objects.count()) == (1, 2)


# -- WordPress ----------------------------------------------------------------------------------------


def test_a_story_comes_in_with_its_text_time_author_and_old_addresses(bring, client):
    bring(
        wxr(
            wp_item(
                1, wp_comment(1), '一段 <strong>粗</strong>\n又一行\n\n<script>x()</script>第二段 <img src="/a.png">'
            )
        )
    )
    article = Article.objects.get()
    assert (article.title, article.editor, article.channel.slug) == ("旧闻 1", "睿文", "politics")
    assert article.body == "<p>一段 <strong>粗</strong><br>又一行</p>\n<p>第二段 </p>"
    assert (f"{article.published_at:%Y-%m-%d %H:%M}", article.missing_pictures) == ("2021-03-02 08:00", 1)
    assert client.get("/1/%E6%97%A7/").headers["Location"] == article.get_absolute_url()
    assert "第 1 句" in client.get(article.get_absolute_url()).content.decode()


def test_drafts_stay_drafts_and_what_is_no_story_is_left_out_and_listed(bring):
    states = [wp_item(number, status=state) for number, state in enumerate(("draft", "pending", "private", "trash"), 1)]
    locked = wp_item(5, post_password="x", post_date_gmt="0000-00-00 00:00:00")
    page, file = (
        wp_item(6, title="关于", post_type="page"),
        wp_item(7, post_type="attachment", attachment_url="https://o/a.jpg"),
    )
    said = bring(wxr(*states, locked, page, file))
    assert (Article.objects.drafts().count(), Article.objects.published().count()) == (4, 0)
    assert "不是文章（page）：关于" in said and "状态为 trash" in said and "https://o/a.jpg" in said


def test_answers_stand_under_their_parents_on_floors_by_time(bring):
    later_parent = wp_comment(9, comment_date_gmt="2021-09-01 00:00:00", text="晚写的上级")
    early_answer = wp_comment(3, parent=9, text="钟走错的回复")
    bring(
        wxr(wp_item(1, wp_comment(2, parent=1, text="回复") + wp_comment(1, text="首条") + early_answer + later_parent))
    )
    article = Article.objects.get()
    assert texts(article) == ["首条", "回复", "晚写的上级", "钟走错的回复"]
    answer, wrong_clock = Comment.objects.get(text="回复"), Comment.objects.get(text="钟走错的回复")
    assert (answer.parent.text, answer.root.text, answer.answers) == ("首条", "首条", answer.parent.author)
    assert (wrong_clock.parent.text, answer.parent.reply_count, article.comment_count) == ("晚写的上级", 1, 4)
    assert recounted()[0] == 0


def test_spam_and_pingbacks_are_left_out_and_answers_to_them_stand_alone(bring):
    left = (
        wp_comment(1, comment_approved="spam")
        + wp_comment(2, comment_type="pingback")
        + wp_comment(3, comment_approved=0)
    )
    circle = wp_comment(5, parent=6) + wp_comment(6, parent=5) + wp_comment(7, parent=7)
    said = bring(wxr(wp_item(1, left + wp_comment(4, parent=1, text="答垃圾") + circle)))
    assert "评论：新增 4，缺少上级" in said and "不带入 3" in said
    assert Comment.objects.get(text="答垃圾").parent is None and recounted()[0] == 0


def test_bad_records_are_skipped_and_named_by_their_line(bring):
    bad = wp_comment(1, comment_date_gmt="2021-02-30 00:00:00", comment_date="x") + wp_comment(2, text=" <i></i> ")
    bad += wp_comment(3, comment_date_gmt="2999-01-01 00:00:00") + wp_comment(4, text="字" * 20_001)
    text = wxr(wp_item(1, bad + wp_comment(5)), wp_item(2, post_date="", post_date_gmt=""), wp_item(3))
    said, lines = bring(text), text.split("\n")
    assert (Article.objects.count(), Comment.objects.count()) == (2, 1)
    places = [number for number, line in enumerate(lines, 1) if "<wp:comment>" in line]
    for place, what in zip(places, ["没有“x”这个时间", "评论没有文字", "评论的时间在将来", "评论超过"], strict=False):
        assert f"有误：第 {place} 行，{what}" in said
    assert f"有误：第 {[n for n, line in enumerate(lines, 1) if line == '<item>'][1]} 行，没有“”这个时间" in said


def test_what_was_edited_here_or_there_is_said_and_not_touched(bring, cast):
    bring(wxr(wp_item(1, wp_comment(1) + wp_comment(2))))
    Article.objects.update(title="改过的标题")
    Comment.objects.get(text="第 1 句").hide(cast.qinghe, "insult")
    before = everything()
    said = bring(wxr(wp_item(1, wp_comment(1) + wp_comment(2, text="那边改过的话"))))
    assert "新闻：与本站不同（保留本站的） 1" in said and "评论：已有 1，与本站不同（保留本站的） 1" in said
    assert everything() == before


def test_two_posts_that_share_a_guid_are_two_stories(bring):
    """WordPress copies the guid of a post that is copied, as in the test data that its theme authors use."""
    shared = "https://old.example/?p=568"
    file = wxr(wp_item(568, guid=shared), wp_item(1158, comments_of(1158, 2), guid=shared), wp_item(1158, guid=shared))
    said = bring(file)
    assert "新闻：新增 2，有误 1。" in said and "出现了两次" in said
    assert "新闻：已有 2，有误 1。" in bring(file)
    assert sorted(Article.objects.values_list("comment_count", flat=True)) == [0, 2]


def test_channels_follow_categories_by_name_address_or_map_and_essays_have_authors(bring):
    def item(number, name, slug):
        return wp_item(number, extra=f'<category domain="category" nicename="{slug}"><![CDATA[{name}]]></category>')

    items = (
        item(1, "财经", "x"),
        item(2, "y", "finance"),
        item(3, "旧类", "z"),
        item(4, "别的", "w"),
        item(5, "杂谈", "v"),
    )
    bring(wxr(*items), map=["旧类=财经", "杂谈=chat"])
    where = Article.objects.order_by("pk").values_list("channel__slug", flat=True)
    assert list(where) == ["finance", "finance", "finance", "politics", "chat"]
    assert Authorship.objects.get().reader.name == "睿文" and Article.objects.get(channel__slug="chat").editor == ""
    assert "没有“没有的”这个频道" in bring(wxr(), channel="没有的")
    assert "应写成" in bring(wxr(), map=["乱写"])


# -- people -------------------------------------------------------------------------------------------


def test_people_are_told_apart_by_address_and_may_claim_their_names(bring, client):
    owner = make_reader("糖桔")
    same_name = wp_comment(3, comment_author_email="other@mail.example")
    bring(wxr(wp_item(1, wp_comment(1) + wp_comment(2) + same_name + wp_comment(4, name="admin"))))
    found = Reader.objects.exclude(pk=owner.pk).order_by("pk")
    assert [reader.name for reader in found][:2] == ["糖桔·旧站", "糖桔·旧站2"]
    assert [reader.comments.count() for reader in found] == [2, 1, 1] and not owner.comments.exists()
    assert all(reader.imported and not reader.has_usable_password() and not reader.email for reader in found)
    assert found[2].name == "admin·旧站"
    assert client.get(f"/accounts/claims/{found[0].name}/").status_code == 200
    assert not any("mail.example" in (reader.import_name or "") for reader in found)


# -- Disqus -------------------------------------------------------------------------------------------


def test_posts_find_their_stories_by_link_by_slash_by_name_and_by_our_own_address(bring, article, settings):
    bring(wxr(wp_item(1), wp_item(2), wp_item(3)))
    first, second, third = Article.objects.exclude(pk=article.pk).order_by("pk")
    threads = [
        dsq_thread("a", "https://old.example/1/%E6%97%A7"),
        dsq_thread("b", "https://elsewhere.example/x", "2 https://old.example/?p=2"),
        dsq_thread("c", f"{settings.SITE_URL}{article.get_absolute_url()}"),
        dsq_thread("d", "https://old.example/gone/", title="没有的"),
        dsq_thread("e", "https://old.example/none/", title="也没有评论"),
    ]
    posts = [dsq_post(number, thread) for number, thread in enumerate("abcdd", 1)]
    said = bring(disqus(*threads, *posts, dsq_post(9, "nowhere")))
    assert [one.comment_count for one in Article.objects.order_by("pk")] == [1, 1, 1, 0]
    assert "2 条评论没有对应的新闻：没有的 https://old.example/gone/" in said and "也没有评论" not in said
    assert "评论：新增 3，不带入 3" in said and (first.comments.count(), second.comments.count()) == (1, 1)


def test_a_post_that_wordpress_had_from_disqus_is_one_comment(bring):
    meta = "<wp:commentmeta><wp:meta_key>dsq_post_id</wp:meta_key><wp:meta_value>77</wp:meta_value></wp:commentmeta>"
    bring(wxr(wp_item(1, wp_comment(5).replace("</wp:comment>", f"{meta}</wp:comment>"))))
    said = bring(disqus(dsq_thread(1), dsq_post(77, 1), dsq_post(78, 1, parent=77, text="<p>答 <b>它</b></p>")))
    assert "评论：新增 1，与本站不同" in said
    assert Comment.objects.get(import_key=hash_parts("disqus:78")).parent.text == "第 5 句"


def test_deleted_and_spam_posts_are_left_out_and_html_becomes_text(bring):
    bring(wxr(wp_item(1)))
    text = '<p>见 <a href="https://a.example/long">https://a.exa…</a></p><p>&lt;b&gt; <script>x</script></p>'
    posts = [dsq_post(1, 1, text=text), dsq_post(2, 1, isDeleted="true"), dsq_post(3, 1, isSpam="true")]
    bring(disqus(dsq_thread(1), *posts))
    assert Comment.objects.get().text == "见 https://a.example/long\n<b>"


def test_comments_that_join_a_story_here_change_its_open_pages(bring, article, say, tangju):
    say(tangju, "我们自己的话")
    OldAddress.objects.create(article=article, path="/1/旧/")
    cursor = Article.objects.get().cursor
    bring(disqus(dsq_thread(1), dsq_post(1, 1), dsq_post(2, 1, parent=1)))
    kinds = Change.objects.filter(article=article, pk__gt=cursor).values_list("kind", flat=True)
    assert sorted(kinds) == ["comment", "comment", "count", "story"]
    assert texts(article) == ["我们自己的话", "D 第 1 句", "D 第 2 句"] and recounted()[0] == 0


# -- hostile files ------------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE rss [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">'])
def test_a_file_with_entities_is_refused_in_a_sentence(bring, doctype):
    text = wxr(wp_item(1, title="&b;")).replace("<rss ", f"{doctype}\n<rss ")
    assert "DOCTYPE" in bring(text) and Article.objects.count() == 0


BROKEN = ["", "只是一段话", "<html><body>x</body></html>", WXR_HEAD.replace("<rss", "<feed"), "\x00\x01", "<rss>" * 500]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_export_is_refused_with_its_line(bring, text):
    assert "文件没有读完。第 " in bring(text) and everything() == [[] for _ in TABLES]


def test_what_stands_before_a_break_comes_in_and_the_break_is_named(bring):
    text = small_wxr(3, 2)
    broken = text.replace("<title><![CDATA[旧闻 3", "<title></oops><![CDATA[旧闻 3")
    line = broken[: broken.index("</oops>")].count("\n") + 1
    assert f"第 {line} 行：XML 在这里中断或损坏" in bring(broken) and Article.objects.count() == 2


def test_control_characters_html_in_names_and_long_titles_do_no_harm(bring, client):
    item = wp_item(
        1, wp_comment(1, name="<script>alert(1)</script>", text="a\x0bb"), title="长" * 500 + "<b>粗</b>&amp;"
    )
    bring(wxr(item))
    article = Article.objects.get()
    page = client.get(article.get_absolute_url()).content.decode()
    assert len(article.title) == 120 and "<script>alert" not in page and Comment.objects.get().text == "ab"


def test_an_unknown_map_of_the_same_id_twice_is_named(bring):
    said = bring(wxr(wp_item(1, wp_comment(1) + wp_comment(1)), wp_item(1)))
    assert "编号 1 出现了两次" in said and "出现了两次：旧闻 1" in said
    assert (Article.objects.count(), Comment.objects.count(), Channel.objects.count() > 0) == (1, 1, True)


# -- pictures -----------------------------------------------------------------------------------------


def test_pictures_of_a_folder_stand_where_they_stood_and_the_others_are_listed(bring, tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    for name, side in (("head.png", 60), ("in.png", 40)):
        Image.new("RGB", (side, side), "teal").save(folder / name)
    (folder / "bad.png").write_text("no picture")
    body = (
        "前\n\n"
        + "".join(f'<img src="https://o/uploads/{name}">' for name in ("in-20x20.png", "bad.png", "gone.png"))
        + "后"
    )
    head = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>"
    file = wp_item(9, post_type="attachment", attachment_url="https://o/uploads/head.png")
    text = wxr(wp_item(1, body=body, extra=head), file)
    assert "图片：新增 3，不带入 1。" in bring(text, write=False, media=folder)
    said = bring(text, media=folder)
    article = Article.objects.get()
    assert article.body == "<p>[图1]</p>\n<p>前</p>\n<p>[图2]</p>\n<p>后</p>" and article.missing_pictures == 2
    assert [photo.width for photo in article.photos.all()] == [60, 40]
    assert "bad.png：" in said and "没有图片文件 https://o/uploads/gone.png" in said
    before = everything()
    assert "新闻：已有 1。" in bring(text, media=folder) and everything() == before
