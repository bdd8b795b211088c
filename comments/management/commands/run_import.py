"""Carries out an import that was started in the admin; the worker calls it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from comments.importing.running import carry_out


class Command(BaseCommand):
    help = "执行在编辑台发起的一次导入（由后台工作调用）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pk", type=int)

    def handle(self, pk: int, **options: Any) -> None:
        carry_out(pk)
