"""The pool of children: what one may take, what happens to one that takes more, and to whom there is no child for."""

import os
from threading import Event, Thread

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from news.media.imaging import pool as pools
from news.media.imaging.limits import PURPOSES, Busy, NotAPicture
from news.media.imaging.pool import Patience, Pool
from tests.news.media.pictured import bytes_of, file_of

FORMS = {"JPEG": {"quality": 90}, "PNG": {"compress_level": 1}}
TOO_COMPLEX = "这张图片太复杂"


@pytest.fixture
def pool():
    return Pool()


@pytest.fixture
def run_instead(monkeypatch, pool):
    """run_instead(code) lets the pool start a child that runs `code`."""

    def run_instead(code):
        command = pool.command("photo")
        monkeypatch.setattr(pool, "command", lambda purpose: [command[0], "-c", code])

    return run_instead


@pytest.mark.parametrize(
    ("form", "purpose"),
    [("JPEG", "portrait"), ("JPEG", "photo"), ("JPEG", "desk"), ("PNG", "desk")],
)
def test_a_phones_twelve_megapixels_and_a_large_screenshot_are_taken(pool, form, purpose):
    noise = Image.effect_noise((1000, 750), 60).resize((4000, 3000))
    picture = pool.make(file_of(Image.merge("RGB", [noise] * 3), form, **FORMS[form]), purpose)
    assert picture.size == ((256, 256) if purpose == "portrait" else (1600, 1200))


def test_a_picture_of_fifty_megapixels_is_shrunk_while_it_is_decoded(pool):
    assert pool.make(file_of(Image.new("L", (8160, 6120), 90), "JPEG"), "photo").size == (1600, 1200)


LARGEST = [
    ("RGBA", "PNG", {"compress_level": 1}, "png"),
    ("CMYK", "JPEG", {"progressive": True}, "scans"),
    ("RGBA", "WEBP", {"lossless": True, "method": 0}, "webp"),
    ("P", "GIF", {}, "gif"),
]


@pytest.mark.parametrize("purpose", ["photo", "desk"])
@pytest.mark.parametrize(("mode", "form", "options", "bound"), LARGEST, ids=[one[1] for one in LARGEST])
def test_the_largest_that_is_allowed_fits_into_the_memory_of_a_child(pool, mode, form, options, bound, purpose):
    height = int(getattr(PURPOSES[purpose], bound) * 1_000_000) // 4000
    picture = pool.make(file_of(Image.new(mode, (4000, height)), form, **options), purpose)
    assert picture.size[0] == 1600 and len(picture.files) == 6


def test_a_child_without_memory_refuses_in_a_sentence():
    with pytest.raises(NotAPicture, match=TOO_COMPLEX):
        Pool(megabytes=30).make(file_of(Image.new("RGB", (3840, 2160)), "PNG"), "photo")


def test_the_memory_limit_is_real_and_the_pool_goes_on(pool, run_instead, monkeypatch):
    code = "from news.media.imaging.child import limit_resources as l; l(64, 5); x = bytearray(200 << 20); print('{}')"
    with monkeypatch.context():
        run_instead(code)
        with pytest.raises(NotAPicture, match=TOO_COMPLEX):
            pool.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo")
    fresh = Pool()
    fresh.free = pool.free
    assert fresh.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo").size == (40, 40)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 9)",
        "raise SystemExit(3)",
        "from news.media.imaging.child import limit_resources as l; l(64, 1)\nwhile True: pass",
    ],
    ids=["killed", "failed", "out of processor time"],
)
def test_a_child_that_dies_refuses_in_a_sentence(pool, run_instead, code):
    run_instead(code)
    for _ in range(3):  # and gives its place back each time
        with pytest.raises(NotAPicture, match=TOO_COMPLEX):
            pool.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo")


def test_a_child_beyond_its_time_is_killed(pool, run_instead, monkeypatch, tmp_path):
    run_instead(f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    monkeypatch.setattr(pools, "WALL_TIMES", 0.2)
    with pytest.raises(NotAPicture, match=TOO_COMPLEX):
        pool.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "no JSON",
        "[]",
        "{}",
        '{"size": [1, 1], "files": []}',
        '{"size": [1, 1], "files": [[1, "svg", 3]]}\nabc',
        '{"size": [1, 1], "files": [[1, "jpg", 3]]}',
        '{"size": "x", "files": 3}',
    ],
)
def test_what_a_child_says_is_not_believed_unseen(pool, run_instead, said):
    run_instead(f"print({said!r})")
    with pytest.raises(NotAPicture, match="不是能识别的图片"):
        pool.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo")


