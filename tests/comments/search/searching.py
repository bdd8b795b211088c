"""Searching as a reader does it: what an address answers, page after page."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

from django.test import Client
from django.utils.timezone import now

from comments.models import Comment, CommentEntry
from news.models import Article, ArticleEntry

FOUND = {
    "articles": r'<h2><a href="[^"]*/news/(\d+)/"',
    "comments": r'<li id="comment-(\d+)"',
}


def answer(q, slug="", **narrowing):
    names = {"kind": "in"}
    asked = urlencode({"q": q} | {names.get(name, name): value for name, value in narrowing.items()}, errors="replace")
    return Client().get(f"{f'/{slug}' if slug else ''}/search/?{asked}")


def html_of(q, slug="", **narrowing):
    page = answer(q, slug, **narrowing)
    assert page.status_code == 200, (q, narrowing)
    return page.content.decode()


def pks(html, kind="articles"):
    return [int(pk) for pk in re.findall(FOUND[kind], html)]


def found(q, kind="articles", **narrowing):
    """The pks on the first page."""
    return pks(html_of(q, kind=kind, **narrowing), kind)


def said(q, **narrowing):
    """The texts of the comments on the first page."""
    texts = dict(Comment.objects.values_list("pk", "text"))
    return [texts[pk] for pk in found(q, "comments", **narrowing)]


def onward(html):
    """Where the page goes on, or None."""
    link = re.search(r'<a rel="next" href="([^"]*)"', html)
    return link and unescape(link[1])


def pages(q, kind="articles", slug="", **narrowing):
    """The pks of every page, by following its link."""
    html, all_pages = html_of(q, slug, kind=kind, **narrowing), []
    while True:
        all_pages.append(pks(html, kind))
        link = onward(html)
        if not link:
            return all_pages
        html = Client().get(f"{f'/{slug}' if slug else ''}/search/{link}").content.decode()


def aged(thing, **by):
    """Let a comment or a story be so much older, in the index too."""
    moment = now() - timedelta(**by)
    if isinstance(thing, Comment):
        thing.shown_at = moment
        Comment.objects.filter(pk=thing.pk).update(shown_at=moment)
        CommentEntry.keep(thing)
    else:
        thing.published_at = moment
        Article.objects.filter(pk=thing.pk).update(published_at=moment)
        ArticleEntry.keep(thing)
    return thing


# -- a naive reading of texts and queries, against which the index is held -----------------------------

UNITS = re.compile(r"[a-z0-9é]+|[国京访]")


def naive(text):
    """A text as an oracle sees it: units, a blank between those that one parts, a bar where something else stands."""
    text = " ".join(text.replace("國", "国").lower().split())
    out, end = [], None
    for match in UNITS.finditer(text):
        between = "" if end is None else text[end : match.start()]
        out += [" " if between == " " else "|"] * bool(between)
        out.append(match[0])
        end = match.end()
    return out


def has(text, term):
    """Whether a text has the units of a term; if they end in *, a word that begins so without cutting a number."""
    units = naive(text)
    if term[-1] == "*":
        return any(re.match(re.escape(term[0]) + (r"(?!\d)" if term[0][-1].isdigit() else ""), unit) for unit in units)
    return any(units[at : at + len(term)] == term for at in range(len(units)))


def terms(query):
    """What a query asks for: lists of units, each of which must stand in the text; [] asks for nothing."""
    parts = query.lower().split('"')
    quoted = parts[1 : len(parts) - 1 : 2]
    others = " ".join([*parts[0::2], *(parts[-1:] if len(parts) % 2 == 0 else [])]).split()
    found_terms = []
    for number, part in enumerate([*quoted, *others]):
        run = []
        for unit in [*naive(part), "|"]:
            if unit != "|":
                run.append(unit)
            else:
                may_go_on = number >= len(quoted) and len(run) == 1 and re.match(r"[a-zé].{2,19}$", run[0])
                found_terms += [[*run, "*"] if may_go_on else run] if run else []
                run = []
    return found_terms


def notes(html):
    """The sentences of a page on what was typed."""
    return [re.sub("<[^>]*>", "", note) for note in re.findall('<p class="note" role="status">(.*?)</p>', html)]
