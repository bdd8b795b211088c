"""Fair turns, bodies on disk, shares of addresses: bounded whatever clients do."""

import asyncio
from types import SimpleNamespace

import pytest

from config.serving import bodies as module
from config.serving.address_limits import Buckets, Shares
from config.serving.bodies import IN_MEMORY, Bodies
from config.serving.responses import RequestRefused
from config.serving.turns import FairTurns


def refusal(act):
    with pytest.raises(RequestRefused) as refused:
        act()
    return refused.value.status


# -- turns --------------------------------------------------------------------------------------------


async def work(turns, address, done, free):
    async with turns.turn(address):
        done.append(address)
        await free.wait()


async def settle():
    for _ in range(20):
        await asyncio.sleep(0)


def test_addresses_take_turns_and_one_that_asks_much_waits_for_itself():
    async def test():
        turns, done, free = FairTurns(2, 100, 50, spare=0), [], asyncio.Event()
        tasks = [asyncio.ensure_future(work(turns, "loud", done, free)) for _ in range(20)]
        await settle()
        tasks += [asyncio.ensure_future(work(turns, name, done, free)) for name in ("one", "two")]
        await settle()
        assert done == ["loud", "loud"]
        free.set()
        await asyncio.gather(*tasks)
        assert {"one", "two"} <= set(done[2:6]) and len(done) == 22
        assert not turns.working and not turns.waiting and not turns.waiting_count and turns.free == 2

    asyncio.run(test())


def test_one_address_never_has_all_threads():
    async def test():
        turns, done, free = FairTurns(4, 100, 50, spare=2), [], asyncio.Event()
        tasks = [asyncio.ensure_future(work(turns, "loud", done, free)) for _ in range(10)]
        await settle()
        tasks.append(asyncio.ensure_future(work(turns, "quiet", done, free)))
        await settle()
        assert done == ["loud", "loud", "quiet"]
        free.set()
        await asyncio.gather(*tasks)

    asyncio.run(test())


def test_so_many_wait_and_no_more():
    async def test():
        turns, done, free = FairTurns(1, 5, 3, spare=0), [], asyncio.Event()
        names = ["a"] * 4 + ["b"] * 2
        tasks = [asyncio.ensure_future(work(turns, name, done, free)) for name in names]
        await settle()
        for name in ("a", "c"):  # one has its share, the other finds the queue full
            with pytest.raises(RequestRefused) as refused:
                await turns.take(name)
            assert refused.value.status == 503 and refused.value.retry_after
        free.set()
        await asyncio.gather(*tasks)
        assert turns.free == 1 and not turns.waiting_count

    asyncio.run(test())


def test_who_leaves_the_queue_leaves_nothing_behind():
    async def test():
        turns, done, free = FairTurns(1, 9, 9, spare=0), [], asyncio.Event()
        tasks = [asyncio.ensure_future(work(turns, name, done, free)) for name in "abc"]
        await settle()
        tasks[1].cancel()
        await settle()
        free.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert done == ["a", "c"] and turns.free == 1 and not turns.waiting and not turns.waiting_count

    asyncio.run(test())


# -- shares -------------------------------------------------------------------------------------------


def test_a_bucket_is_refilled_and_few_keys_are_remembered(monkeypatch):
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr("config.serving.address_limits.monotonic", lambda: clock.now)
    buckets = Buckets(rate=2, burst=3, most=100)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    clock.now += 0.5
    assert buckets.take("a") == 0 and buckets.take("a") > 0
    for number in range(1000):
        buckets.take(f"invented {number}")
    assert len(buckets.levels) == 100


def test_shares_forget_who_holds_none():
    shares = Shares(3, 2)
    assert [shares.take(key) for key in ("a", "a", "a", "b", "c")] == [True, True, False, True, False]
    for key in ("a", "a", "b"):
        shares.give(key)
    assert not shares.held and shares.total == 0


# -- bodies -------------------------------------------------------------------------------------------


@pytest.fixture
def room(settings, tmp_path):
    settings.DATA_DIR, settings.BODIES_PER_ADDRESS, settings.BODY_DISK_MB = tmp_path, 3, 1
    return Bodies


def pieces(*sizes, more=False):
    """A `receive` that gives bodies of these sizes, and then hangs if `more` was promised."""
    left = list(sizes)

    async def receive():
        if not left:
            await asyncio.Event().wait()
        size = left.pop(0)
        return {"type": "http.request", "body": b"x" * size, "more_body": bool(left) or more}

    return receive


async def read(bodies, address, receive, limit=10**7):
    with bodies.reading(address) as body:
        await bodies.read(body, receive, limit)
        body.file.seek(0)
        return body, body.file.read()


