"""Letters go out in the script that the account chose; names stay whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import OutgoingMail, Reader
from tests.conftest import make_article, make_reader
from tests.wordings import nothing_kept, word  # noqa: F401  (fixture)
from tests.working import give_address, post

pytestmark = pytest.mark.django_db
NAMES = "余大嘴"
SAID = {
    "": "在评论里提到了您",
    "zh-hans": "在评论里提到了您",
    "zh-hant": "在評論裡提到了您",
    "zh-hk": "在評論裏提到了您",
}


@pytest.fixture
def letter(say, cast):
    """letter(slug, text) is the letter that 糖桔, who chose `slug`, gets for being spoken to by 余大嘴."""

    def letter(slug, text="@糖桔 国家里面"):
        reader = give_address(cast.tangju)
        Reader.objects.filter(pk=reader.pk).update(variant=slug)
        say(make_reader(NAMES), text, on=make_article("里皮见国王"))
        [sent] = post(timezone.now() + timedelta(seconds=6))
        return sent

    return letter


@pytest.mark.parametrize("slug", SAID)
def test_a_letter_is_in_the_script_of_the_account_with_the_name_whole(letter, slug):
    sent = letter(slug)
    assert SAID[slug] in sent.subject and SAID[slug] in sent.body
    assert sent.subject.split("：")[1].startswith(NAMES) and NAMES in sent.body
    assert "餘大嘴" not in sent.subject + sent.body
    assert not set("\ufdd0\ufdd1\ufdd2\ufdd3") & set(sent.subject + sent.body)


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
def test_addresses_in_a_letter_are_not_touched(letter, slug):
    body = letter(slug).body
    assert f"http://127.0.0.1:8000/{slug}/comments/" in body and "http://127.0.0.1:8000/accounts/unsubscribe/" in body


def test_the_sites_own_words_win_in_letters_too():
    word("里皮")
    word("花蛋", zh_hant="花蛋兒")
    sent = OutgoingMail.write("a@example.com", "里皮说里面", "花蛋新闻\n里皮在国家队里面", variant="zh-hant")
    assert (sent.subject, sent.body) == ("里皮說裡面", "花蛋兒新聞\n里皮在國家隊裡面")


@pytest.mark.parametrize("text", ["國家与国家", "", "\n\n", "国\u202e家", "随著"])
def test_a_letter_as_written_is_left_as_it_is(text):
    assert OutgoingMail.write("a@example.com", "题", text).body == text


@pytest.mark.parametrize("slug", SAID)
def test_the_choice_is_made_on_a_page_of_the_account(signed_in, tangju, slug):
    client = signed_in(tangju)
    assert client.get("/accounts/script/").status_code == 200
    assert client.post("/accounts/script/", {"variant": slug}).status_code in (302, 303)
    assert Reader.objects.get(pk=tangju.pk).variant == slug


@pytest.mark.parametrize("slug", ["zh-xx", "<b>", "ZH-HANT"])
def test_a_script_that_is_none_is_refused(signed_in, tangju, slug):
    assert signed_in(tangju).post("/accounts/script/", {"variant": slug}).status_code in (200, 400)
    assert Reader.objects.get(pk=tangju.pk).variant == ""
