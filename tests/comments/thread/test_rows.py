"""Wherever a comment's row stands it is the same row: own votes marked, own comments not to be voted on, no script."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import CommentVote, Gem
from tests.conftest import make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db

# The address of each list, and whose comments stand there: another's that the reader gave a flower, and the own one.
LISTS = {
    "article": ("/news/{article}/", "liked own"),
    "newest": ("/news/{article}/comments/", "liked own"),
    "oldest": ("/news/{article}/comments/?sort=old", "liked own"),
    "hottest": ("/news/{article}/comments/?sort=hot", "liked own"),
    "disputed": ("/news/{article}/comments/?sort=disputed", "liked own"),
    "conversation": ("/comments/{liked}/", "liked own"),
    "stream": ("/comments/", "liked own"),
    "gems": ("/boards/gems/", "liked own"),
    "gems of a day": ("/boards/gems/{day}/", "liked own"),
    "channel": ("/readers/糖桔/", "liked"),
    "own channel": ("/readers/扶风/", "own"),
    "activity": ("/readers/糖桔/activity/", "liked"),
    "own activity": ("/readers/扶风/activity/", "own"),
    "search": ("/search/?q=旧桥&in=comments", "liked own"),
}


@pytest.fixture
def places(say, article, tangju, fufeng):
    """What stands in the addresses of the lists; 扶风 is who looks."""
    liked = say(tangju, "这座旧桥该早点修")
    own = say(fufeng, "修旧桥的钱从哪里来", liked)
    for voter in [make_reader(f"读者{number}号", 5) for number in range(6)]:
        for comment in (liked, own):
            CommentVote.cast(voter, comment, "flower")
    CommentVote.cast(fufeng, liked, "flower")
    yesterday = timezone.localdate() - timedelta(days=1)
    for comment in (liked, own):
        Gem.objects.create(comment=comment, author=comment.author, day=yesterday, made_at=timezone.now())
    return {"article": article.pk, "liked": liked.pk, "own": own.pk, "day": yesterday}


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("name", LISTS)
def test_votes_are_marked_and_own_comments_are_ones_own_on_every_list(signed_in, places, fufeng, name, prefix):
    address, whose = LISTS[name]
    address = prefix + address.format(**places)
    html = flat_html(signed_in(fufeng).get(address).content.decode())
    if "liked" in whose:
        assert f'data-vote="c{places["liked"]}:flower" aria-pressed="true">' in html
        assert f'data-vote="c{places["liked"]}:egg" aria-pressed="false">' in html
    if "own" in whose:
        assert f'data-vote="c{places["own"]}:flower" aria-pressed="false" disabled>' in html
        slot = html.split(f'data-own="{places["own"]}">')[1].split("</span>")[0]
        assert re.search(rf'data-edit="{places["own"]}" data-seconds="\d+"', slot)
        assert f'href="{prefix}/comments/{places["own"]}/deletion/" data-delete=' in html
    public = signed_in().get(address).content.decode()
    assert 'aria-pressed="true"' not in public and "data-delete" not in public and " disabled>" not in public


@pytest.mark.parametrize("name", LISTS)
def test_a_press_without_script_comes_back_to_its_list_with_the_mark(signed_in, places, tangju, name):
    address, whose = LISTS[name]
    if "own" not in whose:
        return  # nothing there that 糖桔 could vote on
    address, client = address.format(**places), signed_in(tangju)
    answer = client.post(f"/comments/{places['own']}/votes/?kind=egg", HTTP_REFERER=f"http://testserver{address}")
    assert answer.status_code == 303
    html = flat_html(client.get(answer["Location"]).content.decode())
    assert f'data-vote="c{places["own"]}:egg" aria-pressed="true">' in html
    assert 'class="reasons"' in html


def test_marks_cost_as_many_queries_for_thirty_rows_as_for_one(signed_in, say, fufeng):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/comments/")
        return len(found)

    client = signed_in(fufeng)
    CommentVote.cast(fufeng, say(make_reader("读者1号"), "第一句"), "flower")
    client.get("/comments/")
    CommentVote.cast(fufeng, say(make_reader("读者0号"), "又一句"), "flower")  # what was known is asked anew
    one = queries()
    for number in range(2, 7):
        CommentVote.cast(fufeng, say(make_reader(f"读者{number}号"), f"第{number}句话"), "flower")
    assert queries() == one
