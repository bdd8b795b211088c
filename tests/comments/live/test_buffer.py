"""The change buffers: their frames are bounded by what there is, not by what clients ask for, and all by one number."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from comments.live import hub as hub_module
from comments.live.buffer import FRAME_BYTES, FRAMES_BYTES, FRAMES_MOST, LONGEST, RESYNC, ChangeBuffer
from comments.live.hub import Hub


def new_buffer(*things, article=1):
    """A buffer with `things` [(change id, HTML)], each a comment of the number of its change."""

    async def make():
        buffer = ChangeBuffer(article, 0)
        if things:
            ids = {("comment", number): pk for number, (pk, _) in enumerate(things, 1)}
            buffer.take(ids, {("comment", number): {"": html} for number, (_, html) in enumerate(things, 1)})
        return buffer

    return asyncio.run(make())


@pytest.fixture
def ring():
    """A buffer from change 0 to change 100,000 with ten rows in it."""
    return new_buffer(*((number * 10_000, f"<li>{number}</li>") for number in range(1, 11)))


def follow(buffer, after):
    """The frames that a connection at `after` takes until nothing is left."""
    frames = []
    while (frame := buffer.frame("", after))[0]:
        assert frame[1] > after
        frames.append(frame[0])
        after = frame[1]
    assert after == buffer.cursor
    return frames


def test_every_position_between_two_changes_shares_one_frame(ring):
    for after in range(0, 100_000, 7):
        ring.frame("", after)
    assert len(ring.frames) <= 11
    assert ring.frame("", 15_000) is ring.frame("", 19_999) and b"<li>2</li>" in ring.frame("", 15_000)[0]
    assert b"<li>1</li>" not in ring.frame("", 10_000)[0]


def test_frames_are_bounded_in_number_and_bytes():
    ring = new_buffer(*((number, "字" * 100_000) for number in range(1, 61)))
    for after in range(60):
        ring.frame("", after)
    kept = [len(frame) for frame, _ in ring.frames.values()]
    assert len(kept) <= FRAMES_MOST and (sum(kept) <= FRAMES_BYTES or len(kept) == 1)


def test_what_was_never_given_out_is_a_resync(ring):
    assert ring.frame("", 100_001) is RESYNC and ring.frame("", -1) is RESYNC
    assert ring.frame("", 100_000) == (b"", 100_000)


def test_who_is_far_behind_takes_small_frames_one_after_the_other():
    buffer = new_buffer(*((number, f"<li>{number} {'字' * 500}</li>") for number in range(1, 301)))
    frames = follow(buffer, 0)
    assert len(frames) > 10 and max(map(len, frames)) < FRAME_BYTES + 3000
    seen = [line.split()[1] for frame in frames for line in frame.decode().split("\n") if line.startswith("data: <li>")]
    assert seen == [f"<li>{number}" for number in range(1, 301)]
    ids = [int(frame.split(b"\n")[0][4:]) for frame in frames]
    assert ids == sorted(ids) and ids[-1] == 300


def test_the_elements_of_one_change_stay_in_one_frame():
    rows = "<li>" + "字" * 2000 + "</li>"
    buffer = new_buffer((5, "<li>1</li>"), *((7, rows) for _ in range(9)), (8, "<li>2</li>"))
    frames = follow(buffer, 0)
    assert [frame.count(b"data: ") for frame in frames] == [1, 9, 1]
    assert [int(frame.split(b"\n")[0][4:]) for frame in frames] == [5, 7, 8]


def test_an_article_keeps_so_many_things():
    buffer = new_buffer(*((number, "x") for number in range(1, LONGEST + 101)))
    assert len(buffer.entries) == LONGEST and buffer.frame("", 50) is RESYNC and buffer.start == 100


def test_all_buffers_together_have_a_bound_and_the_largest_gives_way(monkeypatch):
    hub = Hub()
    hub.buffers = {pk: new_buffer(*((n, "字" * 1000 * pk) for n in range(1, 101)), article=pk) for pk in range(1, 6)}
    for buffer in hub.buffers.values():
        hub.trim(buffer)
    sizes = [buffer.size for buffer in hub.buffers.values()]
    assert sizes == sorted(sizes) and sizes[0] >= 100 * sys.getsizeof("字" * 1000)
    monkeypatch.setattr(hub_module, "BUFFERS_BYTES", sum(sizes[:4]))
    hub.trim(hub.buffers[1])
    assert not hub.buffers[5].entries and all(hub.buffers[pk].entries for pk in range(1, 5))
    assert hub.buffers[5].frame("", 50) is RESYNC  # who is behind loads the page anew
    assert hub.buffers[5].frame("", 100) == (b"", 100)  # who is not notices nothing


def test_invented_articles_leave_no_buffer_and_the_last_watcher_takes_a_real_one_along(monkeypatch):
    monkeypatch.setattr(hub_module, "cursor_of", lambda pk: 7 if pk == 1 else None)

    async def test():
        hub = Hub()
        hub.loop, hub.joiner = asyncio.get_running_loop(), ThreadPoolExecutor(1)
        joined = await asyncio.gather(*(hub.join(10**15 + number, "", "") for number in range(300)))
        assert set(joined) == {None} and not hub.buffers and not hub.render_tasks
        watchers = [await hub.join(1, variant, "7") for variant in ("", "zh-hk", "")]
        assert len(hub.buffers) == 1 and {cursor for _, cursor in watchers} == {7}
        for (buffer, _), variant in zip(watchers, ("", "zh-hk", ""), strict=True):
            hub.leave(buffer, variant)
        await asyncio.sleep(0)
        assert not hub.buffers and not hub.render_tasks and not hub.opening
        hub.joiner.shutdown()

    asyncio.run(test())
