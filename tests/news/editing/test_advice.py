"""What an editor hears after saving, and what the form refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.editing.advice import advice_for
from news.models import Article, Channel, Source
from tests.comments.moderation.test_admin import story
from tests.conftest import make_article, make_photo, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


def test_a_story_with_everything_is_saved_without_a_word(article):
    Source.objects.create(article=article, name="河畔晚报")
    make_photo(article, "桥")
    assert list(advice_for(article)) == []


def test_what_is_missing_is_said(article):
    make_photo(article)
    article.body = "<p>-{没有收尾</p>"
    said = list(advice_for(article))
    assert said == ["正文里有 1 处“-{”或“}-”没有配对，会照原样显示。", "没有写来源。", "有 1 张图片没有说明。"]


@pytest.mark.parametrize(
    ("title", "days", "is_same"),
    [
        ("界河斷橋有望重開！", 1, True),
        ("界河断桥今天有望重开", 1, True),
        ("界河断桥有望重开", 8, False),
        ("另一件事", 1, False),
    ],
)
def test_a_title_like_one_of_the_last_seven_days_is_named(article, title, days, is_same):
    Source.objects.create(article=article, name="河畔晚报")
    make_article(title, published_at=timezone.now() - timedelta(days=days))
    assert [title in said for said in advice_for(article)] == [True] * is_same


def test_the_warnings_stand_on_the_page_after_saving(desk):
    page = desk.post("/admin/news/article/add/", story(publish="on"), follow=True).content.decode()
    assert "没有写来源。" in page and Article.objects.get().is_published


def test_a_draft_cannot_be_scheduled_into_the_past(desk):
    form = story(published_at_0="2020-01-01", published_at_1="08:00:00")
    page = desk.post("/admin/news/article/add/", form).content.decode()
    assert "这个时间已经过去。" in page and "新题目" in page and not Article.objects.exists()


def test_only_channels_of_stories_are_offered_and_a_sections_piece_stays_in_its_section(desk):
    board = Channel.objects.get(slug="chat")
    page = desk.post("/admin/news/article/add/", story(channel=board.pk)).content.decode()
    assert not Article.objects.exists() and "新题目" in page
    piece = make_article("读者写的", channel="chat")
    offered = desk.get(f"/admin/news/article/{piece.pk}/change/").context["adminform"].form.fields["channel"].queryset
    kinds = set(offered.values_list("kind", flat=True))
    assert board in offered and kinds == {Channel.Kind.STORY, Channel.Kind.BOARD}
