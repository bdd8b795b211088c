"""投稿, the writer's side: drafts that lose nothing, pictures, sending, sections, what is refused in which words."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from comments.models import Submission
from news.models import Article, Channel
from tests.comments.profiles.test_profile import picture
from tests.conftest import SCRIPT

pytestmark = pytest.mark.django_db
NEW, MINE = "/submissions/new/", "/submissions/"
TITLE, TEXT = "河边的旧书摊", "河边的旧书摊开了二十年，昨天最后一次收摊，老街坊都来送行。\n\n## 摊主的话\n\n书还在。"


def typed(**fields):
    """The form as it is filled in: a whole story for the editors, unless `fields` say otherwise."""
    return {"key": "k1", "board": "", "title": TITLE, "text": TEXT, "link": "", "act": "draft"} | fields


def file(data, name="图.png"):
    return SimpleUploadedFile(name, data, "image/png")


def sentences(answer):
    """What the page says is wrong, below the fields and above the form."""
    html = answer.content.decode()
    shown = re.findall(r'<p class="problem"[^>]*>(.*?)</p>', html)
    above = re.search(r'<div class="problem"[^>]*>(.*?)</div>', html, re.DOTALL)
    shown += re.findall(r"<p>(.*?)</p>", above[1]) if above else []
    return [unescape(one.strip()) for one in shown]


def values(answer):
    """(title, text) as they stand in the fields of the page."""
    html = answer.content.decode()
    title = re.search(r'<input[^>]*name="title"[^>]*>', html)[0]
    value = re.search(r'value="([^"]*)"', title)
    return unescape(value[1] if value else ""), unescape(
        re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", html, re.S)[1]
    )


def kept(settings):
    return sorted(Path(settings.MEDIA_ROOT).rglob("*.*"))


@pytest.fixture
def client(signed_in, tangju):
    return signed_in(tangju)


@pytest.fixture
def send(client):
    """send(**fields) sends the form off; what comes back is the answer."""
    return lambda **fields: client.post(NEW, typed(act="send", **fields))


# -- drafts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"title": "", "text": ""}, {"title": "半"}, {"link": "不是地址"}, {"text": "半句"}])
def test_a_draft_is_saved_incomplete_and_comes_back_as_it_was_typed(client, tangju, fields):
    sent = typed(**fields)
    answer = client.post(NEW, sent)
    row = Submission.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/submissions/{row.pk}/")
    assert (row.state, row.reader, row.sent_at) == ("draft", tangju, None)
    page = client.get(answer["Location"])
    assert values(page) == (sent["title"], sent["text"]) and page["Cache-Control"].count("no-store") == 1
    assert str(row) in client.get(MINE).content.decode() and "草稿" in client.get(MINE).content.decode()


def test_the_script_saves_while_one_types_and_hears_where_the_draft_stands(client):
    first = client.post(NEW, typed(text="写"), **SCRIPT)
    row = Submission.objects.get()
    assert (first.status_code, first.content, first["X-Draft"]) == (204, b"", f"/submissions/{row.pk}/")
    assert "no-store" in first["Cache-Control"]
    again = client.post(first["X-Draft"], typed(text="写了更多", key=row.key), **SCRIPT)
    assert (again.status_code, again["X-Draft"]) == (204, first["X-Draft"])
    row.refresh_from_db()
    assert row.text == "写了更多" and Submission.objects.count() == 1


def test_the_same_key_twice_is_one_row_and_another_key_is_another(client, signed_in, fufeng):
    for text in ("一", "一二", "一二三"):
        client.post(NEW, typed(text=text), **SCRIPT)
    assert Submission.objects.get().text == "一二三"
    client.post(NEW, typed(key="k2"), **SCRIPT)
    signed_in(fufeng).post(NEW, typed(text="别人的"), **SCRIPT)  # keys are each reader's own
    assert sorted(Submission.objects.values_list("reader__name", "key")) == [
        ("扶风", "k1"),
        ("糖桔", "k1"),
        ("糖桔", "k2"),
    ]


def test_what_was_sent_is_sent_once_however_often_the_button_is_pressed(client, send):
    assert send()["Location"] == send()["Location"] == MINE
    row = Submission.objects.get()
    assert (row.state, row.text) == ("sent", TEXT)
    late = send(text=TEXT + "改")
    assert late.status_code == 409 and "已经提交" in late.content.decode() and TEXT + "改" in late.content.decode()
    assert client.post(NEW, typed(text="迟到的自动保存"), **SCRIPT).status_code == 409
    row.refresh_from_db()
    assert (row.state, row.text) == ("sent", TEXT)


def test_a_preview_shows_the_story_and_sends_nothing(client):
    answer = client.post(NEW, typed(act="preview", text=TEXT + "\n\n> 引一句\n\n[图1]", pictures=file(picture("PNG"))))
    html = answer.content.decode()
    assert (
        answer.status_code == 200 and "<h2>摊主的话</h2>" in html and "<blockquote><p>引一句</p></blockquote>" in html
    )
    assert re.search(r'<img[^>]* loading="eager" fetchpriority="high"', html.split('class="preview"')[1])
    assert html.index("引一句</p>") < html.index('<figure class="photo">') and "[图1]</p>" not in html
    assert Submission.objects.get().is_draft and not Article.objects.exists()
    assert values(answer)[1].endswith("[图1]")


def test_drafts_are_bounded_and_the_one_too_many_is_not_lost_from_the_form(client, tangju):
    Submission.objects.bulk_create(Submission(reader=tangju, key=f"d{n}") for n in range(50))
    answer = client.post(NEW, typed())
    assert answer.status_code == 409 and sentences(answer) == ["草稿最多 50 篇，请先删掉几篇。"]
    assert values(answer) == (TITLE, TEXT) and Submission.objects.count() == 50


def test_a_draft_can_be_thrown_away_with_its_pictures(settings, client, django_capture_on_commit_callbacks):
    client.post(NEW, typed(pictures=file(picture("PNG"))))
    row = Submission.objects.get()
    assert kept(settings)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/submissions/{row.pk}/deletion/")
    assert answer["Location"] == MINE and not Submission.objects.exists() and kept(settings) == []


def test_others_drafts_are_not_there(client, signed_in, fufeng, qinghe):
    client.post(NEW, typed())
    row = Submission.objects.get()
    for other in (fufeng, qinghe):
        them = signed_in(other)
        assert them.get(row.get_absolute_url()).status_code == 404
        assert them.post(row.get_absolute_url(), typed(text="改掉")).status_code == 404
        assert them.post(f"{row.get_absolute_url()}deletion/").status_code == 404
        assert TITLE not in them.get(MINE).content.decode()
    row.refresh_from_db()
    assert row.text == TEXT
    assert client.get(f"/submissions/{10**30}/").status_code == 404


# -- sending ------------------------------------------------------------------------------------------


def test_a_story_for_the_desk_waits_there(client, send, tangju):
    answer = send(link="https://example.com/1")
    row = Submission.objects.get()
    assert answer["Location"] == MINE and row.state == "sent" and row.sent_at and not Article.objects.exists()
    assert "等待审稿" in client.get(MINE).content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    assert '<form method="post" enctype' not in page and "摊主的话" in page
    assert client.post(row.get_absolute_url(), typed(text="偷偷改掉的正文" * 9)).status_code == 409
    row.refresh_from_db()
    assert row.text == TEXT


TOO_LITTLE = {
    "a short title": ({"title": "三个字"}, ["标题至少 4 个字。"]),
    "a title that nobody sees": ({"title": "\u3164\u200b\u2060\u3164\u200b"}, ["标题至少 4 个字。"]),
    "a short text": ({"text": "太短了"}, ["正文至少 20 个字。"]),
    "a link that is no address": ({"link": "不是地址"}, ["来源地址要以 http:// 或 https:// 开头。"]),
    "a script as a link": ({"link": "javascript:alert(1)"}, ["来源地址要以 http:// 或 https:// 开头。"]),
    "a file as a link": ({"link": "ftp://example.com/a"}, ["来源地址要以 http:// 或 https:// 开头。"]),
}


@pytest.mark.parametrize("what", TOO_LITTLE)
def test_too_little_keeps_what_was_typed_and_says_what_is_missing(send, what):
    fields, said = TOO_LITTLE[what]
    answer = send(**fields)
    assert answer.status_code == 400 and sentences(answer) == said
    row = Submission.objects.get()
    assert row.is_draft and values(answer) == (row.title, row.text)
    assert (row.title, row.text, row.link) == tuple(
        (typed() | fields)[name].strip() for name in ("title", "text", "link")
    )


NOTHING = {"title": "", "text": ""}
EMPTY = {
    "nothing": NOTHING,
    "letters that nobody sees": {"title": "\u3164\u200b", "text": "\u2060"},
    "a picture that is none": NOTHING | {"pictures": b"no picture"},
}


@pytest.mark.parametrize("what", EMPTY)
def test_an_empty_submission_that_is_refused_leaves_no_draft(client, send, what):
    fields = EMPTY[what]
    if "pictures" in fields:
        fields = fields | {"pictures": file(fields["pictures"])}
    answer = send(**fields)
    assert answer.status_code == 400 and sentences(answer)
    assert not Submission.objects.exists() and f'action="{NEW}"' in answer.content.decode()
    assert send()["Location"] == MINE and Submission.objects.get().state == "sent"


def test_a_draft_that_was_emptied_and_refused_is_gone_and_its_form_still_works(client):
    saved = client.post(NEW, typed(), **SCRIPT)["X-Draft"]
    answer = client.post(saved, typed(act="send", **NOTHING))
    assert answer.status_code == 400 and not Submission.objects.exists()
    assert f'action="{NEW}"' in answer.content.decode()


def test_a_draft_with_a_picture_alone_stays_when_it_is_refused(client, send):
    assert send(**NOTHING, pictures=file(picture("PNG"))).status_code == 400
    assert Submission.objects.get().photos.count() == 1


BROKEN = "文字里有无法识别的字符，请删除后再试。"
FAULTY = {
    "a long title": ({"title": "长" * 61}, ["最长 60 字，请删短一些。"]),
    "a long text": ({"text": "长" * 20_001}, ["最长 20000 字，请删短一些。"]),
    "NUL in the title": ({"title": "四个字吧\x00"}, [BROKEN]),
    "NUL in the text": ({"text": f"{TEXT}\x00"}, [BROKEN]),
    "NUL in the link": ({"link": "https://example.com/\x00"}, [BROKEN]),
    "a board that is none": ({"board": "99999999999999999999999"}, ["没有这个版块。"]),
}


@pytest.mark.parametrize("script", [False, True], ids=["button", "script"])
@pytest.mark.parametrize("what", FAULTY)
def test_what_cannot_be_kept_is_refused_in_plain_words(client, what, script):
    fields, said = FAULTY[what]
    answer = client.post(NEW, typed(**fields), **(SCRIPT if script else {}))
    assert answer.status_code == 400 and sentences(answer) == said and not Submission.objects.exists()
    html = unescape(answer.content.decode())
    assert TEXT[:20] in html or fields.get("text", "")[:50] in html


@pytest.mark.parametrize(
    "fields", [{"key": "\x00"}, {"key": ""}, {"key": "k" * 65}, {"act": "\x00"}, {"drop": "\x00²"}]
)
def test_odd_requests_are_never_an_error_page(client, fields):
    assert client.post(NEW, typed(**fields)).status_code in (303, 400)
    assert client.get(NEW, {"board": "\x00"}).status_code == 200


def test_a_channel_of_the_desk_is_no_board(send):
    answer = send(board=Channel.objects.get(slug="politics").pk)
    assert answer.status_code == 400 and sentences(answer) == ["没有这个版块。"] and not Article.objects.exists()


def test_ten_a_day_are_enough_and_the_eleventh_is_a_draft(send, tangju):
    Submission.objects.bulk_create(
        Submission(reader=tangju, key=f"s{n}", state="refused", sent_at=timezone.now()) for n in range(10)
    )
    answer = send()
    assert answer.status_code == 429 and sentences(answer) == ["一天最多投 10 篇，草稿已保存，请明天再提交。"]
    assert values(answer) == (TITLE, TEXT) and Submission.objects.get(key="k1").is_draft
    Submission.objects.filter(key="s0").update(sent_at=timezone.now() - timedelta(hours=25))
    assert send()["Location"] == MINE


# -- who is not signed in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_guests_read_what_it_is_and_are_shown_the_door(signed_in, prefix):
    guest = signed_in()
    page = guest.get(f"{prefix}{NEW}?board=chat")
    assert page.status_code == 200 and page["Cache-Control"].startswith("public") and not page.cookies
    assert f"/accounts/login/?next={prefix}/submissions/new/%3Fboard%3Dchat" in page.content.decode()
    for path in (NEW, MINE, "/submissions/1/", "/submissions/1/deletion/"):
        answer = guest.post(f"{prefix}{path}", typed())
        assert answer.status_code in (302, 303) and answer["Location"].startswith(f"{prefix}/accounts/login/?next=")
    assert guest.get(MINE).status_code == 302 and not Submission.objects.exists()


def test_whoever_is_signed_out_while_writing_finds_the_text_again(signed_in, tangju):
    client = signed_in()
    door = client.post(NEW, typed(text=TEXT + "会话过期前写的"))
    assert door.status_code == 303 and "/accounts/login/" in door["Location"]
    client.force_login(tangju)
    for _ in range(2):  # a reload takes nothing away
        assert "会话过期前写的" in client.get(NEW).content.decode()
    client.post(NEW, typed(text=TEXT + "会话过期前写的"))
    assert "会话过期前写的" not in client.get(NEW).content.decode()
