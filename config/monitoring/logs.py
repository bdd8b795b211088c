"""The log: plain lines for people, or one JSON object a line for machines, each with the id of its request."""

import json
import logging
import re
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

NUMBERS = count(1)
REQUEST_ID = re.compile(r"^[\w.:-]{8,64}$", re.ASCII)
request_id: ContextVar[str] = ContextVar("request_id", default="")


def make_request_id(given: str) -> str:
    """The id that a proxy of ours gave a request, if it looks like one, else a new one."""
    return given if REQUEST_ID.match(given) else new_request_id()


def new_request_id() -> str:
    return f"{process_mark()}-{next(NUMBERS):x}"


@cache
def process_mark() -> str:
    """What tells the ids of this process from those of others."""
    return secrets.token_hex(6)


class WithRequest(logging.Filter):
    """Put the id of the request in hand onto every record."""

    def filter(self, record: Any) -> bool:
        record.request_id = request_id.get()
        return True


class Plain(logging.Formatter):
    def format(self, record: Any) -> str:
        line = super().format(record)
        return f"{line} [{record.request_id}]" if getattr(record, "request_id", "") else line


class JsonLines(logging.Formatter):
    """One object a line, whatever a message or traceback contains."""

    def format(self, record: Any) -> Any:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
            "exception": self.formatException(record.exc_info) if record.exc_info else "",
        }
        return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def logging_config(kind: str) -> dict:
    """Django's LOGGING for `plain` or `json`, on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "config.monitoring.logs.WithRequest"}},
        "formatters": {
            "plain": {
                "()": "config.monitoring.logs.Plain",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            },
            "json": {"()": "config.monitoring.logs.JsonLines"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": kind, "filters": ["request"]}},
        "root": {"handlers": ["console"], "level": "WARNING"},
    }
