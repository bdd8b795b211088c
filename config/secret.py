"""The site's secret, for those who did not set one."""

import os
import secrets
from pathlib import Path

from config.private_files import give_to_owner


def load_or_create_secret(path: Path) -> str:
    """Return the secret kept in `path`; the first caller makes it, readable by its owner alone.

    Two processes starting at once agree: whoever loses the race reads what the winner linked into place.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        give_to_owner(draft, path.parent)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        draft.unlink()
    return path.read_text().strip()
