"""A query that is compiled once answers as Django's own does, for whatever it is given."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, models, transaction
from django.db.models import Count, DateTimeField, DecimalField, TextField
from django.utils import timezone

from comments.models import Comment, Reader
from news.compiled_queries import CompiledListQuery, CompiledQuery, Given
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    """A story, its two comments by two readers, the second an answer to the first."""
    article = make_article("有人评论的新闻")
    first = Comment.post(article, make_reader("先说的"), "第一句说得明明白白")
    return article, first, Comment.post(article, make_reader("后说的"), "第二句接着说下去", first)


def columns(found):
    """Every column of an object that was read, what is deferred left out."""
    return {name: value for name, value in vars(found).items() if name != "_state"}


def test_objects_are_as_django_reads_them(thread):
    article, first, second = thread
    by_pk = CompiledQuery(lambda: Comment.objects.filter(pk=Given("pk")))
    for comment in (first, second):
        plain = Comment.objects.get(pk=comment.pk)
        found = by_pk.get(pk=comment.pk)
        assert columns(found) == columns(plain) and found._state.db == "default" and not found._state.adding


def test_related_deferred_and_annotated_columns_come_along(thread, django_assert_num_queries):
    _, first, second = thread
    build = Comment.objects.select_related("author", "parent__author").annotate(answered=Count("replies"))
    query = CompiledQuery(lambda: build.defer("folded").filter(pk=Given("pk")))
    query.get(pk=first.pk)
    with django_assert_num_queries(1):
        found = query.get(pk=second.pk)
        assert found.author.name == "后说的" and found.parent.author.name == "先说的" and found.answered == 0
    assert found.get_deferred_fields() == {"folded"} and query.get(pk=first.pk).answered == 1
    assert query.get(pk=first.pk).parent is None


def test_tuples_of_columns_of_every_kind(thread):
    article, first, second = thread
    names = ("created_at", "flower_weight", "lifted", "parent_id", "text")
    query = CompiledQuery(
        lambda: (
            Comment.objects.filter(
                created_at__lte=Given("until", DateTimeField()),
                flower_weight__gte=Given("least", DecimalField(max_digits=12, decimal_places=1)),
                article=Given("article"),
            )
            .order_by("pk")
            .values_list(*names)
        )
    )
    given = {"until": timezone.now(), "least": Decimal("0.0"), "article": article.pk}
    assert query.fetch(**given) == [*Comment.objects.order_by("pk").values_list(*names)]
    assert query.fetch(**given | {"least": Decimal("0.1")}) == []
    assert query.fetch(**given | {"until": first.created_at}) == [
        *Comment.objects.filter(pk=first.pk).values_list(*names)
    ]


def test_unions_and_limits(thread):
    _, first, second = thread
    one, other = (Comment.objects.filter(pk=Given(name)).values_list("pk") for name in ("one", "other"))
    both = CompiledQuery(lambda: one.union(other, all=True))
    assert sorted(both.fetch(one=first.pk, other=second.pk)) == [(first.pk,), (second.pk,)]
    assert both.fetch(one=first.pk, other=0) == [(first.pk,)]
    newest = CompiledQuery(lambda: Comment.objects.filter(pk__gte=Given("least")).order_by("-pk")[:1])
    assert newest.first(least=0) == second and newest.first(least=second.pk + 1) is None


@pytest.mark.parametrize("pk", [10**30, -(10**30), 2**63, -(2**63) - 1, 2**63 - 1])
def test_of_a_number_that_no_key_can_be_nothing_is_found(thread, pk):
    assert CompiledQuery(lambda: Comment.objects.filter(pk=Given("pk"))).first(pk=pk) is None


def test_nothing_found(thread):
    query = CompiledQuery(lambda: Comment.objects.filter(pk=Given("pk")))
    assert query.first(pk=0) is None and query.fetch(pk=0) == []
    with pytest.raises(Comment.DoesNotExist):
        query.get(pk=0)


@pytest.mark.parametrize(
    "hostile", ["'; DROP TABLE comments_comment; --", "%s", "100 %", "第一句说得明明白白", "\\", '"']
)
def test_what_is_given_is_never_sql(thread, hostile):
    query = CompiledQuery(lambda: Comment.objects.exclude(text="100 %").filter(text=Given("text", TextField())))
    assert query.fetch(text=hostile) == [*Comment.objects.filter(text=hostile)]


def test_a_value_that_was_not_given_is_an_error(thread):
    with pytest.raises(KeyError):
        CompiledQuery(lambda: Comment.objects.filter(pk=Given("pk"))).fetch()


def test_a_query_that_reads_the_clock_is_refused(thread):
    with pytest.raises(ValueError, match="clock"):
        CompiledQuery(lambda: Comment.objects.filter(created_at__lte=timezone.now())).fetch()


def test_the_sql_is_made_once_and_what_changed_since_is_seen(thread, monkeypatch):
    _, first, _ = thread
    query = CompiledQuery(lambda: Reader.objects.filter(pk=Given("pk")))
    assert query.get(pk=first.author_id).points == 0
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.as_sql", None)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_reader SET points = 7 WHERE id = %s", [first.author_id])
    assert query.get(pk=first.author_id).points == 7


@pytest.mark.django_db(transaction=True)
def test_each_thread_has_its_own_and_locks_need_a_transaction():
    reader = make_reader("上锁的")
    query = CompiledQuery(lambda: Reader.objects.select_for_update(no_key=True).filter(pk=Given("pk")))
    found = []

    def look():
        try:
            with transaction.atomic():
                found.append(query.get(pk=reader.pk).name)
        finally:
            connection.close()

    for thread in [threading.Thread(target=look) for _ in range(4)]:
        thread.start()
        thread.join()
    assert found == ["上锁的"] * 4
    with transaction.atomic():
        assert query.get(pk=reader.pk) == reader
    with pytest.raises(transaction.TransactionManagementError):
        query.get(pk=reader.pk)


def test_a_place_has_the_kind_that_it_was_given():
    assert isinstance(Given("pk").output_field, models.BigIntegerField)
    assert Given("since", DateTimeField()).prepare({"since": None}, connection) is None


def test_lists_of_any_length(thread, django_assert_num_queries):
    article, first, second = thread
    query = CompiledListQuery(lambda pks: Comment.objects.filter(pk__in=pks, article=Given("article")).order_by("pk"))
    one, other = first.pk, second.pk
    some = ([], [one], [other, one], [one, 0, one], [one, other, 0, 10**30])
    for listed in (*some, range(600), {one, *range(9000, 9300)}):
        assert query.fetch(listed, article=article.pk) == [
            *Comment.objects.filter(pk__in=[pk for pk in listed if pk < 10**18]).order_by("pk")
        ]
    assert query.fetch([one, other], article=0) == []
    with django_assert_num_queries(3):
        query.fetch(range(600), article=article.pk)


def test_lists_of_text(thread):
    query = CompiledListQuery(lambda texts: Comment.objects.filter(text__in=texts).order_by("pk"), TextField())
    assert query.fetch(["第一句说得明明白白", "没有这一句", "'"]) == [thread[1]]
