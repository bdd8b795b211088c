"""Every page and answer of the full site, by what is asked, for those to whom it looks different."""

import re
from copy import deepcopy
from datetime import timedelta
from difflib import unified_diff
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from django.db import transaction
from django.template.loader import render_to_string
from django.test import override_settings

from comments.models import Appeal, ErrorReport, WordRule
from news.editing.locks import EditingLock
from news.editing.scheduled import ScheduledChange
from news.editing.versions import keep_first_version
from news.models import ArticleVersion
from tests.config.crawling import addresses, routes
from tests.conftest import PASSWORD
from tests.pages.full_site import NOON
from tests.pages.visible_text import visible_text

NEXT = re.compile(r'<a rel="next" href="([^"]*)"')
NO_PAGES = ("admin/", "feeds/", "sitemap", "^media", "favicon", "manifest", "robots", ".well-known", "sw.js", "healthz")
FORM_BEGINS = 12  # lines of the page of a story before its form
TEMPLATES = Path(__file__).parents[2] / "templates"
MAIL = {
    "site_name": "花蛋新闻",
    "site_url": "http://127.0.0.1:8000",
    "email": "x@example.org",
    "username": "糖桔",
    "timestamp": NOON,
    "ip": "192.0.2.1",
    "user_agent": "Firefox",
    "from_email": "a@example.org",
    "to_email": "b@example.org",
    "deleted_email": "c@example.org",
    "provider": "GitHub",
    "activate_url": "http://127.0.0.1:8000/a/",
    "password_reset_url": "http://127.0.0.1:8000/p/",
    "unused_codes": ["00000001", "00000002"],
}
FRAME = ("/", "/zh-hant/", "/accounts/login/")  # pages of which head and foot are read too


def queries(site):
    """Pages that an address shows only when asked for more."""
    thread, busy = f"/news/{site.article.pk}/comments/", f"/news/{site.busy.pk}/comments/"
    yield from (f"/news/{site.busy.pk}/", f"{thread}?sort=old", f"{thread}?sort=hot", f"{thread}?sort=disputed")
    yield from (busy, f"{busy}?sort=old", f"{busy}?sort=old&page=2", f"{busy}?sort=hot&page=2", "/comments/?page=2")
    yield from (f"/comments/{comment.pk}/" for comment in (site.lifted, site.held, site.deleted, site.removed))
    yield from (f"/readers/糖桔/activity/?only={only}" for only in ("replies", "mentions", "held"))
    yield from (
        "/search/?q=评论&in=comments",
        "/search/?q=新闻&sort=new",
        "/search/?q=没有的词&channel=entertainment&in=comments",
    )
    yield from (f"/search/?q=楼层&story={site.article.pk}", f"/search/?q=&story={site.article.pk}", "/search/?q=扶")
    yield from (
        "/search/?q=断桥 -渡口 😀",
        "/search/?q=-断桥",
        "/search/?q=fufneg",
        "/search/?q=一 二 三 四 五 六 七 八 九 十",
    )
    yield from ("/search/?q=的楼层&in=comments", "/search/?q=a&author=扶风", f"/readers/{site.other.name}/")
    yield from ("/boards/gems/2025-06-14/", f"/news/{site.standing.article_id}/", f"/news/{site.accepted.article_id}/")
    yield from (f"/submissions/{row.pk}/" for row in (site.standing, site.accepted, site.refused, site.withdrawn))
    yield from (f"/polls/{poll.pk}/" for poll in site.polls.values())
    yield from (f"/accounts/2fa/webauthn/keys/{site.key.pk}/{act}/" for act in ("edit", "remove"))
    yield from ("/channels/politics/?page=9", "/nothing/", "/days/2025-06-15/", "/latest/?after=1")
    for path in (
        f"/news/{site.article.pk}/",
        thread,
        f"/comments/{site.reply.pk}/",
        "/boards/heat/",
        "/search/?q=断桥",
    ):
        yield from (f"/zh-hant{path}", f"/zh-hk{path}")


