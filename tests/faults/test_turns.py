"""Turns of writers on a real SQLite file; this part of the suite never runs on PostgreSQL."""

import pytest
from django.db import OperationalError, connection, transaction

from comments.models import Reader


@pytest.mark.django_db(transaction=True)
def test_a_transaction_holds_one_turn_and_gives_it_back_however_it_ends():
    with transaction.atomic(), transaction.atomic():
        assert connection.turns.taken
    assert not connection.turns.taken
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ = 1 / 0
    assert not connection.turns.taken
    with pytest.raises(OperationalError), transaction.atomic():
        connection.cursor().execute("SELECT nothing FROM nowhere")
    assert not connection.turns.taken
    atomic = transaction.atomic()
    atomic.__enter__()
    connection.close()
    assert not connection.turns.taken
    atomic.__exit__(None, None, None)
    assert Reader.objects.count() == 0
