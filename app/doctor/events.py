"""Events on their way to IT: what waits, and what is in the way. Says nothing where the policy sends none."""

from collections.abc import Iterator

from app.doctor.finding import Finding, Subject, ok, warning
from app.doctor.in_force import in_force
from app.report.outbox_standing import outbox_standing


def events(subject: Subject) -> Iterator[Finding]:
    """Raises LedgerUnusable."""
    if subject.config is None:
        return
    found = outbox_standing(subject.paths.state)
    policy = in_force(subject.config, subject.paths).policy
    wanted = policy.events if policy is not None else None
    if found.last_error is not None:
        said = f"{_events(found.waiting, 'waits', 'wait')} to be sent: {found.last_error.what}"
        yield warning("events", said, found.last_error.todo or "Nothing is lost: they are sent as soon as they can be.")
    elif wanted is not None:
        yield ok("events", f"Events go to {wanted.host}: {found.sent} sent so far, {found.waiting} waiting.")
    if found.dropped:
        said = f"{_events(found.dropped, 'was', 'were')} let go of because too many waited."
        yield warning("events-dropped", said, "Tell IT: their receiver was not to be reached for long.")


def _events(count: int, one: str, many: str) -> str:
    return f"1 event {one}" if count == 1 else f"{count:,} events {many}"
