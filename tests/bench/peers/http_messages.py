"""Requests as bytes, as a browser would send them to a server on this machine."""

import json
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


def get(port, path, host="127.0.0.1", **headers):
    """A GET; `headers` by their names, `_` for `-`."""
    return message("GET", port, path, b"", host, headers)


def post_form(port, path, fields, **headers):
    """A POST of a form; `fields` is a dict."""
    return message("POST", port, path, urlencode(fields).encode(), "127.0.0.1", {"Content-Type": FORM} | headers)


def post_json(port, path, value, **headers):
    """A POST of a value as JSON."""
    kind = {"Content-Type": "application/json"}
    return message("POST", port, path, json.dumps(value).encode(), "127.0.0.1", kind | headers)


def message(method, port, path, body, host, headers):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}:{port}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += [f"Origin: http://{host}:{port}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
