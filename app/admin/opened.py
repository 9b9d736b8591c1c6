"""A policy to be tried: the authored YAML or the published JSON, whichever the file holds."""

import json
from datetime import datetime
from pathlib import Path

from app.admin.check import check
from app.admin.document import LARGEST_BYTES
from app.admin.errors import PolicyWrong
from app.admin.problems import Severity
from app.policy import exceptions, model
from app.trial.errors import NotReadable
from app.trial.judge import Opened

_SHOWN = 10


def open_policy(path: Path, now: datetime) -> Opened:
    """The policy in a file. Raises NotReadable, PolicyWrong (authored), PolicyUnreadable (published)."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise NotReadable(path=path, detail=error.strerror or error) from error
    if _is_published(data):
        policy = model.load(data)
        return Opened(policy, exceptions.load(policy.exceptions_key, _beside(path)))
    report = check(path, now)
    if report.authored is None:
        errors = [problem.line(str(path)) for problem in report.problems if problem.severity is Severity.ERROR]
        shown = [*errors[:_SHOWN], *(["…"] if len(errors) > _SHOWN else [])]
        raise PolicyWrong(path=path, detail="\n".join(shown))
    return Opened(report.authored.policy, report.authored.held(), report.authored.recipes)


def _beside(path: Path) -> dict[str, bytes]:
    """The published exceptions that lie beside a published policy, by target path."""
    try:
        return {
            f"exceptions/{file.name}": file.read_bytes()
            for file in sorted((path.parent / "exceptions").glob("[0-9a-f][0-9a-f].json"))
        }
    except OSError as error:
        raise NotReadable(path=path.parent / "exceptions", detail=error.strerror or error) from error


def _is_published(data: bytes) -> bool:
    """Whether this is the published form: JSON that states its format. (JSON is YAML too; authors state none.)"""
    if data.lstrip()[:1] != b"{":
        return False
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "format" in document
