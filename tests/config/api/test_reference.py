"""The description of the API for machines and for people."""

import pytest

from config.api.reference import type_names
from config.api.site_api import api

pytestmark = pytest.mark.django_db


def test_the_page_names_whatever_the_description_has(client):
    openapi, page = client.get("/api/v1/openapi.json").json(), client.get("/api/v1/").content.decode()
    assert openapi["openapi"] == "3.1.0" and len(openapi["paths"]) == 11
    for path, methods in openapi["paths"].items():
        assert list(methods) == ["get"] and f"GET {path}<" in page
        assert all(f"<code>{one['name']}</code>" in page for one in methods["get"]["parameters"])
    for name, schema in openapi["components"]["schemas"].items():
        assert f'id="{name}"' in page and all(f"<code>{field}</code>" in page for field in schema["properties"])
    assert "<script>" not in page and "https://" not in page.partition("<main")[2].partition("</main")[0]


def test_the_page_is_converted_and_the_description_names_the_variants(client):
    page = client.get("/zh-hant/api/v1/").content.decode()
    assert "開放 API" in page and 'href="/api/v1/openapi.json"' in page
    servers = client.get("/zh-hant/api/v1/openapi.json").json()["servers"]
    assert [one["url"].rpartition("/")[2] for one in servers][1:] == ["zh-hans", "zh-hant", "zh-hk"]


def test_every_operation_has_its_own_name_and_a_sentence():
    operations = [methods["get"] for methods in api.get_openapi_schema()["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert not [one["operationId"] for one in operations if one["summary"].isascii()]


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ({"type": "string"}, [("文字", "")]),
        ({"type": "string", "format": "date-time"}, [("时刻", "")]),
        ({"enum": ["a", "b"], "type": "string"}, [("a", ""), ("b", "")]),
        ({"anyOf": [{"$ref": "#/components/schemas/X"}, {"type": "null"}]}, [("X", "X"), ("null", "")]),
        ({"type": "array", "items": {"$ref": "#/components/schemas/X"}}, [("X 的列表", "X")]),
    ],
)
def test_what_a_value_may_be_is_said_in_a_word(schema, names):
    assert type_names(schema) == names
