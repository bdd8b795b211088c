"""Change rows and the poll: what an open page is told, in the form of the contract."""

import random
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.exceptions import Refused
from comments.models import ArticleVote, Comment, CommentVote
from news.models import Article, Change
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
COUNTS = re.compile(
    r'(<span id="comment-(\d+)-counts".*?<span class="n eggs">'
    r"(?:[^<]*<span[^>]*>[^<]*</span\s*>)?</span\s*></span\s*>)",
    re.DOTALL,
)
COMMENTS = re.compile(r'<li id="comment-.*?</li>', re.DOTALL)


def poll(client, article, after, **headers):
    return client.get(f"/news/{article.pk}/changes/?after={after}", headers=headers)


def cursor(article):
    return Article.objects.get(pk=article.pk).cursor


def elements(answer):
    """{id: its opening tag} of every element of an answer."""
    return {found[2]: found[0] for found in re.findall(r'(<(\w+) id="([^"]+)"[^>]*>)', answer.content.decode())}


def test_the_cursor_is_the_newest_change(say, article, tangju):
    say(tangju, "动一动")
    assert cursor(article) == Change.objects.filter(article=article).order_by("-pk").first().pk


def test_a_comment_is_told_with_its_count(say, signed_in, article, tangju):
    start = cursor(article)
    comment = say(tangju, "早")
    answer = poll(signed_in(), article, start)
    assert answer["X-Cursor"] == str(cursor(article))
    assert answer["Cache-Control"] == "no-store" and answer["Vary"] == "Accept"
    tag = elements(answer)[f"comment-{comment.pk}"]
    for part in ('data-into="latest"', 'data-state="visible"', f'data-at="{comment.shown_at_ms}"'):
        assert part in tag
    assert elements(answer)["comment-count"] == '<span id="comment-count" data-count="1">'


def test_a_thing_that_changed_often_is_told_once_as_it_is_now(say, signed_in, article, tangju, fufeng):
    start = cursor(article)
    comment = say(tangju, "初稿")
    comment.edit("二稿")
    for want in ("flower", None, "egg"):
        CommentVote.cast(fufeng, comment, want)
    html = poll(signed_in(), article, start).content.decode()
    assert html.count(f'<li id="comment-{comment.pk}"') == 1
    assert "二稿" in html and "初稿" not in html
    assert 'data-flowers="0" data-eggs="1"' in html


def test_a_retraction_is_an_empty_row(say, signed_in, article, tangju, qinghe):
    comment = say(tangju, "收回")
    start = cursor(article)
    comment.hide(qinghe, "insult")
    html = poll(signed_in(), article, start).content.decode()
    assert f'<li id="comment-{comment.pk}" data-state="hidden"></li>' in html


def test_what_quotes_a_hidden_comment_is_told_too(say, signed_in, article, tangju, fufeng, qinghe):
    comment = say(tangju, "原话")
    reply = say(fufeng, "引用你", comment)
    start = cursor(article)
    comment.hide(qinghe, "insult")
    answer = poll(signed_in(), article, start)
    assert f"comment-{reply.pk}" in elements(answer)
    assert "「原评论已隐藏」" in answer.content.decode()


def test_nothing_new_is_an_empty_answer(signed_in, article):
    answer = poll(signed_in(), article, cursor(article))
    assert (answer.status_code, answer.content, answer["X-Cursor"]) == (200, b"", str(cursor(article)))


@pytest.mark.parametrize("after", ["", "-1", "abc", "9" * 18, "9" * 60, "1e3", "１２"])
def test_an_absurd_cursor_is_a_resync(signed_in, article, after):
    answer = poll(signed_in(), article, after)
    assert (answer.status_code, answer.get("X-Resync")) == (200, "yes")


def test_last_event_id_beats_after(say, signed_in, article, tangju):
    start = cursor(article)
    say(tangju, "早")
    answer = signed_in().get(
        f"/news/{article.pk}/changes/?after={start}", headers={"Last-Event-ID": str(cursor(article))}
    )
    assert answer.content == b""


def test_too_many_changes_are_a_resync(say, signed_in, article, tangju):
    start = cursor(article)
    Change.record(article, *((Change.Kind.COMMENT, 10_000 + n) for n in range(400)))
    assert poll(signed_in(), article, start)["X-Resync"] == "yes"


def test_changes_live_a_day_and_each_article_remembers_what_went(say, signed_in, article, tangju):
    start, other = cursor(article), make_article()
    say(tangju, "昨天的话")
    yesterday = cursor(article)
    Change.objects.update(made_at=timezone.now() - timedelta(hours=25))
    say(tangju, "今天的话")
    assert Change.objects.prune() > 0
    assert poll(signed_in(), article, start)["X-Resync"] == "yes"
    assert "今天的话" in poll(signed_in(), article, yesterday).content.decode()
    assert not poll(signed_in(), other, cursor(other)).get("X-Resync")


def test_an_old_articles_first_change_of_the_day_is_no_resync(say, signed_in, article, tangju):
    Change.objects.update(made_at=timezone.now() - timedelta(days=3))
    start = cursor(article)
    Change.objects.prune()
    say(tangju, "旧闻新说")
    assert "旧闻新说" in poll(signed_in(), article, start).content.decode()


def test_the_stream_of_a_draft_does_not_exist(signed_in):
    draft = make_article(published_at=None)
    assert poll(signed_in(), draft, 0).status_code == 404


def test_where_there_are_no_streams_the_address_says_so(signed_in, article):
    assert poll(signed_in(), article, 0, accept="text/event-stream").status_code == 204


