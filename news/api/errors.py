"""Errors of the API: JSON with one plain sentence, in the variant of the address."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from news.api.schemas import ErrorAnswer
from news.variants.interface import convert_sentence

NOT_FOUND = "没有找到。它可能已经撤下，或者地址不完整。"
API = re.compile(r"/api(?:/|$)")  # what stands behind the variant's prefix


def is_api(path: str) -> bool:
    return bool(API.match(path))


def answer_error(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    variant = getattr(request, "variant", "")
    said = ErrorAnswer(status=status, message=convert_sentence(sentence, variant))
    response = HttpResponse(said.model_dump_json(), status=status, content_type="application/json; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def answer_missing(request: HttpRequest, error: Any) -> HttpResponse:
    said = str(error)
    return answer_error(request, 404, NOT_FOUND if said.isascii() else said)  # Django's own messages are English


def answer_refusal(request: HttpRequest, error: Any) -> HttpResponse:
    return answer_error(request, error.status_code, error.message)


def answer_invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """404 for an address that nothing has, 400 for what it asks with."""
    if any(one["loc"][0] == "path" for one in error.errors):
        return answer_error(request, 404, NOT_FOUND)
    names = "、".join(dict.fromkeys(str(one["loc"][-1]) for one in error.errors))
    return answer_error(request, 400, f"参数 {names} 的值不对，请看 /api/v1/ 的说明。")


def register_error_answers(api: NinjaAPI) -> None:
    """Have whatever an operation raises answered here; the rest is answered by `news.pages.errors`."""
    api.add_exception_handler(Http404, answer_missing)
    api.add_exception_handler(HttpError, answer_refusal)
    api.add_exception_handler(ValidationError, answer_invalid)
