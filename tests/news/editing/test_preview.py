"""预览: what is typed as its page will be, in any variant, for editors alone, and nothing saved."""

import pytest

from news.models import Article, Channel
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/news/article/preview/"


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


def test_a_new_story_is_shown_as_it_will_be_and_saved_nowhere(desk):
    channel = Channel.objects.get(slug="tech").pk
    typed = {"title": "新的题目", "body": "第一段\n\n## 小标题", "editor": "睿文", "channel": channel}
    answer = desk.post(PREVIEW, typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "<h2>小标题</h2>" in page and "新的题目" in page and "睿文" in page
    assert not Article.objects.exists()
    assert "no-store" in answer.headers["Cache-Control"]


def test_only_the_preview_may_be_framed_and_nothing_in_it_acts(desk, article):
    answer = desk.get(f"{PREVIEW}?story={article.pk}")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "script-src 'none'" in policy and "form-action 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    other = desk.get(f"/admin/news/article/{article.pk}/change/")
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("variant", "said"), [("", "国家里面"), ("zh-hant", "國家裡面"), ("zh-hk", "國家裏面"), ("zh-xx", "国家里面")]
)
def test_it_is_shown_in_every_variant(desk, article, variant, said):
    typed = {"story": article.pk, "title": "题", "body": "国家里面", "variant": variant}
    assert said in desk.post(PREVIEW, typed).content.decode()
    article.refresh_from_db()
    assert "国家里面" not in article.body


def test_a_draft_with_pictures_places_is_shown_too(desk):
    draft = make_article("草稿", published_at=None)
    assert "草稿" in desk.get(f"{PREVIEW}?story={draft.pk}").content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"title": "x" * 5000, "body": "<script>1</script>\x00", "channel": "x", "story": "99"}]
)
def test_whatever_is_sent_is_answered(desk, typed):
    answer = desk.post(PREVIEW, typed)
    assert answer.status_code in (200, 404) and "<script>1" not in answer.content.decode()


def test_who_may_not_edit_sees_no_draft(signed_in):
    draft = make_article("没发的稿", published_at=None)
    for who in (make_staff("秋白", "版主"), None):
        client = signed_in(who) if who else signed_in()
        assert client.get(f"{PREVIEW}?story={draft.pk}").status_code in (302, 403)
