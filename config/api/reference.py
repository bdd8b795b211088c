"""An OpenAPI description as plain lists, for a template. Functions without Django."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

OWN_ERRORS = (400, 404, 410)  # the others are the same everywhere
TYPES = {"string": "文字", "integer": "整数", "number": "数", "boolean": "真假", "null": "null", "object": "对象"}
FORMATS = {"date-time": "时刻"}


def describe(openapi: dict[str, Any]) -> dict[str, Any]:
    """{"text", "servers", "groups": [(tag, operations)], "schemas": [(name, text, fields)]}."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in openapi["paths"].items():
        operation = methods["get"]
        groups.setdefault(operation["tags"][0], []).append(describe_operation(path, operation))
    schemas = openapi["components"]["schemas"]
    return {
        "text": openapi["info"]["description"],
        "servers": openapi["servers"],
        "groups": list(groups.items()),
        "schemas": [(name, one.get("description", ""), [*fields(one)]) for name, one in sorted(schemas.items())],
    }


def describe_operation(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": operation["operationId"],
        "path": path,
        "summary": operation["summary"],
        "text": operation.get("description", ""),
        "parameters": [describe_parameter(one) for one in operation["parameters"]],
        "schema": operation["responses"][200]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1],
        "errors": [status for status in operation["responses"] if status in OWN_ERRORS],
    }


def describe_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "required": parameter["required"],
        "types": type_names(schema),
        "default": schema.get("default"),
        "text": parameter.get("description", ""),
    }


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    """(name, types, text) of each field of an object."""
    for name, field in schema.get("properties", {}).items():
        yield name, type_names(field), field.get("description", "")


def type_names(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """[(what a value is called, the name of the object that it is or "")] of all that a value may be."""
    if "anyOf" in schema:
        return [name for one in schema["anyOf"] for name in type_names(one)]
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return [(name, name)]
    if schema.get("type") == "array":
        return [(f"{called} 的列表", name) for called, name in type_names(schema["items"])]
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return [(value, "") for value in values] or [(FORMATS.get(schema.get("format", ""), TYPES[schema["type"]]), "")]
