"""A client of the stream, as raw as a browser's: sockets, frames, ids."""

import socket
from dataclasses import dataclass


@dataclass
class Frame:
    name: str
    cursor: int
    html: str


class Listener:
    """One open stream; `frames()` yields what arrives until `wait` seconds pass without anything."""

    def __init__(self, site, article, script="", after="", last=None, wait=3, connect=None):
        """`connect` takes the request and returns a socket on which it was sent; by default plain and direct."""
        self.site = site
        prefix = f"/{script}" if script else ""
        host = "localhost" if connect else "127.0.0.1"
        lines = [
            f"GET {prefix}/news/{article}/changes/?after={after} HTTP/1.1",
            f"Host: {host}",
            "Accept: text/event-stream",
            *([f"Last-Event-ID: {last}"] if last is not None else []),
            "",
            "",
        ]
        self.socket = (connect or self.connect)("\r\n".join(lines).encode())
        self.socket.settimeout(wait)
        self.buffer = b""
        self.head = self.until(b"\r\n\r\n").decode()
        self.status = int(self.head.split()[1])

    def connect(self, request):
        line = socket.create_connection(("127.0.0.1", self.site.port))
        line.sendall(request)
        return line

    def until(self, mark):
        while mark not in self.buffer:
            data = self.socket.recv(65536)
            if not data:
                raise ConnectionError("the stream has ended")
            self.buffer += data
        got, self.buffer = self.buffer.split(mark, 1)
        return got

    def chunk(self):
        """The next chunk of the body (HTTP/1.1 chunked), b"" at its end."""
        size = int(self.until(b"\r\n"), 16)
        while len(self.buffer) < size + 2:
            self.buffer += self.socket.recv(65536)
        data, self.buffer = self.buffer[:size], self.buffer[size + 2 :]
        return data

    def frame(self):
        """The next event; beats and the retry line are passed over."""
        while True:
            data = self.chunk().decode()
            if not data:
                raise ConnectionError("the stream has ended")
            for block in data.split("\n\n"):
                if "event: " in block:
                    return self.read(block)

    @staticmethod
    def read(block):
        fields = [line.split(": ", 1) for line in block.split("\n") if ": " in line]
        html = "\n".join(value for name, value in fields if name == "data")
        named = dict(fields)
        return Frame(named["event"], int(named["id"]), html)

    def nothing_more(self):
        """Whether nothing comes within the time-out."""
        try:
            self.frame()
        except TimeoutError:
            return True
        return False

    def close(self):
        self.socket.close()
