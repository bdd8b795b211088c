"""What a reader hears: their notices as rows, the list of them, the unseen count of a page."""

import re

from comments.models import Notice

BELL = re.compile(r'<a class="bell" href="([^"]+)"\s*>通知<span class="unseen" data-unseen>([^<]*)</span>')
ROW = re.compile(r'<li( class="fresh")?>\s*<p class="said">.*?<a href="([^"]+)">(.*?)</a>', re.DOTALL)


def kinds(reader):
    return sorted(Notice.objects.filter(reader=reader).values_list("kind", flat=True))


def unseen_count(client, path="/"):
    """(address, number) of the unseen count on a page."""
    return BELL.search(client.get(path).content.decode()).groups()


def rows(client, path="/notices/"):
    """[(fresh or "", address, HTML of the sentence)] of the list."""
    return ROW.findall(client.get(path).content.decode())


def listed(client, path="/notices/"):
    """[(sentence, whether it is fresh)] of the list, in plain text."""
    return [(re.sub(r"<[^>]+>", "", sentence), bool(fresh)) for fresh, _, sentence in rows(client, path)]
