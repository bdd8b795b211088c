"""Somebody who leaves, with everything that a reader can have, and where in the database words of theirs stand."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from comments.models import Authorship, Block, Claim, CommentVote, Follow, KnownName, OutgoingMail, Reader
from comments.profiles.leaving import erase_due, leave
from tests.conftest import make_article, make_reader
from tests.working import give_address, run_jobs

NAME, FORMER, ADDRESS = "珊瑚虫", "海底月", "shanhu@example.com"


def somebody(say, cast):
    """A reader with two names, an address, a portrait, relations, votes, comments, a story, requests and a mail."""
    reader = give_address(make_reader(FORMER, 8, import_name=NAME), ADDRESS)
    reader = KnownName.change(reader, NAME)
    reader.bio, reader.title, reader.sign = f"我是{NAME}", "一票总统", "♀"
    reader.portrait.save("x.webp", ContentFile(b"RIFF"))
    Follow.set(reader, cast.tangju, True)
    Follow.set(cast.fufeng, reader, True)
    Block.set(cast.tangju, reader, True)
    Claim.objects.create(imported=reader, email=ADDRESS, proof=f"我就是{NAME}，电话 12345")
    kind = ContentType.objects.get_for_model(Reader)
    LogEntry.objects.create(
        user=cast.qinghe, content_type=kind, object_id=reader.pk, object_repr=NAME, action_flag=CHANGE
    )
    mine = say(reader, "留下的话")
    CommentVote.cast(cast.tangju, mine, "flower")
    CommentVote.cast(reader, say(cast.tangju, "别人的话"), "flower")
    say(cast.fufeng, "答留下的话", mine)
    Authorship.objects.create(reader=reader, article=make_article("自己的文章"))
    OutgoingMail.write(ADDRESS, f"致{NAME}", "还没发出的信")
    run_jobs()
    return Reader.objects.get(pk=reader.pk)


def gone(reader, removes=False):
    """Let the day pass."""
    leave(reader, removes)
    erase_due(timezone.now() + timedelta(hours=24, seconds=1))
    run_jobs()
    return Reader.objects.get(pk=reader.pk)


def places_of(word):
    """The columns of the whole database in which a word stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(f'SELECT 1 FROM "{table}" WHERE CAST("{column.name}" AS TEXT) LIKE %s', [f"%{word}%"])
                found += [f"{table}.{column.name}"] if cursor.fetchone() else []
    return found
