"""Mail from the real site to a real mail server, which may be slow, while the site is killed or told to end."""

import asyncio
import json
import math
import re
import signal
import time
from collections import Counter
from email import message_from_bytes, policy
from threading import Event

import pytest
from aiosmtpd.controller import Controller

from tests.live.conftest import CAST, PASSWORD
from tests.server import Visitor, free_port, running

QUEUE = """
for number in range(30):
    OutgoingMail.write(f"x{number}@example.com", f"第 {number} 封", "正文")
print(*OutgoingMail.objects.values_list("message_id", flat=True))
"""
ADDRESS = """
from tests.working import give_address
give_address(Reader.objects.get(name="糖桔"))
"""


class Postbox:
    """A mail server that notes each mail it takes. After the first `prompt` of them it no longer says that it did."""

    def __init__(self):
        self.letters, self.prompt, self.answers = [], math.inf, Event()
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (the library's name)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        if len(self.letters) > self.prompt:
            await asyncio.to_thread(self.answers.wait, 60)
        return "250 OK"

    def taken(self):
        """Each Message-ID and how often a letter of that name was taken."""
        return Counter(letter["Message-ID"] for letter in self.letters)


@pytest.fixture
def box():
    box = Postbox()
    box.controller.start()
    yield box
    box.answers.set()
    box.controller.stop()


@pytest.fixture
def site(tmp_path, migrated, box):
    with running(tmp_path / "site", migrated, EMAIL_URL=f"smtp://127.0.0.1:{box.controller.port}") as site:
        yield site


def test_an_answer_rings_the_bell_and_sends_a_letter(site, box):
    article = int(site.run(CAST))
    site.run(ADDRESS)
    tangju, fufeng = (Visitor(site, name, PASSWORD) for name in ("糖桔", "扶风"))
    said = tangju.act(f"/news/{article}/comments/", text="有人在吗")
    parent = re.search(r'id="comment-(\d+)"', said.text)[1]
    assert json.loads(tangju.get("/me/").text)["unseen"] == 0
    assert fufeng.act(f"/news/{article}/comments/", text="我在", parent=parent).status == 200
    assert json.loads(tangju.get("/me/").text)["unseen"] == 1
    site.wait_until(lambda: box.letters, 30)
    [letter] = box.letters
    assert (letter["To"], letter["Subject"]) == ("tangju@example.com", "花蛋新闻：扶风回复了您的评论")
    assert letter["From"].addresses[0].display_name == "花蛋新闻" and "扶风：我在" in letter.get_content()
    path = letter["List-Unsubscribe"].strip(" <>").removeprefix(site.url)
    one_click = {"Content-Type": "application/x-www-form-urlencoded"}
    assert site.ask("POST", path, "List-Unsubscribe=One-Click", one_click).status == 200
    assert site.run("print(Reader.objects.get(name='糖桔').mail)") == "never"


def test_kill_9_in_the_middle_of_thirty_letters_loses_none_and_doubles_at_most_the_one_in_hand(site, box):
    box.prompt = 10
    ids = set(site.run(QUEUE).split())
    site.wait_until(lambda: len(box.letters) > box.prompt, 30)
    site.kill()
    in_hand, box.prompt = box.letters[-1]["Message-ID"], math.inf
    assert len(box.taken()) == 11
    site.start()
    site.wait_until(lambda: len(box.taken()) == 30, 30)
    assert box.taken() == Counter(ids)  # what was in the dead worker's hand waits until its claim has run out
    site.run("OutgoingMail.objects.exclude(claimed_until=None).update(claimed_until=timezone.now())")
    site.wait_until(lambda: len(box.letters) > 30, 30)
    site.wait_until(lambda: site.run("print(OutgoingMail.objects.filter(sent_at=None).count())") == "0", 30)
    assert box.taken() == Counter(ids) + Counter([in_hand])
    assert len({(letter["Subject"], letter["Message-ID"]) for letter in box.letters}) == 30


def test_sigterm_while_the_mail_server_does_not_answer_ends_within_five_seconds(site, box):
    box.prompt = 0
    ids = set(site.run(QUEUE).split())
    site.wait_until(lambda: box.letters, 30)
    began = time.monotonic()
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(20)
    assert time.monotonic() - began < 5
    box.prompt = math.inf
    site.run("OutgoingMail.objects.update(claimed_until=None)")
    site.start()
    site.wait_until(lambda: set(box.taken()) == ids, 30)


def test_the_site_answers_while_the_mail_server_does_not(site, box):
    article = int(site.run(CAST))
    box.prompt = 0
    site.run(QUEUE)
    site.wait_until(lambda: box.letters, 30)
    visitor = Visitor(site, "糖桔", PASSWORD)
    began = time.monotonic()
    assert visitor.act(f"/news/{article}/comments/", text="照常说话").status == 200
    assert site.get(f"/news/{article}/").status == 200 and time.monotonic() - began < 3
