"""What the policy rests on: the installed root, the chain from it to every stored byte, and the dates of all of it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from app.doctor.finding import Finding, Subject, failed, ok, warning
from app.doctor.in_force import in_force
from app.host import clock
from app.sync.errors import NotVouchedFor
from app.sync.state import Standing
from app.sync.store import Store

SOON, SOON_ONLINE = timedelta(days=14), timedelta(days=2)
"""The second for what an online key signs anew every day (`signpost-admin refresh`), for a week at a time."""

_ONLINE = ("timestamp", "snapshot")

_ASK_IT = "IT: sign it anew: `signpost-admin refresh`, and for a root `signpost-admin rotate root`."


def trust(subject: Subject) -> Iterator[Finding]:
    """Go through it, offline. Says nothing without a company."""
    config = subject.config
    if config is None:
        return
    yield _installed(config.root)
    state = in_force(config, subject.paths)
    fresh = state.freshness
    if fresh.standing is Standing.FRESH:
        yield ok("policy", f"Policy version {state.version} is in force, and fresh.")
    else:
        why = fresh.why
        said = f"{why.happened} " if why is not None else ""
        kept = (
            f"Policy version {state.version} stays in force." if state.policy is not None else "None is in force yet."
        )
        yield (warning if state.policy is not None else failed)(
            "policy", f"{said}{kept}", why.advice if why is not None else "Wait for the first look, or ask IT."
        )
    stored = Store(subject.paths.state / "policy").read()
    if stored is None:
        return
    from app.sync import proof

    try:
        proof.verify(config.root, stored)
    except NotVouchedFor as error:
        yield failed("signatures", error.happened, error.advice)
        return
    yield ok("signatures", "Every stored byte of the policy is signed, from the installed root on.")
    runs_out = proof.expiry(stored.proof)
    soon = SOON_ONLINE if runs_out.role in _ONLINE else SOON
    yield _dated("expiry", f"The signature of {runs_out.role}", runs_out.at, soon)


def _installed(root: bytes) -> Finding:
    try:
        signed = json.loads(root)["signed"]
        version, keys = int(signed["version"]), len(signed["keys"])
        datetime.fromisoformat(str(signed["expires"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return failed(
            "root", "The installed root is not TUF metadata.", "IT: install the root.json of your repository."
        )
    return ok("root", f"The installed root is version {version}, with {keys} keys.")


def _dated(check: str, what: str, until: datetime, soon: timedelta) -> Finding:
    left = until - clock.now()
    when = f"{until.astimezone():%d %B %Y}"
    if left <= timedelta(0):
        return failed(check, f"{what} ran out on {when}.", _ASK_IT)
    if left < soon:
        return warning(check, f"{what} runs out on {when}.", _ASK_IT)
    return ok(check, f"{what} holds until {when}.")
