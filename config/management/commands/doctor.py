"""Looks at everything that the site needs, and says what is wrong and what helps."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from comments.readers.models import Reader
from config.exporting.state import refusal_of_unfinished_import
from config.management.commands.serve import wrong_host
from config.monitoring import health


def check_staff() -> str:
    """Whether all who may enter the admin have a second factor, where one is asked for."""
    if not settings.STAFF_SECOND_FACTOR:
        return ""
    try:
        safe = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user")
        names = list(
            Reader.objects.filter(is_staff=True, is_active=True).exclude(pk__in=safe).values_list("name", flat=True)
        )
    except DatabaseError:
        return ""  # said by the checks of the database
    said = "、".join(names[:5]) + (f" 等 {len(names)} 人" if len(names) > 5 else "")
    return f"职员 {said} 还没有两步验证，进不了编辑台：请他们在“账号 · 两步验证”里设好。" if names else ""


CHECKS = {  # name: (check, whether the site cannot work without it)
    "地址": (wrong_host, True),
    "数据库": (health.check_database, True),
    "迁移": (health.check_migrations, True),
    "版本": (health.check_version, True),
    "导入": (refusal_of_unfinished_import, True),
    "磁盘": (health.check_disk, True),
    "静态文件": (health.check_static, True),
    "Redis": (health.check_redis, False),
    "打开文件数": (health.check_files, False),
    "邮件": (health.check_mail, False),
    "时钟": (health.check_clock, False),
    "域名": (health.check_site_host, False),
    "职员": (check_staff, False),
}


class Command(BaseCommand):
    help = "检查网站运行所需的一切，说出哪里不对、怎么改；有必须处理的问题时以 1 结束。"

    def handle(self, **options: Any) -> None:
        broken = 0
        for name, (check, needed) in CHECKS.items():
            wrong = check()
            broken += bool(wrong and needed)
            mark = "正常" if not wrong else ("错误" if needed else "提醒")
            self.stdout.write(f"{mark}  {name}{'：' + wrong if wrong else ''}")
        if broken:
            self.stderr.write(f"有 {broken} 项必须处理。")
            raise SystemExit(1)
