"""A WebSub hub on this machine, which notes what it is told."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append({name: values[0] for name, values in parse_qs(body).items()} | {"path": self.path})
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@contextmanager
def running_hub(status=204):
    """A hub that answers with `status`; `told` is what it heard, `url` its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.told, server.status, server.url = [], status, f"http://127.0.0.1:{server.server_port}/hub?key=1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
