"""Deleting what is old, some rows in a transaction: nobody who writes waits for more than one batch."""

from typing import Any

from django.db import models

BATCH = 500  # rows in a transaction
BATCHES_MOST = 200  # in one go; what is left goes with the next


def delete_in_batches(rows: models.QuerySet[Any, Any], batch: int = BATCH) -> int:
    """Delete `rows`, a few in each transaction, with what hangs on them; return how many of them went.

    Call it outside a transaction. Rows that have changed meanwhile and no longer belong to `rows` stay.
    """
    count = 0
    for _ in range(BATCHES_MOST):
        pks = list(rows.order_by().values_list("pk", flat=True)[:batch])
        if not pks:
            break
        _, by_model = rows.filter(pk__in=pks).delete()
        count += by_model.get(rows.model._meta.label, 0)
    return count
