"""Notices by mail: to whom, when, how often; and the one press that ends it."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.models import Follow, MutedWord, Notice, OutgoingMail, Reader, StoryFollow
from comments.notifications.mails import signer
from news.models import Article
from tests.conftest import make_article, make_reader
from tests.server import ROOT
from tests.working import aged, give_address, post, run_jobs

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://\S+/accounts/unsubscribe/\S+/")


@pytest.fixture
def tangju(cast):
    return give_address(cast.tangju)


def morning(days=0):
    """The next 8:00 of the site's zone, or so many days after it."""
    now = timezone.localtime()
    today = now.replace(hour=8, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days + (today <= now))


def in_a_moment(**more):
    return timezone.now() + timedelta(**({"seconds": 6} | more))


def unsubscribe_path(letter):
    return LINK.search(letter.body)[0].partition("//")[2].partition("/")[2].join(("/", ""))


@pytest.mark.parametrize("value", [None, ""], ids=["not set", "left blank"])
def test_letters_are_only_printed_until_a_server_is_named(tmp_path, value):
    environment = {name: os.environ[name] for name in os.environ if name != "EMAIL_URL"} | {"DATA_DIR": str(tmp_path)}
    environment |= {} if value is None else {"EMAIL_URL": value}
    code = "from config import settings; print(settings.EMAIL_BACKEND)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "django.core.mail.backends.console.EmailBackend", done.stderr


def test_a_notice_goes_out_once_it_has_settled(say, cast, tangju):
    comment = say(cast.fufeng, "@糖桔 在吗\n第二行")
    assert post() == [] and OutgoingMail.objects.count() == 0
    [letter] = post(in_a_moment())
    assert (letter.to, letter.subject) == (["tangju@example.com"], "花蛋新闻：扶风在评论里提到了您")
    assert "扶风：@糖桔 在吗…" in letter.body and "第二行" not in letter.body
    assert f"http://127.0.0.1:8000/comments/{comment.pk}/#comment-{comment.pk}" in letter.body
    assert post(in_a_moment(hours=2)) == []


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Vancouver"])
def test_the_digest_comes_at_eight_by_the_clock_of_the_site(settings, say, cast, zone):
    settings.TIME_ZONE = zone
    give_address(cast.tangju, mail="daily")
    say(cast.fufeng, "@糖桔 在吗")
    assert post(morning() - timedelta(seconds=1)) == []
    assert len(post(morning())) == 1
    say(cast.fufeng, "@糖桔 第二天", on=make_article("另一条"))
    Notice.objects.filter(mailed_at=None).update(made_at=morning() + timedelta(seconds=1))
    assert post(morning() + timedelta(hours=23)) == [] and len(post(morning(days=1))) == 1


def test_who_wants_none_gets_none(say, cast):
    give_address(cast.tangju, mail="never")
    say(cast.fufeng, "@糖桔 在吗")
    assert post(morning(days=2)) == [] and OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("address", [None, "unconfirmed"])
def test_without_a_confirmed_address_nothing_is_written(say, cast, address):
    if address:
        give_address(cast.tangju, verified=False)
    Reader.objects.filter(pk=cast.tangju.pk).update(email="tangju@example.com", mail="now")
    say(cast.fufeng, "@糖桔 在吗")
    assert post(in_a_moment()) == [] and OutgoingMail.objects.count() == 0 and Notice.objects.unseen().count() == 1


def test_what_comes_within_moments_is_one_letter(say, article, cast, tangju):
    StoryFollow.set(tangju, article, True)
    Follow.set(tangju, cast.ruiwen, True)
    parent = say(tangju, "原话")
    for number in range(3):
        say(make_reader(f"读者{number}号"), f"第 {number} 浪", parent)
    say(cast.fufeng, "@糖桔 在吗")
    aged(seconds=6)  # the rest has come just now, and need not wait for a letter of its own
    say(cast.qinghe, "路过")
    say(cast.ruiwen, "也路过")
    run_jobs()
    [letter] = post()
    assert letter.subject == "花蛋新闻：您关注的 睿文 发表了评论 等 4 条通知"
    for sentence in ("读者2号 等 3 人回复了您的评论", "扶风在评论里提到了您", "您关注的新闻有 1 条新评论"):
        assert sentence in letter.body
    assert post(in_a_moment()) == []


def test_each_reader_gets_a_letter_of_their_own(say, cast, tangju):
    give_address(cast.ruiwen, "ruiwen@example.com")
    say(cast.fufeng, "@糖桔 @睿文 二位")
    letters = post(in_a_moment())
    assert sorted(letter.to[0] for letter in letters) == ["ruiwen@example.com", "tangju@example.com"]
    assert (
        "睿文"
        not in next(letter.body for letter in letters if letter.to == ["tangju@example.com"]).split("在评论里")[0]
    )


@pytest.mark.parametrize("end", ["seen", "hidden", "deleted", "withdrawn", "blocked"])
def test_what_need_not_or_must_not_be_read_any_more_is_not_mailed(signed_in, say, article, cast, tangju, end):
    comment = say(cast.fufeng, "@糖桔 在吗")
    acts = {
        "seen": lambda: signed_in(tangju).post("/notices/"),
        "hidden": lambda: comment.hide(cast.qinghe, "insult"),
        "deleted": comment.delete_by_author,
        "withdrawn": lambda: Article.objects.filter(pk=article.pk).update(published_at=None),
        "blocked": lambda: signed_in(tangju).post("/readers/扶风/blocks/?want=on"),
    }
    acts[end]()
    assert post(in_a_moment()) == [] and OutgoingMail.objects.count() == 0