def test_a_child_knows_no_secret_and_loads_no_django(pool, run_instead, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret of the site")
    assert "a secret of the site" not in pools.child_environment().values()
    run_instead("import sys; import news.media.imaging.child; assert 'django' not in sys.modules; raise SystemExit(7)")
    children = []
    popen = pools.subprocess.Popen
    monkeypatch.setattr(pools.subprocess, "Popen", lambda *a, **k: children.append(popen(*a, **k)) or children[-1])
    with pytest.raises(NotAPicture):
        pool.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo")
    assert [child.returncode for child in children] == [7]


class Held(ContentFile):
    """An upload whose bytes come when they are let go: its turn lasts as long."""

    def __init__(self, data):
        super().__init__(data)
        self.begun, self.released = Event(), Event()

    def chunks(self, chunk_size=None):
        self.begun.set()
        assert self.released.wait(30)
        return super().chunks(chunk_size)


@pytest.fixture
def busy(pool):
    """A pool whose one child has its turn until the test is over; `busy.finish()` ends it at once."""
    file = Held(bytes_of(Image.new("RGB", (40, 40)), "PNG"))
    thread = Thread(target=pool.make, args=(file, "photo"))
    thread.start()
    assert file.begun.wait(30)
    pool.finish = lambda: (file.released.set(), thread.join(30))
    yield pool
    pool.finish()


def test_when_no_child_is_free_in_time_the_reader_is_asked_to_come_back(busy):
    patience = Patience(0.05)
    for _ in range(3):
        with pytest.raises(Busy, match="请稍等几秒"):
            busy.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo", patience)
    assert patience.left <= 0 and busy.places == pools.WAITING_MAX
    busy.finish()
    assert busy.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo", patience).size == (40, 40)


def test_only_a_few_wait_and_the_next_is_refused_at_once(busy):
    waiting = [
        Thread(target=busy.make, args=(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo", Patience(30)))
        for _ in range(pools.WAITING_MAX)
    ]
    for thread in waiting:
        thread.start()
    while busy.places:  # both have come to the queue; bounded by their patience
        assert all(thread.is_alive() for thread in waiting)
    patience = Patience(30)
    with pytest.raises(Busy):
        busy.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo", patience)
    assert patience.left == 30
    busy.finish()
    for thread in waiting:
        thread.join(30)
    assert not any(thread.is_alive() for thread in waiting) and busy.places == pools.WAITING_MAX


def test_a_request_keeps_its_turn_until_all_its_pictures_are_made(pool):
    other, small = Patience(0), file_of(Image.new("RGB", (40, 40)), "PNG")
    with Patience() as patience:
        for _ in range(2):
            assert pool.make(small, "photo", patience).size == (40, 40)
            with pytest.raises(Busy):  # others wait, or come back, also between two pictures
                pool.make(small, "photo", other)
        with pytest.raises(NotAPicture):
            pool.make(file_of(Image.new("RGB", (40, 40)), "PPM"), "photo", patience)
        assert pool.make(small, "photo", patience).size == (40, 40)
    assert pool.make(small, "photo", other).size == (40, 40)
    with pytest.raises(ZeroDivisionError), Patience() as patience:
        pool.make(small, "photo", patience)
        raise ZeroDivisionError
    assert pool.make(small, "photo", other).size == (40, 40)


def test_who_found_no_child_has_none_to_give_back(busy):
    with Patience(0) as patience, pytest.raises(Busy):
        busy.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo", patience)
    busy.finish()
    assert busy.make(file_of(Image.new("RGB", (40, 40)), "PNG"), "photo", Patience(0)).size == (40, 40)


def test_a_bomb_does_not_wait_for_its_refusal(busy):
    with pytest.raises(NotAPicture, match="像素太多"):
        busy.make(file_of(Image.new("1", (11_000, 11_000)), "PNG"), "photo")
