"""What is written with kept SQL is what Django's own `save`, `bulk_create` and `update` write."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from comments.models import Comment, CommentEntry, CommentVote, LedgerEntry, Reader
from news.compiled_queries import Given
from news.compiled_writes import AT_ONCE_MOST, CompiledInsert, CompiledSave, CompiledUpdate
from news.models import Change
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return Comment.post(make_article("有人评论的新闻"), make_reader("先说的"), "第一句说得明明白白")


def columns(row):
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


@pytest.mark.parametrize("model", [Change, Comment, CommentEntry, CommentVote, LedgerEntry])
def test_an_insert_is_what_django_makes_of_it(model, comment, django_assert_num_queries):
    """Every column of every kind, NULL and defaults too."""
    article, voter = comment.article, make_reader("投票的")
    unindexed = Comment.objects.create(article=article, author=voter, text="没有列入索引")
    rows = {
        Change: lambda: Change(article=article, kind="count", target=article.pk),
        Comment: lambda: Comment(
            article=article,
            author=voter,
            parent=comment,
            text="说'%s'与\"%\"\\",
            flower_weight=Decimal("1.5"),
            hot=0.1 + 0.2,
            shown_at=timezone.now(),
            lifted=True,
            digest="d",
            folded="f",
        ),
        CommentEntry: lambda: CommentEntry(pk=-7, thing=unindexed),
        CommentVote: lambda: CommentVote(comment=comment, reader=voter, kind="egg", weight=Decimal("0.5")),
        LedgerEntry: lambda: LedgerEntry(reader=voter, amount=-20, reason="removal", comment=comment),
    }
    row = rows[model]()
    insert = CompiledInsert(lambda: model)
    with django_assert_num_queries(1):
        insert.save(row)
    assert row.pk and not row._state.adding and row._state.db == "default"
    stored = model.objects.get(pk=row.pk)
    assert columns(stored) == columns(row)
    said = {name: value for name, value in columns(stored).items() if name != "id"}
    model.objects.filter(pk=row.pk).delete()
    again = model(**said, **({"id": row.pk} if model is CommentEntry else {}))
    again.save(force_insert=True)  # by Django itself, which counts on
    assert again.pk == row.pk if model is CommentEntry else again.pk > row.pk
    assert columns(model.objects.get(pk=again.pk)) == columns(stored) | {"id": again.pk}


@pytest.mark.parametrize("size", [1, 2, AT_ONCE_MOST, AT_ONCE_MOST + 1])
def test_many_rows_get_their_keys_in_order(size, comment, django_assert_num_queries):
    rows = [Change(article=comment.article, kind="comment", target=target) for target in range(size)]
    insert = CompiledInsert(lambda: Change)
    insert.save(*rows[:0])
    with django_assert_num_queries(1):
        insert.save(*rows)
    stored = Change.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    assert [row.target for row in stored] == [*range(size)] and [row.pk for row in stored] == [row.pk for row in rows]


def test_of_rows_without_end_no_more_sql_is_kept(comment):
    insert = CompiledInsert(lambda: Change)
    for size in range(1, AT_ONCE_MOST + 20):
        insert.save(*(Change(article=comment.article, kind="comment", target=0) for _ in range(size)))
    assert len(insert.kept) == AT_ONCE_MOST


def test_a_constraint_holds(comment):
    voter = make_reader("投票的")
    votes = [CommentVote(comment=comment, reader=voter, kind="egg", weight=1) for _ in range(2)]
    CommentVote.NEW.save(votes[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentVote.NEW.save(votes[1])
    assert CommentVote.objects.count() == 1


def test_a_value_that_the_database_computes_is_refused(comment):
    """Its SQL would be another one each time."""
    change = Change(article=comment.article, kind="comment", target=F("id"))
    with pytest.raises(Exception), transaction.atomic():  # noqa: B017  (each database says it in its own way)
        CompiledInsert(lambda: Change).save(change)


def test_a_save_writes_those_columns_alone(comment, django_assert_num_queries):
    save = CompiledSave(lambda: Comment, ["flowers", "flower_weight", "hot", "edited_at", "lifted", "text"])
    values = {
        "flowers": 7,
        "flower_weight": Decimal("6.5"),
        "hot": 1 / 3,
        "edited_at": timezone.now() - timedelta(days=1),
        "lifted": True,
        "text": "改成'%s'了",
    }
    for name, value in values.items():
        setattr(comment, name, value)
    comment.eggs = 99
    with django_assert_num_queries(1):
        save.save(comment)
    stored = Comment.objects.get(pk=comment.pk)
    assert {name: getattr(stored, name) for name in values} == values and stored.eggs == 0
    comment.edited_at = None
    save.save(comment)
    assert Comment.objects.get(pk=comment.pk).edited_at is None


def test_a_save_of_a_row_that_is_gone_is_an_error(comment):
    gone = Comment.objects.get(pk=comment.pk)
    gone.pk += 1
    with pytest.raises(DatabaseError):
        CompiledSave(lambda: Comment, ["flowers"]).save(gone)


def test_an_update_counts_its_rows(comment, django_assert_num_queries):
    step = Given("step", models.IntegerField())
    update = CompiledUpdate(
        lambda: (Reader.objects.filter(pk__gte=Given("least")), {"facts_version": F("facts_version") + step})
    )
    other = make_reader("另一位")
    before = {reader.pk: reader.facts_version for reader in Reader.objects.all()}
    with django_assert_num_queries(1):
        assert update.run(least=other.pk, step=3) == 1
    assert update.run(least=0, step=-1) == 2 and update.run(least=other.pk + 1, step=1) == 0
    after = {reader.pk: reader.facts_version for reader in Reader.objects.all()}
    assert {pk: after[pk] - before[pk] for pk in after} == {comment.author_id: -1, other.pk: 2}


def test_sql_is_made_once(comment, monkeypatch):
    save = CompiledSave(lambda: Comment, ["flowers"])
    insert = CompiledInsert(lambda: Change)
    save.save(comment)
    insert.save(Change(article=comment.article, kind="comment", target=0))
    monkeypatch.setattr(CompiledUpdate, "make_sql", None)
    monkeypatch.setattr(CompiledInsert, "make_sql", None)
    comment.flowers = 4
    save.save(comment)
    insert.save(Change(article=comment.article, kind="comment", target=1))
    assert Comment.objects.get(pk=comment.pk).flowers == 4
