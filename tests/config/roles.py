"""What each role is answered at each address of the admin, and what it is asked with."""

import re
from functools import reduce

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.urls import reverse

from news.models import Article
from tests.config.crawling import routes

ROLES = ["guest", "reader", "editor", "moderator", "board_moderator", "chief", "superuser"]
SIGN_IN, REFUSED, NO_METHOD, ALLOWED = ">", "-", "x", "+"


# How Django writes what an address of the admin names, and what it is called in the table.
NAMES = [
    (r"<path:content_type_id>", "<type>"),
    (r"<path:object_id>|<int:pk>", "<pk>"),
    (r"<int:number>", "<number>"),
    (r"^\^\(\?P<app_label>.*", "<app_label>/"),
    (r"^\(\?P<url>.*", "<anything>"),
    (r"^$", "(index)"),
]


def admin_routes():
    """Every address of the admin, as the table calls it."""
    return [reduce(lambda route, pair: re.sub(*pair, route), NAMES, route) for route in routes(admin.site.get_urls())]


def model_of(route):
    """The model whose rows an address names, or None."""
    if route.startswith("comments/comment/queue/threads/"):
        return Article
    app, _, rest = route.partition("/")
    name = rest.partition("/")[0]
    return next((one for one in admin.site._registry if one._meta.label_lower == f"{app}.{name}"), None)


def row_for(model, reader):
    """A row of this model that `reader` sees, or, where they see none, any."""
    request = RequestFactory().get("/")
    request.user = reader
    rows = admin.site._registry[model].get_queryset(request)
    return rows.order_by("pk").first() or model._default_manager.order_by("pk").first()


def path_for(route, reader, world):
    """The address with a sample for each of its parameters."""
    model = model_of(route)
    key = row_for(model, reader).pk if model else world.in_section.pk
    samples = {
        "(index)": "",
        "<type>": ContentType.objects.get_for_model(world.in_section).pk,
        "<pk>": key,
        "<number>": world.version.pk,
        "<app_label>": "comments",
        "<anything>": "nothing/",
    }
    for name, value in samples.items():
        route = route.replace(name, str(value))
    return f"/admin/{route}"


def parse_table(text):
    """{address: the letters of its columns}"""
    rows = [line.split() for line in text.strip().splitlines()]
    return {address: columns for address, *columns in rows}


def letter(answer, path):
    """One of the four letters above, for an answer."""
    place = answer.get("Location", "") if answer.status_code in (301, 302, 303) else ""
    if "/login/" in place or "尚未保存" in answer.text_of_page.decode("utf-8", "replace"):
        return SIGN_IN
    if answer.status_code == 405:
        return NO_METHOD
    if answer.status_code in (403, 404) or place == reverse("admin:index") != path:
        return REFUSED
    assert answer.status_code <= 400, (path, answer.status_code)  # 400: it is asked without what it needs
    return ALLOWED
