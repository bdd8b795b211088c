"""django-eventstream as a contestant: its project, its server, its stream and its publishing."""

from pathlib import Path

from tests.bench.peers import http_messages
from tests.bench.peers.environments import install, pinned
from tests.bench.peers.processes import Server
from tests.server import free_port

PACKAGE = "django-eventstream"
PROJECT = Path(__file__).parent / "projects" / "eventstream"


class EventStream:
    name = PACKAGE
    versions = pinned(PACKAGE, PACKAGE, "Django", "uvicorn", "uvloop")

    def __init__(self, folder, scene):
        self.folder, self.port = Path(folder), free_port()
        self.programs = install(PACKAGE)
        self.folder.mkdir()

    def start(self):
        """Serve by one process of uvicorn."""
        options = ["--host", "127.0.0.1", "--port", str(self.port), "--no-access-log", "--backlog", "8192"]
        command = [str(self.programs / "uvicorn"), *options, "project_asgi:application"]
        environment = {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "project_settings"
        self.server = Server(command, self.port, self.folder, environment).wait()
        self.pid = self.server.pid
        return self

    def stop(self):
        self.server.stop()

    def stream(self):
        """The request that opens a stream."""
        return http_messages.get(self.port, "/events/", Accept="text/event-stream")

    def publish(self, number):
        """(a request that publishes, what every stream then holds)."""
        mark = f"mark-{number:06d}-"
        return http_messages.post_form(self.port, "/publish/", {"html": mark}), mark.encode()
