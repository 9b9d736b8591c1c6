"""The one base error: what happened, and what to do about it.

Every error that can reach a person derives from `SignpostError`. A class states two sentence templates; an
instance fills them with facts. Screens translate the template and fill in the same facts, logs use the English text,
machines read `code`. Facts must never hold a secret: they are shown and logged.
"""

import re
from typing import ClassVar


class SignpostError(Exception):
    """Base of all errors a person may see.

    `what` says what happened, `todo` what to do about it; both are `str.format` templates over `facts`.
    """

    what: ClassVar[str] = "Something went wrong: {detail}"
    todo: ClassVar[str] = "Try again. If it happens again, tell IT."

    def __init__(self, **facts: object) -> None:
        self.facts: dict[str, str] = {name: str(value) for name, value in facts.items()}
        super().__init__(f"{self.happened} {self.advice}")

    @property
    def code(self) -> str:
        """The stable machine name: the class name in kebab-case (`npm-missing`)."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def happened(self) -> str:
        """What happened, in English."""
        return fill(self.what, self.facts)

    @property
    def advice(self) -> str:
        """What to do, in English."""
        return fill(self.todo, self.facts)

    def as_json(self) -> dict[str, object]:
        """The error as a record for `--json` output and the ledger."""
        return {"code": self.code, "what": self.happened, "todo": self.advice, "facts": self.facts}


def fill(template: str, facts: dict[str, str]) -> str:
    """Fill a sentence template; a fact that is missing shows as an ellipsis instead of failing while reporting."""
    return template.format_map(_Lenient(facts))


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
