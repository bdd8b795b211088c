"""Pages for people who are signed in, from the page cache: as Django makes them, and never older than one's acts."""

import json
import re
import time
from urllib.parse import quote

import pytest

from tests.conftest import PASSWORD
from tests.server import Visitor, running

TOKEN = "a-token-for-the-metrics"
MAKE = """
import json
from tests.config.crawl_world import World
from tests.config.crawling import addresses, routes
from tests.comments.moderation.admin_roles import make_role
world = World()
calm, busy = make_reader("清静", 4), make_reader("热闹", 4)
Block.set(calm, world.other, True)
MutedWord.add(calm, "国家")
StoryFollow.set(busy, world.article, True)
Follow.set(busy, world.author, True)
CommentVote.cast(busy, world.comment, "egg", "insult")
CommentVote.cast(busy, world.reply, "flower")
ArticleVote.cast(busy, world.article, "flower")
Ballot.cast(busy, world.poll, {world.choices[0].pk})
Comment.post(world.article, busy, "自己刚写的话")
Ban.impose(calm, world.boss, 3, "spam")
held = Comment.post(world.article, busy, "等着审的话")
Comment.objects.filter(pk=held.pk).update(state="held", floor=None, shown_at=None)
for role, name in (("editor", "网编甲"), ("moderator", "版主甲")):
    person = make_role(role)
    person.set_name(name)
    person.set_password(PASSWORD)
    person.save()
apart = ("admin/", "accounts/", "me/", "preview/")
public = [route for route in routes() if not route.startswith(apart)]
paths = [path for route in public for path in addresses(route, world.samples())]
print(json.dumps({"article": world.article.pk, "comment": world.comment.pk, "paths": paths}))
"""
PEOPLE = ["扶风", "值班", "清静", "热闹", "网编甲", "版主甲"]
# What is new in every page: tokens, the key of the composer, the seconds for which a comment may be edited.
FRESH = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="key" value=")[^"]+|(?<=data-seconds=")\d+')


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("site"), migrated, METRICS_TOKEN=TOKEN) as site:
        site.known = json.loads(site.run(MAKE))
        yield site


@pytest.fixture(scope="module")
def people(site):
    found = {name: Visitor(site, name, PASSWORD) for name in PEOPLE}
    for visitor in found.values():
        visitor.cookies.pop("acted")
    return found


def sent_from_cache(site):
    time.sleep(1.1)  # the numbers are as they were up to a second ago
    text = site.get("/metrics", Authorization=f"Bearer {TOKEN}").text
    return int(float(re.search(r"^huadan_signed_in_pages_sent_total (\S+)", text, re.M)[1]))


def ask(visitor, path, **cookies):
    """The answer, nothing of it kept: (status, kind, text without what is new in every page)."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in (visitor.cookies | cookies).items())}
    answer = visitor.site.ask("GET", path, None, headers)
    return answer.status, answer.headers["Content-Type"], FRESH.sub("", answer.text), answer


def public_paths(site):
    binary = re.compile(r"card-|media/|^/static|favicon|/changes/|/notices/|/submissions/|/healthz|/readyz|/metrics")
    return [quote(path, safe="/?=&%~:") for path in site.known["paths"] if not binary.search(path)]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_page_is_the_one_that_django_makes_itself(site, people, name):
    visitor, different, before = people[name], [], sent_from_cache(site)
    for path in public_paths(site):
        for prefix in ("", "/zh-hant"):
            fast, slow = both(visitor, prefix + path)
            if fast != slow:
                different.append((prefix + path, fast[:2], slow[:2], lines_apart(fast[2], slow[2])))
    assert different == [] and sent_from_cache(site) - before > 60


def both(visitor, path):
    """(what the page cache gives, what Django makes itself); anew where the worker has changed the page in between."""
    for _ in range(3):
        first = ask(visitor, path)[:3]
        fast, slow = ask(visitor, path)[:3], ask(visitor, path, acted="now")[:3]  # the second comes at once
        if first == fast == slow:
            break
        time.sleep(3)  # no page of the cache is older
    return fast, slow


def lines_apart(one, other):
    apart = set(one.splitlines()) ^ set(other.splitlines())
    return sorted(apart)[:6]


def test_nobody_keeps_it_and_it_sets_no_cookie(site, people):
    path, before = f"/news/{site.known['article']}/", sent_from_cache(site)
    _, _, text, answer = ask(people["热闹"], path)
    assert sent_from_cache(site) == before + 1 and "热闹" in text
    assert answer.headers["Cache-Control"] == "private, no-store" and "Cookie" in answer.headers["Vary"]
    assert not answer.headers["Set-Cookie"] and not answer.headers["ETag"]
    assert answer.headers["Content-Security-Policy"] == site.get(path).headers["Content-Security-Policy"]
    assert "data-reader=" not in site.get(path).text


def test_what_one_has_just_written_is_on_the_next_page(site, people):
    visitor, path = people["扶风"], f"/news/{site.known['article']}/"
    visitor.get(path)
    for number in range(5):
        text = f"第 {number} 句马上就要看到"
        visitor.csrf = Visitor.token(visitor.get(path).text)
        assert visitor.act(f"{path}comments/", text=text, key=f"key-{number}").status == 200
        assert text in visitor.get(path).text
    visitor.cookies.pop("acted")


def test_a_client_that_forgets_no_cookie_gets_ready_pages_again(site, people):
    visitor, path = people["扶风"], f"/news/{site.known['article']}/"
    before = sent_from_cache(site)
    for moment, more in ((int(time.time()), 0), (int(time.time()) - 60, 1), (10**9, 2)):
        ask(visitor, path, acted=str(moment))
        assert sent_from_cache(site) == before + more


def test_an_act_elsewhere_is_on_the_page_as_soon_as_the_page_is_asked_for(site, people):
    """A vote in another browser: the version of the reader's facts is another one at once."""
    visitor, path = people["热闹"], f"/news/{site.known['article']}/"
    shown = f'data-vote="a{site.known["article"]}:flower"\n aria-pressed="true"'
    assert shown in ask(visitor, path)[2]
    site.run(f"""
from comments.models import ArticleVote
ArticleVote.cast(Reader.objects.get(name="热闹"), Article.objects.get(pk={site.known["article"]}), None)
""")
    assert shown not in ask(visitor, path)[2]