def test_a_long_body_goes_to_disk_and_comes_back_whole(room):
    async def test():
        body, got = await read(room(), "a", pieces(IN_MEMORY, IN_MEMORY, 10))
        assert got == b"x" * (2 * IN_MEMORY + 10) and body.file._rolled
        body, got = await read(room(), "a", pieces(5))
        assert got == b"xxxxx" and not body.file._rolled

    asyncio.run(test())


def test_a_body_beyond_its_limit_or_cut_off_is_refused(room):
    async def leaves():
        return {"type": "http.disconnect"}

    for receive, status in ((pieces(60, 60), 413), (leaves, 400)):
        bodies = room()
        assert refusal(lambda receive=receive, bodies=bodies: asyncio.run(read(bodies, "a", receive, 100))) == status
        assert not bodies.places.held and not bodies.places.shares.held


def test_an_idle_body_is_cut(room, monkeypatch):
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.01)
    assert refusal(lambda: asyncio.run(read(room(), "a", pieces(5, more=True)))) == 408


def test_a_slow_body_is_cut_after_its_grace(room, monkeypatch):
    monkeypatch.setattr(module, "GRACE_SECONDS", -1)
    monkeypatch.setattr(module, "SLOWEST", 10**12)
    assert refusal(lambda: asyncio.run(read(room(), "a", pieces(5)))) == 408


def test_one_address_holds_so_many_bodies(room):
    async def test():
        bodies = room()
        slow = [asyncio.ensure_future(read(bodies, "a", pieces(5, more=True))) for _ in range(3)]
        await settle()
        with pytest.raises(RequestRefused) as refused:
            await read(bodies, "a", pieces(5))
        assert refused.value.status == 503
        assert (await read(bodies, "b", pieces(5)))[1] == b"xxxxx"
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)

    asyncio.run(test())


def test_where_the_disk_is_full_the_slowest_gives_way(room, monkeypatch):
    async def test():
        monkeypatch.setattr(module, "YIELD_SECONDS", -1)  # everybody has a speed at once
        bodies = room()
        slow = asyncio.ensure_future(read(bodies, "a", pieces(600_000, more=True)))
        await settle()
        next(iter(bodies.places)).began -= 1000
        _, got = await read(bodies, "b", pieces(300_000, 300_000))
        assert len(got) == 600_000
        with pytest.raises(RequestRefused) as refused:
            await slow
        assert refused.value.status == 408 and not bodies.places.held

    asyncio.run(test())


async def fill(bodies, *networks):
    """Tasks that hold a place each with a body that never ends."""
    tasks = [asyncio.ensure_future(read(bodies, network, pieces(5, more=True))) for network in networks]
    await settle()
    return tasks


async def give_up(tasks):
    """Cancel what still holds a place; the statuses of those that had to give way."""
    await settle()
    cut = [task.exception().status for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return cut


def test_where_all_places_are_taken_a_slow_body_of_the_network_that_holds_most_gives_its_own_up(room):
    async def test():
        bodies = room(most=6)
        slow = await fill(bodies, "a", "b", "a", "b", "a", "c")
        assert (await read(bodies, "d", pieces(5)))[1] == b"xxxxx"  # although all of them have just begun
        assert await give_up(slow) == [408] and not bodies.places.held and not bodies.places.shares.total

    asyncio.run(test())


def test_thousands_of_networks_with_one_slow_body_each_keep_nobody_out_for_long(room, monkeypatch):
    async def test():
        bodies = room(most=4)
        slow = await fill(bodies, "a", "b", "c", "d")
        with pytest.raises(RequestRefused):
            await read(bodies, "e", pieces(5))
        monkeypatch.setattr(module, "YIELD_SECONDS", -1)  # a moment later
        assert (await read(bodies, "e", pieces(5)))[1] == b"xxxxx"
        assert await give_up(slow) == [408]

    asyncio.run(test())


def test_in_a_network_that_has_its_share_its_own_slowest_body_gives_way_and_nobody_elses(room, monkeypatch):
    async def test():
        monkeypatch.setattr(module, "YIELD_SECONDS", -1)
        bodies = room()
        slow = await fill(bodies, "a", "a", "a", "b")
        next(iter(bodies.places.held["b"])).began -= 1000
        for _ in range(2):
            assert (await read(bodies, "a", pieces(5)))[1] == b"xxxxx"
        assert not slow[3].done() and await give_up(slow) == [408]

    asyncio.run(test())


def test_a_whole_body_that_waits_for_a_thread_gives_way_to_nobody(room, monkeypatch):
    async def test():
        monkeypatch.setattr(module, "YIELD_SECONDS", -1)
        bodies = room(most=1)
        with bodies.reading("a") as body:
            await bodies.read(body, pieces(5), 10)
            with pytest.raises(RequestRefused):
                await read(bodies, "b", pieces(5))
            assert not body.cut.done()

    asyncio.run(test())


def test_a_body_larger_than_the_disks_share_is_refused(room):
    assert refusal(lambda: asyncio.run(read(room(), "a", pieces(600_000, 600_000)))) == 503
