"""Forms of older pages where the table does not reach: the admin, another script, files, the way back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.models import Channel
from tests.acts.sending import forms_of
from tests.acts.world import ORIGIN, browser, sign_in, sign_out, token_of
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def older(cast):
    """older(name, now) is the browser of `name`, who has meanwhile left for `now`, and the token of the page before."""

    def older(name="糖桔", now="糖桔"):
        client = browser()
        sign_in(client, name)
        token = token_of(client)
        sign_out(client)
        sign_in(client, now)
        return client, {"csrfmiddlewaretoken": token}

    return older


def pressed_again(client, page, referer):
    [form, *_] = forms_of(page.content.decode())
    return client.post(form.address, form.values, headers={"referer": ORIGIN + referer})


def test_a_form_of_the_admin_gives_its_text_back_without_passwords(older):
    make_reader("总编", is_staff=True, is_superuser=True)
    client, token = older("总编", "总编")
    fields = {"slug": "weather", "name": "天气", "group": 1, "position": 9, "kind": "story", "password": "秘密"}
    page = client.post("/admin/news/channel/add/?_popup=0", fields | token)
    assert page.status_code == 403 and "秘密" not in page.content.decode()
    assert "天气" in page.content.decode() and "/admin/news/channel/add/?_popup=0" in page.content.decode()
    assert not Channel.objects.filter(slug="weather").exists()


def test_in_another_script_all_stays_in_its_addresses(older, article):
    client, token = older(now="扶风")
    address = f"/zh-hant/news/{article.pk}/votes/?want=flower"
    page = client.post(address, token, headers={"referer": f"{ORIGIN}/zh-hant/news/{article.pk}/"})
    [form] = forms_of(page.content.decode())
    assert form.address == address and "現在登" in page.content.decode()
    answer = pressed_again(client, page, address)
    assert answer["Location"] == f"/zh-hant/news/{article.pk}/#article-votes"
    article.refresh_from_db()
    assert article.flowers == 1


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "x"])
def test_the_way_back_never_leads_to_another_site(signed_in, article, tangju, back):
    answer = signed_in(tangju).post(f"/news/{article.pk}/votes/?want=flower", {"back": back})
    assert answer["Location"] == f"/news/{article.pk}/#article-votes"


def test_of_an_uploaded_file_the_page_says_that_it_must_be_chosen_again(older):
    client, token = older()
    picture = SimpleUploadedFile("a.png", b"no picture", "image/png")
    page = client.post("/accounts/profile/", {"bio": "新的简介", "picture": picture} | token).content.decode()
    assert "图片和文件需要重新选择" in page and "新的简介" in page


def test_a_page_of_sign_in_after_a_sign_in_elsewhere_leads_on(older):
    client, token = older()
    answer = client.post("/accounts/login/?next=/boards/heat/", {"login": "糖桔", "password": "x"} | token)
    assert (answer.status_code, answer["Location"]) == (302, "/boards/heat/")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_browsers_own_word_of_another_site_is_believed_before_the_origin(older, article, site):
    client, token = older()
    headers = {"sec-fetch-site": site}
    page = client.post(f"/news/{article.pk}/comments/", {"text": "别处塞进来的话"} | token, headers=headers)
    assert page.status_code == 403 and "别处塞进来的话" not in page.content.decode()