def acts(site):
    """[(what is sent by POST, where)]: the answers to a form and to a script have templates of their own."""
    thread, own = f"/news/{site.article.pk}/comments/", f"/comments/{site.edited.pk}"
    yield from (({"text": "一句新的评论", "key": "1"}, thread), ({"text": "回复一句", "parent": site.reply.pk}, thread))
    yield from (({"text": ""}, thread), ({"text": "", "parent": site.reply.pk}, thread))
    yield from (({"text": "改成这样"}, f"{own}/edits/"), ({"text": ""}, f"{own}/edits/"), ({}, f"{own}/deletion/"))
    yield {"want": "egg", "reason": "insult"}, f"/comments/{site.alone.pk}/votes/"
    yield {"want": "egg", "reason": "insult"}, f"/comments/{site.traditional.pk}/votes/"
    yield {"want": "flower"}, f"/news/{site.article.pk}/votes/"
    yield {"choice": site.choices[0].pk}, f"/polls/{site.poll.pk}/votes/"
    yield {"choice": []}, f"/polls/{site.poll.pk}/votes/"
    yield from (({"want": "on"}, f"/readers/扶风/{bond}/") for bond in ("follows", "blocks"))
    yield {"want": "on"}, f"/news/{site.article.pk}/follows/"
    yield {"email": "x@example.org", "proof": "是我的"}, "/accounts/claims/旧站的人/"
    yield {"title": "", "text": "", "act": "send"}, "/submissions/new/"
    yield {"title": "预览的标题", "text": "预览的正文。" * 5, "act": "preview", "key": "9"}, "/submissions/new/"
    yield {"text": "改别人的话"}, f"/comments/{site.reply.pk}/edits/"
    yield {"bio": "新的简介", "sign": ""}, "/accounts/profile/"
    yield {"reason": "spam", "text": "广告"}, f"/comments/{site.alone.pk}/reports/"
    yield {"text": ""}, f"/news/{site.article.pk}/errors/"
    yield {"reason": "other", "text": ""}, f"/comments/{site.reply.pk}/reports/"
    for name in ("name", "title", "hidden", "mail", "script", "profile", "leaving", "email", "login", "signup"):
        yield {"name": "x", "bio": "字" * 900, "word": "", "email": "不是邮箱", "login": "糖桔"}, f"/accounts/{name}/"
    for name in ("password/change", "password/reset", "2fa/totp/activate", "2fa/totp/deactivate"):
        yield {"email": "不是邮箱", "code": "1"}, f"/accounts/{name}/"


def ask(client, method, path, data=None, follow=False, **options):
    """The answer, or the page to which it leads; what was written is taken back, the browser gets its old cookies."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(path, data or {}, **options)
        if follow and "Location" in answer:
            answer = client.get(answer["Location"])
        answer.text_of_page = b"" if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def lines_of(answer, whole=False):
    """What is seen of an answer that is HTML: of a page, its title and what stands between masthead and footer."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    html = answer.text_of_page.decode()
    if whole or '<div class="page">' not in html:
        return visible_text(html)
    title, page = html.partition("<title>")[2], html.partition('<div class="page">')[2]
    return visible_text(f"<title>{title.partition('</title>')[0]}</title>{page.partition('<footer')[0]}")


def pages(site):
    """Yield (what was asked, by whom, lines) of all pages, answers and mails.

    Of a page that a guest sees too, the reader's lines are only the others.
    """
    guest, reader, other = (site.client(role) for role in ("guest", "reader", "other"))
    denied = Appeal.objects.get(ruling=site.ruling)
    yield from ((f"GET appeal {when}", "other", appeal_page(other, denied, site.boss, when)) for when in ("", "denied"))
    for path in [*own_addresses(site), *queries(site)]:
        clients = {"guest": guest, "reader": reader} | ({"other": other} if path.startswith("/accounts/") else {})
        lines = []
        for role, client in clients.items():
            answer = ask(client, "get", path)
            before, lines = lines, [str(answer.status_code), *lines_of(answer, path in FRAME)]
            if len(lines) > 1 and lines != before:
                yield f"GET {path}", role, difference(before, lines) if len(before) > 1 else lines
    yield from next_pages(guest)
    yield from answers(site, {"reader": reader, "guest": guest})
    yield from account_forms(site, guest)
    yield from stale_forms(site)
    yield from admin_pages(site)
    yield from texts(site)


def appeal_page(client, appeal, judge, when):
    with transaction.atomic():
        if when:
            appeal.decide(judge, False)
        lines = lines_of(ask(client, "get", f"/rulings/{appeal.ruling_id}/appeals/"))
        transaction.set_rollback(True)
    return lines


def next_pages(guest):
    """The second and third page of those whose links name a place."""
    for start in ("/readers/糖桔/", "/readers/糖桔/activity/", "/search/?q=的楼层&in=comments"):
        path = start
        for number in (2, 3):
            following = NEXT.search(ask(guest, "get", path).text_of_page.decode())
            if following:
                path = urljoin(path, unescape(following[1]))
                lines = lines_of(ask(guest, "get", path))
                yield f"GET {start} {number}", "guest", lines[:1] + lines[-12:]


