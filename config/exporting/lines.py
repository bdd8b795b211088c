"""Lines of an export: each one object of JSON, in the order of the keys; read with a bound on their length."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from config.exporting.contents import Table
from config.exporting.errors import BadValue, ExportError, damaged
from config.exporting.values import reader_of, to_json

LONGEST = 32 * 1024 * 1024


def write_line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=to_json).encode() + b"\n"


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line) of a file, the lines with their ends; ExportError at one that is too long or not whole."""
    number = 0
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST + 1):
                number += 1
                if len(line) > LONGEST:
                    raise damaged(path.name, number, "这一行太长")
                if not line.endswith(b"\n"):
                    raise damaged(path.name, number, "这一行不完整")
                yield number, line
    except OSError as error:
        raise ExportError(f"读不到 {path.name}：{error.strerror}。") from error


def parse_line(line: bytes) -> dict[str, Any]:
    """The object of one line; BadValue if it is none."""
    try:
        row = json.loads(line.decode(), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadValue("不是完整的 JSON") from error
    if not isinstance(row, dict):
        raise BadValue("不是一个 JSON 对象")
    return row


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


class RowReader:
    """Reads the rows of one table: lists of values in the order of its columns.

    `names`: the columns that the export has; one that is missing gets its default.
    """

    def __init__(self, table: Table, names: list[str]) -> None:
        self.table, self.names = table, set(names)
        known = {field.name: field for field in table.fields}
        if unknown := sorted(self.names - set(known)):
            raise ExportError(f"{table.name} 有本站不认识的栏 {unknown[0]}：导出来自较新的版本，请先更新程序。")
        missing = [field for name, field in known.items() if name not in self.names]
        if without := [field.name for field in missing if not field.has_default() and not field.null]:
            raise ExportError(f"{table.name} 没有 {without[0]} 这一栏。")
        self.columns = [(field.name, reader_of(field), field.get_default) for field in table.fields]

    def read(self, line: bytes) -> list[Any]:
        """The values of one line; BadValue, with the name of the column, if something is wrong."""
        row = parse_line(line)
        if row.keys() != self.names:
            wrong = sorted(row.keys() ^ self.names)
            raise BadValue(f"栏目不符（{wrong[0][:40]}）")
        return [self.value(row, *column) for column in self.columns]

    def value(self, row: dict[str, Any], name: str, read: Callable[..., Any], default: Callable[[], Any]) -> Any:
        if name not in row:
            return default()
        try:
            return read(row[name])
        except BadValue as error:
            raise BadValue(f"{name} {error}") from error

    def rows(self, path: Path, digest: Any = None) -> Iterator[tuple[int, list[Any]]]:
        """Yield (number of the line, values), lines into `digest`; ExportError at the first that is damaged."""
        for number, line in read_lines(path):
            if digest:
                digest.update(line)
            try:
                yield number, self.read(line)
            except BadValue as error:
                raise damaged(path.name, number, str(error)) from error
