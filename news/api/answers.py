"""Answers of the API that everybody may keep, and what they are documented to be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from pydantic import BaseModel

from news.api.schemas import ErrorAnswer
from news.caching.pages import cache_public, is_unchanged, make_etag, mark_noindex, render_once
from news.http.requests import SiteRequest

JSON = "application/json; charset=utf-8"


def documented(schema: type[BaseModel], *errors: int, moves: bool = False) -> dict[int, Any]:
    """The answers of an operation as its documentation lists them: `schema`, unchanged, and these errors.

    `moves`: what is asked for may stand elsewhere (302).
    """
    answers: dict[int, Any] = {200: schema, 302: None, 304: None} if moves else {200: schema, 304: None}
    return answers | dict.fromkeys(sorted({*errors, 429}), ErrorAnswer)


def answer_public(
    request: SiteRequest, cursors: list[Any], make: Callable[[], BaseModel | Mapping[str, Any]], keep: bool = False
) -> HttpResponse:
    """What `make` returns as JSON, or that it is unchanged; marked, as pages are, by `cursors` and the variant.

    `keep`: `make` asks the database, so that what it made is kept until the mark moves.
    """
    mark = make_etag(request, "api", *cursors)
    if is_unchanged(request, mark):
        return cache_public(HttpResponseNotModified(), mark)
    text = render_once(request, mark, lambda: (dump(make()),))[0] if keep else dump(make())
    return mark_noindex(cache_public(HttpResponse(text, content_type=JSON), mark))


def dump(answer: BaseModel | Mapping[str, Any]) -> str:
    return answer.model_dump_json() if isinstance(answer, BaseModel) else json.dumps(answer, ensure_ascii=False)
