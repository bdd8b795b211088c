"""A story's life at the desk: draft, scheduled, published, withdrawn and back; and how editors find it."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from news.models import Article, ArticleEntry, Source
from tests.comments.moderation.test_admin import EMPTY
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


def do(desk, action, *articles, **more):
    data = {"action": action, "_selected_action": [article.pk for article in articles]} | more
    return desk.post(LIST, data, follow=True).content.decode()


def titles(desk, query=""):
    return [article.title for article in desk.get(f"{LIST}?{query}").context["cl"].result_list]


def test_a_withdrawn_story_says_so_at_its_address_and_keeps_its_time(desk, client, article):
    stood = article.published_at
    assert "理由（读者在原来的地址看到）" in do(desk, "withdraw", article)
    do(desk, "withdraw", article, sure="yes", reason="来源撤稿")
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410 and "这条新闻已经撤下，理由：来源撤稿。" in answer.content.decode()
    assert article.title not in answer.content.decode() and "Set-Cookie" not in answer.headers
    assert LogEntry.objects.filter(object_id=str(article.pk), change_message="撤下：来源撤稿").exists()
    do(desk, "publish", article)
    article.refresh_from_db()
    assert (article.published_at, article.withdrawn_at, article.withdrawn_for) == (stood, None, "")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_draft_was_never_there_and_a_scheduled_one_becomes_a_draft(desk, client):
    draft = make_article("草稿", published_at=None)
    later = make_article("定时的", published_at=timezone.now() + timedelta(days=1))
    assert client.get(draft.get_absolute_url()).status_code == 404
    do(desk, "withdraw", later, draft, sure="yes")
    later.refresh_from_db()
    assert later.stage == "草稿" and client.get(later.get_absolute_url()).status_code == 404


def test_the_list_has_drafts_first_and_every_state_for_itself(desk):
    make_article("昨天的", published_at=timezone.now() - timedelta(days=1))
    make_article("定时的", published_at=timezone.now() + timedelta(days=1))
    gone = make_article("撤下的", editor="闻笛")
    gone.withdraw(gone.published_at, "")
    gone.save()
    make_article("新的草稿", published_at=None)
    assert titles(desk) == ["新的草稿", "撤下的", "定时的", "昨天的"]
    for state, found in (
        ("draft", ["新的草稿"]),
        ("scheduled", ["定时的"]),
        ("published", ["昨天的"]),
        ("withdrawn", ["撤下的"]),
        ("mine", ["撤下的"]),
    ):
        assert titles(desk, f"state={state}") == found


def test_a_story_is_found_by_words_source_pen_name_and_number(desk):
    story = make_article("界河斷橋重開", body="<p>正文里提到臺灣。</p>", editor="睿文")
    Source.objects.create(article=story, name="河畔晚报")
    story.announce()
    draft = make_article("还没写完的草稿", published_at=None)
    ArticleEntry.keep(story)
    for typed in ("断桥", "台湾", "河畔晚报", "睿文", str(story.pk)):
        assert titles(desk, f"q={typed}") == [story.title], typed
    assert titles(desk, "q=沒寫完") == [draft.title]
    assert titles(desk, "q=没有这样的话") == []


def test_the_list_asks_little_however_many_stories_there_are(desk, django_assert_max_num_queries):
    desk.get(LIST)
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_an_emptied_time_withdraws_with_the_reason_that_was_typed(desk, client, article):
    form = EMPTY | {
        "channel": article.channel_id,
        "title": article.title,
        "body": article.body,
        "editor": article.editor,
        "missing_pictures": 0,
        "withdraw": "on",
        "withdrawn_for": "有误",
        "published_at_0": "",
        "published_at_1": "",
    }
    stood = Article.objects.get(pk=article.pk).published_at
    desk.post(f"{LIST}{article.pk}/change/", form)
    article.refresh_from_db()
    assert (article.stage, article.withdrawn_for, article.stood_at) == ("已撤下", "有误", stood)
    desk.post(f"{LIST}{article.pk}/change/", form | {"withdraw": "", "publish": "on"})
    article.refresh_from_db()
    assert (article.stage, article.published_at, article.withdrawn_for) == ("已发布", stood, "")


def test_every_edit_begins_with_what_was_typed(desk, article):
    form = EMPTY | {"channel": article.channel_id, "title": "题目", "editor": "睿文", "missing_pictures": 0}
    form |= {"published_at_0": "2026-11-01", "published_at_1": "08:00"}
    desk.post(f"{LIST}{article.pk}/change/", form | {"body": "第一段\n\n## 小标题\n\n第二段"})
    shown = desk.get(f"{LIST}{article.pk}/change/").context["adminform"].form["body"].value()
    assert shown == "第一段\n\n## 小标题\n\n第二段"
    desk.post(f"{LIST}{article.pk}/change/", form | {"body": shown + "\n\n> 引文"})
    article.refresh_from_db()
    assert article.body == "<p>第一段</p>\n<h2>小标题</h2>\n<p>第二段</p>\n<blockquote><p>引文</p></blockquote>"


def test_a_form_of_more_than_two_megabytes_is_refused_in_plain_words(signed_in):
    desk = signed_in(make_staff("写长文的", "网编"))
    answer = desk.post("/admin/news/article/add/", {"title": "长", "body": "字" * 800_000})
    assert answer.status_code == 413 and "填写的内容太长" in answer.content.decode() and not Article.objects.exists()


def test_an_editor_does_not_change_a_readers_piece_unseen(signed_in):
    desk, essay = signed_in(make_staff("改稿的", "网编")), make_article("网友的文章", channel="chat")
    story = {"channel": essay.channel_id, "title": essay.title, "publish": "on", "missing_pictures": 0}
    for body in ("网编改过的一段。", "又改了一次。"):
        assert desk.post(f"/admin/news/article/{essay.pk}/change/", EMPTY | story | {"body": body}).status_code == 302
    assert [one.text for one in essay.corrections.all()] == ["网编修改了文章。"]


def test_the_title_of_a_faulty_form_says_so_in_chinese(signed_in):
    page = (
        signed_in(make_staff("写错的", "网编")).post("/admin/news/article/add/", EMPTY | {"title": ""}).content.decode()
    )
    assert "<title>有误：增加 新闻 | 花蛋编辑台</title>" in page
