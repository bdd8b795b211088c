"""A form of the admin that came without a session or with an old token: its text goes back to its sender, to be copied.

Nothing of it is kept here: whoever is not signed in could fill that. The page's script keeps it in the browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from news.http.origins import is_same_origin

if TYPE_CHECKING:
    from news.articles.models import Article, Source


MOST = 350_000  # characters that a page gives back: a story of the greatest length and what goes with it
COPY = "可以恢复在这个浏览器里填写的内容；也可以先复制下面的文字。"
SIGNED_OUT = f"登录已失效，这张表单尚未保存。重新登录后会回到表单，{COPY}"
STALE = f"这张表单打开以后您重新登录过，所以尚未保存。重新打开表单后，{COPY}"
FORM = re.compile(r"(?P<app>[a-z_]+)_(?P<model>[a-z]+)_(?:add|change)")
# Fields of the page's own, and values that nobody typed.
UNTYPED = re.compile(r"_.*|csrfmiddlewaretoken|action|index|select_across|.*-__prefix__-.*|.*_FORMS|.*password.*")
CHOSEN = re.compile(r"on|\d*|\s*")


def render_unsaved(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page that says why a form was not saved, with what was typed; nothing of what another site sent (403)."""
    typed = typed_texts(request) if is_same_origin(request) else []
    context = {"title": "尚未保存", "sentence": sentence, "typed": typed, "back": request.get_full_path()}
    response = render(request, "admin/unsaved.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def typed_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """[(label of a field, text)] of what was typed, up to a bound."""
    found, left = [], MOST
    for name, values in request.POST.lists():
        text = "\n".join(values)[:left]
        if not UNTYPED.fullmatch(name) and not CHOSEN.fullmatch(text):
            found.append((label_of(request, name)[:100], text))
            left -= len(text)
    return found


def label_of(request: HttpRequest, name: str) -> str:
    """What a field is called on the form: "标题", or "新闻来源 2 名称" of a row; else its name."""
    parts = re.fullmatch(r"(?:(.+)-(\d{1,4})-)?(.+)", name, re.DOTALL)
    if parts is None:  # a field without a name
        return name
    relation, number, column = parts.groups()
    try:
        match = FORM.fullmatch(resolve(request.path_info).url_name or "")
        model = apps.get_model(match["app"], match["model"]) if match else None
        if model is None:
            return name
        if relation is None:
            return str(field_of(model, column).verbose_name)
        rows = model._meta.get_field(relation).related_model
        return f"{rows._meta.verbose_name} {int(number) + 1} {field_of(rows, column).verbose_name}"
    except (Resolver404, LookupError, FieldDoesNotExist, AttributeError):
        return name


def field_of(model: type[Article] | type[Source], column: str) -> Any:
    """The field of a column, also where its widget sends two parts of it (`published_at_0`)."""
    return model._meta.get_field(re.sub(r"_[01]$", "", column))
