"""Lists of the admin answer the lookups that they offer, and no other: no column is read letter by letter."""

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.test import RequestFactory
from django.urls import reverse

from comments.models import Claim, OutgoingMail
from config.admin import Site
from news.admin_forms.base import DeclaredLookups, declared_lookups
from tests.comments.moderation.admin_roles import ADDRESS, HASH, TRIED, make_role, plant_secrets
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db
STAFF = [role for role in TRIED if role not in ("staff", "reader", "guest")]
MODELS = list(admin.site._registry)
PROBES = {"password": "md5", "email": "very", "password__startswith": "md5", "email__regex": "(a+)+$", "pk__gt": "0"}
VALUES = ["", "1", "2024", "x", "a\x00b", "9" * 40, "2024-01-01 00:00:00+08:00", "-1", "True"]
ENDS = ["", "__startswith", "__regex", "__icontains", "__isnull", "__gt", "__in"]


@pytest.fixture(autouse=True)
def quiet_log(caplog):
    """Every refusal is logged with its traceback, which takes longer than the refusal."""
    caplog.set_level("CRITICAL", "django")


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def probes(model):
    """Parameters that nobody declared: every column by every kind of lookup, and columns behind each relation."""
    for field in model._meta.get_fields():
        name = field.name
        yield from (f"{name}{end}" for end in ENDS)
        if field.is_relation and field.related_model:
            yield from (f"{name}__{probe}" for probe in PROBES)
            yield from (f"{name}__{far.name}__password__startswith" for far in field.related_model._meta.get_fields())
    yield from PROBES
    yield from ["nothing", "comment__author__email", "author__password__startswith", "__", "pk__pk__pk"]


@pytest.fixture
def secret(cast, say):
    plant_secrets(cast.tangju)
    Claim.objects.create(imported=cast.fufeng, email=ADDRESS, proof="是我")
    OutgoingMail.objects.create(to=ADDRESS, subject="主题", body="正文", message_id="<1>", error=f"550 {ADDRESS}")
    return say(cast.tangju, "一句")


def test_every_registered_list_is_guarded_also_those_of_libraries():
    assert len(MODELS) > 15 and isinstance(admin.site, Site)
    assert [model for model, one in admin.site._registry.items() if not isinstance(one, DeclaredLookups)] == []


def test_whatever_may_be_searched_for_stands_in_an_order(rf):
    """Of what stands in none, the pages of a choice would repeat some and leave out others."""
    request = rf.get("/admin/")
    request.user = make_role("superuser")
    searched = {model: one for model, one in admin.site._registry.items() if one.search_fields}
    assert [model for model, one in searched.items() if not one.get_queryset(request).ordered] == []


def test_whoever_registers_a_plain_admin_gets_a_guarded_one():
    site = Site()
    site.register(Claim, type("Plain", (ModelAdmin,), {"list_filter": []}))
    assert isinstance(site._registry[Claim], DeclaredLookups)


def test_a_lookup_that_no_list_declares_is_refused(signed_in, secret):
    request = RequestFactory().get("/admin/")
    request.user = make_role("superuser")
    for model, one in admin.site._registry.items():
        declared = declared_lookups(one, request)
        tried = [probe for probe in dict.fromkeys(probes(model)) if probe not in declared]
        assert len(tried) > 20 and not [probe for probe in tried if one.lookup_allowed(probe, "1", request)]


@pytest.mark.parametrize("role", STAFF)
def test_no_role_reads_hashes_or_addresses_by_lookups(role, signed_in, secret):
    client, open_lists = signed_in(make_role(role)), 0
    for model in MODELS:
        if client.get(list_of(model)).status_code != 200:
            continue
        open_lists += 1
        for probe in (*PROBES, "author__password__startswith", "comment__author__email", "reader__email__regex"):
            assert client.get(list_of(model), {probe: "m"}).status_code == 400, (role, model, probe)
    assert open_lists >= 3


@pytest.mark.parametrize("role", STAFF)
def test_every_declared_lookup_is_answered_and_nonsense_in_it_is_no_error(role, signed_in, secret):
    client = signed_in(reader := make_role(role))
    for model, one in admin.site._registry.items():
        if client.get(path := list_of(model)).status_code != 200:
            continue
        request = RequestFactory().get(path)
        request.user = reader
        for lookup in declared_lookups(one, request):
            for value in VALUES:
                answer = client.get(path, {lookup: value})
                assert answer.status_code in (200, 302, 400), (path, lookup, value, answer.status_code)


def test_the_key_that_a_popup_gives_back_is_no_way_to_read_a_column(signed_in, secret, tangju):
    client = signed_in(make_role("moderator"))
    for path in ("/admin/comments/reader/", f"/admin/comments/reader/{tangju.pk}/change/"):
        assert client.get(path, {"_popup": "1", "_to_field": "id"}).status_code == 200
        for field in ("password", "email", "nothing", "author__password"):
            assert client.get(path, {"_popup": "1", "_to_field": field}).status_code == 400, (path, field)


@pytest.mark.parametrize("role", [role for role in STAFF if role != "superuser"])
def test_nobody_finds_a_reader_by_address_or_hash(role, signed_in, secret):
    client = signed_in(make_role(role))
    for model in MODELS:
        path = list_of(model)
        for words in (ADDRESS, "very-private", HASH):
            answer = client.get(path, {"q": words})
            assert answer.status_code in (200, 302, 403)
            assert (
                answer.status_code != 200
                or not answer.context["cl"].result_count
                or not answer.context["cl"].search_fields
            )
    source = {"app_label": "comments", "model_name": "comment", "field_name": "author"}
    for words in (ADDRESS, "very-private", "md5"):
        answer = client.get("/admin/autocomplete/", source | {"term": words})
        assert answer.status_code == 403 or answer.json()["results"] == []


@pytest.mark.parametrize("role", [role for role in STAFF if role != "superuser"])
def test_addresses_and_hashes_stand_on_no_page_below_superuser(role, signed_in, secret):
    client, seen = signed_in(make_role(role)), 0
    for model in MODELS:
        pages = [list_of(model)]
        for row in model._default_manager.all()[:30]:
            pages += [f"{list_of(model)}{row.pk}/{page}/" for page in ("change", "history", "delete")]
        for order in ("", *range(1, 12)):
            pages.append(f"{list_of(model)}?o={order}")
        for page in pages:
            answer = client.get(page)
            seen += answer.status_code == 200
            assert "very-private" not in answer.content.decode(), page
    assert seen > 10


def test_a_superuser_still_finds_whom_an_address_belongs_to(signed_in, secret):
    client = signed_in(make_role("superuser"))
    assert ADDRESS in client.get("/admin/account/emailaddress/", {"q": "very-private"}).content.decode()
    assert ADDRESS in client.get("/admin/comments/claim/", {"q": "very-private"}).content.decode()
    assert "very-private" not in client.get("/admin/mfa/authenticator/").content.decode()
    row = admin.site._registry  # secrets of the second factor are shown to nobody
    factor = next(model for model in row if model._meta.label_lower == "mfa.authenticator").objects.get()
    assert "very-private-seed" not in client.get(f"/admin/mfa/authenticator/{factor.pk}/change/").content.decode()
    assert client.get("/admin/mfa/authenticator/add/").status_code == 403
    assert make_reader("无关的人")