def test_an_edited_story_is_told_whole(signed_in, article):
    start = cursor(article)
    article.title = "新的题目"
    article.save()
    article.announce()
    html = poll(signed_in(), article, start).content.decode()
    assert html.startswith('<div id="story" data-state="published">') and "新的题目" in html


def test_the_poll_speaks_the_readers_script(say, signed_in, article, tangju):
    start = cursor(article)
    say(tangju, "里面的国家")
    html = signed_in().get(f"/zh-hk/news/{article.pk}/changes/?after={start}").content.decode()
    assert "裏面的國家" in html and "糖桔" in html and 'href="/zh-hk/readers/' in html


def test_a_held_comment_is_on_no_stream_whatever_happens_to_it(settings, say, signed_in, article, qinghe):
    settings.HOLD_FIRST = 9
    start, newcomer = cursor(article), make_reader("新来的")
    first, second, third = (say(newcomer, f"等着{n}") for n in range(3))
    first.edit("改过还等着")
    second.delete_by_author()
    third.hide(qinghe, "spam")
    assert f"comment-{first.pk}" not in elements(poll(signed_in(), article, start))
    first.restore(qinghe, "fine")
    answer = poll(signed_in(), article, start)
    assert f"comment-{first.pk}" in elements(answer)
    assert not {f"comment-{second.pk}", f"comment-{third.pk}"} & set(elements(answer))


def test_a_lifted_comment_is_told_with_its_new_group(say, signed_in, article, tangju):
    comment, start = say(tangju, "说得好"), cursor(article)
    for number in range(5):
        CommentVote.cast(make_reader(f"读者{number}号"), comment, "flower")
    assert 'data-into="lifted"' in elements(poll(signed_in(), article, start))[f"comment-{comment.pk}"]


def test_a_tombstone_and_the_votes_of_the_story_are_told(say, signed_in, article, tangju, fufeng):
    comment = say(tangju, "说完就走")
    say(fufeng, "别走", comment)
    start = cursor(article)
    comment.delete_by_author()
    ArticleVote.cast(fufeng, article, "egg")
    found = elements(poll(signed_in(), article, start))
    assert 'data-state="deleted"' in found[f"comment-{comment.pk}"] and 'data-count="1"' in found["comment-count"]
    assert 'data-flowers="0" data-eggs="1"' in found["article-counts"]


def rows(html):
    """{pk: its whole row} of the comments in a piece of HTML."""
    return {int(row[1]): row[0] for row in re.findall(r'(<li id="comment-(\d+)".*?</li>)', html, re.DOTALL)}


def page_lists(html):
    """{list: {pk: row}} of an article page."""
    lists = re.findall(r'<ol class="comments" id="comments-(\w+)"[^>]*>(.*?)</ol>', html, re.DOTALL)
    return {name: rows(inside) for name, inside in lists}


def receive(lists, html):
    """What DESIGN §5 says that a page does with elements, for lists that are not full."""
    for pk, row in rows(html).items():
        for members in lists.values():
            members.pop(pk, None)
        if into := re.search('data-into="(\\w+)"', row):
            lists[into[1]][pk] = row
    for counts, pk in COUNTS.findall(COMMENTS.sub("", html)):
        for members in lists.values():
            if int(pk) in members:
                members[int(pk)] = COUNTS.sub(counts, members[int(pk)])


def placed(lists):
    """The lists with their rows in the order of the contract: (data-at, pk) descending."""
    order = {name: sorted(m, key=lambda pk: (re.search(r'data-at="(\d+)"', m[pk])[1], pk)) for name, m in lists.items()}
    return {name: [(pk, lists[name][pk]) for pk in reversed(pks)] for name, pks in order.items()}


def act(dice, article, readers, moderator):
    """One thing that somebody does in the thread."""
    comment, reader = dice.choice(Comment.objects.order_by("pk")), dice.choice(readers)
    deeds = [
        lambda: Comment.post(article, reader, f"话{dice.random()}", dice.choice([comment, None])),
        lambda: CommentVote.cast(reader, comment, dice.choice(["flower", "egg", None])),
        lambda: CommentVote.cast(reader, comment, "flower"),
        lambda: dice.choice([comment.hide, comment.restore, comment.restore, comment.hold])(moderator, "other"),
        lambda: dice.choice([comment.delete_by_author, lambda: comment.edit(f"改{dice.random()}")])(),
    ]
    try:
        dice.choices(deeds, [5, 4, 14, 3, 2])[0]()
    except Refused:
        pass


@pytest.mark.parametrize("seed", range(4))
def test_a_page_of_any_age_that_takes_what_it_is_told_equals_a_new_one(say, signed_in, article, qinghe, seed):
    dice, readers, client = random.Random(seed), [make_reader(f"读者{n}号", 1 + n) for n in range(9)], signed_in()
    for reader in readers[:4]:
        comment = say(reader, f"{reader.name}开头")
        for voter in readers[5:]:
            CommentVote.cast(voter, comment, "flower")
    pages = []
    for _ in range(60):
        act(dice, article, readers, qinghe)
        pages.append((cursor(article), page_lists(client.get(f"/news/{article.pk}/").content.decode())))
    new = pages[-1][1]
    assert any(lists["lifted"] for _, lists in pages) and 5 < sum(map(len, new.values())) < 30
    for after, lists in pages[::6]:
        answer = poll(client, article, after)
        receive(lists, answer.content.decode())
        assert placed(lists) == placed(new) == {name: list(rows.items()) for name, rows in new.items()}
