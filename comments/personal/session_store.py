"""Sessions in the database, as Django keeps them, read by a compiled query: all that Django answers needs one."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField
from django.utils import timezone

from news.compiled_queries import NOW, CompiledQuery, Given

OF_KEY = CompiledQuery(lambda: Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=NOW))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """The row of this session; None if there is none any more, which Django's own then takes note of."""
        found: Session | None = OF_KEY.first(key=self.session_key, now=timezone.now())
        return found or super()._get_session_from_db()  # type: ignore[misc]  # its types leave it out
