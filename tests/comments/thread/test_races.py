"""Many at once: every vote counted exactly, one key one comment, one name one account."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from comments.exceptions import Refused
from comments.management.recounting import recount
from comments.models import Comment, CommentVote, Reader, Ruling
from tests.conftest import make_article, make_reader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rows_of_migrations")]


def at_once(acts):
    """Run the acts in threads of their own; return what each gave, or the refusal it met."""

    def run(act):
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        return list(pool.map(run, acts))


def differences():
    found = []
    recount(found.append)
    return found


def test_a_hundred_votes_at_once_are_counted_exactly():
    article = make_article()
    comment = Comment.post(article, make_reader("糖桔"), "来投票")
    voters = [make_reader(f"读者{n}号", 1 + n % 10) for n in range(20)]
    wants = ["flower", "egg", None, "flower", "egg"]
    at_once([lambda v=v, w=w: CommentVote.cast(v, comment, w) for w in wants for v in voters])
    comment.refresh_from_db()
    assert comment.flowers == CommentVote.objects.filter(kind="flower").count()
    assert comment.eggs == CommentVote.objects.filter(kind="egg").count()
    assert comment.flowers + comment.eggs == CommentVote.objects.count() <= 20
    assert differences() == []


def test_the_same_post_many_times_at_once_is_one_comment():
    article, reader = make_article(), make_reader("糖桔")
    made = at_once([lambda: Comment.post(article, reader, "只此一句", None, "k")] * 12)
    assert {comment.pk for comment in made} == {Comment.objects.get().pk}
    assert differences() == []


def test_posts_of_many_get_floors_without_gaps_or_doubles():
    article, readers = make_article(), [make_reader(f"读者{n}号") for n in range(24)]
    at_once([lambda r=r: Comment.post(article, r, f"{r.name}到此") for r in readers])
    assert sorted(Comment.objects.values_list("floor", flat=True)) == list(range(1, 25))
    article.refresh_from_db()
    assert (article.comment_count, article.last_floor) == (24, 24)


def test_votes_rulings_replies_and_deletions_race_and_the_counts_hold():
    article, authors = make_article(), [make_reader(f"作者{n}号") for n in range(4)]
    moderator = make_reader("青禾", is_staff=True)
    comments = [Comment.post(article, author, f"{author.name}的话") for author in authors]
    voters = [make_reader(f"读者{n}号") for n in range(8)]
    acts = [lambda v=v, c=c: CommentVote.cast(v, c, "flower") for v in voters for c in comments]
    acts += [lambda c=c: c.hide(moderator, "insult") for c in comments[:2]]
    acts += [lambda: comments[2].delete_by_author(), lambda: comments[3].edit("改过的话")]
    acts += [lambda v=v: Comment.post(article, v, f"{v.name}回复", comments[0]) for v in voters]
    acts += [lambda: comments[0].restore(moderator, "mistake")]
    at_once(acts[::2] + acts[1::2])
    assert differences() == []
    assert Ruling.objects.filter(comment=comments[1], act="hide").count() == 1


def test_one_name_registered_at_once_is_one_account(client):
    def register():
        from django.test import Client

        return Client().post("/accounts/signup/", {"username": "同名同姓", "password1": "春风又绿江南岸9"}).status_code

    call_command("createcachetable")
    statuses = at_once([register] * 6)
    assert Reader.objects.filter(name="同名同姓").count() == 1
    assert sorted(set(statuses)) in ([200, 302], [200, 302, 429])
