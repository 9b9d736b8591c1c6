"""Where something goes that would meet the person's own: beside it, under a name that neither tool reads."""

from pathlib import PurePosixPath

from app.policy.carryover import Item

MOST = 9
"""How often that may happen in one place."""


def of_file(item: Item, path: str, tool: str, number: int) -> str:
    """Where a copy goes that would meet the person's own: `agents.from-x/a.md`, `AGENTS.md.from-x`."""
    if not number:
        return path
    ending = f".from-{tool}" + (f"-{number}" if number > 1 else "")
    if item.target.endswith("/"):
        return item.target.removesuffix("/") + ending + "/" + path.removeprefix(item.target)
    return path + ending


def of_document(path: str, tool: str, number: int) -> str:
    """`settings.from-x.json`, `settings.from-x-2.json`."""
    plain = PurePosixPath(path)
    return str(plain.with_name(f"{plain.stem}.from-{tool}{f'-{number}' if number > 1 else ''}{plain.suffix}"))
