"""Which file an address below `/media/` or `/static/` means, with its headers. Called in threads: disks may be slow.

Which files there are is decided as Django's views decide it: a file below MEDIA_ROOT is public as long as it is there
(its name is random, and it goes with its row); a static file is found and chosen by whitenoise.
"""

from __future__ import annotations

import mimetypes
import os
import posixpath
import re
import stat
from dataclasses import dataclass

from csp.utils import build_policy
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.utils.http import content_disposition_header, http_date
from whitenoise.middleware import WhiteNoiseMiddleware

from config.serving.byte_ranges import parse_time
from news.http.secure_headers import SECURE_HEADERS

MEDIA, STATIC = "/media/", "/static/"
MEDIA_PATH = re.compile(r"[\w./-]+")  # as in config/urls.py
FOR_EVER = b"public, max-age=31536000, immutable"
Headers = list[tuple[bytes, bytes]]
State = tuple[int, int, int, int]


@dataclass(frozen=True)
class FoundFile:
    """A file as it was when it was looked for. `state` tells it from any later file of the same name."""

    path: str
    state: State
    size: int
    modified: int  # seconds since 1970
    etag: str
    headers: Headers  # without its length
    is_encoded: bool  # compressed: its bytes are not those that a range means


def find_file(path: str, accept_encoding: str) -> FoundFile | None:
    """The file that is sent for an address, in the encoding that suits best; None if there is none."""
    try:
        return find_media(path.removeprefix(MEDIA)) if path.startswith(MEDIA) else find_static(path, accept_encoding)
    except (OSError, ValueError, SuspiciousFileOperation):  # such as a name longer than the disk takes
        return None


def find_media(name: str) -> FoundFile | None:
    if not MEDIA_PATH.fullmatch(name):
        return None
    path = default_storage.path(posixpath.normpath(name).lstrip("/"))  # never outside of MEDIA_ROOT
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        return None
    kind, encoding = mimetypes.guess_type(path)
    etag, modified = f'"{int(found.st_mtime):x}-{found.st_size:x}"', int(found.st_mtime)
    given = [
        ("Content-Type", kind or "application/octet-stream"),
        ("Content-Disposition", content_disposition_header(False, os.path.basename(path)) or "inline"),
        ("Last-Modified", http_date(modified)),
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
        *([("Content-Encoding", encoding)] if encoding else []),
    ]
    secure = [(name, value) for name, value in SECURE_HEADERS if name != b"content-security-policy"]
    headers = [*raw(given), (b"cache-control", FOR_EVER), *secure, (b"content-security-policy", POLICY)]
    return FoundFile(path, state_of(found), found.st_size, modified, etag, headers, False)


def find_static(path: str, accept_encoding: str) -> FoundFile | None:
    known = WHITENOISE.find_file(path) if WHITENOISE.autorefresh else WHITENOISE.files.get(path)
    if known is None:
        return None
    chosen, given = known.get_path_and_headers({"HTTP_ACCEPT_ENCODING": accept_encoding})
    found = os.stat(chosen)
    named = {name.lower(): value for name, value in given}
    modified = parse_time(named.get("last-modified", "").encode()) or int(found.st_mtime)
    headers = [*raw([(name, value) for name, value in given if name.lower() != "content-length"]), *STATIC_SECURE]
    encoded = "content-encoding" in named
    return FoundFile(chosen, state_of(found), found.st_size, modified, str(known.etag), headers, encoded)


def raw(headers: list[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), str(value).encode("latin-1")) for name, value in headers]


def state_of(found: os.stat_result) -> State:
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def read_piece(file: FoundFile, start: int, length: int) -> bytes:
    """Bytes of a file, which is opened for them alone; OSError if it is no longer the same file."""
    handle = os.open(file.path, os.O_RDONLY)
    try:
        if state_of(os.fstat(handle)) != file.state:
            raise OSError("the file was replaced while it was sent")
        return os.pread(handle, length, start)
    finally:
        os.close(handle)


# Of pages, as Django's view of media has it; a file is none, whatever its bytes look like.
POLICY = str(build_policy() or "default-src 'none'").encode()
STATIC_SECURE = [
    (name, value) for name, value in SECURE_HEADERS if name not in (b"content-security-policy", b"x-frame-options")
]
WHITENOISE = WhiteNoiseMiddleware(None)
