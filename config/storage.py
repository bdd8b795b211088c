"""Static files under names that carry their hash, so that browsers may keep them for ever."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ReadableCompressor(Compressor):
    """Gives compressed files the mode that Django gives the plain ones; whitenoise leaves it to the umask."""

    def write_data(self, path: Path, data: Any, suffix: Any, stat_result: Any) -> Any:
        filename = super().write_data(path, data, suffix, stat_result)
        os.chmod(filename, settings.FILE_UPLOAD_PERMISSIONS)
        return filename


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our ES modules, or a page would mix two releases."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The list of all files is for the site alone: it does not lie among those that are served.
        super().__init__(*args, manifest_storage=FileSystemStorage(settings.PRIVATE_DIR), **kwargs)

    def save_manifest(self) -> None:
        super().save_manifest()
        (Path(settings.STATIC_ROOT) / self.manifest_name).unlink(missing_ok=True)  # of an older layout

    def create_compressor(self, **kwargs: Any) -> Any:
        return ReadableCompressor(**kwargs)
