"""A server on this machine with https and a certificate of its own authority, and a network in which it is public."""

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from news.http.checked_connections import Network

HOST = "feeds.example.org"
SITE = f"https://{HOST}"


def certificate(name, issuer=None, hosts=()):
    """(key, certificate) of an authority, or of a host signed by one."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer, signer_name = issuer and (issuer[0], issuer[1].subject) or (key, subject)
    public, authority = key.public_key(), signer.public_key()
    builder = x509.CertificateBuilder(signer_name, subject, public, x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    for extension in (
        x509.BasicConstraints(ca=not issuer, path_length=None),
        x509.SubjectKeyIdentifier.from_public_key(public),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(authority),
        *([x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])] if hosts else []),
    ):
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return key, builder.sign(signer, hashes.SHA256())


@cache
def certificate_files():
    """(file of the authority, file of the host's key and certificate)"""
    folder = Path(mkdtemp())
    authority = certificate("Tests")
    key, own = certificate(HOST, authority, [HOST, "second.example.org"])
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(authority[1].public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "own.pem").write_bytes(secret + own.public_bytes(pem))
    return str(folder / "ca.pem"), str(folder / "own.pem")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.heard.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            self.send_header(name, str(value))
        self.end_headers()
        try:
            for piece in body if isinstance(body, list) else [body]:
                self.wfile.write(piece) if isinstance(piece, bytes) else self.server.gate.wait(piece)
        except OSError:
            pass  # who asked has gone

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that distrusts the certificate


@contextmanager
def running_server(answers=None):
    """Answers by path: (status, headers, bytes); `heard` is what it was asked, `network` how it is reached."""
    ca_file, own = certificate_files()
    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.answers, server.heard, server.gate = answers or {}, [], Event()
    server.network = Network(
        is_allowed=lambda address: address == "127.0.0.1",
        resolve=lambda host, seconds: ["127.0.0.1"],
        port=server.server_port,
        ca_file=ca_file,
    )
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.gate.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
