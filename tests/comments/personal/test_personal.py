"""What is one's own on a page, and that nothing of it is ever in what others get."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import ArticleVote, Comment, CommentVote, Rank
from news.models import Ranking
from tests.conftest import make_article, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(say, article, tangju, fufeng):
    comment = say(tangju, "一句话")
    say(fufeng, "回一句", comment)
    paths = [
        "/",
        f"/news/{article.pk}/",
        f"/news/{article.pk}/comments/",
        f"/comments/{comment.pk}/",
        "/comments/",
        "/readers/糖桔/",
        "/readers/糖桔/activity/",
        "/channels/politics/",
        "/boards/read/",
        "/boards/discussed/",
        "/boards/heat/",
        "/boards/gems/",
        "/editors/睿文/",
        "/community/",
        "/polls/",
        "/local/",
        "/rulings/",
        "/search/?q=界河",
        "/submissions/new/",
        "/contact/",
        f"/days/{article.published_at:%Y-%m-%d}/",
        f"/news/{article.pk}/changes/?after=0",
        "/nowhere/",
    ]
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
    html = flat_html(signed_in(tangju).get(f"/news/{article.pk}/").content.decode())
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


@pytest.mark.parametrize(
    "path", ["/", "/news/{}/", "/news/{}/comments/", "/comments/{}/", "/comments/", "/readers/糖桔/"]
)
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_signed_in_page_is_the_public_one_with_its_slots_filled(
    signed_in, say, article, tangju, fufeng, path, prefix
):
    comment = say(tangju, "一句话")
    say(fufeng, "回一句", comment)
    path = prefix + path.format(article.pk if "news" in path else comment.pk)
    public, own = (signed_in(reader).get(path).content.decode() for reader in (None, fufeng))
    own = re.sub(r'(data-vote="c\d+:\w+" aria-pressed="false") disabled', r"\1", own)  # on one's own comment
    fixed = re.split(r"<!--me:[a-z0-9-]+-->.*?<!--/me-->", public, flags=re.DOTALL)
    assert len(fixed) > 2
    end = 0
    for piece in fixed:
        assert (place := own.find(piece, end)) >= 0, piece
        end = place + len(piece)


def test_a_held_comment_is_on_its_authors_page_and_on_nobody_elses(settings, signed_in, article, fufeng):
    settings.HOLD_FIRST = 1
    author = signed_in(make_reader("新来的"))
    answer = author.post(f"/news/{article.pk}/comments/", {"text": "国家里面等着审"}, HTTP_X_FRAGMENT="yes")
    assert 'data-state="held"' in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert "国家里面等着审" in author.get(f"/news/{article.pk}/").content.decode()
    assert "國家裡面等著審" in "".join(author.get(f"/zh-hant/me/?article={article.pk}").json()["held"])
    for client in (signed_in(), signed_in(fufeng)):
        assert "等着审" not in client.get(f"/news/{article.pk}/").content.decode()
        assert "等着审" not in client.get(f"/me/?article={article.pk}").content.decode()


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere/", 404), ("/readers/里面糖桔/", 404), ("/?page=x", 200), ("/comments/?page=0", 404)]
)
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_errors_are_kept_by_nobody_who_is_signed_in(signed_in, tangju, path, status, prefix):
    answer = signed_in(tangju).get(prefix + path)
    assert (answer.status_code, answer["Cache-Control"]) == (status, "private, no-store")
    assert "糖桔" in answer.content.decode()
    bare = signed_in().get(prefix + path)
    assert not bare.cookies and "Cookie" not in bare.get("Vary", "") and "csrf" not in bare.content.decode()


def test_a_session_that_is_none_gets_a_page_that_nobody_keeps(signed_in, article):
    guest = signed_in()
    guest.cookies["sessionid"] = "no-such-session"
    answer = guest.get(f"/news/{article.pk}/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "csrfmiddlewaretoken" not in answer.content.decode() and "登录并发表" in answer.content.decode()


def test_after_five_minutes_only_the_deletion_is_offered(signed_in, say, article, tangju):
    comment = say(tangju, "早先的话")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=6))
    html = signed_in(tangju).get(f"/news/{article.pk}/").content.decode()
    assert f"/comments/{comment.pk}/edits/" not in html and f"/comments/{comment.pk}/deletion/" in html
    assert signed_in(tangju).get(f"/me/?article={article.pk}").json()["own"] == {str(comment.pk): 0}


def test_many_own_things_cost_no_more_queries(signed_in, say, article, tangju, fufeng, django_assert_max_num_queries):
    Rank.objects.update(flowers_a_person=30, eggs_a_person=30)
    Rank.changed()
    for number in range(30):
        CommentVote.cast(fufeng, say(tangju, f"第{number}句"), ("flower", "egg")[number % 2], reason="offtopic")
    Ranking.build_due()
    for reader in (tangju, fufeng):
        client = signed_in(reader)
        with django_assert_max_num_queries(45):
            client.get(f"/news/{article.pk}/")
