"""What becomes of a run that was cut off: finished or undone at the next start, never left half.

Without a journal nothing was visible yet: its staging folder goes, its downloads stay. With one, detection decides:
what proves itself is recorded as done, anything else goes back to what was there before.
"""

import contextlib
import threading
from collections.abc import Mapping
from typing import Any

import msgspec

from app.errors import SignpostError
from app.host import offspring, platform
from app.host.paths import Paths
from app.policy.recipe import Scope, kind_of
from app.setup import detect, journal
from app.setup.artifacts import Held
from app.setup.course import Course
from app.setup.errors import AlreadyRunning, Cancelled, HalfInstalled, NotDetected, RecordUnreadable
from app.setup.installer import Family, Installer, Job
from app.setup.journal import Journal
from app.setup.kinds import KINDS
from app.setup.leftovers import settle
from app.setup.place import Installed, Place
from app.setup.prefix import link
from app.setup.receipt import PackageReceipt, PrefixReceipt, Receipt

_LOOK_SECONDS = 3.0
"""How often to look whether the person got the tool from its page."""


def recover(
    place: Place,
    environment: Mapping[str, str],
    cancel: threading.Event,
    *,
    unattended: bool = False,
    takes_away: bool = False,
) -> Installed | None:
    """Finish or undo what a run of that tool left, and return the record. The tool's lock must be held.

    `unattended`: nobody asked for anything just now, so nothing is done for which a password would be asked.
    `takes_away`: the tool shall go, so what could not be given back before is tried once more; else it is left for the
    set-up that follows, which goes over it.
    Raises HalfInstalled (said once), Cancelled (left for the next time), NameTaken, OSError.
    """
    try:
        before, entry = place.read(), journal.read(place)
    except RecordUnreadable as error:
        if error.facts["path"] == str(place.record):
            raise
        before, entry = place.read(), None
    installer = KINDS.get(type(entry.recipe)) if entry is not None else None
    build = entry.recipe.builds.get(platform.build_name()) if entry is not None else None
    if entry is None or installer is None or build is None or _is_recorded(before, entry):
        journal.close(place)
        settle(place)
        return before
    if entry.run:
        offspring.end(entry.run)  # a manager that went on after us would change what is looked at now
    job = Job[Any, Any](
        place=place,
        recipe=entry.recipe,
        build=build,
        artifacts=Held({}),
        environment=environment,
        cancel=cancel,
        course=Course(place.tool, lambda _: None),
        staging=place.new_staging(),
    )
    if entry.half and not takes_away:
        settle(place)
        return before
    if _is_visible(place, entry, installer):
        with contextlib.suppress(NotDetected):
            prove(job, entry)
            return finish(place, entry, before)
    back_out(installer, job, entry, removes=not unattended or entry.recipe.scope is Scope.USER)
    return before


def prove(job: Job[Any, Any], entry: Journal) -> None:
    """Start what the entry put there and let every proof pass. Raises NotDetected, Cancelled, NameTaken, OSError."""
    if isinstance(entry.receipt, PrefixReceipt):
        link(job.place, entry.receipt)
    installer = KINDS[type(entry.recipe)]
    detect.prove(
        job.place, entry.recipe.detect, entry.receipt, job.environment, job.cancel, lambda: installer.found(job)
    )
    job.go_on()


def wait_for(job: Job[Any, Any], entry: Journal) -> None:
    """Look again and again, until the person has installed it from the page. Raises NotDetected, Cancelled, OSError."""
    while True:
        with contextlib.suppress(NotDetected):
            prove(job, entry)
            return
        if job.cancel.wait(_LOOK_SECONDS):
            raise Cancelled(tool=job.place.tool)


def finish(place: Place, entry: Journal, before: Installed | None) -> Installed:
    """It has proved itself: write the record, which makes it so. What was there before is kept to go back to."""
    previous = before if before is None or before.pin != entry.pin else before.previous
    installed = Installed(
        tool=place.tool,
        kind=kind_of(entry.recipe),
        package=entry.recipe.package,
        version=entry.recipe.version,
        pin=entry.pin,
        receipt=_since(before, entry.receipt),
        at=entry.at,
        detect=entry.recipe.detect,
        previous=without_previous(previous),
        recipe=entry.recipe if isinstance(entry.receipt, PackageReceipt) else None,
    )
    place.write(installed)
    with contextlib.suppress(SignpostError, OSError):  # it is installed; what is left over now is only space
        journal.close(place)
        settle(place)
    return installed


def _is_recorded(before: Installed | None, entry: Journal) -> bool:
    """Whether the record was written already, and only the journal stayed."""
    return before is not None and (before.at, before.pin) == (entry.at, entry.pin)


def _since(before: Installed | None, receipt: Receipt) -> Receipt:
    """The receipt of an update says what was there before the first of ours: else no removal would take ours away."""
    ours = before.receipt if before is not None else None
    if not isinstance(receipt, PackageReceipt) or not isinstance(ours, PackageReceipt) or not receipt.before:
        return receipt
    same = (ours.manager, ours.package) == (receipt.manager, receipt.package)
    return msgspec.structs.replace(receipt, before=ours.before) if same else receipt


def back_out(installer: Installer[Any, Any], job: Job[Any, Any], entry: Journal, *, removes: bool = True) -> None:
    """Go back to what was there before. Raises HalfInstalled where that takes somebody's hand, OSError."""
    place = job.place
    receipt = entry.receipt
    problem = _give_back(installer, job, receipt, removes) if isinstance(receipt, PackageReceipt) else None
    if problem is not None and isinstance(receipt, PackageReceipt) and not receipt.before:
        journal.write(place, msgspec.structs.replace(entry, half=True))
    else:
        journal.close(place)
    settle(place)
    if problem is not None:
        raise problem


def _give_back(
    installer: Installer[Any, Any], job: Job[Any, Any], receipt: PackageReceipt, removes: bool
) -> HalfInstalled | None:
    """Have the manager remove what it half installed for us; what the person had before stays theirs."""
    found = installer.found(job)
    if found and not receipt.before and removes:
        with contextlib.suppress(SignpostError, OSError):
            installer.remove(job.place, receipt, job.environment, threading.Event())
            found = installer.found(job)
    if not found or found == receipt.before:
        return None
    return HalfInstalled(tool=job.place.tool, manager=receipt.manager, package=receipt.package, found=found)


def _is_visible(place: Place, entry: Journal, installer: Installer[Any, Any]) -> bool:
    if isinstance(entry.receipt, PrefixReceipt):
        return (place.folder / entry.receipt.folder).is_dir()
    return installer.family is Family.MANAGER


def without_previous(installed: Installed | None) -> Installed | None:
    """A record to be kept inside another: one version back is as far as it goes."""
    return None if installed is None else msgspec.structs.replace(installed, previous=None)


def recover_all(paths: Paths, environment: Mapping[str, str], cancel: threading.Event) -> list[SignpostError]:
    """At start: every tool's. One that is being set up right now is left alone.

    Returns the problems instead of raising them: one broken folder must not keep the agent from starting.
    """
    problems: list[SignpostError] = []
    if paths.tools.is_dir():
        for folder in sorted(paths.tools.iterdir()):
            if cancel.is_set():
                break
            with contextlib.suppress(ValueError, AlreadyRunning):
                place = Place(paths, folder.name)
                try:
                    with place.alone():
                        recover(place, environment, cancel, unattended=True)
                except (AlreadyRunning, Cancelled):
                    continue
                except SignpostError as error:
                    problems.append(error)
                except OSError as error:
                    problems.append(RecordUnreadable(path=folder, detail=error))
    return problems
