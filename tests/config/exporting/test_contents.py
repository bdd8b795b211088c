"""Every model is exported or left out for a reason, and the document describes each column."""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey

from config.exporting.contents import EXPORTED, LEFT_OUT, SECRET_COLUMNS, SEEDED, WITH_SECRETS, Table, tables
from config.exporting.values import NAMED, reader_of

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "export.md").read_text("utf-8")
OPTIONAL = {"socialaccount"}  # installed where SOCIAL_PROVIDERS is set


def test_every_model_is_exported_or_left_out_with_a_reason():
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    listed = [label for label in [*EXPORTED, *LEFT_OUT] if label.split(".")[0] not in OPTIONAL]
    assert sorted(listed) == sorted(models), "name it in config/exporting/contents.py and docs/export.md"
    assert all(LEFT_OUT.values())
    assert set(SEEDED) | set(SECRET_COLUMNS) | WITH_SECRETS <= set(EXPORTED)


def test_what_a_row_points_at_is_loaded_before_it():
    loaded = set()
    for table in tables():
        loaded.add(table.model)
        for field in table.fields:
            if isinstance(field, ForeignKey):
                assert field.related_model in loaded | set(NAMED), f"{table.label}.{field.name}"


def test_every_column_can_be_read(db):
    for table in tables():
        for field in table.fields:
            assert reader_of(field), f"{table.label}.{field.name}"


def test_the_document_describes_every_file_and_every_column_and_no_other():
    sections = dict(re.findall(r"^### `data/(\S+)\.jsonl`.*?\n(.*?)(?=^##|\Z)", DOCUMENT, re.M | re.S))
    for table in tables():
        described = re.findall(r"^\| `(\w+)` \|", sections.pop(table.label.lower()), re.M)
        assert described == [field.name for field in table.fields], table.label
    assert set(sections) <= {"socialaccount.socialaccount"}


def test_the_document_says_what_is_left_out():
    for label in LEFT_OUT:
        assert f"`{label}`" in DOCUMENT, label


def test_the_name_of_a_file_follows_from_the_model():
    assert Table("comments.Ballot_choices").name == "comments.ballot_choices.jsonl"
