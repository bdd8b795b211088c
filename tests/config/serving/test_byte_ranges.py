"""Conditions and ranges of RFC 9110: whatever a client writes, the answer is one of those that the standard allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.serving.byte_ranges import NotSatisfiable, is_known, wanted_range

SIZE, ETAG, MODIFIED = 1000, '"65f-3e8"', 1_700_000_000
DATE = b"Tue, 14 Nov 2023 22:13:20 GMT"
LATER, EARLIER = b"Tue, 14 Nov 2023 22:13:21 GMT", b"Tue, 14 Nov 2023 22:13:19 GMT"


def asked(raw, size=SIZE, **more):
    headers = {b"range": raw} | {name.replace("_", "-").encode(): value for name, value in more.items()}
    try:
        return wanted_range(headers, size, ETAG, MODIFIED)
    except NotSatisfiable:
        return 416


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"bytes=0-0", (0, 1)),
        (b"bytes=0-1", (0, 2)),  # what Safari asks of a video first
        (b"bytes=0-", (0, 1000)),
        (b"bytes=500-", (500, 1000)),
        (b"bytes=999-999", (999, 1000)),
        (b"bytes=0-5000", (0, 1000)),
        (b"bytes=-1", (999, 1000)),
        (b"bytes=-5000", (0, 1000)),
        (b"BYTES=10-19", (10, 20)),
        (b"bytes= 10-19 ", (10, 20)),
        (b"bytes=1000-", 416),
        (b"bytes=1000-2000", 416),
        (b"bytes=-0", 416),
        (b"bytes=999999999999999999-", 416),
    ],
)
def test_a_single_range_is_sent_or_cannot_be_satisfied(raw, part):
    assert asked(raw) == part


ODD = [b"", b"bytes", b"bytes=", b"bytes=-", b"bytes=--5", b"bytes=5", b"bytes=9-3", b"bytes=a-b", b"bytes=0x1-0x9"]
ODD += [b"bytes=1 0-20", b"bytes=+1-2", b"bytes=1-2-3", b"bytes=0-1,5-6", b"bytes=" + b"0-0," * 3000 + b"0-0"]
ODD += [b"lines=0-5", b"bytes 0-5", b"bytes=\xd9\xa1-\xd9\xa5", b"bytes=1.0-2", b"bytes=" + b"9" * 5000 + b"-", b"\x00"]


@pytest.mark.parametrize("raw", ODD, ids=range(len(ODD)))
def test_what_is_malformed_or_several_ranges_is_ignored(raw):
    assert asked(raw) is None


def test_an_empty_file_has_no_range():
    assert {asked(raw, size=0) for raw in (b"bytes=0-", b"bytes=0-0", b"bytes=-1")} == {416}


@pytest.mark.parametrize(
    ("given_mark", "whole"),
    [
        (ETAG.encode(), False),
        (DATE, False),
        (b'"another"', True),
        (b"W/" + ETAG.encode(), True),
        (LATER, True),
        (EARLIER, True),
        (b"yesterday", True),
        (b"\xff", True),
    ],
)
def test_a_range_of_another_state_of_the_file_is_ignored(given_mark, whole):
    assert asked(b"bytes=5-9", if_range=given_mark) == (None if whole else (5, 10))
    assert asked(b"bytes=5000-", if_range=given_mark) == (None if whole else 416)


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({}, False),
        ({b"if-none-match": ETAG.encode()}, True),
        ({b"if-none-match": b"W/" + ETAG.encode()}, True),
        ({b"if-none-match": b'"a", ' + ETAG.encode() + b', "b"'}, True),
        ({b"if-none-match": b"*"}, True),
        ({b"if-none-match": b'"a"'}, False),
        ({b"if-none-match": b""}, False),
        ({b"if-none-match": b'"a"', b"if-modified-since": LATER}, False),
        ({b"if-modified-since": DATE}, True),
        ({b"if-modified-since": LATER}, True),
        ({b"if-modified-since": EARLIER}, False),
        ({b"if-modified-since": b"9" * 5000}, False),
        ({b"if-modified-since": b"Tue, 99 Nov 9999999 22:13:20 GMT"}, False),
    ],
)
def test_who_has_the_file_is_told_so(headers, known):
    assert is_known(headers, ETAG, MODIFIED) is known


@given(
    st.one_of(st.binary(max_size=60), st.from_regex(rb"bytes=[0-9,\- ]{0,30}", fullmatch=True)), st.integers(0, 2000)
)
def test_whatever_is_asked_the_part_lies_in_the_file(raw, size):
    part = asked(raw, size)
    assert part in (None, 416) or 0 <= part[0] < part[1] <= size


@given(st.binary(max_size=60))
def test_no_condition_fails(raw):
    for name in (b"if-none-match", b"if-modified-since"):
        is_known({name: raw}, ETAG, MODIFIED)
    asked(b"bytes=0-1", if_range=raw)
