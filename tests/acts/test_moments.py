"""Every act, with a script and without, in every moment that may lie between a page and what is sent from it.

No act is answered by an error of the server or a bare page; each refusal is one sentence; what was typed comes back;
nothing is done by, or shown to, another person than the one who pressed.
"""

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import override_settings

from tests.acts.sending import Sender, forms_of, leads_to_sign_in, sentence_of, tables_written
from tests.acts.table import ACTS
from tests.acts.world import World, sign_in

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://elsewhere.example"


def on_both_roads(acts):
    """Parameters `act` and `road`."""
    cells = [(act, road) for act in acts for road in act.roads]
    return pytest.mark.parametrize(("act", "road"), cells, ids=str)


TYPED = [act for act in ACTS if act.typed]
MEMBERS = [act for act in ACTS if act.stands != "guests"]


def every(acts):
    return pytest.mark.parametrize("act", acts, ids=str)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world, made once for all tests: what each does is a savepoint within, and is taken back."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    calm = {"COMMENT_INTERVAL_SECONDS": 0, "COMMENT_BURST": 1000, "HOLD_FIRST": 0, "PASSWORD_HASHERS": hashers}
    with django_db_blocker.unblock(), override_settings(**calm, LIMIT_FACTOR=1000), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def done(world, act, reader=None):
    """How often the database shows `act` done by a reader (糖桔); None where it leaves no row."""
    return act.count and int(act.count(world, reader or world.tangju))


def is_done(world, act, times=1):
    return act.count is None or done(world, act) == times


@on_both_roads(ACTS)
def test_from_a_fresh_page_it_is_done_once(world, act, road):
    sender = Sender(world, act, road, world.fresh).prepare()
    before = done(world, act, world.fufeng)
    answer = sender.send()
    assert answer.status_code < 400 or act.count is None, sentence_of(answer)
    assert answer.status_code < 500 and is_done(world, act)
    assert done(world, act, world.fufeng) == before or act.stands == "guests"


@on_both_roads(ACTS)
def test_sent_twice_it_is_done_once(world, act, road):
    sender = Sender(world, act, road, world.fresh).prepare()
    first, second = sender.send(), sender.send()
    assert is_done(world, act, act.again)
    if act.sent_twice == "refused":
        assert sentence_of(second)
    else:
        assert act.count is None or second.status_code == first.status_code
    assert second.status_code < 400 or sentence_of(second)


@every([act for act in ACTS if act.stands == "public"])
def test_a_guests_page_after_a_sign_in_elsewhere_is_sent_again_with_one_press(world, act):
    refused_and_sent_again(world, act, world.guest_page, world.tangju)


@every(ACTS)
def test_an_old_page_of_the_same_reader_is_sent_again_with_one_press(world, act):
    refused_and_sent_again(world, act, world.same_reader, world.tangju)


@every(ACTS)
def test_an_old_page_of_another_reader_says_who_is_signed_in_now(world, act):
    page = refused_and_sent_again(world, act, world.other_reader, world.fufeng, act.other)
    assert page.status_code in (302, 303) or "现在登录的账号" in page.text_of_page


def refused_and_sent_again(world, act, moment, reader, times=1):
    """A form of an older page is refused, with what was typed in it; pressed again, it is done by whoever is there."""
    sender = Sender(world, act, "page", moment).prepare()
    before = {who: done(world, act, who) for who in (world.tangju, world.fufeng)}
    with tables_written() as written:
        page = sender.send()
    assert written == []
    if page.status_code in (302, 303):  # no form of one's own stands there: for whoever is signed in already, say
        assert not act.typed and act.count is None
        return page
    assert sentence_of(page) and (page.status_code == 404 or page.status_code == 403 and page["X-Token"] == "stale")
    assert page["Cache-Control"].endswith("no-store") or "no-cache" in page["Cache-Control"]
    assert act.typed in page.text_of_page
    if times and list(forms_of(page.text_of_page)):
        press_again(world, act, sender, page, reader, times)
    others = world.fufeng if reader == world.tangju else world.tangju
    assert done(world, act, others) == before[others] or act.stands == "guests"
    return page


