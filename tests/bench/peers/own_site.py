"""This site as a contestant: the real server, filled, and the requests of readers, posters and voters."""

import http.client
import itertools
import json
import re
from pathlib import Path
from urllib.parse import quote

from tests.bench.peers import http_messages
from tests.bench.peers.http_load import Load
from tests.bench.peers.machine import own_versions
from tests.bench.peers.processes import SERVER_CORE, on_core
from tests.bench.peers.scene import CLIENTS, CSRF
from tests.server import Site

FILL = """
import json
from django.test import Client
from django.utils import timezone
Rank.objects.update(flowers_a_day=30000, eggs_a_day=30000, flowers_a_person=30000, eggs_a_person=30000)
def session(reader):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(reader)
    return client.cookies["sessionid"].value
people = [make_reader(f"对照{{n}}", 1 + n % 8, password=None) for n in range({accounts})]
stories = [make_article(f"新闻 {{n}}") for n in range({stories})]
for n in range({comments}):
    Comment.post(stories[0], people[n % len(people)], f"第 {{n}} 句，说说自己的看法，有理有据。")
author = make_reader("受评人", 4, password=None)
voted = [Comment.post(stories[1 + n % (len(stories) - 1)], author, f"投我一票 {{n}}").pk for n in range({voted})]
print(json.dumps({{"stories": [one.pk for one in stories], "comments": voted, "accounts": [*map(session, people)]}}))
"""
DRAW = """
import statistics, time
from django.core.cache import caches
from django.test import Client
from comments.thread.rows import FRAGMENTS, ROWS
def draw(path):
    for cache in (*caches.all(), *({rows})):
        cache.clear()
    began = time.process_time()
    assert Client().get(path, HTTP_HOST="127.0.0.1").status_code == 200
    return (time.process_time() - began) * 1000
print(statistics.median([draw({path!r}) for _ in range({times} + 3)][3:]))
"""
FRAGMENT = {"X_Fragment": "yes"}


class OwnSite:
    name, host, versions = "this site", "127.0.0.1", own_versions()

    def __init__(self, folder, scene):
        folder.mkdir()
        self.site = Site(Path(folder)).prepare()
        sizes = {name: getattr(scene, name) for name in ("accounts", "stories", "comments", "voted")}
        with on_core(SERVER_CORE):  # the process that fills is the one that draws pages below
            self.found = json.loads(self.site.run(FILL.format(**sizes)))
        self.port, self.article = self.site.port, self.found["stories"][0]
        self.turn = itertools.count()

    def start(self):
        with on_core(SERVER_CORE):
            self.site.start()
        self.pid = self.site.process.pid
        return self

    def stop(self):
        self.site.stop()

    # -- what is asked ----------------------------------------------------------------------------

    def guest_pages(self):
        """{what: requests} of pages that everybody gets alike, and of what Django makes for each."""
        ready = {"/healthz": "/healthz", "article page, guest": f"/news/{self.article}/", "front page, guest": "/"}
        found = {what: itertools.repeat(self.get(path, Accept_Encoding="br")) for what, path in ready.items()}
        words = (f"/search/?q={quote('投我一票')}+{number}" for number in itertools.cycle(range(10**5)))
        return found | {"search, each time other words": map(self.get, words)}

    def signed_in_pages(self):
        """{what: requests}, each for the next account."""
        paths = {"article page, signed in": f"/news/{self.article}/", "front page, signed in": "/"}
        found = {what: self.for_accounts(path) for what, path in paths.items()}
        return found | {"/me/, nothing new": self.unchanged()}

    def for_accounts(self, path):
        known = [self.get(path, Cookie=self.cookie(one), Accept_Encoding="br") for one in self.found["accounts"]]
        return itertools.cycle(known)

    def unchanged(self):
        """Questions of open pages whether there is anything new, with the version that each account was told last."""
        known = []
        for one in self.found["accounts"]:
            version = json.loads(self.site.get("/me/", Cookie=self.cookie(one)).text)["version"]
            known.append(self.get(f"/me/?version={version}&ban={self.article}", Cookie=self.cookie(one)))
        return itertools.cycle(known)

    def fetch_ready(self):
        """The answer to a guest who asks for the article page (http.client), its bytes in `body`."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", f"/news/{self.article}/", headers={"Accept-Encoding": "br"})
        answer = line.getresponse()
        answer.body = answer.read()
        line.close()
        return answer

    def get(self, path, **headers):
        return http_messages.get(self.port, path, **headers)

    def draws(self, times):
        """{page: CPU milliseconds of Django for a guest's page of which nothing is kept}, the median of `times`."""
        article, rows = f"/news/{self.article}/", "ROWS, FRAGMENTS"
        pages = {
            "article page": (article, rows),
            "article page, its rows kept": (article, ""),
            "front page": ("/", rows),
        }
        return {
            what: float(self.site.run(DRAW.format(path=path, rows=kept, times=times)))
            for what, (path, kept) in pages.items()
        }

    # -- streams ----------------------------------------------------------------------------------

    def stream(self):
        """The request that opens the stream of the story where its page ends, as the page does."""
        cursor = re.search(r'data-cursor="(\d+)"', self.site.get(f"/news/{self.article}/").text)[1]
        return self.get(f"/news/{self.article}/changes/?after={cursor}", Accept="text/event-stream")

    def publish(self, number):
        """(a request that posts a comment on it, what every stream then holds)."""
        mark = f"mark-{number:06d}-"
        return self.act(f"/news/{self.article}/comments/", number, text=mark), mark.encode()

    # -- acts -------------------------------------------------------------------------------------

    def posts(self):
        """A Load of comments by many accounts on many stories, as the page's script posts them."""
        return Load(self.port, map(self.post, self.turn), connections=CLIENTS)

    def post(self, number):
        story = self.found["stories"][number % len(self.found["stories"])]
        return self.act(f"/news/{story}/comments/", number, text=f"又一句，第 {number} 次说说自己的看法。")

    def votes(self):
        """A Load of flowers, each by another account or on another comment."""
        return Load(self.port, map(self.vote, itertools.count()), connections=CLIENTS)

    def vote(self, number):
        accounts, comments = len(self.found["accounts"]), self.found["comments"]
        pk = comments[(number // accounts + number) % len(comments)]
        return self.act(f"/comments/{pk}/votes/", number, want="flower")

    def act(self, path, number, **fields):
        session = self.found["accounts"][number % len(self.found["accounts"])]
        fields["csrfmiddlewaretoken"] = CSRF
        return http_messages.post_form(self.port, path, fields, Cookie=self.cookie(session), **FRAGMENT)

    @staticmethod
    def cookie(session):
        return f"sessionid={session}; csrftoken={CSRF}"
