"""No address of the site answers with an error of the server, whoever asks for it and whatever is sent to it."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import resolve, reverse

from news.variants.text import VARIANTS
from tests.comments.moderation.admin_roles import ROLES, TRIED
from tests.config.crawl_world import World
from tests.config.crawling import Crawl, addresses, parameters, routes

pytestmark = pytest.mark.django_db
SITE = [route for route in routes() if not route.startswith("admin/")]
# Roles to whom public pages look different; the others see what one of these sees. Another database answers each the
# same, so that there two of them are enough.
NEAR = ["guest", "reader", "moderator", "superuser"] if TRIED == ROLES else ["reader", "superuser"]
GARBAGE = ["\x00", "9" * 40, "-1", "字" * 3000, "<b>'\"", "\ud7ff‮"]
FIELDS = [
    "text",
    "parent",
    "key",
    "kind",
    "want",
    "reason",
    "title",
    "link",
    "board",
    "choices",
    "choice",
    "name",
    "email",
    "password",
    "password1",
    "login",
    "next",
    "word",
    "last",
    "mail",
    "variant",
    "proof",
    "after",
    "page",
    "sort",
    "q",
    "act",
    "action",
    "wanted",
    "sign",
    "bio",
    "portrait",
    "caption",
    "photo",
    "code",
    "_selected_action",
]
ACTION = {"reason": "spam", "note": "", "answer": "理由", "channel": ""}


@pytest.fixture
def world(settings, caplog):
    caplog.set_level("CRITICAL", "django")  # a refusal is logged with its traceback, which takes longer than it
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    return World()


def valid(world):
    """What an act of the site takes, whichever it is."""
    return {
        "text": "一句新的话，够长的一句话。",
        "parent": world.comment.pk,
        "key": "k",
        "kind": "flower",
        "title": "标题",
        "choice": world.choices[0].pk,
        "name": "新的名字",
        "email": "new@example.org",
        "login": "糖桔",
        "password": "花好月圆-2024",
        "word": "吵闹",
        "mail": "daily",
        "variant": "zh-hant",
        "proof": "是我",
        "last": "1",
        "link": "https://example.org/",
        "choices": [world.choices[0].pk],
    }


def test_every_address_has_a_sample_that_leads_to_its_own_view(world):
    for route in SITE:
        paths = list(addresses(route, world.samples()))
        assert paths
        if parameters(route) and "media" not in route:
            assert resolve(paths[0]).route.replace("^", "") == route.replace("^", ""), (route, paths[0])


def test_an_address_without_a_sample_is_noticed(world):
    with pytest.raises(KeyError, match="no sample"):
        list(addresses("things/<int:pk>/", world.samples()))


@pytest.mark.parametrize("role", TRIED)
def test_every_public_address_is_answered(world, role):
    crawl = Crawl(world.client(role), role)
    for route in SITE:
        for path in addresses(route, world.samples()):
            crawl.ask("get", path)
            if role in NEAR:
                crawl.ask("head", path)
                crawl.ask("get", path, **{"X-Fragment": "yes"})
    for path in [path for route in SITE for path in list(addresses(route, world.samples()))[:1]]:
        for slug in VARIANTS if role in NEAR else ():
            crawl.ask("get", f"/{slug}{path}")
    assert crawl.asked > 100 and crawl.wrong == []


@pytest.mark.parametrize("road", ["script", "form"])
@pytest.mark.parametrize("role", NEAR)
def test_every_act_is_answered_whatever_is_sent(world, role, road):
    crawl = Crawl(world.client(role), role)
    headers = {"X-Fragment": "yes"} if road == "script" else {}
    sent = [{}, valid(world), valid(world) | {"kind": "egg", "reason": "insult", "parent": ""}]
    sent += [dict.fromkeys(FIELDS, garbage) for garbage in GARBAGE]
    for route in SITE:
        for path in list(addresses(route, world.samples()))[:3]:
            for data in sent:
                answer = crawl.ask("post", path, data, **headers)
                if answer is not None and answer.status_code == 405:
                    break
    assert crawl.asked > 100 and crawl.wrong == []


@pytest.mark.parametrize("role", NEAR)
def test_every_form_of_a_page_may_be_sent_as_the_page_gives_it(world, role):
    crawl = Crawl(world.client(role), role)
    for path in [path for route in SITE for path in list(addresses(route, world.samples()))[:1]]:
        for address, values in crawl.forms(path):
            crawl.ask("post", address, values)
            crawl.ask("post", address, values, **{"X-Fragment": "yes"})
    assert crawl.asked > 100 and crawl.wrong == []


def row_of(model, reader):
    """A row of this model for its pages; there must be one."""
    request = RequestFactory().get("/")
    request.user = reader
    rows = admin.site._registry[model].get_queryset(request)
    assert model._default_manager.exists(), f"no sample of {model}: add one to tests/config/crawl_world.py"
    return rows.first() or model._default_manager.first()


def name_of(model, page):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def lists_of(crawl, path, model_admin, reader):
    """The list of a model by every filter, order and search that it offers."""
    answer = crawl.ask("get", path)
    if answer is None or answer.status_code != 200:
        return
    queries = {
        choice["query_string"]
        for spec in answer.context["cl"].filter_specs
        for choice in spec.choices(answer.context["cl"])
    }
    for query in sorted(queries)[: None if crawl.role in NEAR else 4]:
        crawl.ask("get", path + query)
    for query in (
        "?q=国",
        "?q=%00",
        "?q=" + "长" * 300,
        "?o=1.-2.99",
        "?o=x",
        "?p=99",
        "?p=x",
        "?all=1",
        "?e=1",
        "?_facets=1",
        "?_popup=1",
    ):
        crawl.ask("get", path + query)


@pytest.mark.parametrize("role", TRIED)
def test_every_address_of_the_admin_is_answered(world, role):
    crawl = Crawl(client := world.client(role), role)
    reader = client.reader or world.author
    for page in ("index", "login", "password_change", "password_change_done", "jsi18n", "autocomplete"):
        crawl.ask("get", reverse(f"admin:{page}"))
    for model, model_admin in admin.site._registry.items():
        lists_of(crawl, reverse(name_of(model, "changelist")), model_admin, reader)
        crawl.ask("get", reverse("admin:app_list", args=[model._meta.app_label]))
        crawl.ask("get", reverse(name_of(model, "add")))
        for field in [field for field in model._meta.fields if field.is_relation]:
            facts = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name}
            crawl.ask("get", reverse("admin:autocomplete"), facts | {"term": "国"})
        for page in ("change", "history", "delete"):
            crawl.ask("get", reverse(name_of(model, page), args=[row_of(model, reader).pk]))
        for pk in (FAR_AWAY, "x", "1\x00") if role in NEAR else ():
            crawl.ask("get", reverse(name_of(model, "change"), args=[pk]))
    assert crawl.asked > 150 and crawl.wrong == []


FAR_AWAY = 10**25


@pytest.mark.parametrize("role", [role for role in TRIED if role != "guest"])
def test_every_form_and_action_of_the_admin_is_answered_whatever_is_sent(world, role):
    crawl = Crawl(client := world.client(role), role)
    for model in admin.site._registry:
        path, pk = reverse(name_of(model, "changelist")), row_of(model, client.reader).pk
        for page in (reverse(name_of(model, "add")), reverse(name_of(model, "change"), args=[pk])):
            forms = [
                values for address, values in crawl.forms(page) if "logout" not in address and "theme" not in address
            ]
            for values in forms[-1:]:
                crawl.ask("post", page, values)
                crawl.ask("post", page, dict.fromkeys(values, GARBAGE[0]))
                crawl.ask(
                    "post", page, {name: value if "FORMS" in name else GARBAGE[1] for name, value in values.items()}
                )
                crawl.ask(
                    "post", page, {name: value if "FORMS" in name else GARBAGE[3] for name, value in values.items()}
                )
            crawl.ask("post", page, {})
        crawl.ask("post", reverse(name_of(model, "delete"), args=[pk]), {"post": "yes"})
        answer = crawl.ask("get", path)
        actions = answer.context["cl"].model_admin.get_actions(answer.wsgi_request) if answer.status_code == 200 else []
        for action in [*actions, "nothing"]:
            for selected in ([pk], [], ["x"], ["\x00"], [FAR_AWAY]):
                crawl.ask("post", path, ACTION | {"action": action, "_selected_action": selected, "index": "0"})
            crawl.ask("post", path, {"action": action, "_selected_action": [pk], "index": "x", "reason": "\x00"})
    assert crawl.asked > 100 and crawl.wrong == []
