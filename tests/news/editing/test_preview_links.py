"""预览链接: a draft for people without an account, for seven days, and only as long as it is a draft."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.utils import timezone

from news.editing.preview_links import make_preview_link, signer
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(db):
    return make_article("没有发布的稿", body="<p>国家里面的话。</p>", published_at=None)


def link(article):
    return urlsplit(make_preview_link(article)).path


def test_the_form_of_a_draft_offers_a_link_and_that_of_a_published_story_none(signed_in, client, draft, article):
    desk = signed_in(make_staff("闻笛", "网编"))
    page = desk.get(f"/admin/news/article/{draft.pk}/change/")
    assert "预览链接" in page.content.decode()
    shown = client.get(urlsplit(page.context["preview_link"]).path)
    assert shown.status_code == 200 and "国家里面的话" in shown.content.decode()
    assert "预览链接" not in desk.get(f"/admin/news/article/{article.pk}/change/").content.decode()


def test_nothing_on_it_acts_and_nobody_keeps_it(client, draft):
    answer = client.get(link(draft))
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy and "form-action 'none'" in policy and not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store" and answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer" and "尚未发布" in answer.content.decode()
    assert client.post(link(draft)).status_code == 405
    assert "國家裡面的話" in client.get(f"/zh-hant{link(draft)}").content.decode()


def test_it_shows_what_is_saved_now_of_a_scheduled_story_too(client, draft):
    shared = link(draft)
    draft.title, draft.published_at = "改过的题目", timezone.now() + timedelta(days=1)
    draft.save()
    assert "改过的题目" in client.get(shared).content.decode()
    draft.refresh_from_db()
    assert not draft.is_published


def test_once_published_it_leads_to_the_story_and_once_withdrawn_it_is_gone(client, draft):
    shared = link(draft)
    draft.publish()
    draft.save()
    assert client.get(shared).headers["Location"] == draft.get_absolute_url()
    draft.withdraw(draft.published_at, "来源撤稿")
    draft.save()
    answer = client.get(shared)
    assert answer.status_code == 410 and "来源撤稿" in answer.content.decode()
    assert "国家里面的话" not in answer.content.decode()


class OldSigner(TimestampSigner):
    """Signs as one did eight days ago."""

    def timestamp(self):
        return b62_encode(int((timezone.now() - timedelta(days=8)).timestamp()))


def test_a_changed_or_old_link_is_refused_in_a_sentence(client, draft):
    old = OldSigner(salt=signer.salt).sign(str(draft.pk))
    other = TimestampSigner(salt="huadan.device").sign(str(draft.pk))
    for token in (
        old,
        other,
        "x",
        "\x00",
        f"9{signer.sign(str(draft.pk))}",
        signer.sign("没有"),
        signer.sign("9" * 40),
    ):
        answer = client.get(f"/preview/{token}/")
        assert answer.status_code == 404 and "这个预览链接不完整" in answer.content.decode(), token
