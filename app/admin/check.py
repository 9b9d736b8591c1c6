"""`check`: everything that is wrong or doubtful in an authored policy, all at once, each with its place."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.admin import advice, authoring, carryover, cases, dead, document, exempt, recipes, rules, schema
from app.admin.draft import Draft
from app.admin.problems import Mark, Problem, Severity, error
from app.policy import model

if TYPE_CHECKING:
    from app.admin.online import Progress


class Report(msgspec.Struct, frozen=True):
    """What was found, in the order of the file, and the document in published form when it has no errors."""

    problems: tuple[Problem, ...]
    authored: authoring.Authored | None

    @property
    def errors(self) -> int:
        """How many keep it from being published."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.problems) - self.errors


def check(path: Path, now: datetime, online: "Progress | None" = None) -> Report:
    """Check the policy in `path`, whose files are relative to its folder. Never raises for what the file contains.

    With `online` what it points to is asked after too, passing through that.
    """
    try:
        with path.open("rb") as file:
            data = file.read(document.LARGEST_BYTES + 1)
    except OSError as wrong:
        return Report((Problem(message=f"cannot be read: {wrong.strerror}"),), None)
    return check_bytes(data, path.parent, now, online)


def check_bytes(data: bytes, folder: Path, now: datetime, online: "Progress | None" = None) -> Report:
    """The same for what is not written yet; its files are relative to `folder`."""
    parsed, problems = document.parse(data)
    if parsed is None:
        return Report(tuple(problems), None)
    if not isinstance(parsed.value, dict):
        return Report((error((), "is no mapping; a policy begins with `company:`"),), None)
    problems += schema.violations(parsed.value)
    draft = Draft(parsed.value, folder, now)
    problems += rules.errors(draft)
    problems += exempt.problems(draft)
    problems += cases.errors(draft)
    problems += recipes.findings(draft)
    problems += carryover.findings(draft)
    problems += advice.warnings(draft)
    problems += dead.errors(draft)
    if online is not None:
        from app.admin.online import findings  # loads requests

        problems += findings(draft, online)
    authored = None
    if not any(problem.severity is Severity.ERROR for problem in problems):
        try:
            authored = authoring.build(parsed.value, folder, now)
            policy = model.load(model.dump(authored.policy))
            problems += cases.failures(draft, policy, authored.held())
        except (ValueError, model.PolicyUnreadable) as wrong:  # what the rules missed must not be published either
            problems.append(error((), f"would not be understood by Signpost: {wrong}"))
    if any(problem.severity is Severity.ERROR for problem in problems):
        authored = None
    placed = [
        problem
        if problem.mark
        else msgspec.structs.replace(problem, mark=parsed.mark(problem.path, at_key=problem.at_key))
        for problem in problems
    ]
    return Report(tuple(sorted(placed, key=lambda problem: problem.mark or Mark(1, 1))), authored)
