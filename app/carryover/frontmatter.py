"""The front matter of agents, skills, commands and rules: single fields changed, every other line as it was.

Front matter is YAML between two lines `---`. Only what is one line at its left edge is changed; people's files are
often no strict YAML (a colon in a description), and both tools read them leniently.
"""

import re
from collections.abc import Mapping

from app.carryover.permissions import is_narrow

_BLOCK = re.compile(r"\A(?:\ufeff)?---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(
    r"(?P<key>[A-Za-z_][A-Za-z0-9_-]*)(?P<colon>[ \t]*:[ \t]*)(?P<value>[^\r\n]*?)(?P<end>[ \t]*\r?\n?)"
)

NEVER = ("hooks", "permissionMode", "permission-mode", "permission_mode", "trust", "alwaysAllow", "autoApprove")
"""Fields that run something or give a permission away: left out, whatever the policy says."""
_GRANTS = ("allowed-tools", "allowedTools", "allowed_tools")
_SUSPECT = re.compile(
    r"(?i)(hooks|permission[_-]?mode|trust|always[_-]?allow|auto[_-]?approve|(?<![a-z])allowed[_-]?tools)[\"']?\s*:"
    r"|^\s*\?|^\s*\"[^\"\n]*\\",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Not `str.splitlines`: a vertical tab left of a field that goes would stay, and open the fence below it."""
_BEGINS = re.compile(r"[\ufeff\s]*---")
_BLANKS = re.compile(r"\A(\ufeff?---)[ \t]+")


class NotSafe(ValueError):
    """Front matter that is written so that nobody can say which fields it has."""


class Front:
    """A text with front matter, field by field. `fields` are (key, lines) in order; other lines have the key ""."""

    def __init__(self, text: str) -> None:
        match = _BLOCK.match(text)
        # Blanks behind a fence go: whether it still is one, each reader says otherwise.
        self._before = _BLANKS.sub(r"\1", text[: match.start("front")]) if match else ""
        self._after = _BLANKS.sub(r"\1", text[match.end("front") :]) if match else text
        self._unread = "" if match or not _BEGINS.match(text) else text
        self.fields: list[tuple[str, str]] = []
        for line in _LINE.findall(match["front"] if match else ""):
            field = _FIELD.fullmatch(line)
            if field is not None:
                self.fields.append((field["key"], line))
            elif self.fields and not line.startswith("#"):
                key, lines = self.fields.pop()
                self.fields.append((key, lines + line))
            else:
                self.fields.append(("", line))

    def text(self) -> str:
        """The whole text again."""
        return self._before + "".join(lines for _, lines in self.fields) + self._after

    def rename(self, old: str, new: str) -> None:
        """Give a field another name, unless there is one of that name."""
        if all(key != new for key, _ in self.fields):
            self.fields = [(new, new + lines[len(key) :]) if key == old else (key, lines) for key, lines in self.fields]

    def drop(self, *names: str) -> list[str]:
        """Take fields away; returns those that were there."""
        found = [key for key, _ in self.fields if key in names]
        self.fields = [(key, lines) for key, lines in self.fields if key not in names]
        return found

    def map(self, name: str, values: Mapping[str, str]) -> None:
        """Change the value of a field that is one line; "" takes the field away."""
        told: list[tuple[str, str]] = []
        for key, lines in self.fields:
            field = _FIELD.fullmatch(lines) if key == name else None
            if field is None:
                told.append((key, lines))
            elif value := values.get(_bare(field["value"]), field["value"]):
                told.append((key, f"{key}{field['colon']}{value}{field['end']}"))
        self.fields = told

    def narrowed(self) -> list[str]:
        """Take away what would give permissions; returns what that was. Raises NotSafe.

        Of the tools a command may use unasked those stay that are narrower than a whole tool.
        """
        dropped = self.drop(*NEVER)
        for name in _GRANTS:
            for lines in [lines for key, lines in self.fields if key == name]:
                words = _listed(lines.partition(":")[2])
                kept = [word for word in words if is_narrow(word)]
                if kept != words:
                    dropped += [word for word in words if word not in kept]
                    ending = "\r\n" if lines.endswith("\r\n") else "\n"
                    line = f"{name}: {', '.join(kept)}{ending}"
                    self.fields = [
                        (key, line if key == name else old) for key, old in self.fields if key != name or kept
                    ]
        if _SUSPECT.search(self._unread + "".join(_doubtful(key, lines) for key, lines in self.fields)):
            raise NotSafe("its front matter hides what it allows")
        return dropped


def _doubtful(key: str, lines: str) -> str:
    """What of a field could be another one: of texts, and of grants gone through, only the lines after the first.

    Those were put to it because we read no field in them; a quoted key is one to YAML.
    """
    known = key in ("description", "name", *_GRANTS)
    return "".join(lines.splitlines(keepends=True)[known:])


def _bare(value: str) -> str:
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _listed(value: str) -> list[str]:
    """The words of `a, b(c, d)`, `[a, b]` or lines `- a`; a comma within brackets separates nothing."""
    lines = [line.strip().removeprefix("- ").strip() for line in value.strip().removeprefix("[").splitlines()]
    joined = ",".join(line for line in lines if line).removesuffix("]")
    return [_bare(word.strip()) for word in re.split(r",(?![^()]*\))", joined) if word.strip()]
