"""A page of a server that is running already: `PEER_URL=http://host:port/path`."""

import itertools
import os
from urllib.parse import urlsplit

from tests.bench.peers import http_messages


class RunningPeer:
    """The server that PEER_URL names. ValueError if that is no plain http address."""

    versions = "PEER_URL, a server that was running already: its core and its CPU are not known"
    pid = None

    def __init__(self, url):
        found = urlsplit(url)
        if found.scheme != "http" or not found.hostname:
            raise ValueError(f"PEER_URL={url} is no address like http://127.0.0.1:8000/path")
        self.name, self.host, self.port = found.netloc, found.hostname, found.port or 80
        self.path = (found.path or "/") + (f"?{found.query}" if found.query else "")

    def pages(self):
        """{what: requests}"""
        asked = http_messages.get(self.port, self.path, host=self.host, Accept_Encoding="br, gzip")
        return {f"GET {self.path}": itertools.repeat(asked)}


def running_peer():
    """The RunningPeer of this run, or None."""
    url = os.environ.get("PEER_URL")
    return RunningPeer(url) if url else None
