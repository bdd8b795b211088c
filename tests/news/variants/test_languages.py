"""What names its language outside of pages: notices, feeds, the manifest, mails, the page without a line."""

import json

import pytest

from comments.mail.models import OutgoingMail
from comments.models import Reader
from news.variants.text import VARIANTS

pytestmark = pytest.mark.django_db
LANGS = [("zh-hant", "帳號"), ("zh-hk", "帳戶")]


@pytest.mark.parametrize(("slug", "word"), LANGS)
def test_notices_without_a_prefix_are_in_the_variant_of_the_account(signed_in, tangju, slug, word):
    Reader.objects.filter(pk=tangju.pk).update(variant=slug)
    tangju.refresh_from_db()
    browser = signed_in(tangju)
    page = browser.get("/notices/").content.decode()
    assert f'<html lang="{VARIANTS[slug].lang}"' in page and word in page and f'href="/{slug}/' in page
    assert '<html lang="zh-Hans"' in browser.get("/zh-hans/notices/").content.decode()
    assert browser.get("/notices/", headers={"X-Fragment": "yes"}).status_code == 200


def test_notices_of_who_chose_nothing_are_as_written(signed_in, tangju):
    assert '<html lang="zh-Hans"' in signed_in(tangju).get("/notices/").content.decode()


@pytest.mark.parametrize("slug", VARIANTS)
def test_feeds_and_the_manifest_name_their_variant(client, slug):
    lang = VARIANTS[slug].lang
    assert f'xml:lang="{lang}"' in client.get(f"/{slug}/feeds/").content.decode()
    assert f"<language>{lang}</language>" in client.get(f"/{slug}/feeds/rss/").content.decode()
    manifest = json.loads(client.get(f"/{slug}/manifest.webmanifest").content)
    assert (manifest["lang"], manifest["id"], manifest["start_url"]) == (lang, "/", f"/{slug}/")


@pytest.mark.parametrize(("slug", "lang"), [("", "zh-Hans"), ("zh-hk", "zh-Hant-HK")])
def test_a_mail_names_its_variant_beside_its_other_headers(slug, lang):
    mail = OutgoingMail.write("a@example.org", "登录", "邮箱", {"X-One": "1"}, variant=slug)
    assert mail.headers == {"Content-Language": lang, "X-One": "1"}
    assert (mail.subject, mail.body) == (("登入", "電郵地址") if slug else ("登录", "邮箱"))


def test_the_worker_keeps_the_offline_page_of_every_variant(client):
    code = client.get("/sw.js").content.decode()
    assert all(f'"/{slug}/offline/"' in code for slug in VARIANTS) and '"/offline/"' in code
    assert "現在沒有網路" in client.get("/zh-hant/offline/").content.decode()
