"""Why something was not exported or imported, in one sentence for whoever runs the site."""


class ExportError(Exception):
    pass


class BadValue(ValueError):
    """What is wrong with one value of a line; whoever reads the line adds the file and the number."""


def damaged(name: str, number: int, why: str) -> ExportError:
    """The refusal of a line of an export."""
    return ExportError(f"{name} 第 {number} 行已损坏：{why}。")
