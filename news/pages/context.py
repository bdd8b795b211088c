"""What every page knows of the site."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from news.channels.models import Channel


def site(request):
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "bar": SimpleLazyObject(channel_bar),
        "boards": SimpleLazyObject(lambda: list(Channel.objects.written_by_readers())),
    }


def channel_bar():
    """The channel bar: seven groups of three."""
    groups = {}
    for channel in Channel.objects.bar():
        groups.setdefault(channel.group, []).append(channel)
    return list(groups.values())
