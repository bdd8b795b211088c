"""Lists that are asked for together: what is written once for many values finds what each would find alone."""

import pytest

from news.models import Article, Channel
from tests.conftest import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def channels():
    found = list(Channel.objects.for_stories()[:3])
    for number in range(4):
        make_article(f"甲 {number}", channel=found[0].slug)
        make_article(f"乙 {number}", channel=found[1].slug)
    return [channel.pk for channel in found]  # of the third there is none


def newest_of(pk, most):
    return [row.pk for row in Article.objects.filter(channel=pk).newest()[:most]]


def test_each_value_has_its_own_newest(channels):
    parts = {str(pk): Article.objects.published().of_each("channel", [pk], 2) for pk in channels}
    assert Article.objects.pks_of(parts) == {str(pk): newest_of(pk, 2) for pk in channels}


def test_several_values_stand_in_order_in_one_list(channels):
    parts = {"all": Article.objects.published().of_each("channel", channels, 2)}
    assert Article.objects.pks_of(parts)["all"] == [pk for one in channels for pk in newest_of(one, 2)]


def test_the_newest_of_any_are_those_of_all(channels):
    rows = Article.objects.published().newest_of_any("channel", channels, 5)
    assert list(rows) == list(Article.objects.filter(channel__in=channels).newest()[:5])
