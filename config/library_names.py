"""What rows of libraries are called in the admin, where the libraries have no Chinese of their own.

The names are set on the loaded models; migrations compare what the library's own file says, and find no difference.
"""

from __future__ import annotations

from django.apps import apps

APPS = {"account": "邮箱", "auth": "权限"}
# {model: (its name, {field: its name})}
MODELS = {
    "mfa.authenticator": (
        "两步验证方式",
        {"user": "网友", "type": "种类", "created_at": "添加时间", "last_used_at": "上次使用"},
    ),
}


def name_libraries() -> None:
    """Give the apps, models and fields above their names."""
    for label, said in APPS.items():
        apps.get_app_config(label).verbose_name = said
    for label, (name, fields) in MODELS.items():
        meta = apps.get_model(label)._meta
        meta.verbose_name = meta.verbose_name_plural = name
        for field, said in fields.items():
            column = meta.get_field(field)
            column.verbose_name = said
