"""Feeds of voices: a person, the boards, a floor, the polls; in the script of the address."""

from html import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from comments.boards.standings import TITLES, lines
from comments.models import Comment, Poll
from comments.people.activity import activity as happened
from comments.text import plain
from comments.views.people import named_reader
from news.feeding import MOST, Writer
from news.models import Article, Board
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


# -- floors, boards, polls ----------------------------------------------------------------------------


@require_safe
def floor(request, pk, kind="atom"):
    """The newest comments of an article."""
    article = get_object_or_404(Article.objects.published(), pk=pk)
    writer = Writer(request, kind, f"评论：{article.title}", f"{article.get_absolute_url()}#comments")
    for comment in Comment.objects.filter(article=article).shown().newest().drawn()[:MOST]:
        add_comment(writer, comment)
    return writer.answer()


def add_comment(writer, comment):
    title = f"评《{comment.article.title}》"
    writer.add(
        title, comment.get_absolute_url(), comment.html, comment.shown_at, comment.edited_at, comment.author.name,
        comment.first_line, comment.article_id,
    )  # fmt: skip


@require_safe
def board(request, name, kind="atom"):
    if name not in TITLES:
        raise Http404("没有这个榜单。")
    writer = Writer(request, kind, f"{TITLES[name]} - {settings.SITE_NAME}", f"/boards/{name}/")
    rows = [row.pk for _, row in lines(Board.standing(name), MOST)]
    if name == "gems":
        found = Comment.objects.drawn().in_bulk(rows)
        for pk in rows:
            add_comment(writer, found[pk])
    else:
        found = Article.objects.for_page().in_bulk(rows)
        writer.add_stories([found[pk] for pk in rows])
    return writer.answer()


@require_safe
def polls(request, kind="atom"):
    writer = Writer(request, kind, f"问卷 - {settings.SITE_NAME}", "/polls/")
    for poll in Poll.objects.published().newest().drawn()[:MOST]:
        html = render_to_string("comments/_feed_poll.html", {"poll": poll})
        writer.add(poll.question, poll.get_absolute_url(), html, poll.published_at, summary=poll.text)
    return writer.answer()
