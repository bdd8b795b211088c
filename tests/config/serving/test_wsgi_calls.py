"""Django called in threads: whole answers in one piece, streams as they are taken, the environ as WSGI wants it."""

import asyncio
import io
import threading
from contextvars import ContextVar

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from config.serving.wsgi_calls import WsgiCalls, make_environ

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/新闻/",
    "query_string": b"q=%E8%8A%B1",
    "http_version": "1.1",
    "scheme": "http",
    "headers": [(b"host", b"localhost:8000"), (b"content-type", b"text/plain"), (b"content-length", b"5")],
    "client": ("192.0.2.1", 5000),
    "server": ("127.0.0.1", 8000),
}
ASKED: ContextVar[str] = ContextVar("ASKED", default="")


def answering(response):
    """A WSGI application of Django's kind that answers with `response`."""

    def application(environ, start_response):
        start_response(f"{response.status_code} X", list(response.items()))
        return response

    return application


def ask(application, body=b"", scope=SCOPE):
    """(the messages of a whole answer, those that were sent while it was made)."""
    sent = []

    async def send(message):
        sent.append(message)

    async def call():
        return await WsgiCalls(application, 1).call(scope, io.BytesIO(body), send)

    return asyncio.run(call()), sent


def test_an_answer_that_is_whole_is_sent_in_one_piece():
    whole, sent = ask(answering(HttpResponse("花蛋", status=404, headers={"X-Kind": "plain"})))
    assert sent == [] and [message["type"] for message in whole] == ["http.response.start", "http.response.body"]
    assert whole[0]["status"] == 404 and (b"x-kind", b"plain") in whole[0]["headers"]
    assert whole[1]["body"].decode() == "花蛋" and not whole[1]["more_body"]


@pytest.mark.parametrize("pieces", [[], [b"a"], [b"a", b"", b"b"]])
def test_a_stream_is_sent_piece_by_piece(pieces):
    whole, sent = ask(answering(StreamingHttpResponse(iter(pieces))))
    assert whole == [] and sent[0]["type"] == "http.response.start"
    assert [message["body"] for message in sent[1:]] == [*pieces, b""]
    assert [message["more_body"] for message in sent[1:]] == [True] * len(pieces) + [False]


def test_the_thread_is_free_and_the_answer_closed_before_it_is_sent():
    response, closed = HttpResponse("x"), []
    response.close = lambda: closed.append(threading.current_thread().name)

    async def call():
        calls = WsgiCalls(answering(response), 1)
        messages = await calls.call(SCOPE, io.BytesIO(), None)
        assert closed and closed[0].startswith("WSGI") and messages
        assert await asyncio.wait_for(calls.run(threading.current_thread), 5)  # its one thread

    asyncio.run(call())


def test_what_a_request_sets_is_known_in_its_thread():
    sent = []

    async def send(message):
        sent.append(message)

    def application(environ, start_response):
        start_response("200 OK", [])
        return [ASKED.get().encode()]

    async def ask_it():
        ASKED.set("here")
        await WsgiCalls(application, 1).call(SCOPE, io.BytesIO(), send)

    asyncio.run(ask_it())
    assert sent[1]["body"] == b"here"


def test_an_error_reaches_whoever_called():
    def application(environ, start_response):
        raise LookupError("nothing here")

    with pytest.raises(LookupError):
        ask(application)


def test_the_body_is_the_file_itself():
    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]

    _, sent = ask(application, b"12345")
    assert sent[1]["body"] == b"12345"


def test_the_environ_says_what_the_scope_said():
    environ = make_environ(SCOPE, None)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/新闻/" and environ["QUERY_STRING"] == "q=%E8%8A%B1"
    assert environ["HTTP_HOST"] == "localhost:8000" and environ["CONTENT_TYPE"] == "text/plain"
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["CONTENT_LENGTH"]) == ("192.0.2.1", "8000", "5")
    bare = make_environ(SCOPE | {"client": None, "server": None, "headers": []}, None)
    assert "REMOTE_ADDR" not in bare and bare["SERVER_NAME"] == "localhost"


def test_a_header_with_an_underscore_is_not_taken_for_one_with_a_hyphen():
    lines = [(b"x_forwarded_for", b"203.0.113.9"), (b"x-forwarded-for", b"192.0.2.7"), (b"accept", b"a")]
    environ = make_environ(SCOPE | {"headers": [*lines, (b"accept", b"b")]}, None)
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.7" and environ["HTTP_ACCEPT"] == "a,b"
