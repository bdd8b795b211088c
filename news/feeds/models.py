"""Under which name feeds give their entries ids: taken once, so that no setting makes all entries new (RFC 4151)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.encoding import iri_to_uri

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def host_name() -> str:
    return settings.SITE_HOST or "localhost"


def site_key() -> str:
    """What tells this site from others that began under the same name, such as 127.0.0.1."""
    return get_random_string(8, LETTERS)


class FeedAuthority(models.Model):
    """One row. It goes along with the data, and neither SITE_URL nor https changes it."""

    host = models.CharField(max_length=255, default=host_name)
    since = models.DateField(default=timezone.localdate)
    key = models.CharField(max_length=16, default=site_key)

    def __str__(self) -> str:
        return f"{self.host},{self.since}"

    @classmethod
    def current(cls) -> "FeedAuthority":
        return cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]

    def tag(self, path: str) -> str:
        """The id of what stands at `path` (without a variant): `tag:news.example.org,2026-11-28:k3f9w2ab/news/5/`."""
        return f"tag:{self.host},{self.since}:{self.key}{iri_to_uri(path)}"
