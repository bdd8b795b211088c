"""Twenty pictures of twelve megapixels into a story, as its page sends them, while a reader goes on voting.

A real server on SQLite: the whole time of the pictures, the answer to the form, the longest wait of the other writer.
"""

import io
import json
import os
import random
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from tests.server import Visitor, running

PICTURES, AT_ONCE = 20, 2
SIZE = (4000, 3000)
PASSWORD = "figures-of-the-desk"


def main():
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), STAFF_SECOND_FACTOR="0") as site:
        people = f"make_reader('图片网编', 6, is_staff=True, is_superuser=True, password={PASSWORD!r})\n"
        people += f"make_reader('投票的人', 6, password={PASSWORD!r})\nprint(make_article().pk)"
        article = site.run(people)
        editor, voter = (Visitor(site, name, PASSWORD) for name in ("图片网编", "投票的人"))
        waits, done = [], threading.Event()
        other = threading.Thread(target=vote, args=(voter, article, waits, done))
        photo = make_photo()
        other.start()
        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            names = list(pool.map(lambda _: upload(editor, photo), range(PICTURES)))
        uploaded = time.perf_counter() - began
        answered = save(editor, names)
        done.set()
        other.join()
    print(f"{PICTURES} 张 {SIZE[0]}×{SIZE[1]}：上传并处理 {uploaded:.1f} s，保存表单 {answered * 1000:.0f} ms")
    print(f"同时另一人投票 {len(waits)} 次，最久等 {max(waits) * 1000:.0f} ms")


def make_photo():
    """A JPEG that looks like a photograph to an encoder."""
    noise = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(400 * 300 * 3))
    out = io.BytesIO()
    noise.resize(SIZE, Image.Resampling.BICUBIC).save(out, "JPEG", quality=88)
    return out.getvalue()


def upload(editor, content):
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'.encode()
    body = head + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "X-CSRFToken": editor.csrf}
    answer = editor.site.ask("POST", "/admin/news/article/pictures/", body, editor.headers(**headers))
    assert answer.status == 200, answer.text
    return json.loads(answer.text)["picture"]


def save(editor, names):
    """Seconds until the form with these pictures is answered."""
    page = editor.get("/admin/news/article/add/").text
    fields = {
        "csrfmiddlewaretoken": editor.token(page),
        "title": "二十张图片",
        "body": "正文。",
        "missing_pictures": "0",
    }
    fields["channel"] = editor.site.run("print(Channel.objects.for_stories().first().pk)")
    for prefix in ("sources", "videos", "corrections", "related", "wordings", "old_addresses"):
        fields |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    fields |= {"photos-TOTAL_FORMS": str(len(names)), "photos-INITIAL_FORMS": "0"}
    for number, name in enumerate(names):
        fields |= {f"photos-{number}-picture": name, f"photos-{number}-position": str(number + 1)}
    began = time.perf_counter()
    answer = editor.send("/admin/news/article/add/", fields)
    seconds = time.perf_counter() - began
    assert answer.status == 302, answer.text[-3000:]
    assert editor.site.run("print(Photo.objects.count())") == str(len(names))
    return seconds


def vote(voter, article, waits, done):
    """Give and take a flower until `done`, noting the seconds of each answer."""
    while not done.is_set():
        began = time.perf_counter()
        answer = voter.act(f"/news/{article}/votes/", kind="flower")
        assert answer.status == 200, answer.status
        waits.append(time.perf_counter() - began)
        time.sleep(0.05)


if __name__ == "__main__":
    os.environ["LIMIT_FACTOR"] = "1000000"
    main()
