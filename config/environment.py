"""The environment, read and checked: what is wrong is said in one line that names the setting and what to write."""

import builtins
import json
import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

from config.private_files import data_folder

YES, NO = {"1", "true", "yes", "on", "y", "ok"}, {"", "0", "false", "no", "off", "n"}
DATABASES = ("postgres", "postgresql", "psql", "pgsql", "sqlite")


class SettingError(ImproperlyConfigured):
    """A setting that the site cannot start with; its text is one line for whoever runs the site."""

    def __init__(self, name: str, value: str, advice: str) -> None:
        said = f"{name}={value}" if value else f"{name} 是空的"
        super().__init__(f"设置有误：{said}。{advice}")


class Environment(environ.Env):
    """django-environ with checks; every method raises SettingError for what cannot be meant."""

    def bool(self, var: Any, default: bool = False) -> Any:
        raw = self.str(var, "").strip().lower()
        if not raw:
            return default
        if raw not in YES | NO:
            raise SettingError(var, raw, "请写 1（开）或 0（关）。")
        return raw in YES

    def int(self, var: Any, default: int = 0, least: int = 0, most: int = 1_000_000_000) -> Any:
        raw = self.str(var, "").strip()
        if not raw:
            return default
        try:
            number = int(raw)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise SettingError(var, raw, f"请写一个 {least} 到 {most} 之间的整数。")
        return number

    def choice(self, var: Any, *choices: Any) -> Any:
        """One of `choices`; the first if nothing is set."""
        raw = self.str(var, "").strip() or choices[0]
        if raw not in choices:
            raise SettingError(var, raw, f"只能是 {'、'.join(choices)} 之一。")
        return raw

    def phases(self, var: Any, default: builtins.str) -> Any:
        """{code: its number or None} of the phases that are on, in order; `default` names all there are."""
        known, found = {part.partition(":")[0] for part in default.split()}, {}
        for part in (self.str(var, "").strip() or default).split():
            code, _, number = part.partition(":")
            if code not in known or (number and not (number.isdigit() and int(number) < 10_000)) or code in found:
                raise SettingError(var, part, f"请写用空格分开的环节，可带数字：{default}。")
            found[code] = int(number) if number else None
        return found

    def mapping(self, var: Any) -> Any:
        raw = self.str(var, "").strip() or "{}"
        try:
            found = json.loads(raw)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise SettingError(var, raw[:60], '请写 JSON 对象，例如 {"github": {"APPS": [{"client_id": "…"}]}}。')
        return found

    def address(self, var: Any, default: str = "", origin: builtins.bool = False) -> Any:
        """An http(s) address without a slash at its end; with `origin` without a path."""
        raw = self.str(var, "").strip().rstrip("/")
        if not raw:
            return default
        parts = split_address(raw)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingError(var, raw, "请写完整的网址，例如 https://news.example.org。")
        if origin and (parts.path or parts.query or parts.fragment or parts.username):
            raise SettingError(var, raw, "只写协议和主机名，后面不带路径，例如 https://news.example.org。")
        return raw

    def hosts(self, var: Any, default: Any) -> Any:
        found = [host for host in self.list(var, default=[]) if host] or default
        for host in found:
            if "/" in host or " " in host or split_address(f"//{host}") is None:
                raise SettingError(var, host, "只写主机名，用逗号分开，例如 news.example.org,www.example.org。")
        return list(found)

    def time_zone(self, var: Any, default: Any) -> Any:
        raw = self.str(var, "").strip() or default
        try:
            ZoneInfo(raw)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SettingError(var, raw, "请写时区的名称，例如 Asia/Shanghai。") from error
        return raw

    def database(self, var: Any) -> Any:
        """Django's settings of a database, from its address."""
        raw = self.str(var, "").strip()
        advice = (
            "请写 postgres://用户:密码@主机/库名，或 sqlite:////绝对/路径/db.sqlite3；留空则用 DATA_DIR 里的 SQLite。"
        )
        parts = split_address(raw)
        if parts is None or parts.scheme not in DATABASES:
            raise SettingError(var, without_password(raw), advice)
        found = self.db_url_config(raw)
        if not found["NAME"]:
            raise SettingError(var, without_password(raw), advice)
        return found

    def redis(self, var: Any) -> Any:
        raw = self.str(var, "").strip()
        parts = split_address(raw)
        whole = parts and (parts.hostname or (parts.scheme == "unix" and parts.path))
        if raw and not (whole and parts.scheme in ("redis", "rediss", "unix")):
            raise SettingError(
                var, without_password(raw), "请写 redis://主机:6379/0 或 unix:///路径/redis.sock；没有就留空。"
            )
        return raw

    def mail(self, var: Any) -> Any:
        """Django's settings of the mail server, from its address."""
        raw = self.str(var, "").strip() or "consolemail://"
        try:
            parts = urlsplit(raw)
            found = self.email_url_config(raw)
            lacking = parts.scheme.startswith("smtp") and not parts.hostname
        except (ValueError, KeyError, AttributeError, ImproperlyConfigured):
            lacking = True
        if lacking:
            advice = "请写 smtp+tls://用户:密码@mail.example.org:587；留空则把信打印出来。"
            raise SettingError(var, without_password(raw), advice)
        return found

    def sender(self, var: Any, default: Any) -> Any:
        raw = self.str(var, "").strip() or default
        _, address = parseaddr(raw)
        name, _, host = address.rpartition("@")
        if not name or not host or any(sign in raw for sign in "\r\n") or " " in address:
            raise SettingError(var, raw, "请写“花蛋新闻 <noreply@news.example.org>”这样的发信人。")
        return raw

    def secret(self, var: Any, least: Any) -> Any:
        raw = self.str(var, "")
        if raw and (len(raw) < least or not raw.isascii() or not raw.isprintable()):
            raise SettingError(var, "…", f"请写至少 {least} 个字母或数字；留空则关闭。")
        return raw

    def folder(self, var: Any, default: Any) -> Path:
        """A folder that is there and may be written to."""
        path = Path(self.str(var, "") or default).expanduser()
        try:
            path = data_folder(path.resolve())
        except (OSError, RuntimeError) as error:
            raise SettingError(
                var, str(path), f"建不了这个目录（{getattr(error, 'strerror', None) or error}），请换一个可写的目录。"
            ) from error
        if not os.access(path, os.W_OK | os.X_OK):
            raise SettingError(var, str(path), "这个目录不可写，请换一个，或把它的属主改成运行网站的用户。")
        return path


def split_address(raw: Any) -> Any:
    """urlsplit with its port read, or None for what is no address."""
    try:
        parts = urlsplit(raw)
        return parts if parts.port is None or 0 < parts.port < 65536 else None
    except ValueError:
        return None


def without_password(raw: str) -> str:
    """An address as it may be printed."""
    scheme, mark, rest = raw.partition("://")
    return f"{scheme}{mark}…@{rest.rpartition('@')[2]}" if "@" in rest else raw
