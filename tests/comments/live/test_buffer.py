"""The change buffer of one article: its frames are bounded by what there is, not by what clients ask for."""

import asyncio

import pytest

from comments.live.buffer import FRAMES_BYTES, FRAMES_MOST, RESYNC, ChangeBuffer


@pytest.fixture
def ring():
    """A buffer from change 0 to change 100,000 with ten rows in it."""

    async def make():
        ring = ChangeBuffer(1, 0)
        ids = {("comment", number): number * 10_000 for number in range(1, 11)}
        ring.take(ids, {thing: {"": f"<li>{thing[1]}</li>"} for thing in ids})
        return ring

    return asyncio.run(make())


def test_every_position_between_two_changes_shares_one_frame(ring):
    for after in range(0, 100_000, 7):
        ring.frame("", after)
    assert len(ring.frames) <= 11
    assert ring.frame("", 15_000) is ring.frame("", 19_999) and b"<li>2</li>" in ring.frame("", 15_000)
    assert b"<li>1</li>" not in ring.frame("", 10_000)


def test_frames_are_bounded_in_number_and_bytes(ring):
    large = {("comment", number): {"": "字" * 100_000} for number in range(1, 41)}
    ring.take({thing: 100_000 + thing[1] for thing in large}, large)
    for after in range(99_999, 100_040):
        ring.frame("", after)
    kept = [len(frame) for frame in ring.frames.values()]
    assert len(kept) <= FRAMES_MOST and (sum(kept) <= FRAMES_BYTES or len(kept) == 1)


def test_what_was_never_given_out_is_a_resync(ring):
    assert ring.frame("", 100_001) is RESYNC and ring.frame("", -1) is RESYNC and ring.frame("", 100_000) == b""
