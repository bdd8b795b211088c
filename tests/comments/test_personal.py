"""What is one's own on a page, and that nothing of it is ever in what others get."""

import re

import pytest

from comments.models import ArticleVote, CommentVote
from tests.conftest import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(say, article, tangju, fufeng):
    comment = say(tangju, "一句话")
    say(fufeng, "回一句", comment)
    paths = ["/", f"/news/{article.pk}/", f"/news/{article.pk}/comments/", f"/comments/{comment.pk}/", "/comments/",
             "/readers/糖桔/", "/readers/糖桔/activity/", "/channels/politics/", "/boards/read/", "/boards/discussed/",
             "/boards/heat/", "/boards/gems/", "/editors/睿文/", "/community/", "/polls/", "/local/", "/rulings/",
             "/search/?q=界河", "/submissions/new/", "/contact/", f"/days/{article.published_at:%Y-%m-%d}/",
             f"/news/{article.pk}/changes/?after=0", "/nowhere/"]  # fmt: skip
    return [*paths, *(f"/zh-hant{path}" for path in paths)]


def test_anonymous_pages_set_no_cookie_and_hold_no_token(signed_in, addresses):
    guest = signed_in()
    guest.cookies["theme"] = "a-cookie-that-is-no-session"
    for address in addresses:
        answer = guest.get(address)
        assert answer.status_code == (404 if "nowhere" in address else 200), address
        assert not answer.cookies and "Cookie" not in answer.get("Vary", ""), address
        assert b"csrfmiddlewaretoken" not in answer.content, address


def test_public_pages_may_be_kept_a_second_and_personal_ones_never(signed_in, article, tangju):
    public = signed_in().get(f"/news/{article.pk}/")
    assert public["Cache-Control"].startswith("public, max-age=0, s-maxage=1") and public["ETag"].startswith('W/"')
    own = signed_in(tangju).get(f"/news/{article.pk}/")
    assert own["Cache-Control"] == "private, no-store" and "ETag" not in own and "CDN-Cache-Control" not in own


def test_an_unchanged_page_is_not_sent_again(signed_in, say, article, tangju):
    guest, path = signed_in(), f"/news/{article.pk}/"
    mark = guest.get(path)["ETag"]
    assert guest.get(path, headers={"If-None-Match": mark}).status_code == 304
    say(tangju, "这下变了")
    assert guest.get(path, headers={"If-None-Match": mark}).status_code == 200
    assert signed_in(tangju).get(path, headers={"If-None-Match": mark}).status_code == 200


def test_each_script_has_its_own_mark(signed_in, article):
    marks = {
        signed_in().get(f"{prefix}/news/{article.pk}/")["ETag"] for prefix in ("", "/zh-hans", "/zh-hant", "/zh-hk")
    }
    assert len(marks) == 4


def test_everybody_gets_the_same_public_bytes(signed_in, say, article, tangju, fufeng):
    CommentVote.cast(fufeng, say(tangju, "一句话"), "flower")
    bare = signed_in().get(f"/news/{article.pk}/").content
    again = signed_in(tangju)
    again.logout()
    assert again.get(f"/news/{article.pk}/").content == bare


def test_own_votes_are_pressed_and_own_comments_can_be_changed(signed_in, say, article, tangju, fufeng):
    mine, theirs = say(tangju, "我的"), say(fufeng, "他的")
    CommentVote.cast(tangju, theirs, "egg")
    ArticleVote.cast(tangju, article, "flower")
    html = signed_in(tangju).get(f"/news/{article.pk}/").content.decode()
    assert f'data-vote="c{theirs.pk}:egg" aria-pressed="true"' in html
    assert f'data-vote="c{theirs.pk}:flower" aria-pressed="false"' in html
    assert f'data-vote="a{article.pk}:flower" aria-pressed="true"' in html
    assert f"/comments/{mine.pk}/edits/" in html and f"/comments/{theirs.pk}/edits/" not in html
    assert re.search(r'<form id="ballot" method="post"><input type="hidden" name="csrfmiddlewaretoken"', html)


def test_me_tells_the_script_the_same(signed_in, say, article, tangju, fufeng):
    mine, theirs = say(tangju, "我的"), say(fufeng, "他的")
    CommentVote.cast(tangju, theirs, "egg")
    answer = signed_in(tangju).get(f"/me/?article={article.pk}")
    facts = answer.json()
    assert answer["Cache-Control"] == "private, no-store"
    assert (facts["name"], facts["votes"]) == ("糖桔", {f"c{theirs.pk}": "egg"})
    assert list(facts["own"]) == [str(mine.pk)] and 290 < facts["own"][str(mine.pk)] <= 300


@pytest.mark.parametrize("query", ["", "?article=abc", "?article=" + "9" * 40, "?article=0"])
def test_me_answers_whatever_it_is_asked(signed_in, tangju, query):
    assert signed_in(tangju).get(f"/me/{query}").json()["votes"] == {}
    assert signed_in().get(f"/me/{query}").json() == {"name": None}


def test_me_says_nothing_about_drafts(signed_in, tangju):
    draft = make_article(published_at=None)
    assert signed_in(tangju).get(f"/me/?article={draft.pk}").json()["held"] == []


def test_personal_words_are_converted_and_names_are_not(signed_in, article, tangju):
    type(tangju).objects.filter(pk=tangju.pk).update(name="里面的国")
    html = signed_in(tangju).get(f"/zh-hant/news/{article.pk}/").content.decode()
    assert "里面的国" in html and ">發表<" in html and 'action="/zh-hant/accounts/logout/"' in html
