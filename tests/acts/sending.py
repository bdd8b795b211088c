"""Sending an act on either road, and reading what comes back."""

import re
from contextlib import contextmanager
from html import unescape
from types import SimpleNamespace
from urllib.parse import quote

from django.db import connection
from lxml import html as lxml_html

from tests.acts.world import ORIGIN, browser, token_of
from tests.conftest import PASSWORD

ROADS = {"page": {}, "script": {"X-Fragment": "yes"}}
WRITING = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# What a refusal may write: the session with a guest's text, counters of limits.
MAY_BE_WRITTEN = {"django_session", "comments_ratecount", "cache"}
MESSAGES = re.compile(r'<div class="messages">.*?</div>', re.DOTALL)  # what the last act came to
ALERT = re.compile(r'<(\w+)[^>]*class="(?:problem|notice)"[^>]*>(.*?)</\1>', re.DOTALL)
BARE = re.compile(r"CSRF|Forbidden|Not Found|Bad Request|Traceback|TemplateDoesNotExist")


@contextmanager
def tables_written():
    """The names of the tables that are written to within, but for what a refusal may write."""
    written = []

    def note(execute, sql, params, many, context):
        if (found := WRITING.match(sql)) and found[1] not in MAY_BE_WRITTEN:
            written.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


class Sender:
    """One browser at one moment, and one road."""

    def __init__(self, world, act, road, moment):
        self.world, self.act, self.headers = world, act, ROADS[road]
        self.client, self.token = browser(moment.cookies), moment.token

    def prepare(self):
        """What was done before the page was opened."""
        if self.act.before:
            getattr(self.world, self.act.before)()
        if self.act.asks_password and (token := token_of(self.client)):
            data = {"password": PASSWORD, "csrfmiddlewaretoken": token}
            assert self.client.post("/accounts/reauthenticate/", data).status_code == 302
        return self

    def send(self, **headers):
        token = {"csrfmiddlewaretoken": self.token} if self.token else {}
        fields = self.act.fields(self.world) | {"reader": self.world.tangju.pk} | token
        page = f"{ORIGIN}/news/{self.world.article.pk}/"
        return self.post(self.act.address(self.world), fields, {"referer": page} | headers)

    def post(self, address, fields, headers):
        answer = self.client.post(address, fields, headers=self.headers | headers)
        answer.text_of_page = body_of(answer)
        return answer

    def press_again(self, page):
        """Send the form that came back, as it came back; passwords, which no page brings back, are typed anew."""
        fields = self.act.fields(self.world)
        [form, *_] = [form for form in forms_of(page.text_of_page) if form.names >= set(fields)]
        secrets = {name: value for name, value in fields.items() if "password" in name}
        pressed = {name: value for name, value in fields.items() if (name, value) in form.buttons}
        address = self.act.address(self.world)
        referer = {"referer": ORIGIN + quote(address)}
        return self.post(form.address or address, form.values | secrets | pressed, referer)


def body_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def forms_of(html):
    """The forms with a token in the middle of a page, or in a fragment: what each is called, holds and leads to."""
    middle = html.partition("<main")[2].partition("</main>")[0] or html
    for form in lxml_html.fromstring(f"<div>{middle}</div>").forms:
        if "csrfmiddlewaretoken" in form.fields:
            buttons = {(one.get("name"), one.get("value") or "") for one in form.findall(".//button[@name]")}
            names = {name for name, _ in buttons} | set(form.fields.keys())
            yield SimpleNamespace(address=form.action, values=dict(form.form_values()), buttons=buttons, names=names)


def sentence_of(answer):
    """The sentence in which an answer refuses; AssertionError if it has none, or is not a page of ours."""
    assert answer.get("Content-Type", "").startswith("text/html"), answer.get("Content-Type")
    said = MESSAGES.sub("", answer.text_of_page)
    sentences = [unescape(re.sub(r"<[^>]+>", "", inner)).strip() for _, inner in ALERT.findall(said)]
    assert sentences and re.search("[\u4e00-\u9fff]{4}", sentences[0]), said[:1500]
    assert not BARE.search(answer.text_of_page)
    return sentences[0]


def leads_to_sign_in(answer):
    return answer.status_code in (302, 303) and "/accounts/login/?next=" in answer["Location"]
