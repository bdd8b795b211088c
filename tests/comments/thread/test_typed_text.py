"""原文: the link to a comment as it was typed stands where conversion changed its text, and only there."""

import re

import pytest

from comments.live.rendering import convert_element, render_change
from comments.models import Comment
from news.caching.parts import join_parts
from news.models import Change
from tests.conftest import SCRIPT
from tests.wordings import nothing_kept, page, word  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a class="typed" href="([^"]*)"([^>]*)>原文</a>')


def link_of(html, comment):
    """The address of the 原文 link in the row of a comment, or None where it is not shown."""
    row = re.search(rf'<li id="comment-{comment.pk}".*?</li>', html, re.DOTALL)[0]
    [(address, attributes)] = LINK.findall(row)
    return None if " hidden" in attributes else address


CASES = [
    ("国家里面", {"zh-hant", "zh-hk"}),
    ("國家裡面", {"zh-hans"}),
    ("國家里的国", {"zh-hans", "zh-hant", "zh-hk"}),
    ("隨著", {"zh-hans"}),
    ("随著", {"zh-hans", "zh-hant", "zh-hk"}),
    ("随着", {"zh-hant", "zh-hk"}),
    ("你好", set()),
    ("Hello 123", set()),
    ("😀", set()),
    ("<b>&", set()),
    ("群", set()),
    ("https://example.com/zh", set()),
    ("https://example.com/国", set()),
    ("第一行\n国家", {"zh-hant", "zh-hk"}),
]


@pytest.mark.parametrize("slug", ["zh-hans", "zh-hant", "zh-hk"])
@pytest.mark.parametrize(("text", "changed"), CASES, ids=range(len(CASES)))
def test_the_link_stands_only_where_the_text_was_changed(client, say, article, tangju, text, changed, slug):
    comment = say(tangju, text)
    for path in (f"/news/{article.pk}/", f"/news/{article.pk}/comments/", f"/comments/{comment.pk}/"):
        address = link_of(client.get(f"/{slug}{path}").content.decode(), comment)
        assert address == (f"/comments/{comment.pk}/#comment-{comment.pk}" if slug in changed else None), path


@pytest.mark.parametrize("text", [text for text, _ in CASES], ids=range(len(CASES)))
def test_as_written_there_is_none(client, say, article, tangju, text):
    comment = say(tangju, text)
    for path in (f"/news/{article.pk}/", f"/news/{article.pk}/comments/", f"/comments/{comment.pk}/"):
        assert link_of(client.get(path).content.decode(), comment) is None


def test_the_address_shows_the_text_as_it_was_typed(client, say, article, tangju):
    comment = say(tangju, "國家里的国")
    address = link_of(page(client, article, "zh-hant"), comment)
    row = re.search(rf'<li id="comment-{comment.pk}".*?</li>', client.get(address).content.decode(), re.DOTALL)[0]
    assert "國家里的国" in row


def test_a_changed_quote_or_name_or_neighbour_does_not_count(client, say, article, tangju, fufeng):
    parent = say(tangju, "国家里面")
    answer = say(fufeng, "你好", parent)
    after = say(fufeng, "他好")
    html = page(client, article, "zh-hant")
    assert link_of(html, parent) and link_of(html, answer) is None and link_of(html, after) is None


def test_a_mention_parts_the_text_and_only_the_text_counts(client, say, article, tangju, fufeng):
    one, two = say(fufeng, "@糖桔 你好"), say(fufeng, "@糖桔 国")
    html = page(client, article, "zh-hant")
    assert link_of(html, one) is None and link_of(html, two)


def test_a_word_that_the_editors_table_keeps_is_no_change(client, say, article, tangju):
    comment = say(tangju, "里朋")
    assert link_of(page(client, article, "zh-hant"), comment)
    word("里朋", article)
    assert link_of(page(client, article, "zh-hant"), comment) is None


@pytest.mark.parametrize(("text", "changed"), [("国家", True), ("國家", False), ("你好", False)])
def test_what_is_drawn_for_open_pages_says_the_same(client, say, article, tangju, text, changed):
    comment = say(tangju, text)
    drawn = join_parts(
        (
            render_change(
                article,
                {comment.pk: Comment.objects.for_rendering().get(pk=comment.pk)},
                Change.Kind.COMMENT,
                comment.pk,
            ),
        )
    )
    for html in (
        convert_element(drawn, "zh-hant", article.pk),
        client.get(f"/zh-hant/news/{article.pk}/changes/?after=1").content.decode(),
    ):
        assert bool(link_of(html, comment)) == changed
    assert link_of(drawn, comment) is None


def test_the_answer_to_a_post_and_an_edit_say_the_same(signed_in, article, tangju):
    client = signed_in(tangju)
    path = f"/zh-hant/news/{article.pk}/comments/"
    html = client.post(path, {"text": "国家", "key": "k"}, **SCRIPT).content.decode()
    comment = Comment.objects.get()
    assert link_of(html, comment)
    html = client.post(f"/zh-hant/comments/{comment.pk}/edits/", {"text": "國家"}, **SCRIPT).content.decode()
    assert link_of(html, comment) is None


def test_a_collapsed_comment_has_its_link_too_and_a_tombstone_none(client, say, article, tangju, fufeng, qinghe):
    comment, gone = say(tangju, "国家里面"), say(tangju, "国家没了")
    say(fufeng, "好", gone)
    comment.collapse(qinghe, "insult")
    gone.delete_by_author()
    html = page(client, article, "zh-hant")
    assert link_of(html, comment)
    tombstone = re.search(rf'<li id="comment-{gone.pk}".*?</li>', html, re.DOTALL)[0]
    assert not LINK.search(tombstone) and "評論已由作者刪除" in tombstone
