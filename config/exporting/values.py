"""One value of a row, from the database to JSON and back; what comes back is checked as if anybody had written it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from config.exporting.errors import BadValue

Read = Callable[[Any], Any]  # a value of JSON becomes one of Python; BadValue if it is none

FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
FILE_NAME_LONGEST = 200
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NAMED = (Permission, ContentType)  # rows whose numbers each site gives anew: pointed at by name
# Columns that are no FileField or URLField and yet name files or are shown as links.
FILE_COLUMNS = {("news.Photo", "name"), ("comments.SubmissionPhoto", "name")}
URL_COLUMNS = {("comments.Submission", "link")}


def to_json(value: Any) -> str:
    """For `json.dumps`: what JSON has no form of, as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value)} has no form in an export")


def names_of(model: Any, alias: str) -> dict[int, str]:
    """{pk: a name that is the same on every site} of all permissions or content types."""
    columns = ("content_type__app_label", "codename") if model is Permission else ("app_label", "model")
    rows = model._base_manager.using(alias).values_list("pk", *columns)
    return {pk: f"{label}.{name}" for pk, label, name in rows}


def is_file_name(name: str) -> bool:
    """Whether a name is one that stays below the folder of pictures and videos."""
    return len(name) <= FILE_NAME_LONGEST and ".." not in name and bool(FILE_NAME.fullmatch(name))


def reader_of(field: models.Field) -> Read:
    """The function that reads the values of one column."""
    read = reader_of_kind(field)

    def read_or_null(value: Any) -> Any:
        if value is None:
            if field.null:
                return None
            raise BadValue("不能为空")
        return read(value)

    return read_or_null


def reader_of_kind(field: models.Field) -> Read:
    if isinstance(field, models.ForeignKey):
        if field.related_model in NAMED:
            return reader_of_names(field.related_model)
        return reader_of_kind(field.target_field)
    place = (field.model._meta.label, field.name)
    if isinstance(field, models.FileField) or place in FILE_COLUMNS:
        return reader_of_text(field.max_length, "文件名不允许", is_file_name)
    if isinstance(field, models.URLField) or place in URL_COLUMNS:
        return reader_of_text(field.max_length, "地址不以 http 或 https 开头", is_web_address)
    if isinstance(field, models.CharField | models.TextField):
        return reader_of_text(field.max_length if isinstance(field, models.CharField) else None)
    if isinstance(field, models.IntegerField | models.AutoField):
        return reader_of_integers(field.get_internal_type())
    if isinstance(field, models.DecimalField):
        return reader_of_decimals(field.max_digits or 0, field.decimal_places or 0)
    return OTHERS[field.get_internal_type()]


def reader_of_names(model: Any) -> Read:
    numbers = {name: pk for pk, name in names_of(model, "default").items()}

    def read(value: Any) -> int:
        if not isinstance(value, str) or value not in numbers:
            raise BadValue(f"本站没有 {str(value)[:80]!r}")
        return numbers[value]

    return read


def reader_of_text(longest: int | None, refusal: str = "", is_right: Callable[[str], bool] | None = None) -> Read:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise BadValue("应为文字")
        if longest and len(value) > longest:
            raise BadValue(f"超过 {longest} 个字")
        if UNSTORABLE.search(value):
            raise BadValue("有不能保存的字符")
        if is_right and value and not is_right(value):
            raise BadValue(refusal)
        return value

    return read


def is_web_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False


def reader_of_integers(kind: str) -> Read:
    least, most = BaseDatabaseOperations.integer_field_ranges[kind]

    def read(value: Any) -> int:
        if type(value) is not int:
            raise BadValue("应为整数")
        if not least <= value <= most:
            raise BadValue("数字超出范围")
        return value

    return read


def reader_of_decimals(digits: int, places: int) -> Read:
    most, smallest = Decimal(10) ** (digits - places), Decimal(1).scaleb(-places)

    def read(value: Any) -> Decimal:
        try:
            number = Decimal(value if isinstance(value, str) else "x")
            if abs(number) < most and number == number.quantize(smallest):
                return number
        except InvalidOperation:
            pass
        raise BadValue("应为写成文字的小数")

    return read


def read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue("应为 true 或 false")
    return value


def read_float(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise BadValue("应为数字")
    return float(value)


def read_moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment
    except (TypeError, ValueError):
        pass
    raise BadValue("应为带时区的时间")


def read_day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadValue("应为日期") from error


def read_json(value: Any) -> Any:
    return value


OTHERS: dict[str, Read] = {
    "BooleanField": read_flag,
    "FloatField": read_float,
    "DateTimeField": read_moment,
    "DateField": read_day,
    "JSONField": read_json,
}
