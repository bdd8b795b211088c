"""合并: a second source becomes a further section of a story, with its own line of sources."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from news.models import Article
from tests.conftest import make_article, make_photo, make_staff

pytestmark = pytest.mark.django_db
MERGE = "/admin/news/article/merge/"


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


@pytest.fixture
def two():
    into = make_article(title="大坝开闸", body="<p>甲一</p>\n<p>甲二</p>")
    story = make_article(title="下游转移", body="<p>乙一</p>\n<p>[图2]</p>", published_at=None)
    for article, count in ((into, 1), (story, 2)):
        for number in range(count):
            make_photo(article, position=number, caption=f"{article.title}{number}")
    story.sources.create(name="河报", url="https://river.example/1", published_at=timezone.now())
    return story, into


def test_the_second_story_becomes_a_section_with_its_source_and_pictures(desk, two, client):
    story, into = two
    assert "合并到" in desk.get(MERGE, {"story": story.pk, "into": into.pk}).content.decode()
    assert desk.post(MERGE, {"story": story.pk, "into": into.pk}).status_code == 302
    merged = Article.objects.get(pk=into.pk)
    captions = [part if isinstance(part, str) else part.caption for part in merged.parts]
    assert [part for part in captions if not part.startswith("\n")][0] == "大坝开闸0"  # as it stood before
    text = "".join(captions)
    assert text.index("甲二") < text.index("<h2>下游转移</h2>") < text.index("河报</a> 于") < text.index("乙一")
    assert text.index("乙一") < text.index("下游转移1") < text.index("下游转移0")  # the loose one came last there too
    assert [source.name for source in merged.sources.all()][-1] == "河报"
    assert merged.corrections.get().text == "合并了河报的报道。"
    gone = client.get(f"/news/{story.pk}/")
    assert gone.status_code in (404, 410) and Article.objects.get(pk=story.pk).withdrawn_for == "已合并到《大坝开闸》"
    assert LogEntry.objects.count() == 2


def test_what_cannot_be_merged_is_refused_in_a_sentence_and_nothing_changes(desk, two):
    story, into = two
    for one, other in ((story, story), (into, story)):
        page = desk.post(MERGE, {"story": one.pk, "into": other.pk})
        assert page.status_code == 200 and "合并" in page.content.decode()
    assert Article.objects.get(pk=into.pk).is_published and not Article.objects.get(pk=story.pk).withdrawn_at
    assert desk.post(MERGE, {"story": 10**12, "into": "x"}).status_code == 404
    desk.post(MERGE, {"story": story.pk, "into": into.pk})
    assert "已经撤下" in desk.post(MERGE, {"story": story.pk, "into": into.pk}).content.decode()


def test_stories_like_what_is_typed_are_named(desk, two):
    found = desk.get("/admin/news/article/similar/", {"title": "大坝开闸！", "story": ""}).json()["stories"]
    assert [row["title"] for row in found] == ["大坝开闸"] and found[0]["stage"] == "已发布"
    assert desk.get("/admin/news/article/similar/", {"title": "全然不同的题目"}).json()["stories"] == []


def test_only_editors_reach_what_the_form_asks(signed_in, tangju, two):
    moderator = signed_in(make_staff("看场子的", "版主"))
    for name in ("pictures", "paste", "body", "drafts", "similar", "merge"):
        for client in (signed_in(tangju), moderator):
            assert client.post(f"/admin/news/article/{name}/").status_code in (302, 403)
