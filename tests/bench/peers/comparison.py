"""One run: start what can be had, measure all in turns, write docs/performance.md and its chart."""

import asyncio
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from itertools import repeat
from pathlib import Path

from tests.bench import search
from tests.bench.peers import document, http_messages, machine, ready_bytes
from tests.bench.peers.comments_xtd import CommentsXtd
from tests.bench.peers.environments import NotInstalled
from tests.bench.peers.eventstream import EventStream
from tests.bench.peers.figures import Run, StreamFigure, in_turns
from tests.bench.peers.http_load import Load
from tests.bench.peers.isso import Isso
from tests.bench.peers.own_site import OwnSite
from tests.bench.peers.processes import CLIENT_CORE, on_core, resident_kb
from tests.bench.peers.running_peer import running_peer
from tests.bench.peers.scene import scene
from tests.bench.peers.stream_load import allow_many_files, listen

GOOD = (200, 204, 304)
SPARE_FILES = 500


def main():
    """Measure everything and write the document; a full run ends with the table of search."""
    began, now, other = time.monotonic(), scene(), running_peer()
    now = replace(now, streams=min(now.streams, allow_many_files() - SPARE_FILES))
    facts = machine.describe_machine() | machine.describe_cores()
    run = Run(now.quick, facts, accounts=now.accounts, rounds=now.rounds, seconds=now.seconds)
    run.comments_on_page = now.comments
    if other:
        run.versions[other.name] = other.versions
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        compare(run, now, other, Path(folder), stack)
    document.write_peers(run)
    print(f"docs/performance.md：{time.monotonic() - began:.0f} 秒", flush=True)
    if not now.quick:
        search.main(search.SMALL, search.LARGE)


def compare(run, now, other, folder, stack):
    """Start the contestants (stopped by `stack`) and fill `run`; `other`: the RunningPeer, or None."""
    own = begin(OwnSite, folder / "own", now, run, stack)
    xtd = begin(CommentsXtd, folder / "xtd", now, run, stack)
    isso = begin(Isso, folder / "isso", now, run, stack)
    events = begin(EventStream, folder / "eventstream", now, run, stack)
    print("== 首次生成", flush=True)
    for one in filter(None, (own, xtd)):
        run.draws |= {(one.name, page): milliseconds for page, milliseconds in one.draws(now.draws).items()}
    print("== 阅读", flush=True)
    run.reading = in_turns(reading(own, [xtd, isso], other, ready(own, run, folder, stack)), now)
    print("== 发表、投票", flush=True)
    writers = [one for one in (own, xtd, xtd and more_threads(xtd, stack), isso) if one]
    run.posting = in_turns([(one.name, "post", one.posts(), one.pid) for one in writers], now)
    run.voting = in_turns([(one.name, "vote", one.votes(), one.pid) for one in writers], now)
    print("== 流", flush=True)
    run.streams = [stream(one, now) for one in (own, events) if one]


def begin(kind, folder, now, run, stack):
    """A started contestant, or None with the reason in `run.missing`."""
    print(f"== {kind.name}：安装、装入、启动", flush=True)
    try:
        one = kind(folder, now)
        stack.callback(one.stop)
        one.start()
    except NotInstalled as error:
        run.missing[kind.name] = f"could not be installed by pip: {error}"
        return None
    run.versions[one.name] = one.versions
    return one


def more_threads(xtd, stack):
    other = xtd.with_threads()
    stack.callback(other.stop)
    return other


def reading(own, peers, other, bare):
    """[(who, what, Load, pid)] of all that is read; `bare`: those of servers that only send bytes."""
    loads = [*pages_of(own, own.guest_pages()), *bare, *pages_of(own, own.signed_in_pages())]
    for one in filter(None, peers):
        loads += pages_of(one, one.pages())
    return loads + (pages_of(other, other.pages()) if other else [])


def pages_of(one, pages):
    return [(one.name, what, get(one.port, asked, one.host), one.pid) for what, asked in pages.items()]


def get(port, requests, host="127.0.0.1"):
    return Load(port, requests, good=GOOD, host=host)


def ready(own, run, folder, stack):
    """Loads of the servers that only send the bytes of our guest's article page."""
    answer = own.fetch_ready()
    loads, starts = [], {"bare granian": ready_bytes.start_bare, "nginx with a file": ready_bytes.start_nginx}
    for who, start in starts.items():
        try:
            server = start(folder / who.split()[1], answer, answer.body)
        except FileNotFoundError:
            run.missing[who] = "the machine has no nginx (Debian: nginx-light)"
            continue
        stack.callback(server.stop)
        asked = repeat(http_messages.get(server.port, "/page", Accept_Encoding="br"))
        loads.append((who, "the same bytes", get(server.port, asked), server.pid))
        if "nginx" in who:
            run.versions[who] = ready_bytes.nginx_version()
    return loads


def stream(one, now):
    """The StreamFigure of a contestant."""
    turns = [one.publish(number) for number in range(now.posts)]
    with on_core(CLIENT_CORE):
        heard = listen(one.port, one.stream(), now.streams, turns, lambda: resident_kb(one.pid))
        kilobytes, seconds, missed = asyncio.run(heard)
    return StreamFigure(one.name, now.streams, kilobytes, seconds, missed)
