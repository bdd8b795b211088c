"""The admin site: every model registered with it, ours or a library's, gets lists with declared lookups alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from config.library_names import name_libraries
from news.admin_forms.base import DeclaredLookups
from news.admin_forms.refusals import SIGNED_OUT, render_unsaved

OURS = ("news", "comments", "auth")
# Secrets of providers come from the settings, never from a form; a job that failed is in the log.
UNREGISTERED = {"socialaccount.socialapp", "socialaccount.socialtoken", "django_tasks_database.dbtaskresult"}
# Columns that hold keys and answers of providers, which nobody needs to read.
SECRETS = {"mfa.authenticator": ["data"], "socialaccount.socialaccount": ["extra_data"]}


ACTS = {"add": "添加", "change": "修改", "delete": "删除", "view": "查看"}


class SuperusersAlone:
    """Rows that give powers away, or are nobody else's to read: no permission opens them to others."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)


class PermissionNames:
    """The form of a group: permissions for what stands in the admin, in Chinese."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        from django.contrib.contenttypes.models import ContentType  # not there yet when the site is made

        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
        shown = [model._meta.label_lower for model in models_in_forms(admin.site)]
        types = [one for one in ContentType.objects.all() if f"{one.app_label}.{one.model}" in shown]
        field.queryset = field.queryset.filter(content_type__in=types)
        field.label_from_instance = name_permission
        return field

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """The groups alone: the rows that go with them have no names."""
        _, counts, needed, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        name = str(self.opts.verbose_name_plural)  # type: ignore[attr-defined]
        return [str(one) for one in objs], {name: counts.get(name, 0)}, needed, protected


def models_in_forms(site: admin.AdminSite) -> list[Any]:
    """The models that have pages in the admin, and those that stand on the pages of others."""
    inlines = [inline.model for one in site._registry.values() for inline in one.inlines]
    return [*site._registry, *inlines]


def name_permission(permission: Any) -> str:
    """What a permission is called: "评论：修改"; of one that is the site's own, what its model says."""
    act = ACTS.get(permission.codename.partition("_")[0])
    return f"{permission.content_type.name}：{act}" if act else permission.name


class LibraryRows(SuperusersAlone):
    """Rows of libraries: superusers look at them and delete them; they come into being elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting alone, without what the library itself offers."""
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        return {name: action for name, action in actions.items() if name == "delete_selected"}


class Site(admin.AdminSite):
    def get_urls(self) -> list[Any]:
        from comments.desk.views import desk  # models, which are not there yet when the site is made

        return [path("desk/", self.admin_view(desk), name="desk"), *super().get_urls()]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """As Django's, but a form that arrives after its session has ended gives back what was typed."""
        inner = super().admin_view(view, cacheable)

        def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_guest = request.method == "POST" and not request.user.is_authenticated
            if is_guest and request.path_info != reverse("admin:logout"):
                return render_unsaved(request, SIGNED_OUT)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded_view, inner)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models: Any = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        for model in models:
            if model._meta.label_lower not in UNREGISTERED:
                super().register(model, with_checks(model, admin_class or admin.ModelAdmin), **options)


def with_checks(model: Any, admin_class: type) -> type:
    """The admin class with the guards that every registered one has."""
    bases = [guard for guard in checks_for(model) if not issubclass(admin_class, guard)]
    if not bases:
        return admin_class
    fields: dict[str, Any] = {"__module__": admin_class.__module__, "__doc__": admin_class.__doc__}
    if secrets := SECRETS.get(model._meta.label_lower):
        fields["exclude"] = secrets
    return type(admin_class.__name__, (*bases, admin_class), fields)


def checks_for(model: Any) -> list[type]:
    from news.admin_forms.conflicts import ConflictChecks  # models, which are not there yet when the site is made
    from news.admin_forms.labels import FieldNames
    from news.admin_forms.repeats import SavedOnce

    if model._meta.app_label not in OURS:
        return [LibraryRows, DeclaredLookups]
    powers = [PermissionNames, SuperusersAlone] if model._meta.app_label == "auth" else []
    return [*powers, FieldNames, SavedOnce, ConflictChecks, DeclaredLookups]


class Config(AdminConfig):
    default_site = "config.admin.Site"

    def ready(self) -> None:
        super().ready()
        name_libraries()
