"""Two editors' versions of one story beside each other, on the page that says that they met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from news.editing.differences import compare_bodies, compare_texts
from news.text.markup import clean_body

if TYPE_CHECKING:
    from news.admin_forms.merging import Merge

BODY_COMPARED = 300_000  # characters, as many as a story may have
MAIN = ""  # the key of the main form, see `news.admin_forms.versions`


def compare_conflict(merge: Merge) -> dict[str, Any]:
    """What stands now (old) against what was typed (new), of title and body, where something was typed."""
    fields = [name for name in ("title", "body") if merge.was_typed(MAIN, name)]
    now, mine = ({name: text_of(page.form, name) for name in fields} for page in (merge.now, merge.sent))
    texts = [("标题", compare_texts(now["title"], mine["title"]))] if now.get("title") != mine.get("title") else []
    bodies = [clean_body(one.get("body", "")[:BODY_COMPARED]) for one in (now, mine)]
    return {"texts": texts, "body": compare_bodies(*bodies) if bodies[0] != bodies[1] else []}


def text_of(form: Any, name: str) -> str:
    return str(form[name].value() or "").replace("\x00", "").replace("\r\n", "\n")
