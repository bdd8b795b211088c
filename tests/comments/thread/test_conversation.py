"""查看对话: the exchange around one comment on a page of its own, which is the comment's permanent address."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.pipeline.repeats import digest
from news.models import Article
from tests.conftest import SCRIPT, make_article, make_reader

pytestmark = pytest.mark.django_db
PREFIXES = pytest.mark.parametrize("prefix", ["", "/zh-hant"])


def page(client, comment, prefix=""):
    return client.get(f"{prefix}/comments/{comment.pk}/")


def rows(answer):
    """The pks on a page, in their order."""
    return [int(pk) for pk in re.findall(r'<li id="comment-(\d+)" class="comment"', answer.content.decode())]


@pytest.fixture
def family(say, tangju, fufeng):
    """root ← middle ← leaf, root ← aside, and a stranger: {name: comment}."""
    root = say(tangju, "开头")
    middle = say(fufeng, "中间", root)
    aside, leaf = say(tangju, "旁枝", root), say(tangju, "末尾", middle)
    return {"root": root, "middle": middle, "aside": aside, "leaf": leaf, "stranger": say(fufeng, "无关")}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("root", "root middle aside leaf"),
        ("middle", "root middle leaf"),
        ("aside", "root aside"),
        ("leaf", "root middle leaf"),
        ("stranger", "stranger"),
    ],
)
def test_ancestors_and_answers_stand_there_oldest_first(client, family, asked, shown):
    assert rows(page(client, family[asked])) == [family[name].pk for name in shown.split()]


def test_what_was_hidden_in_the_middle_leaves_both_ends(client, family, qinghe):
    family["middle"].hide(qinghe, "insult")
    for name in ("root", "leaf"):
        html = page(client, family[name]).content.decode()
        assert family["middle"].pk not in rows(page(client, family[name])) and "中间" not in html
        assert "末尾" in html and "「原评论已隐藏」" in html
    assert page(client, family["middle"]).status_code == 404


def test_a_deleted_one_in_the_middle_is_a_tombstone_that_takes_no_answer(client, family):
    family["middle"].delete_by_author()
    answer = page(client, family["middle"])
    html = answer.content.decode()
    assert answer.status_code == 200 and rows(answer) == [family[name].pk for name in ("root", "middle", "leaf")]
    assert "评论已由作者删除" in html and "中间" not in html and 'id="composer"' not in html and "扶风：" not in html


def test_held_answers_are_on_nobodys_conversation(client, family, qinghe, tangju):
    family["leaf"].hold(qinghe, "other")
    assert rows(page(client, family["root"])) == [family[name].pk for name in ("root", "middle", "aside")]
    client.force_login(make_reader("路人"))
    assert family["leaf"].pk not in rows(page(client, family["middle"]))
    assert page(client, family["leaf"]).status_code == 404


def test_an_authors_own_held_comment_is_a_page_that_nobody_keeps(signed_in, family, tangju, qinghe):
    family["leaf"].hold(qinghe, "other")
    answer = page(signed_in(tangju), family["leaf"])
    html = answer.content.decode()
    assert answer.status_code == 200 and "审核中" in html and 'id="composer"' not in html
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer


@pytest.mark.parametrize("who", ["guest", "author", "reader", "moderator"])
def test_a_hidden_comment_is_404_for_everybody(signed_in, cast, say, who):
    comment = say(cast.tangju, "说过头了")
    comment.hide(cast.qinghe, "insult")
    reader = {"guest": None, "author": cast.tangju, "reader": cast.fufeng, "moderator": cast.qinghe}[who]
    answer = page(signed_in(reader), comment)
    assert answer.status_code == 404 and "说过头了" not in answer.content.decode()


@PREFIXES
@pytest.mark.parametrize("pk", ["0", "999999", "9" * 18, "9" * 19, "9" * 60, "-1", "x", "１"])
def test_an_unknown_comment_is_404_in_a_sentence(client, db, prefix, pk):
    answer = client.get(f"{prefix}/comments/{pk}/")
    assert answer.status_code == 404 and 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("gone", [{"published_at": None}, {"published_at": timezone.now() + timedelta(days=1)}])
def test_a_conversation_goes_with_its_story(client, family, article, gone):
    Article.objects.filter(pk=article.pk).update(**gone)
    assert page(client, family["root"]).status_code == 404


def test_a_conversation_is_read_only(signed_in, family, tangju):
    assert signed_in(tangju).post(f"/comments/{family['root'].pk}/", {"text": "?"}).status_code == 405


@PREFIXES
@pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
def test_what_is_written_there_answers_that_comment(signed_in, family, fufeng, prefix, road):
    client = signed_in(fufeng, enforce_csrf_checks=True)
    html = page(client, family["leaf"], prefix).content.decode()
    form = html.split('id="composer"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(csrfmiddlewaretoken|parent|key)" value="([^"]*)"', form))
    action = re.search(r'action="([^"]+)"', form)[1]
    answer = client.post(action, fields | {"text": "接着说"}, **road)
    made = Comment.objects.get(text="接着说")
    assert (made.parent_id, made.root_id, made.key) == (family["leaf"].pk, family["root"].pk, fields["key"])
    if not road:
        assert answer["Location"] == f"{prefix}/comments/{made.pk}/#comment-{made.pk}"
        assert made.pk in rows(client.get(answer["Location"]))


def test_a_guests_composer_knows_what_it_answers_and_nothing_else(client, family):
    form = page(client, family["leaf"]).content.decode().split('id="composer"')[1].split("</form>")[0]
    assert f'name="parent" value="{family["leaf"].pk}"' in form and 'name="key" value=""' in form
    assert "csrf" not in form and "登录并发表" in form


def test_a_new_answer_changes_the_mark_of_the_page(client, say, family, fufeng):
    before = page(client, family["root"])
    path = f"/comments/{family['root'].pk}/"
    assert client.get(path, headers={"If-None-Match": before["ETag"]}).status_code == 304
    say(fufeng, "又一句", family["aside"])
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200 and len(rows(after)) == 5


@PREFIXES
def test_the_title_and_the_way_to_the_floor_are_the_comments_own(client, say, prefix):
    comment = say(make_reader("里面的国"), '国家"><script>里面\n第二行', on=make_article("别的新闻"))
    html = page(client, comment, prefix).content.decode()
    title = re.search(r"<title>([^<]*)</title>", html)[1]
    assert title.startswith("里面的国：") and ("國家" in title) is bool(prefix) and "第二行" not in title
    assert f'href="{prefix}{comment.place}"' in html.replace("&amp;", "&") and "<script>里" not in html


def long_exchange(article, author, size):
    """A chain of `size` answers, each to the one before, written in one go."""
    Article.objects.filter(pk=article.pk).update(last_floor=size, comment_count=size)
    first = Comment.objects.count() + 1000
    Comment.objects.bulk_create(
        Comment(
            pk=first + n,
            article=article,
            author=author,
            text=f"第{n}层",
            floor=n + 1,
            shown_at=timezone.now(),
            parent_id=first + n - 1 if n else None,
            root_id=first if n else None,
            digest=digest(str(n)),
            folded="x",
            reply_count=n < size - 1,
        )
        for n in range(size)
    )
    return [first + n for n in range(size)]


@pytest.mark.parametrize("place", [0, 150, 239])
def test_of_a_very_long_exchange_the_nearest_rows_are_shown(client, article, tangju, place):
    pks = long_exchange(article, tangju, 240)
    shown = rows(page(client, Comment.objects.get(pk=pks[place])))
    assert set(pks[max(0, place - 5) : place + 6]) <= set(shown)
    assert shown == sorted(shown)


def test_a_long_exchange_costs_no_more_queries_than_a_short_one(client, article, tangju, django_assert_max_num_queries):
    middle = Comment.objects.get(pk=long_exchange(article, tangju, 120)[60])
    with django_assert_max_num_queries(13):
        assert len(rows(page(client, middle))) == 120
