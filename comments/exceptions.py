"""Why an act (post, vote, follow …) is refused: a sentence for the reader and the status of the answer."""


class Refused(Exception):
    """An act that is not allowed; `str()` is the sentence for the reader.

    `phase`: the code of the phase of the pipeline that refused a post, or "".
    """

    status = 400
    phase = ""


class Forbidden(Refused):
    status = 403


class StaleToken(Forbidden):
    """The form's token is not the session's: somebody signed in or out since the page was loaded."""


class Gone(Refused):
    status = 404


class Conflict(Refused):
    status = 409


class TooFast(Refused):
    """`retry_after`: the seconds after which the same act may be tried again, for the header of that name."""

    status = 429

    def __init__(self, sentence: str, retry_after: int = 60) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