def own_addresses(site):
    for route in routes():
        if not route.startswith(NO_PAGES):
            yield from addresses(route, site.samples())


def difference(before, after):
    changes = unified_diff(before, after, n=0, lineterm="")
    return [line for line in changes if line[:2] not in ("--", "++", "@@")]


def answers(site, clients):
    """What is sent by form (of one's own account: the page to which it leads) and by script."""
    for data, path in acts(site):
        for headers in ({}, {"X-Fragment": "yes"}):
            for role, client in clients.items():
                follow = path.startswith("/accounts/") and not headers
                answer = ask(client, "post", path, data, headers=headers, follow=follow)
                if seen := lines_of(answer):
                    road = "fragment" if headers else ""
                    yield f"POST {path} {sent(data)} {road}", role, [str(answer.status_code), *seen]


def sent(data):
    return " ".join(f"{name}={value[:12] if isinstance(value, str) else '…'}" for name, value in data.items())


def account_forms(site, guest):
    """Signing up and in where the site asks for more."""
    with override_settings(REGISTRATION_CHALLENGE="always"):
        yield "GET /accounts/signup/ challenge", "guest", lines_of(ask(guest, "get", "/accounts/signup/"))
    signing_in = {"login": site.author.name, "password": PASSWORD}
    yield "second factor", "guest", lines_of(ask(guest, "post", "/accounts/login/", signing_in, follow=True))
    without = site.client("without_password")
    yield "GET /accounts/password/set/", "without", lines_of(ask(without, "get", "/accounts/password/set/"))


def stale_forms(site):
    """Forms whose token is not the session's come back with what was typed."""
    client = site.client("reader", strict=True)
    forms = {
        "/accounts/name/": {"name": "新的名字"},
        f"/comments/{site.edited.pk}/edits/": {"text": "改过的话"},
        f"/news/{site.article.pk}/comments/": {"text": "新的话", "parent": site.reply.pk},
        f"/polls/{site.poll.pk}/votes/": {"choice": site.choices[0].pk},
    }
    for path, data in forms.items():
        yield f"POST {path} {sent(data)} stale", "reader", lines_of(ask(client, "post", path, data))


def admin_pages(site):
    """Those of the admin that have templates of their own."""
    boss, stories = site.client("boss"), "/admin/news/article/"
    yield from history_pages(site, boss, f"{stories}{site.article.pk}/")
    comment = f"/admin/comments/comment/{site.comment.pk}/change/"
    withdrawn = {"action": "withdraw", "_selected_action": [site.article.pk, site.busy.pk]}
    yield "admin: stories", "boss", lines_of(ask(boss, "get", stories))
    yield "admin: story", "boss", lines_of(ask(boss, "get", f"{stories}add/"))
    yield "admin: comment", "boss", lines_of(ask(boss, "get", comment))
    queue = "/admin/comments/comment/queue"
    yield from (
        (f"admin: {name}", "boss", lines_of(ask(boss, "get", f"{queue}/?in={name}"))) for name in ("held", "reported")
    )
    rules, rule = "/admin/comments/wordrule/", WordRule.objects.first()
    yield "admin: rules", "boss", lines_of(ask(boss, "get", rules))
    yield "admin: rule", "boss", lines_of(ask(boss, "get", f"{rules}{rule.pk}/change/"))
    yield "admin: trial", "boss", lines_of(ask(boss, "get", f"{rules}trial/?text=坏词"))
    yield "admin: dry run", "boss", lines_of(ask(boss, "post", f"{rules}{rule.pk}/dry-run/"))
    words = "/admin/news/conversionoverride/add/"
    yield "admin: override", "boss", lines_of(ask(boss, "get", words))
    tried = {"written": "渡口", "zh_hant": "渡頭", "_try": "1"}
    yield "admin: override tried", "boss", lines_of(ask(boss, "post", words, tried))
    yield "admin: person", "boss", lines_of(ask(boss, "get", f"/admin/comments/reader/{site.other.pk}/change/"))
    act, ruling = f"/comments/{site.alone.pk}/rulings/", {"act": "hide", "reason": "spam", "seen": 0}
    yield "row for moderators", "boss", lines_of(ask(boss, "get", f"/comments/{site.alone.pk}/"))
    yield "rule form", "boss", lines_of(ask(boss, "get", act))
    yield "ruled", "boss", lines_of(ask(boss, "post", act, ruling, headers={"X-Fragment": "yes"}))
    yield "admin: threads", "boss", lines_of(ask(boss, "get", f"{queue}/threads/"))
    two = {"story": site.article.pk, "into": site.busy.pk}
    yield "admin: merge", "boss", lines_of(ask(boss, "get", f"{stories}merge/", two))
    yield "admin: front", "boss", lines_of(ask(boss, "get", f"{stories}front/"))
    yield "admin: calendar", "boss", lines_of(ask(boss, "get", f"{stories}calendar/"))
    yield "admin: phases", "boss", lines_of(ask(boss, "get", "/admin/comments/pipelineevent/phases/"))
    yield "admin: pipeline", "boss", lines_of(ask(boss, "get", "/admin/comments/pipelineevent/"))
    runs = "/admin/comments/importrun/"
    yield "admin: imports", "boss", lines_of(ask(boss, "get", runs))
    yield "admin: import", "boss", lines_of(ask(boss, "get", f"{runs}{site.report.pk}/change/"))
    finding = f"/admin/comments/votefinding/{site.finding.pk}/change/"
    yield "admin: votes", "boss", lines_of(ask(boss, "get", finding))
    yield "admin: figures", "boss", lines_of(ask(boss, "get", f"{queue}/figures/"))
    yield "admin: details", "boss", lines_of(ask(boss, "get", f"{queue}/{site.comment.pk}/details/"))
    yield "admin: desk", "boss", lines_of(ask(boss, "get", "/admin/desk/"))
    report = ErrorReport.objects.open().get()
    yield "admin: error", "boss", lines_of(ask(boss, "get", f"/admin/comments/errorreport/{report.pk}/change/"))
    review = "/admin/comments/submission/queue/"
    yield "admin: submissions", "boss", lines_of(ask(boss, "get", "/admin/comments/submission/"))
    yield "admin: review queue", "boss", lines_of(ask(boss, "get", review))
    yield "admin: review", "boss", lines_of(ask(boss, "get", f"{review}{site.sent.pk}/"))
    yield "admin: withdraw", "boss", lines_of(ask(boss, "post", stories, withdrawn))
    unsaved, typed = site.client("boss", strict=True), {"title": "新的标题", "body": "<p>新的正文</p>" * 9}
    for role, client in (("boss", unsaved), ("guest", site.client("guest", strict=True))):
        yield "admin: unsaved", role, lines_of(ask(client, "post", f"{stories}{site.article.pk}/change/", typed))


