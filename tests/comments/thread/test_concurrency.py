"""Many at once, through the real views and threads: nothing is lost, nothing is counted twice, `recount` agrees."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from comments.models import ArticleVote, Comment, CommentVote, Mention, Reader, Ruling
from news.models import Article, Change
from tests.conftest import SCRIPT, make_article, make_reader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rows_of_migrations")]
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])


def at_once(acts):
    """Let all acts begin together, each in a thread of its own; return what each gave."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def press(reader, path, fields=(), road=()):
    """An act: `reader` sends a form to `path` from a browser of their own and gets the status of the answer."""
    client = Client()
    if reader:
        client.force_login(reader)
    return lambda: client.post(path, dict(fields), **dict(road)).status_code


def assert_recounted(capsys):
    call_command("recount")
    report = capsys.readouterr().out.splitlines()
    assert len(report) == 1 and "(0 differences)" in report[0]


@ROADS
def test_twenty_readers_vote_at_once_on_one_comment(capsys, road):
    comment = Comment.post(make_article(), make_reader("糖桔"), "来投票")
    voters = [make_reader(f"读者{n}号", 1 + n % 10) for n in range(20)]
    statuses = at_once([press(v, f"/comments/{comment.pk}/votes/?want=flower", road=road) for v in voters])
    comment.refresh_from_db()
    assert statuses == [200 if road else 303] * 20
    assert (comment.flowers, comment.eggs, CommentVote.objects.count()) == (20, 0, 20)
    assert comment.flower_weight == sum(voter.rank.vote_weight for voter in voters) and comment.lifted
    assert_recounted(capsys)


def test_a_reader_who_presses_ten_times_at_once_has_one_vote_or_none(capsys):
    comment, reader = Comment.post(make_article(), make_reader("糖桔"), "来投票"), make_reader("扶风")
    at_once([press(reader, f"/comments/{comment.pk}/votes/?kind=egg") for _ in range(10)])
    comment.refresh_from_db()
    assert (comment.eggs, CommentVote.objects.count()) == (0, 0)
    at_once([press(reader, f"/comments/{comment.pk}/votes/?kind=egg") for _ in range(9)])
    comment.refresh_from_db()
    assert (comment.eggs, CommentVote.objects.count()) == (1, 1)
    assert_recounted(capsys)


def test_flowers_eggs_and_second_thoughts_on_a_story_meet_in_one_tally(capsys):
    article, readers = make_article(), [make_reader(f"读者{n}号", 1 + n) for n in range(8)]
    acts = [press(r, f"/news/{article.pk}/votes/", {"want": w}) for r in readers for w in ("flower", "egg", "none")]
    assert set(at_once(acts)) == {303}
    article.refresh_from_db()
    kinds = list(ArticleVote.objects.values_list("kind", flat=True))
    assert (article.flowers, article.eggs) == (kinds.count("flower"), kinds.count("egg"))
    assert_recounted(capsys)


@ROADS
def test_ten_identical_posts_with_one_key_are_one_comment(capsys, road):
    article, reader = make_article(), make_reader("糖桔")
    fields = {"text": "只此一句 @糖桔", "key": "k1"}
    statuses = at_once([press(reader, f"/news/{article.pk}/comments/", fields, road) for _ in range(10)])
    article.refresh_from_db()
    assert statuses == [200 if road else 303] * 10
    assert (Comment.objects.count(), Mention.objects.count()) == (1, 1)
    assert (article.comment_count, article.last_floor) == (1, 1)
    assert Change.objects.filter(article=article, kind="count").count() == 1
    assert_recounted(capsys)


def test_ten_identical_posts_without_a_key_are_one_comment_and_nine_refusals():
    article, reader = make_article(), make_reader("糖桔")
    statuses = at_once([press(reader, f"/news/{article.pk}/comments/", {"text": "只此一句"}) for _ in range(10)])
    assert sorted(statuses) == [303] + [409] * 9
    assert Comment.objects.count() == 1


def test_the_pace_holds_across_stories_at_once(settings):
    settings.COMMENT_INTERVAL_SECONDS = 300  # longer than any machine needs for eight posts
    articles, reader = [make_article(f"第{n}条") for n in range(8)], make_reader("糖桔")
    acts = [press(reader, f"/news/{a.pk}/comments/", {"text": f"说说{a.title}"}) for a in articles]
    assert sorted(at_once(acts)) == [303] + [429] * 7
    assert Comment.objects.count() == 1


def test_ten_readers_post_at_once_and_every_page_is_told_in_order(capsys):
    article, readers = make_article(), [make_reader(f"读者{n}号") for n in range(10)]
    start = Article.objects.get(pk=article.pk).cursor
    acts = [press(r, f"/news/{article.pk}/comments/", {"text": f"{r.name}到此"}) for r in readers]
    assert at_once(acts) == [303] * 10
    assert sorted(Comment.objects.values_list("floor", flat=True)) == list(range(1, 11))
    told = list(Change.objects.after(article.pk, start).filter(kind="comment").values_list("target", flat=True))
    assert told == list(Comment.objects.order_by("floor").values_list("pk", flat=True))
    html = Client().get(f"/news/{article.pk}/changes/?after={start}").content.decode()
    assert html.count('data-state="visible"') == 10 and 'data-count="10"' in html
    assert_recounted(capsys)


def test_a_ruling_a_deletion_votes_and_answers_meet_on_one_comment(capsys):
    article, author, moderator = make_article(), make_reader("糖桔"), make_reader("青禾", is_staff=True)
    comment = Comment.post(article, author, "众矢之的")
    readers = [make_reader(f"读者{n}号") for n in range(6)]
    acts = [lambda: comment.hide(moderator, "insult"), press(author, f"/comments/{comment.pk}/deletion/")]
    acts += [press(r, f"/comments/{comment.pk}/votes/?want=egg") for r in readers]
    acts += [press(r, f"/news/{article.pk}/comments/", {"text": r.name, "parent": comment.pk}) for r in readers]
    assert set(at_once(acts)[2:]) <= {303, 403, 404}
    comment.refresh_from_db()
    assert comment.state in ("hidden", "deleted") and Ruling.objects.count() == (comment.state == "hidden")
    assert_recounted(capsys)


def test_five_moderators_hide_one_comment_at_once_and_one_of_them_did():
    comment = Comment.post(make_article(), make_reader("糖桔"), "说过头了")
    moderators = [make_reader(f"值班{n}号", is_staff=True) for n in range(5)]
    at_once([lambda m=m: comment.hide(m, "insult") for m in moderators])
    article = Article.objects.get()
    assert (Ruling.objects.count(), article.comment_count) == (1, 0)


def test_two_registrations_of_one_name_in_two_spellings_are_one_account():
    call_command("createcachetable")
    names = ["郑长仁", "鄭長仁"] * 3
    acts = [press(None, "/accounts/signup/", {"username": n, "password1": "春风又绿江南岸9"}) for n in names]
    statuses = at_once(acts)
    assert statuses.count(302) == 1 and set(statuses) <= {200, 302, 429}
    assert Reader.objects.named("郑长仁").count() == Reader.objects.count() == 1
