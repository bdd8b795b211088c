"""我的数据: one archive with all that the page promises, nothing of anybody else, in little memory."""

import json
import re
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from comments.models import (
    ArticleVote,
    Block,
    Comment,
    CommentVote,
    Follow,
    Gem,
    KnownName,
    MutedWord,
    Reader,
    StoryFollow,
    TitleRequest,
)
from comments.profiles.export import archive
from tests.conftest import make_article, make_reader
from tests.working import give_address, run_jobs

pytestmark = pytest.mark.django_db
PATH = "/accounts/data/"


def taken(client):
    """The archive as {name of a file: bytes}."""
    answer = client.post(PATH)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert re.fullmatch(r'attachment; filename="huadan-\d{8}\.zip"', answer["Content-Disposition"])
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as parcel:
        assert parcel.testzip() is None
        return {name: parcel.read(name) for name in parcel.namelist()}


def facts(client):
    return json.loads(taken(client)["huadan.json"])


@pytest.fixture
def reader(say, article, cast):
    """糖桔 after one of everything."""
    reader = give_address(cast.tangju, mail="daily")
    KnownName.change(reader, "糖橘子")
    reader = Reader.objects.get(pk=reader.pk)
    reader.bio = "自我介绍"
    reader.portrait.save("x.webp", ContentFile(b"RIFF-portrait"))
    theirs = say(cast.fufeng, "别人的话，别人的秘密")
    mine = say(reader, "第一稿")
    mine.edit("第二稿")
    mine.edit("第三稿 “引号” \\ 👨‍👩‍👧\n第二行")
    say(cast.ruiwen, "答糖橘子", mine)
    say(reader, "收回的话").delete_by_author()
    say(reader, "被隐藏的话").hide(cast.qinghe, "insult", "版主的内部备注")
    Gem.award_all([mine.pk], date(2024, 6, 18), timezone.now())
    CommentVote.cast(reader, theirs, "egg", reason="offtopic")
    CommentVote.cast(cast.fufeng, mine, "flower")
    ArticleVote.cast(reader, article, "flower")
    Follow.set(reader, cast.ruiwen, True)
    StoryFollow.set(reader, article, True)
    Block.set(reader, cast.fufeng, True)
    MutedWord.add(reader, "国足")
    reader.earn(8000, "gem")
    TitleRequest.ask(reader, "一票总统").settle(cast.qinghe, True, "好")
    run_jobs()
    return reader


def test_everything_the_page_promises_is_in_it(signed_in, reader, article):
    got = facts(signed_in(reader))
    assert got["profile"]["name"] == "糖橘子" and got["profile"]["bio"] == "自我介绍"
    assert got["profile"]["emails"] == [{"email": "tangju@example.com", "verified": True, "primary": True}]
    texts = {row["text"]: row["state"] for row in got["comments"]}
    assert texts == {
        "第三稿 “引号” \\ 👨‍👩‍👧\n第二行": "visible",
        "收回的话": "deleted",
        "被隐藏的话": "hidden",
    }
    assert [row["edits__before"] for row in got["earlier_texts"]] == ["第一稿", "第二稿"]
    assert [(row["kind"], row["reason"]) for row in got["comment_votes"]] == [("egg", "offtopic")]
    assert [(row["kind"], row["article_id"]) for row in got["article_votes"]] == [("flower", article.pk)]
    assert {"opening", "flower", "removal", "gem"} <= {row["reason"] for row in got["ledger"]}
    assert sum(row["amount"] for row in got["ledger"]) == got["profile"]["points"]
    assert {"reply", "ruling", "level", "title"} <= {row["kind"] for row in got["notices"]}
    assert [row["followed__name"] for row in got["follows"]] == ["睿文"]
    assert [row["article__title"] for row in got["stories_followed"]] == [article.title]
    assert [row["blocked__name"] for row in got["blocks"]] == ["扶风"]
    assert [row["word"] for row in got["muted_words"]] == ["国足"]
    assert sorted(row["name"] for row in got["names"]) == ["糖桔", "糖橘子"]
    assert [(row["text"], row["state"], row["answer"]) for row in got["titles_asked"]] == [
        ("一票总统", "granted", "好")
    ]
    assert [(row["act"], row["reason"]) for row in got["rulings"]] == [("hide", "insult")]
    assert [row["day"] for row in got["gems"]] == ["2024-06-18"]
    assert got["levels"] and all(row["made_at"].endswith("Z") for row in got["levels"])


def test_the_portrait_comes_along(signed_in, reader):
    assert taken(signed_in(reader))["portrait.webp"] == b"RIFF-portrait"


def test_a_portrait_whose_file_is_lost_does_not_keep_the_rest_back(signed_in, reader):
    reader.portrait.storage.delete(reader.portrait.name)
    assert list(taken(signed_in(reader))) == ["huadan.json"]


def test_nothing_of_anybody_else_is_in_it(signed_in, reader, cast):
    cast.fufeng.bio = "扶风的简介"
    cast.fufeng.save()
    give_address(cast.fufeng, "fufeng@example.com")
    raw = taken(signed_in(reader))["huadan.json"].decode()
    for word in ("别人的秘密", "答糖橘子", "扶风的简介", "fufeng@", "内部备注", "password", "md5", "青禾"):
        assert word not in raw, word


def test_what_another_reader_takes_is_theirs(signed_in, reader, cast):
    got = facts(signed_in(cast.fufeng))
    assert got["profile"]["name"] == "扶风" and [row["text"] for row in got["comments"]] == ["别人的话，别人的秘密"]
    assert got["blocks"] == [] == got["earlier_texts"] and "糖橘子" not in json.dumps(got, ensure_ascii=False)


def test_a_fresh_account_gets_a_valid_archive_too(signed_in, db):
    got = facts(signed_in(make_reader("初来")))
    assert got["profile"]["name"] == "初来"
    assert {name: rows for name, rows in got.items() if rows and name not in ("profile", "names")} == {}


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_only_a_press_of_ones_own_packs_it(signed_in, tangju, prefix):
    client = signed_in(tangju, enforce_csrf_checks=True)
    page = client.get(prefix + PATH)
    assert page["Content-Type"].startswith("text/html") and "no-store" in page["Cache-Control"]
    assert client.post(prefix + PATH).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    answer = client.post(prefix + PATH, {"csrfmiddlewaretoken": token})
    assert answer["Content-Type"] == "application/zip" and answer.getvalue()[:2] == b"PK"
    assert "/accounts/login/" in signed_in().post(prefix + PATH)["Location"]


def test_twice_the_comments_take_no_more_memory(tangju):
    article, now, peaks = make_article(), timezone.now(), []
    for _ in range(2):
        rows = [Comment(article=article, author=tangju, text="说" * 700, created_at=now) for _ in range(2000)]
        Comment.objects.bulk_create(rows, batch_size=250)
        del rows
        tracemalloc.start()
        with archive(tangju) as file, zipfile.ZipFile(file) as parcel:
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert parcel.getinfo("huadan.json").file_size > 8_000_000 and peaks[1] < 1.2 * peaks[0]