def press_again(world, act, sender, page, reader, times):
    answer = sender.press_again(page)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert not times or act.count is None
        assert sentence_of(answer) and act.typed in answer.text_of_page
    elif act.count and times:
        assert int(act.count(world, reader)) == times
        assert act.stands != "public" or urlsplit(answer["Location"]).path != urlsplit(act.address(world)).path


@pytest.mark.parametrize("moment", ["same_reader", "other_reader"])
@every([act for act in ACTS if "script" in act.roads])
def test_a_script_hears_that_its_page_is_old_and_nothing_is_done(world, act, moment):
    sender = Sender(world, act, "script", getattr(world, moment)).prepare()
    with tables_written() as written:
        answer = sender.send()
    assert written == [] and answer.status_code == 403 and answer["X-Token"] == "stale" and sentence_of(answer)
    if moment == "same_reader":
        sender.token = sender.client.get("/me/?token=1").json()["token"]
        assert sender.send().status_code < 500 and (is_done(world, act))


@on_both_roads(MEMBERS)
def test_signed_out_elsewhere_it_leads_to_sign_in(world, act, road):
    sender = Sender(world, act, road, world.signed_out).prepare()
    before = done(world, act)
    with tables_written() as written:
        answer = sender.send()
    assert written == [] and done(world, act) == before
    assert leads_to_sign_in(answer) or act.count is None and answer.status_code in (302, 303)


@on_both_roads([act for act in TYPED if act in MEMBERS])
def test_what_was_typed_waits_behind_sign_in(world, act, road):
    sender, page = typed_and_signed_in(world, act, road, "糖桔")
    assert act.typed in page.content.decode()
    page = sender.client.get(page.request["PATH_INFO"])
    page.text_of_page = page.content.decode()  # a reload takes nothing away
    assert sender.press_again(page).status_code < 400 and done(world, act) == 1


@every([act for act in TYPED if act in MEMBERS])
def test_what_was_typed_behind_sign_in_is_for_nobody_else(world, act):
    _, page = typed_and_signed_in(world, act, "page", "扶风")
    assert page.status_code in (200, 404) and act.typed not in page.content.decode()


def typed_and_signed_in(world, act, road, name):
    sender = Sender(world, act, road, world.signed_out)
    address = sender.send()["Location"]
    return sender, sender.client.get(sign_in(sender.client, name, address)["Location"])


@pytest.mark.parametrize("token", ["", "right"])
@every(ACTS)
def test_a_form_of_another_site_does_nothing_and_gets_no_form(world, act, token):
    sender = Sender(world, act, act.roads[-1] if token else "page", world.fresh).prepare()
    sender.token = token and sender.token
    with tables_written() as written:
        answer = sender.send(origin=ELSEWHERE, referer=f"{ELSEWHERE}/page")
    assert written == [] and answer.status_code == 403 and sentence_of(answer)
    assert not act.typed or act.typed not in answer.text_of_page
    assert list(forms_of(answer.text_of_page)) == []


@on_both_roads(TYPED)
def test_without_a_word_of_where_it_comes_from_a_form_without_a_token_gets_nothing(world, act, road):
    sender = Sender(world, act, road, world.fresh).prepare()
    sender.token, sender.client.defaults = "", {}
    with tables_written() as written:
        answer = sender.send(referer="")
    assert written == [] and answer.status_code == 403 and act.typed not in answer.text_of_page


@pytest.mark.parametrize(
    ("act", "happened", "road"),
    [(act, one, road) for act in ACTS for one in act.meanwhile for road in act.roads],
    ids=str,
)
def test_what_is_gone_meanwhile_is_said_and_what_was_typed_comes_back(world, act, happened, road):
    sender = Sender(world, act, road, world.fresh).prepare()
    getattr(world, happened)()
    before = done(world, act)
    answer = sender.send()
    assert 400 <= answer.status_code < 500 and sentence_of(answer)
    assert road == "script" or act.typed in answer.text_of_page
    assert done(world, act) == before