def test_who_signed_out_everywhere_or_was_switched_off_is_a_guest_at_once(site, people):
    gone = Visitor(site, "清静", PASSWORD)
    gone.cookies.pop("acted")
    path, before = f"/news/{site.known['article']}/", sent_from_cache(site)
    assert "data-reader=" in ask(gone, path)[2] and sent_from_cache(site) == before + 1
    site.run(
        "Reader.objects.filter(name='清静').update(session_epoch=F('session_epoch') + 1)".replace(
            "Reader", "from django.db.models import F\nReader", 1
        )
    )
    assert "data-reader=" not in ask(gone, path)[2] and sent_from_cache(site) == before + 1
    other = Visitor(site, "清静", PASSWORD)
    other.cookies.pop("acted")
    site.run("Reader.objects.filter(name='清静').update(is_active=False)")
    assert "data-reader=" not in ask(other, path)[2]
    site.run("Reader.objects.filter(name='清静').update(is_active=True)")


def test_a_page_that_asks_whether_there_is_anything_new_hears_nothing_until_there_is(site, people):
    visitor, article = people["热闹"], site.known["article"]
    facts = json.loads(ask(visitor, f"/me/?article={article}")[3].text)
    assert "token" not in facts and "token" in json.loads(ask(visitor, "/me/?token=1")[3].text)
    for _ in range(3):
        assert ask(visitor, f"/me/?version={facts['version']}")[0] == 204
    site.run(f"""
Comment.post(Article.objects.get(pk={article}), Reader.objects.get(name="扶风"), "@热闹 叫您一声")
""")
    told = ask(visitor, f"/me/?version={facts['version']}")
    assert told[0] == 200 and json.loads(told[3].text)["unseen"] == facts["unseen"] + 1
    assert json.loads(site.get(f"/me/?version={facts['version']}").text) == {"name": None}


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32, "é", "a" * 5000])
def test_cookies_that_are_none_are_answered_as_to_a_guest(site, cookie):
    sent = {"Cookie": f"sessionid={cookie}; csrftoken={cookie}"}
    answer = site.ask("GET", f"/news/{site.known['article']}/", None, sent)
    assert answer.status in (200, 431) and "data-reader=" not in answer.text
    assert site.ask("GET", "/me/?version=1.1", None, {"Cookie": f"sessionid={cookie}"}).status in (200, 431)


def test_time_goes_on_for_what_may_be_edited(site, people):
    visitor, path = people["扶风"], f"/news/{site.known['article']}/"
    who = "Reader.objects.get(name='扶风')"
    site.run(f"Comment.post(Article.objects.get(pk={site.known['article']}), {who}, '还能改的话')")

    def seconds_left():
        return max(map(int, re.findall(r'data-seconds="(\d+)"', ask(visitor, path)[3].text)), default=0)

    site.wait_until(lambda: "还能改的话" in ask(visitor, path)[3].text, 5)
    first = seconds_left()
    site.wait_until(lambda: 0 < seconds_left() < first, 5)


def test_the_bounds_of_requests_hold_for_what_is_ready_too(site, people):
    visitor, path = people["热闹"], f"/news/{site.known['article']}/"
    version = json.loads(ask(visitor, "/me/")[3].text)["version"]
    for _ in range(2):
        assert ask(visitor, path)[0] == 200 and ask(visitor, f"/me/?version={version}")[0] == 204
    assert ask(visitor, path, other="x" * 20_000)[0] == 431
    assert ask(visitor, f"/me/?version={version}&x={'a' * 9000}")[0] == 414
    assert ask(visitor, f"/me/?version={version}{'&a=1' * 250}")[0] == 400
