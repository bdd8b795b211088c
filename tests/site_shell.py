"""A long-lived Python of a test's site: runs the code it is sent, so that not every line starts a process.

In: one JSON string a line, the code. Out: one JSON object a line, {"printed": what it printed, "error": a traceback}.
"""

import contextlib
import io
import json
import os
import sys
import traceback

import django


def answer(code):
    from django.db import connections

    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(code, {"__name__": "site_shell"})  # noqa: S102  (the tests' own code)
    except Exception:
        return {"printed": printed.getvalue(), "error": traceback.format_exc()}
    finally:
        connections.close_all()  # the files of the database may be replaced between two pieces of code
    return {"printed": printed.getvalue(), "error": ""}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
