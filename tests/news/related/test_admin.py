"""前期相关 in the admin: what an editor chose stays, whatever the worker finds."""

import re

import pytest
from django.utils import timezone

from news.models import Article, Related
from tests.comments.moderation.test_admin import no_rows
from tests.conftest import make_article, make_staff
from tests.news.related.test_related import BRIDGE, DAY, NOW, PANDA, earlier, filled, story
from tests.working import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db):
    return filled()


@pytest.fixture
def saved(signed_in):
    """saved(article, [stories], **fields): an editor saves the form with these as the earlier ones."""
    browser = signed_in(make_staff("闻笛", "网编"))

    def saved(article, chosen, **fields):
        article, at = Article.objects.get(pk=article.pk), timezone.localtime(article.published_at)
        form = no_rows("sources", "photos", "videos", "corrections", "wordings", "old_addresses")
        form |= {"channel": article.channel_id, "title": article.title, "body": article.body, "missing_pictures": 0}
        form |= {"published_at_0": at.date().isoformat(), "published_at_1": f"{at:%H:%M:%S}", "editor": article.editor}
        form |= {"related_by_hand": "on"} if article.related_by_hand else {}
        there = list(article.related.order_by("position"))
        rows = [(row.pk, row.earlier_id, row.earlier_id not in [one.pk for one in chosen]) for row in there]
        rows += [("", one.pk, False) for one in chosen if one.pk not in [row.earlier_id for row in there]]
        form |= {"related-TOTAL_FORMS": len(rows), "related-INITIAL_FORMS": len(there)}
        for number, (pk, other, gone) in enumerate(rows):
            name = f"related-{number}"
            form |= {
                f"{name}-id": pk,
                f"{name}-article": article.pk,
                f"{name}-earlier": other,
                f"{name}-position": number,
            }
            form |= {f"{name}-DELETE": "on"} if gone else {}
        answer = browser.post(f"/admin/news/article/{article.pk}/change/", form | fields)
        run_jobs()
        return answer

    return saved


def test_what_an_editor_chose_stays(archive, client, saved):
    first, second, other, third = story(BRIDGE[0], 9), story(BRIDGE[1], 8), story(PANDA[0], 7), story(BRIDGE[2], 1)
    Related.find(third)
    by_worker = [row.earlier for row in third.related.all()]
    assert {first, second} <= set(by_worker)
    assert saved(third, by_worker).status_code == 302  # untouched: still the worker's
    assert not Article.objects.get(pk=third.pk).related_by_hand
    assert saved(third, [other]).status_code == 302
    assert Article.objects.get(pk=third.pk).related_by_hand and earlier(client, third) == [other.pk]
    assert saved(third, [other], title="断桥重建又一新题").status_code == 302
    assert earlier(client, third) == [other.pk]


def test_an_editor_may_want_none_and_may_give_it_back_to_the_worker(archive, client, saved):
    first, second = story(BRIDGE[0], 9), story(BRIDGE[1], 8)
    Related.find(second)
    assert saved(second, []).status_code == 302 and earlier(client, second) == []
    assert saved(second, []).status_code == 302 and earlier(client, second) == []
    Article.objects.filter(pk=second.pk).update(related_by_hand=False)
    assert saved(second, []).status_code == 302 and earlier(client, second)[0] == first.pk


@pytest.mark.parametrize("which", ["itself", "later", "draft"])
def test_an_editor_cannot_choose_what_did_not_come_before(archive, client, saved, which):
    article = story(BRIDGE[1], 8)
    others = {"itself": article, "later": story(BRIDGE[2], 2), "draft": make_article("草稿", published_at=None)}
    answer = saved(article, [others[which]])
    assert answer.status_code == 200 and re.search(
        "不能是这条新闻自己|只能选更早的|还没有发布", answer.content.decode()
    )
    assert not Related.objects.exists()


def test_a_story_that_was_moved_to_a_later_day_is_not_named_below_an_earlier(archive, client, saved):
    first, second = story(BRIDGE[0], 9), story(BRIDGE[1], 8)
    assert saved(second, [first]).status_code == 302 and earlier(client, second)[0] == first.pk
    Article.objects.filter(pk=first.pk).update(published_at=NOW - DAY)
    first.announce()
    assert earlier(client, second) == []
