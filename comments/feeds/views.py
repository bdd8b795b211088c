"""Feeds of voices: a person, the boards, a floor, the polls; in the script of the address."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from comments.polls.models import Poll
from comments.profiles.activity import activity as happened
from comments.rankings.builders import TITLES, ranking_lines
from comments.readers.lookup import get_reader_or_redirect
from comments.thread.models import Comment
from comments.thread.text import plain
from news.articles.models import Article
from news.feeds.writer import MOST, Writer
from news.rankings.models import Ranking


@require_safe
def channel(request, name):
    return feed(request, name, "评论", only="comments")


@require_safe
def activity(request, name):
    return feed(request, name, "个人动态", only="")


def feed(request, name, room, only):
    reader, elsewhere = get_reader_or_redirect(request, name)
    if elsewhere:
        return elsewhere
    lines, _ = happened(reader, only=only)
    writer = Writer(request, "atom", "", reader.get_absolute_url())
    said = writer.said
    writer.feed.feed["title"] = f"{reader.name} {said('的' + room)} - {said(settings.SITE_NAME)}"
    for one in lines:
        add_line(writer, reader, one)
    return writer.answer()


def add_line(writer, reader, one):
    """One line of an activity. Names of people in its title are not converted, so it is put together here."""
    row, part = one.row, f"#{one.kind}-{one.row.pk}"
    if one.kind == "level":
        step = f"{'升到' if row.is_rise else '降到'} {row.rank}"
        writer.add(step, reader.get_absolute_url(), "", one.at, author=reader.name, part=part, name=reader.name)
    elif one.kind == "story":
        writer.add(row.article.title, row.article.get_absolute_url(), "", one.at, author=reader.name, part=part)
    else:
        comment = row.comment if one.kind == "gem" else row
        add_comment(writer, comment, at=one.at, part=part, kind=one.kind)


# -- floors, boards, polls ----------------------------------------------------------------------------


@require_safe
def floor(request, pk, kind="atom"):
    """The newest comments of an article."""
    article = get_object_or_404(Article.objects.published(), pk=pk)
    writer = Writer(request, kind, f"评论：{article.title}", f"{article.get_absolute_url()}#comments", True)
    for comment in Comment.objects.filter(article=article).shown().newest().for_rendering()[:MOST]:
        add_comment(writer, comment)
    return writer.answer()


HEADINGS = {"gem": "入选神评：", "reply": "的回复："}


def add_comment(writer, comment, at=None, part="", kind="comment"):
    """A comment: its first words are the title, its text is there as text and as HTML."""
    name = comment.author.name if kind == "reply" else ""
    writer.add(
        f"{HEADINGS.get(kind, '')}{comment.first_line}",
        comment.get_absolute_url(),
        comment.html,
        at or comment.shown_at,
        comment.edited_at,
        comment.author.name,
        plain(comment.text),
        comment.article_id,
        [comment.article.title],
        part=part,
        name=name,
    )


@require_safe
def board(request, name, kind="atom"):
    if name not in TITLES:
        raise Http404("没有这个榜单。")
    writer = Writer(request, kind, f"{TITLES[name]} - {settings.SITE_NAME}", f"/boards/{name}/")
    rows = [row.pk for _, row in ranking_lines(Ranking.standing(name), MOST)]
    if name == "gems":
        found = Comment.objects.for_rendering().in_bulk(rows)
        for pk in rows:
            add_comment(writer, found[pk])
    else:
        found = Article.objects.for_page().in_bulk(rows)
        writer.add_stories([found[pk] for pk in rows])
    return writer.answer()


@require_safe
def polls(request, kind="atom"):
    writer = Writer(request, kind, f"问卷 - {settings.SITE_NAME}", "/polls/")
    for poll in Poll.objects.published().newest().for_rendering()[:MOST]:
        html = render_to_string("comments/_feed_poll.html", {"poll": poll})
        writer.add(poll.question, poll.get_absolute_url(), html, poll.published_at, summary=poll.text)
    return writer.answer()
