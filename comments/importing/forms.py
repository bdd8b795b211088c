"""What is chosen when an import is started in the admin: a file of the folder, or a small one that is uploaded."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from comments.importing.files import import_folder
from comments.importing.models import ImportRun
from news.channels.models import Channel

UPLOAD_MOST_MB = 64
LISTED_MOST = 200
UNSAFE = re.compile(r"[^\w.-]+")


def listed(folders: bool) -> list[str]:
    """The names of the files (or folders) of the import folder, the newest first; hidden ones and links are not."""
    found: list[Path] = [
        path
        for path in import_folder().iterdir()
        if not path.is_symlink() and path.is_dir() == folders and not path.name.startswith((".", "spool-"))
    ]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return [path.name for path in found[:LISTED_MOST] if len(path.name) <= 200]


def choices(folders: bool = False) -> list[tuple[str, str]]:
    return [("", "---------"), *((name, name) for name in listed(folders))]


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=ImportRun.Kind.choices)
    upload = forms.FileField(label=f"上传文件（最多 {UPLOAD_MOST_MB} MB）", required=False)
    file = forms.ChoiceField(label="或导入文件夹里的文件", required=False, choices=choices)
    channel = forms.ModelChoiceField(
        label="频道（Disqus 不需要）",
        required=False,
        queryset=Channel.objects.exclude(kind=Channel.Kind.DOOR),
    )
    folder = forms.ChoiceField(
        label="图片文件夹（只用于 WordPress）", required=False, choices=lambda: choices(folders=True)
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload and upload.size > UPLOAD_MOST_MB * 1024 * 1024:
            raise forms.ValidationError(f"上传的文件过大（最多 {UPLOAD_MOST_MB} MB），请放进导入文件夹。")
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("upload")) == bool(data.get("file")) and not self.errors:
            raise forms.ValidationError("请上传一个文件，或选择导入文件夹里的一个，不要两样都选。")
        if data.get("kind") != ImportRun.Kind.DISQUS and not data.get("channel"):
            self.add_error("channel", "请选择频道。")
        return data

    def save(self, reader: Any) -> ImportRun:
        """Keep the file that was uploaded; return the run, a report, that was written."""
        data = self.cleaned_data
        name = keep_upload(data["upload"]) if data["upload"] else data["file"]
        is_wordpress = data["kind"] == ImportRun.Kind.WORDPRESS
        chosen = {"channel": data["channel"], "media": data["folder"] if is_wordpress else ""}
        return ImportRun.objects.create(kind=data["kind"], file=name, reader=reader, **chosen)


def keep_upload(upload: UploadedFile) -> str:
    """Write an upload into the import folder under a name of its own; return the name."""
    bare = UNSAFE.sub("_", upload.name or "")[-80:]
    name = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{bare}"
    with (import_folder() / name).open("xb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return name
