"""What rows have in common is rendered once, and every row is still its own."""

import pytest

from comments.models import Comment, CommentVote
from comments.thread.rows import FRAGMENTS, NO_COMMENT, render_row
from news.caching.parts import join_parts
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db


def rows_of(*pks):
    comments = {comment.pk: comment for comment in Comment.objects.filter(pk__in=pks).for_rendering()}
    return [join_parts(render_row(comments[pk]).parts) for pk in pks]


def test_a_row_is_the_same_whether_its_fragments_are_kept_or_not(say, tangju, fufeng):
    pks = [say(tangju, "第一句话").pk, say(tangju, "第二句话").pk]
    pks.append(say(fufeng, "回答第一句", Comment.objects.get(pk=pks[0])).pk)
    CommentVote.cast(fufeng, Comment.objects.get(pk=pks[1]), "flower")
    CommentVote.cast(tangju, Comment.objects.get(pk=pks[2]), "egg")
    kept = rows_of(*pks)
    alone = []
    for pk in pks:
        FRAGMENTS.clear()
        alone += rows_of(pk)
    assert kept == alone
    for pk, html in zip(pks, kept, strict=True):
        others = [f"/comments/{other}/" for other in pks if other != pk]
        assert str(NO_COMMENT) not in html and f'formaction="/comments/{pk}/votes/?kind=flower"' in html
        assert f'href="/comments/{pk}/reports/"' in html and f"<!--me:c{pk}-->" in html
        assert not [other for other in others if f"{other}votes/" in html]
    assert ">查看对话<span" in kept[0] and "查看对话" not in kept[1] and "查看对话</a>" in kept[2]


def test_a_name_and_a_badge_are_those_of_today(say, tangju):
    pk = say(tangju, "一句话").pk
    (before,) = rows_of(pk)
    tangju.set_name("改了名字")
    tangju.revision += 1
    tangju.save()
    (after,) = rows_of(pk)
    assert "糖桔" in before and "糖桔" not in after and after.count("改了名字") == 1


def test_of_any_number_of_people_little_is_kept(say, monkeypatch):
    monkeypatch.setattr(FRAGMENTS, "most", 20_000)
    for number in range(40):
        rows_of(say(make_reader(f"第{number}位"), f"第 {number} 句话").pk)
    assert 0 < FRAGMENTS.size <= 20_000
