"""What `check` has to say: each problem with its place, as a line for people and a record for machines."""

import enum

import msgspec

Location = tuple[str | int, ...]
"""The way to an entry: keys and list positions, `("tools", "codex", "match", 0)`."""


class Severity(enum.Enum):
    """An error keeps the policy from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Mark(msgspec.Struct, frozen=True, order=True):
    """A place in the file, both counted from 1."""

    line: int
    column: int


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `mark` is where it is; None until the document's places are known. `at_key`: mean the key itself."""

    message: str
    path: Location = ()
    severity: Severity = Severity.ERROR
    mark: Mark | None = None
    at_key: bool = False

    def line(self, file: str) -> str:
        """`policy.yaml:14:5 tools.codex.efective unknown key`."""
        mark = self.mark or Mark(1, 1)
        said = f"warning: {self.message}" if self.severity is Severity.WARNING else self.message
        return " ".join(part for part in (f"{file}:{mark.line}:{mark.column}", dotted(self.path), said) if part)

    def as_json(self, file: str) -> dict[str, object]:
        """The record for `--json`."""
        mark = self.mark or Mark(1, 1)
        return {
            "file": file,
            "line": mark.line,
            "column": mark.column,
            "path": dotted(self.path),
            "severity": self.severity.value,
            "message": self.message,
        }


def warning(path: Location, message: str, *, at_key: bool = False) -> Problem:
    """A problem that does not keep the policy from being published."""
    return Problem(path=path, message=message, severity=Severity.WARNING, at_key=at_key)


def error(path: Location, message: str, *, at_key: bool = False) -> Problem:
    """A problem that does."""
    return Problem(path=path, message=message, at_key=at_key)


def dotted(path: Location) -> str:
    """`tools.codex.match[0].purl`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
