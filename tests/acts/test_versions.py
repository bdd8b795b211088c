"""Whatever an act changes of what is personal to somebody, that person's version is another one afterwards."""

import pytest

from comments.personal.facts import ballots, personal_facts
from comments.personal.facts_cache import FACTS
from comments.personal.sessions import signed_in_as
from tests.acts.sending import Sender
from tests.acts.table import ACTS
from tests.acts.test_moments import on_both_roads, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


def facts_of(world, reader):  # noqa: F811
    """Everything that pages show of this reader's own, as the database has it; seconds left are no change."""
    reader.refresh_from_db()
    facts = personal_facts(reader, world.article, {*world.article.comments.values_list("pk", flat=True)})
    facts |= {"own": sorted(facts["own"]), "held": [(one.pk, one.text) for one in facts["held"]]}
    facts["unwanted"] = facts["unwanted"].facts()
    facts.pop("newest")  # of whomever
    polls = {world.poll.pk: [choice.pk for choice in ballots(reader, {world.poll.pk}).get(world.poll.pk, [])]}
    return facts | {"polls": polls}


@on_both_roads(ACTS)
def test_an_act_that_changes_what_is_personal_raises_the_version(world, act, road):  # noqa: F811
    sender = Sender(world, act, road, world.fresh).prepare()
    people = [world.tangju, world.fufeng]
    before = [(facts_of(world, one), signed_in_as(one).version) for one in people]
    sender.send()
    for reader, (facts, version) in zip(people, before, strict=True):
        reader.refresh_from_db()
        if reader.erased_at or not reader.is_active:
            continue
        changed = facts_of(world, reader) != facts
        assert signed_in_as(reader).version != version or not changed, reader.name
    FACTS.clear()
