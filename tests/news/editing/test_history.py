"""历史 of a story: a version for each save of an editor, what changed in it, and the way back."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import ArticleVote, Comment
from news.editing.versions import VersionParts, prune_versions
from news.models import Article, ArticleVersion, Channel, Source
from tests.admin_forms import open_form, read_form
from tests.conftest import make_article, make_photo

pytestmark = pytest.mark.django_db


def path_of(article, end="change"):
    return f"/admin/news/article/{article.pk}/{end}/"


def save(client, article, **typed):
    answer = client.post(path_of(article), open_form(client, path_of(article)) | typed)
    assert answer.status_code == 302
    return answer


def versions_of(article):
    return list(ArticleVersion.objects.filter(id=article.pk).order_by("history_id"))


def test_each_save_is_a_version_with_its_editor_and_what_stood_before_is_the_first(signed_in, cast, article):
    desk = signed_in(cast.ruiwen)
    Source.objects.create(article=article, name="晚报")
    save(desk, article, body="第一段。\r\n\r\n第二段改了。", title="新的题目")
    save(desk, article)  # nothing typed
    first, second = versions_of(article)
    assert first.body == article.body and second.title == "新的题目" and first.sources == [["晚报", "", ""]]
    assert (second.history_user_id, second.saved_by) == (cast.ruiwen.pk, cast.ruiwen.name)
    page = desk.get(path_of(article, "history")).content.decode()
    assert "<ins>改了</ins>" in page and "新的题目" in page and "恢复这一版" in page and "最早的一版" in page


def test_what_readers_do_and_what_changes_no_word_is_no_version(signed_in, cast, article):
    desk = signed_in(cast.ruiwen)
    save(desk, article, title="新的题目")
    Comment.post(article, cast.tangju, "一句")
    ArticleVote.cast(cast.tangju, article, "flower")
    desk.post("/admin/news/article/", {"action": "close", "_selected_action": article.pk})
    save(desk, article, slow_seconds="9")
    assert len(versions_of(article)) == 2
    page = desk.get(path_of(article, "history")).content.decode()
    assert page.index("慢速") < page.index("关闭评论") < page.index("最早的一版")


def test_a_new_story_begins_its_history(signed_in, cast):
    desk = signed_in(cast.ruiwen)
    form = open_form(desk, "/admin/news/article/add/")
    typed = {"title": "新写的", "body": "第一段", "channel": Channel.objects.get(slug="tech").pk}
    assert desk.post("/admin/news/article/add/", form | typed).status_code == 302
    (version,) = versions_of(Article.objects.get(title="新写的"))
    assert version.body == "<p>第一段</p>" and version.log_entry == LogEntry.objects.get().pk


def test_a_version_is_restored_but_never_when_a_story_is_published(signed_in, cast, article):
    desk, source = signed_in(cast.ruiwen), Source.objects.create(article=article, name="晚报")
    photo, body, when = make_photo(article, "旧的说明"), article.body, article.published_at
    rows = {"sources-0-name": "早报", "photos-0-caption": "新的说明"}
    save(desk, article, title="新的题目", body="全部重写", **rows)
    first = versions_of(article)[0]
    desk.post("/admin/news/article/", {"action": "close", "_selected_action": article.pk})
    cursor = Article.objects.get(pk=article.pk).cursor
    path = path_of(article, f"versions/{first.pk}")
    asked = desk.get(path)
    assert "<del>" in asked.content.decode() and Article.objects.get(pk=article.pk).title == "新的题目"
    assert desk.post(path, {"seen": asked.context["seen"]}).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.body, article.published_at, article.closed) == ("界河断桥有望重开", body, when, True)
    assert article.cursor > cursor and Source.objects.get().name == "晚报" and Source.objects.get().pk == source.pk
    photo.refresh_from_db()
    assert photo.caption == "旧的说明" and len(versions_of(article)) == 3
    assert "恢复了" in LogEntry.objects.first().get_change_message()


def test_nothing_is_restored_over_what_the_editor_has_not_seen(signed_in, cast, article):
    one, other = signed_in(cast.ruiwen), signed_in(cast.qinghe)
    save(one, article, title="甲改的题目")
    path = path_of(article, f"versions/{versions_of(article)[0].pk}")
    seen = one.get(path).context["seen"]
    save(other, article, title="乙改的题目")
    answer = one.post(path, {"seen": seen})
    assert "刚才又有改动" in answer.content.decode() and Article.objects.get(pk=article.pk).title == "乙改的题目"
    assert one.post(path, {"seen": answer.context["seen"]}).status_code == 302
    other_story = make_article("另一条")
    assert one.get(path_of(other_story, f"versions/{versions_of(article)[0].pk}")).status_code == 404


def test_a_conflict_shows_both_bodies_beside_each_other(signed_in, cast, article):
    one, other = signed_in(cast.ruiwen), signed_in(cast.qinghe)
    mine = open_form(one, path_of(article))
    save(other, article, body="第一段。\r\n\r\n第二段由乙改。")
    answer = one.post(path_of(article), mine | {"body": "第一段。\r\n\r\n第二段由甲改。"})
    page = answer.content.decode()
    assert "<del>乙</del>" in page and "<ins>甲</ins>" in page and "保存我的" in page and "用对方的" in page
    assert one.post(path_of(article), read_form(answer)).status_code == 302
    assert "由甲改" in Article.objects.get(pk=article.pk).body


def test_a_save_asks_at_most_two_questions_more(signed_in, cast, article):
    desk = signed_in(cast.ruiwen)
    save(desk, article, title="新的题目")
    form = open_form(desk, path_of(article)) | {"title": "又新的题目"}
    with CaptureQueriesContext(connection) as queries:
        desk.post(path_of(article), form)
    asked = [one["sql"] for one in queries if "news_articleversion" in one["sql"]]
    assert len(asked) == 2


def test_old_versions_and_those_beyond_the_newest_are_pruned(article):
    now = timezone.now()
    facts = {"id": article.pk, "title": "题", "body": "", "editor": "", "channel_id": article.channel_id}
    for number in range(VersionParts.MOST + 3):
        ArticleVersion.objects.create(history_date=now, history_type="~", saved_by=str(number), **facts)
    ArticleVersion.objects.create(history_date=now - timedelta(days=800), history_type="~", saved_by="旧", **facts)
    prune_versions(now)
    kept = versions_of(article)
    assert len(kept) == VersionParts.MOST and kept[0].saved_by == "3"
