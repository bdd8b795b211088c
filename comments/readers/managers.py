"""How readers are made, found and locked: `Reader.objects`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import BaseUserManager, Permission
from django.db import transaction
from django.db.models import F, Q, QuerySet

from comments.readers.known_names import KnownName, spelled_first
from comments.readers.names import RAW_LONGEST, normalize_name, skeleton
from news.compiled_queries import CompiledListQuery, CompiledQuery, Given
from news.compiled_writes import CompiledUpdate

if TYPE_CHECKING:
    from comments.readers.models import Reader


class ReaderManager(BaseUserManager["Reader"]):
    @transaction.atomic
    def create_user(self, name: str, email: str = "", password: str | None = None, **fields: Any) -> Reader:
        reader = self.model(email=self.normalize_email(email), **fields)
        reader.set_name(name)
        reader.set_password(password)
        reader.save(using=self._db)
        KnownName.take(reader)
        return reader

    def create_superuser(self, name: str, email: str = "", password: str | None = None, **fields: Any) -> Reader:
        return self.create_user(name, email, password, is_staff=True, is_superuser=True, **fields)

    def named(self, name: str) -> QuerySet[Reader]:
        """The reader behind a name, in 简 or 繁 or look-alike letters.

        Readers who have had names that look alike since before they were known to: first who is spelled so.
        """
        if len(name) > RAW_LONGEST:
            return self.none()
        rows = self.filter(Q(skeleton=skeleton(name)) | Q(name=normalize_name(name), erased_at=None))
        return rows.order_by(spelled_first(name))

    def staff_with(self, codename: str) -> QuerySet[Reader]:
        """Members of the staff who have this permission of the app, by themselves, by a group or as superusers."""
        permission = {"codename": codename, "content_type__app_label": "comments"}
        granted = Permission.objects.filter(**permission)
        may = Q(is_superuser=True) | Q(groups__permissions__in=granted) | Q(user_permissions__in=granted)
        return self.filter(may, is_staff=True, is_active=True).distinct()

    def raise_facts(self, *pks: Any) -> None:
        """Note that what is personal to these readers has changed: votes, own comments, relations, bans, ballots.

        In the transaction of the change. Notices and the reader's own columns count by themselves, see
        `comments.personal.sessions`.
        """
        if len(pks) == 1:
            RAISE_FACTS.run(pk=pks[0])
        else:
            self.filter(pk__in=pks).update(**RAISED_FACTS)

    def locked(self, *pks: Any) -> dict[int, Reader]:
        """Lock these readers, in order of pk; return them fresh, by pk. The lock lets others point at them."""
        return {reader.pk: reader for reader in LOCK.fetch(sorted(pks))}  # a long list is locked in parts: in order too


OF_PK = CompiledQuery(lambda: get_user_model().objects.filter(pk=Given("pk")))
RAISED_FACTS = {"facts_version": F("facts_version") + 1}
RAISE_FACTS = CompiledUpdate(lambda: (get_user_model().objects.filter(pk=Given("pk")), RAISED_FACTS))
LOCK = CompiledListQuery(
    lambda pks: get_user_model().objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
)
