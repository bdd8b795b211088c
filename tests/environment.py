"""Loaded before the settings: tests keep their data apart and do not see the operator's `.env`."""

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="huadan-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ |= {
    "DATA_DIR": FOLDER,
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
    "REDIS_URL": "",
    "DEMO": "",
    "STAFF_SECOND_FACTOR": "0",
    "SECRET_KEY": "only-for-tests",
    "SITE_URL": "http://127.0.0.1:8000",
    "SITE_NAME": "花蛋新闻",
    "TIME_ZONE": "Asia/Shanghai",
    "TRUSTED_HOPS": "0",
}
for name in ("HOLD_FIRST", "NEW_ACCOUNT_HOURS", "COMMENT_INTERVAL_SECONDS", "COMMENT_BURST", "ALLOWED_HOSTS", "PORT"):
    os.environ.pop(name, None)
