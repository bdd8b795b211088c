"""自动保存: what is typed and not saved, for whoever typed it alone."""

import pytest
from django.utils import timezone

from news.models import Channel, EditingDraft
from tests.comments.moderation.test_admin import EMPTY
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db
DRAFTS = "/admin/news/article/drafts/"


def test_the_newest_state_of_a_form_comes_back_to_its_editor_and_to_nobody_else(signed_in):
    desk, other = signed_in(make_staff("闻笛", "网编")), signed_in(make_staff("别的网编", "网编"))
    for text in ("一", "一二"):
        assert desk.post(DRAFTS, {"slot": "add:k1", "fields": text}).json() == {"kept": True}
    assert desk.get(DRAFTS, {"slot": "add:"}).json()["fields"] == "一二"
    assert other.get(DRAFTS, {"slot": "add:"}).json() == {}
    desk.post(DRAFTS, {"slot": "add:k1", "fields": ""})
    assert desk.get(DRAFTS, {"slot": "add:"}).json() == {}


def test_what_is_saved_is_no_draft_any_more(signed_in, article):
    desk = signed_in(make_staff("闻笛", "网编"))
    channel = Channel.objects.get(slug="tech").pk
    story = EMPTY | {"channel": channel, "title": "快讯", "body": "一段", "missing_pictures": 0, "publish": "on"}
    for slot in ("add:k1", "add:k2", str(article.pk)):
        desk.post(DRAFTS, {"slot": slot, "fields": "写"})
    assert desk.post("/admin/news/article/add/", story | {"_key": "k1"}).status_code == 302
    assert desk.post(f"/admin/news/article/{article.pk}/change/", story).status_code == 302
    assert [row.slot for row in EditingDraft.objects.all()] == ["add:k2"]


def test_drafts_are_bounded_in_length_and_number_and_go_after_a_month(signed_in, monkeypatch):
    desk = signed_in(make_staff("闻笛", "网编"))
    monkeypatch.setattr(EditingDraft, "MOST", 2)
    monkeypatch.setattr(EditingDraft, "LONGEST", 10)
    for slot in ("1", "2", "3"):
        desk.post(DRAFTS, {"slot": slot, "fields": "写"})
    assert sorted(EditingDraft.objects.values_list("slot", flat=True)) == ["2", "3"]
    assert "太长" in desk.post(DRAFTS, {"slot": "4", "fields": "写" * 11}).json()["error"]
    assert desk.post(DRAFTS, {"slot": "../x", "fields": "写"}).status_code == 400
    EditingDraft.prune(timezone.now() + EditingDraft.KEPT)
    assert not EditingDraft.objects.exists()
