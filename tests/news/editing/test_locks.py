"""正在编辑: who has a story's form open, taking it over, giving it back; saving is still decided by the version."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.editing.locks import EditingLock
from news.models import Article
from tests.admin_forms import open_form
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db


def ask(client, article, act="hold", key="a1"):
    return client.post(f"/admin/news/article/{article.pk}/lock/", {"act": act, "key": key})


def test_the_second_editor_hears_who_has_it_open_and_may_take_it_over(signed_in, cast, article):
    one, other = signed_in(cast.ruiwen), signed_in(cast.qinghe)
    change = f"/admin/news/article/{article.pk}/change/"
    assert ask(one, article).json() == {"held": True} == ask(one, article, key="b2").json()  # two pages of one editor
    assert ask(other, article, key="c3").json() == {"held": False, "by": cast.ruiwen.name}
    page = other.get(change)
    assert page.context["other_lock"].name == cast.ruiwen.name and "接手编辑" in page.content.decode()
    assert not one.get(change).context["other_lock"]
    assert ask(other, article, "take", "").headers["Location"] == change  # without a script
    assert ask(one, article).json() == {"held": False, "by": cast.qinghe.name}
    assert one.post(change, open_form(one, change) | {"title": "不用脚本也能保存"}).status_code == 302
    assert Article.objects.get().title == "不用脚本也能保存"


def test_a_lock_ends_a_minute_after_its_last_sign_and_only_its_own_page_gives_it_back(signed_in, cast, article):
    one, other = signed_in(cast.ruiwen), signed_in(cast.qinghe)
    ask(one, article)
    ask(one, article, "release", "b2")
    ask(other, article, "release", "c3")
    assert EditingLock.objects.get().editor == cast.ruiwen.pk
    EditingLock.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert ask(other, article, key="c3").json() == {"held": True}
    ask(other, article, "release", "c3")
    assert not EditingLock.objects.get().is_alive
    assert ask(other, article, key="c3").json() == {"held": False}  # a beat that was sent before and came after
    assert ask(one, article).json() == {"held": True}
    EditingLock.prune(timezone.now() + timedelta(days=2))
    assert not EditingLock.objects.exists()


def test_nonsense_and_those_who_may_not_edit_are_refused(signed_in, article):
    desk, moderator = signed_in(make_staff("闻笛", "网编")), signed_in(make_staff("管事", "版主"))
    assert ask(desk, article, "steal").status_code == ask(desk, article, key="a\x00<").status_code == 400
    assert desk.get(f"/admin/news/article/{article.pk}/lock/").status_code == 405
    assert ask(moderator, article).status_code == 403 and not EditingLock.objects.exists()
