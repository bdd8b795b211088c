"""Atom feeds of a person: what they wrote, and what happened to them; in the script of the address."""

from html import escape

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from comments.people.activity import activity as happened
from comments.text import plain
from comments.views.people import named_reader
from news.script import convert
from news.views.pages import FRESH, FRESH_CDN


@require_safe
def channel(request, name):
    return feed(request, name, "评论", only="comments")


@require_safe
def activity(request, name):
    return feed(request, name, "个人动态", only="")


def feed(request, name, room, only):
    reader, elsewhere = named_reader(request, name)
    if elsewhere:
        return elsewhere
    lines, _ = happened(reader, only=only)
    path = reader.get_absolute_url()
    said = script_of(request)
    atom = Atom1Feed(
        title=f"{reader.name} {said('的' + room)} - {said(settings.SITE_NAME)}", link=link(request, path),
        feed_url=link(request, request.path_info), description="", language="zh",
        feed_guid=f"{settings.SITE_URL}{request.path_info}",
    )  # fmt: skip
    for one in lines:
        atom.add_item(**entry(request, reader, one, said))
    return answer(atom)


def answer(atom):
    headers = {"Cache-Control": FRESH, "CDN-Cache-Control": FRESH_CDN}
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8", headers=headers)


def script_of(request):
    """A function that puts a text into the script of the address."""
    # XML takes no control characters, which an editor's title might hold.
    return lambda text: convert(plain(text), request.script) if request.script else plain(text)


def link(request, path):
    return f"{settings.SITE_URL}{'/' + request.script if request.script else ''}{path}"


def entry(request, reader, one, said):
    """The fields of one line's entry. Ids never carry a script: it is the same entry in each."""
    title, text, path = told(reader, one, said)
    who = reader.name if one.kind != "reply" else one.row.author.name
    return {
        "title": title, "description": text, "link": link(request, path), "author_name": who, "pubdate": one.at,
        "updateddate": one.at, "unique_id": f"{settings.SITE_URL}{path}#{one.kind}-{one.row.pk}",
    }  # fmt: skip


def told(reader, one, said):
    """(title, text as HTML, path) of one line."""
    row = one.row
    if one.kind == "level":
        step = f"{'升到' if row.is_rise else '降到'} {row.rank}"
        return f"{reader.name} {said(step)}", "", reader.get_absolute_url()
    if one.kind == "story":
        return said(row.article.title), "", row.article.get_absolute_url()
    comment = row.comment if one.kind == "gem" else row
    title = said(comment.article.title)
    heading = {"gem": f"{said('入选神评')}：{title}", "reply": f"{comment.author.name} {said('的回复')}：{title}"}
    # Django says of every summary that it is HTML.
    text = escape(said(comment.text)).replace("\n", "<br>")
    return heading.get(one.kind, title), text, comment.get_absolute_url()
