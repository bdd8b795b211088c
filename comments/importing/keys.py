"""What things from elsewhere are known by when they come a second time."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.utils import timezone


def hash_parts(*parts: Any) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def aware(moment: datetime) -> datetime:
    """A moment with its zone; without one it is told by the clock of this site."""
    return moment if moment.tzinfo else timezone.make_aware(moment)
