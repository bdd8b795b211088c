"""Whether a reader follows or blocks another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.relations.models import Block, Follow

if TYPE_CHECKING:
    from comments.readers.models import Reader


def relation_facts(reader: Reader, other: Reader) -> dict[str, Reader | bool]:
    """What `reader` has to do with the person whose page this is."""
    return {
        "other": other,
        "is_self": reader.pk == other.pk,
        "following": Follow.objects.filter(reader=reader, followed=other).exists(),
        "blocking": Block.between(reader, other),
    }
