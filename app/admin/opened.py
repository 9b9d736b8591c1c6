"""A policy to be tried: the authored YAML or the published JSON, whichever the file holds."""

from datetime import datetime
from pathlib import Path

from app.admin.check import check
from app.admin.document import LARGEST_BYTES
from app.admin.errors import PolicyWrong
from app.admin.problems import Severity
from app.trial import published
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
    if published.is_published(data):
        return published.opened(path, data)
    report = check(path, now)
    if report.authored is None:
        errors = [problem.line(str(path)) for problem in report.problems if problem.severity is Severity.ERROR]
        shown = [*errors[:_SHOWN], *(["…"] if len(errors) > _SHOWN else [])]
        raise PolicyWrong(path=path, detail="\n".join(shown))
    return Opened(report.authored.policy, report.authored.held(), report.authored.recipes)