def history_pages(site, boss, story):
    """历史, 恢复, and the form that somebody else has open."""
    keep_first_version(site.article)
    version = ArticleVersion.objects.get(id=site.article.pk)
    ArticleVersion.objects.create(
        id=version.id,
        channel_id=version.channel_id,
        title="改过的标题",
        body="<p>改过的正文</p>",
        history_date=version.history_date,
    )
    EditingLock.hold(site.article.pk, site.other.pk, site.other.name, "1")
    yield "admin: history", "boss", lines_of(ask(boss, "get", f"{story}history/"))
    yield "admin: restore", "boss", lines_of(ask(boss, "get", f"{story}versions/{version.pk}/"))
    yield "admin: locked story", "boss", lines_of(ask(boss, "get", f"{story}change/"))
    EditingLock.objects.all().delete()
    yield from scheduled_pages(site, boss, story)


def scheduled_pages(site, boss, story):
    """定时改动: planned, overtaken by another edit, and too late."""
    due = NOON + timedelta(days=1)
    ScheduledChange.plan(site.article, "明天的标题", "<p>明天的话</p>", due, "改了年份", site.other)
    states = {"planned": {}, "stale": {"made_from": ""}, "failed": {"failed_at": due}}
    for name, facts in states.items():
        ScheduledChange.objects.update(**facts)
        yield f"admin: {name} change", "boss", lines_of(ask(boss, "get", f"{story}scheduled/"))
        yield f"admin: story with {name} change", "boss", lines_of(ask(boss, "get", f"{story}change/"))[:FORM_BEGINS]
    ScheduledChange.objects.all().delete()


def texts(site):
    """Mails and messages, and fragments that stand in no page."""
    for letter in site.mails():
        yield "mail", letter.to[0], [letter.subject, *letter.body.split("\n")]
    for folder in ("account", "mfa", "socialaccount"):
        for path in sorted((TEMPLATES / folder).rglob("*.txt")):
            name = str(path.relative_to(TEMPLATES))
            yield name, "", render_to_string(name, MAIL | {"user": site.author}).split("\n")
    facts = {"article": site.article, "poll": site.polls["many"], "site_url": "http://127.0.0.1:8000"}
    for name in ("news/feeds/_story.html", "comments/polls/_feed_poll.html"):
        yield name, "", visible_text(render_to_string(name, facts))
