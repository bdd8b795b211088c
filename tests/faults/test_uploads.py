"""Readers who upload bombs all at once: what the site takes for it, and how long anybody waits."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from PIL import Image

from tests.live.conftest import PASSWORD
from tests.server import Visitor, running

READERS = 8
GROWTH_MB = 150
ANSWER_SECONDS = 30  # of the client; a hang, not a measurement
NAMES = [f"读者{letter}" for letter in "甲乙丙丁戊己庚辛"]


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("site"), migrated) as site:
        site.run(f"for name in {NAMES!r}: make_reader(name, 4, password={PASSWORD!r})")
        yield site


def png(width, height):
    """A small file that unpacks to the largest picture that a reader may send, with an alpha channel."""
    out = BytesIO()
    tile = Image.effect_noise((1000, 34), 20).convert("RGBA")
    picture = Image.new("RGBA", (width, height), (9, 9, 9, 0))
    picture.paste(tile)
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def webp(width, height):
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "WEBP", lossless=True, method=0)
    return out.getvalue()


class Memory(Thread):
    """The most memory that a process and all below it have had together, in MB, while this ran."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.ended, self.most = pid, Event(), 0

    def run(self):
        while not self.ended.wait(0.02):
            self.most = max(self.most, memory_of(self.pid))

    def finish(self):
        self.ended.set()
        self.join(10)
        return self.most


def memory_of(pid):
    """The pages that this process and its descendants hold, in MB; one shared by two counts for each."""
    return sum(resident(one) for one in family(pid))


def family(pid):
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except (OSError, ValueError):
                continue
    return found


def resident(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def form_with(visitor, key, files):
    """The body and the content type of a submission with pictures."""
    fields = {"csrfmiddlewaretoken": visitor.csrf, "key": key, "title": "河边的旧书摊", "act": "draft"}
    fields["text"] = f"写了很久的字 {key}"
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, data in files:
        head = f'--x\r\nContent-Disposition: form-data; name="pictures"; filename="{name}"\r\n'
        lines.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + data + b"\r\n")
    return b"".join(lines) + b"--x--\r\n", "multipart/form-data; boundary=x"


def upload(visitor, key, files):
    """(status, text, seconds) of one submission."""
    body, kind = form_with(visitor, key, files)
    began = time.monotonic()
    answer = visitor.site.ask("POST", "/submissions/new/", body, visitor.headers(**{"Content-Type": kind}))
    return answer.status, answer.text, time.monotonic() - began


@pytest.fixture(scope="module")
def readers(site):
    visitors = [Visitor(site, name, PASSWORD) for name in NAMES]
    upload(visitors[0], "warm", [("小.png", png(1000, 40))])  # modules of forms and pages are loaded once
    return visitors


def attack(site, readers, files, turn):
    """All readers upload at once while a guest searches; ([(status, text, seconds)], MB more, guest's seconds)."""
    memory, before, guest = Memory(site.process.pid), memory_of(site.process.pid), []
    memory.start()
    with ThreadPoolExecutor(READERS) as pool:
        under_way = [pool.submit(upload, reader, f"{turn}", files) for reader in readers]
        while not all(one.done() for one in under_way):
            began = time.monotonic()
            assert site.get("/search/?q=ab").status == 200
            guest.append(time.monotonic() - began)
        answers = [one.result(ANSWER_SECONDS) for one in under_way]
    return answers, memory.finish() - before, guest


BOMBS = {
    "two PNGs": [("一.png", png(3840, 2200)), ("二.png", png(3840, 2200))],
    "two WebPs": [("一.webp", webp(2500, 2000)), ("二.webp", webp(2500, 2000))],
    "WebPs beyond the bound": [("一.webp", webp(6000, 6000)), ("二.webp", webp(6000, 6000))],
}


@pytest.mark.parametrize("what", BOMBS)
def test_bombs_of_many_readers_cost_little_memory_and_everybody_is_answered(site, readers, what):
    answers, more, guest = attack(site, readers, BOMBS[what], what[-9:])
    print(
        f"\n{what}: {more:.0f} MB more; answers in {sorted(round(a[2], 2) for a in answers)} s, statuses "
        f"{sorted(a[0] for a in answers)}; guest's slowest of {len(guest)}: {max(guest):.2f} s; "
        f"after: {memory_of(site.process.pid):.0f} MB"
    )
    assert more <= GROWTH_MB
    for status, text, _ in answers:
        assert status in (303, 400, 503)
        assert status == 303 or "写了很久的字" in text  # refused, with what was typed
    assert guest  # and a guest was answered meanwhile
    if "beyond" in what:
        assert {status for status, *_ in answers} == {400} and all("像素太多" in text for _, text, _ in answers)
    else:
        assert any(status == 303 for status, *_ in answers)


def test_memory_comes_back_and_an_honest_picture_is_taken_after_it(site, readers):
    before = memory_of(site.process.pid)
    attack(site, readers, BOMBS["two PNGs"], "again")
    assert memory_of(site.process.pid) - before < 40 and len(family(site.process.pid)) <= 2
    out = BytesIO()
    Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB").save(out, "JPEG", quality=90)
    status, text, _ = upload(readers[0], "honest", [("照片.jpg", out.getvalue())])
    assert status == 303, text
