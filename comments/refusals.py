"""Why a post was not taken: a sentence for the reader and the status of the answer."""


class Refused(Exception):
    """An act that the floor does not allow; `str()` is what the reader is told."""

    status = 400


class Forbidden(Refused):
    status = 403


class Gone(Refused):
    status = 404


class Conflict(Refused):
    status = 409


class TooFast(Refused):
    status = 429
