"""One of everything that an act of a reader can be done to, and the browsers from which it is sent."""

import re
from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.utils import timezone

from comments.accounts.adapter import ResetTokens
from comments.models import (
    ArticleVote,
    Choice,
    Comment,
    CommentVote,
    Follow,
    MutedWord,
    Notice,
    Poll,
    Reader,
    Submission,
)
from comments.notifications.mails import signer
from comments.profiles.leaving import erase, leave
from news.models import Channel
from tests.conftest import PASSWORD, make_article, make_reader

ORIGIN = "http://testserver"
LOGIN = "/accounts/login/"
LONG_TEXT = "一篇够长的正文，说的是界河上的断桥怎样重新开放。"


def browser(cookies=None, origin=ORIGIN):
    """A browser: it says from which site a form is sent, and its forms are checked for their token."""
    client = Client(enforce_csrf_checks=True, headers={"origin": origin})
    client.cookies = deepcopy(cookies) if cookies else client.cookies
    return client


def token_of(client):
    """The token that a page loaded now has in its forms; "" for a guest's page."""
    return client.get("/me/?token=1").json().get("token", "")


def token_in(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]


def sign_in(client, name, address=LOGIN):
    """Sign in through the form, as people do; return the answer."""
    token = token_in(client.get(LOGIN))
    return client.post(address, {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token})


def sign_out(client):
    client.post("/accounts/logout/", {"csrfmiddlewaretoken": token_of(client)})


class World:
    """糖桔 acts; 扶风 may do the same, as far as it is not done to what is 糖桔's own; 青禾 is whom it is done to."""

    def __init__(self):
        self.tangju, self.fufeng = make_reader("糖桔", 8), make_reader("扶风", 8)
        self.qinghe = make_reader("青禾", 6)
        self.moderator = make_reader("值班", 6, is_staff=True, is_superuser=True)
        self.imported = make_reader("旧站的人", imported=True)
        self.article = make_article()
        self.make_thread()
        self.make_submissions()
        self.make_account()
        self.make_browsers()

    def make_thread(self):
        self.comment = Comment.post(self.article, self.qinghe, "青禾说的第一句话")
        self.own = Comment.post(self.article, self.tangju, "糖桔自己说过的话")
        self.ruling = Comment.post(self.article, self.tangju, "糖桔被折叠的话").collapse(self.moderator, "offtopic")
        Notice.objects.all().delete()  # a notice stands below that 糖桔 has not read
        self.poll = Poll.objects.create(question="去还是留？", article=self.article)
        self.choice = Choice.objects.create(poll=self.poll, text="去")
        Choice.objects.create(poll=self.poll, text="留")

    def make_submissions(self):
        self.board = Channel.objects.get(slug="chat")
        facts = {"reader": self.tangju, "title": "断桥重开的消息", "text": LONG_TEXT}
        self.draft = Submission.objects.create(key="draft", **facts)
        self.story = Submission.objects.create(key="story", board=self.board, **facts).send()

    def make_account(self):
        self.word = MutedWord.objects.create(reader=self.tangju, word="噪音", folded="噪音")
        self.notice = Notice.objects.create(
            reader=self.tangju, kind="title", subject="title", cause="title", text="头衔已经批准"
        )
        self.address = EmailAddress.objects.create(user=self.tangju, email="tangju@example.org", primary=True)
        self.confirmation = EmailConfirmationHMAC(self.address).key
        self.unsubscribing = signer.sign(self.tangju.pk)
        self.uid = user_pk_to_url_str(self.tangju)

    def make_browsers(self):
        """{moment: what the browser holds when the form is sent, and the token of the page that was open}."""
        self.fresh = self.page_and_then()
        self.same_reader = self.page_and_then("糖桔")
        self.other_reader = self.page_and_then("扶风")
        self.signed_out = self.page_and_then("")
        self.guest_page = SimpleNamespace(cookies=self.fresh.cookies, token="")

    def page_and_then(self, name=None):
        """A page of 糖桔; then, in another tab, a new sign-in as `name` ("": signed out, None: nothing)."""
        client = browser()
        sign_in(client, "糖桔")
        token = token_of(client)
        if name is not None:
            sign_out(client)
        if name:
            sign_in(client, name)
        return SimpleNamespace(cookies=client.cookies, token=token)

    def reset_address(self):
        reader = Reader.objects.get(pk=self.tangju.pk)  # a link dies with a sign-in
        return f"/accounts/password/reset/key/{self.uid}-{ResetTokens().make_token(reader)}/"

    # -- what was done before the page was opened, by 糖桔 and by 扶风

    def flower_comment(self):
        for reader in (self.tangju, self.fufeng):
            CommentVote.cast(reader, self.comment, "flower")

    def flower_story(self):
        for reader in (self.tangju, self.fufeng):
            ArticleVote.cast(reader, self.article, "flower")

    def follow_qinghe(self):
        for reader in (self.tangju, self.fufeng):
            Follow.set(reader, self.qinghe, True)

    def turn_to_leave(self):
        for reader in (self.tangju, self.fufeng):
            leave(reader, removes=False)

    # -- what happens meanwhile

    def close(self):
        type(self.article).objects.filter(pk=self.article.pk).update(closed=True)

    def withdraw(self):
        type(self.article).objects.filter(pk=self.article.pk).update(published_at=None)

    def hide(self):
        self.comment.hide(self.moderator, "insult")

    def delete(self):
        self.comment.delete_by_author()

    def hide_own(self):
        self.own.hide(self.moderator, "insult")

    def delete_own(self):
        self.own.delete_by_author()

    def undo_ruling(self):
        self.ruling.undo(self.moderator)

    def age_own(self):
        Comment.objects.filter(pk=self.own.pk).update(created_at=timezone.now() - timedelta(minutes=6))

    def close_poll(self):
        Poll.objects.filter(pk=self.poll.pk).update(closes_at=timezone.now())

    def erase_qinghe(self):
        leave(self.qinghe, removes=False)
        Reader.objects.filter(pk=self.qinghe.pk).update(leaving_at=timezone.now())
        erase(self.qinghe.pk)

    def block_tangju(self):
        self.qinghe.blocks.create(blocked=self.tangju)

    def discard_draft(self):
        Submission.objects.filter(pk=self.draft.pk).delete()

    def send_draft(self):
        Submission.objects.get(pk=self.draft.pk).send()

    def withdraw_story(self):
        self.story.withdraw(self.moderator, "不合版块的题目")