def test_a_new_wish_holds_for_what_already_waits(signed_in, say, cast, tangju):
    client = signed_in(tangju)
    say(cast.fufeng, "@糖桔 在吗")
    assert client.post("/accounts/mail/", {"mail": "daily"}).status_code == 303
    assert post(min(in_a_moment(), morning() - timedelta(seconds=1))) == [] and Notice.objects.get().mail == "daily"
    client.post("/accounts/mail/", {"mail": "now"})
    assert len(post(in_a_moment())) == 1
    say(cast.fufeng, "@糖桔 又来", on=make_article("另一条"))
    client.post("/accounts/mail/", {"mail": "never"})
    assert post(morning(days=3)) == []
    assert client.post("/accounts/mail/", {"mail": "hourly"}).status_code == 400
    assert Reader.objects.get(pk=tangju.pk).mail == "never"


def test_no_second_letter_within_the_hour_on_what_was_not_looked_at(signed_in, say, cast, tangju):
    parent = say(tangju, "原话")
    say(cast.fufeng, "一", parent)
    assert len(post(in_a_moment())) == 1
    say(cast.ruiwen, "二", parent)
    assert post(in_a_moment(minutes=30)) == []
    say(cast.fufeng, "@糖桔 别的事")
    [other] = post(in_a_moment(minutes=40))
    assert "提到了您" in other.subject and "回复了" not in other.body
    [again] = post(in_a_moment(minutes=61))
    assert again.subject == "花蛋新闻：睿文回复了您的评论"
    signed_in(tangju).post("/notices/")
    say(cast.fufeng, "三", parent)
    assert len(post(in_a_moment(minutes=62))) == 1


def test_muted_words_keep_letters_away_too(say, cast, tangju):
    MutedWord.add(tangju, "国足")
    say(cast.fufeng, "@糖桔 國足")
    assert post(in_a_moment()) == []


@pytest.mark.parametrize("site", ["https://huadan.example", "http://127.0.0.1:8000"])
def test_a_letter_says_how_to_be_rid_of_it(settings, signed_in, say, cast, tangju, site):
    settings.SITE_URL = site
    say(cast.fufeng, "@糖桔 在吗")
    [letter] = post(in_a_moment())
    message = letter.message()
    link = LINK.search(letter.body)[0]
    assert message["List-Unsubscribe"] == f"<{link}>" and link.startswith(f"{site}/accounts/unsubscribe/{tangju.pk}:")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"] == OutgoingMail.objects.get().message_id
    assert re.search(rf"^List-Unsubscribe:\s+<{re.escape(link)}>\n", message.as_string(), re.MULTILINE)  # in one piece


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_one_press_from_a_mail_program_ends_it_without_cookie_or_token(signed_in, say, cast, tangju, prefix):
    say(cast.fufeng, "@糖桔 在吗")
    path = prefix + unsubscribe_path(post(in_a_moment())[0])
    say(cast.fufeng, "@糖桔 又来", on=make_article("另一条"))
    client = signed_in(enforce_csrf_checks=True)
    for _ in range(2):
        page = client.get(path)
        assert (page.status_code, Reader.objects.get(pk=tangju.pk).mail) == (200, "now") and "<button" in page.text
        assert client.head(path).status_code == 200 and not client.cookies
    answer = client.post(path, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert (answer.status_code, Reader.objects.get(pk=tangju.pk).mail) == (200, "never")
    assert not client.cookies and "no-store" in answer["Cache-Control"] and post(in_a_moment()) == []


@pytest.mark.parametrize(
    "token", ["1", "1:forged", "{pk}:x", "x:{other}", "{signed}0", "\x00", "{pk}", "坏", "a" * 5000]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_not_made_here_is_answered_in_plain_words(signed_in, tangju, token, method):
    signed = signer.sign(tangju.pk)
    token = token.format(pk=tangju.pk, signed=signed, other=signed.split(":")[1])
    answer = getattr(signed_in(enforce_csrf_checks=True), method)(f"/accounts/unsubscribe/{token}/")
    assert answer.status_code == 404 and "这个链接不完整，或不是本站发出的" in answer.text
    assert Reader.objects.get(pk=tangju.pk).mail == "now"


def test_nothing_in_a_name_or_a_title_becomes_a_header(say, article, cast, tangju):
    hostile = "甲\r\nBcc: x@evil.example\r\n\r\n乙"
    Article.objects.filter(pk=article.pk).update(title=hostile)
    say(cast.fufeng, "@糖桔 在吗\r\nBcc: x@evil.example")
    Reader.objects.filter(pk=cast.fufeng.pk).update(name=hostile)
    Notice.tell([tangju], "title", "title:1", "title:1", text=hostile)
    for number in range(2):
        [letter] = post(in_a_moment(hours=2 * number))
        message = letter.message()
        assert message["Bcc"] is None and message["To"] == "tangju@example.com" and letter.recipients() == letter.to
        Notice.objects.filter(kind="title").delete()  # next time the other one gives the subject
        Notice.objects.update(mail="now", mailed_at=None)
    assert len(mail.outbox) == 2
