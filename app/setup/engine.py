"""One set-up from the click to the proof: check, download, verify, install, detect; or undone whole.

What a kind does is its installer's; here is the order, and what becomes of it when it ends early. Everything becomes
visible late: a journal says beforehand what will be, the record is written last. A run may end anywhere, by an error,
by cancel or by kill -9: `recovery` makes the disk agree with the last record, at once or at the next start.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from app.errors import SignpostError
from app.host import offspring, platform
from app.host.clock import Clock, now
from app.host.paths import Paths, own_folder
from app.policy.recipe import ArtifactBuild, Recipe, Scope
from app.setup import check, detect, going_back, journal, prerequisites, recovery
from app.setup.choice import Reasons
from app.setup.course import Course, Report
from app.setup.errors import (
    CannotGoBack,
    NoBuild,
    NotDetected,
    NothingBefore,
    RecordUnreadable,
    RolledBack,
    Unsuitable,
)
from app.setup.installer import Artifacts, Family, Installer, Job, Programs
from app.setup.journal import Journal
from app.setup.kinds import KINDS
from app.setup.leftovers import installed_tools, settle
from app.setup.manager import ManagerInstaller
from app.setup.place import Installed, Place
from app.setup.plan import Event, State
from app.setup.prefix import link
from app.setup.receipt import PrefixReceipt
from app.setup.stop import Stop, ends
from app.setup.there import is_it, still_there
from app.setup.trees import remove

__all__ = ["Installed", "Setup"]

_Job = Job[Any, Any]
_Installer = Installer[Any, Any]


class Setup:
    """Sets tools up for one person. Any number of runs at once, but one per tool.

    `programs` are the configured paths of foreign programs, `environment` the person's variables.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        programs: Programs | None = None,
        environment: Mapping[str, str] | None = None,
        clock: Clock = now,
    ) -> None:
        self.paths = paths
        self._programs, self._clock = programs or Programs(), clock
        self._environment = dict(os.environ if environment is None else environment)

    def run(
        self,
        tool: str,
        recipes: Sequence[Recipe],
        artifacts: Artifacts,
        on_progress: Report,
        cancel: threading.Event,
        *,
        carry_over: Callable[[], str] | None = None,
    ) -> Installed:
        """Carry the first viable recipe out and return when the tool has proved itself; `cancel` ends it before that.

        `carry_over` brings the person's settings along once the tool is there, and says in a few words what became of
        that (English, for logs): it is asked for by the person, and takes nothing of the set-up back.
        Raises the errors of `app.setup.errors`, DiskFull or NotWritable, after `on_progress` was told and everything
        was undone but the downloads, which serve the next try.
        """
        place, course = Place(self.paths, tool), Course(tool, on_progress)
        with course.told(place.folder), place.alone():
            before = self._last_record(place, cancel)
            try:
                installed = self._first_viable(place, recipes, artifacts, course, cancel, before)
            except BaseException:
                with contextlib.suppress(SignpostError, OSError):  # the next start tries again
                    settle(place)
                raise
            if carry_over is None:
                course.step(Event.DETECTED)
            else:
                course.step(Event.CARRY)
                course.step(Event.CARRIED, carry_over())
            return installed

    def roll_back(self, tool: str, on_progress: Report, cancel: threading.Event) -> Installed:
        """Put the version before the last set-up back in its place, which is kept in turn. Only one that still works.

        What is in a folder of ours is linked again, what a foreign manager holds installed anew (`going_back`).
        Raises NothingBefore, CannotGoBack, NotDetected, Cancelled, AlreadyRunning, NameTaken, NotWritable, and what an
        installation raises.
        """
        if tool not in installed_tools(self.paths):
            raise NothingBefore(tool=tool)
        place, course = Place(self.paths, tool), Course(tool, on_progress)
        with course.told(place.folder), place.alone():
            latest = self._last_record(place, cancel)
            before = latest.previous if latest is not None else None
            if latest is None or before is None:
                raise NothingBefore(tool=tool)
            if why := going_back.obstacle(latest):
                raise CannotGoBack(tool=tool, version=before.version, detail=why.value)
            if isinstance(before.receipt, PrefixReceipt):
                course.step(Event.FOUND)
                detect.prove_folder(place, before, self._environment, cancel)
                kept = recovery.without_previous(latest)
                back = msgspec.structs.replace(before, previous=kept, left=latest.version, at=self._clock())
                place.write(back)
                link(place, before.receipt)
            else:
                again = self._install_again(place, latest, before, course, cancel)
                back = msgspec.structs.replace(again, left=latest.version)
                place.write(back)
            settle(place)
            course.step(Event.ROLL_BACK)
            return back

    def _install_again(
        self, place: Place, latest: Installed, before: Installed, course: Course, cancel: threading.Event
    ) -> Installed:
        """Have the manager install the version before, from what was kept of it."""
        if before.recipe is None:
            raise NothingBefore(tool=place.tool)
        recipe, installer = before.recipe, KINDS[type(before.recipe)]
        stop = Stop(cancel, recipe.timeout)
        job = self._job(place, recipe, going_back.Kept(place, before), course, stop)
        with ends(place.tool, recipe.timeout, stop):
            try:
                installer.viable(job)
            except Unsuitable as error:
                raise CannotGoBack(tool=place.tool, version=before.version, detail=error.happened) from error
            if isinstance(installer, ManagerInstaller) and not installer.replaces_newer:
                installer.remove(place, latest.receipt, job.environment, cancel)
            return self._install(installer, job, latest)

    def _last_record(self, place: Place, cancel: threading.Event) -> Installed | None:
        """The record, after what an ended run left was seen to. One nobody can read counts as a leftover itself."""
        try:
            return recovery.recover(place, self._environment, cancel)
        except RecordUnreadable:
            place.record.unlink()
            return recovery.recover(place, self._environment, cancel)

    def _first_viable(
        self,
        place: Place,
        recipes: Sequence[Recipe],
        artifacts: Artifacts,
        course: Course,
        cancel: threading.Event,
        before: Installed | None,
    ) -> Installed:
        """What is there after the first recipe that this machine can use: `before` where that is it already."""
        reasons = Reasons(place.tool, recipes)
        for recipe in reasons.for_this_machine():
            stop = Stop(cancel, recipe.timeout)
            job = self._job(place, recipe, artifacts, course, stop)
            installer = KINDS.get(type(recipe))
            if installer is None:
                reasons.add(NoBuild(tool=place.tool, system=platform.build_name()))
                continue
            try:
                with ends(place.tool, recipe.timeout, stop):
                    if before is not None and is_it(before, installer, job) and still_there(before, installer, job):
                        return before
                    check.writable(place)
                    own_folder(place.folder)
                    prerequisites.required(place, recipe.requires, self._environment, job.cancel)
                    installer.viable(job)
                    return self._install(installer, job, before)
            except Unsuitable as reason:
                if course.state is not State.CHECKING:
                    raise
                reasons.add(reason)
        raise reasons.none_viable()

    def _job(self, place: Place, recipe: Recipe, artifacts: Artifacts, course: Course, cancel: threading.Event) -> _Job:
        return Job(
            place=place,
            recipe=recipe,
            build=recipe.builds[platform.build_name()],
            artifacts=artifacts,
            environment=offspring.marked(self._environment),
            cancel=cancel,
            course=course,
            staging=place.new_staging(),
            programs=self._programs,
        )

    def _install(self, installer: _Installer, job: _Job, before: Installed | None) -> Installed:
        place, course = job.place, job.course
        prerequisites.closed(place.tool, job.recipe.blocking_processes)
        check.space(place, installer.needs(job))
        course.tries(for_machine=job.recipe.scope is Scope.MACHINE)
        course.step(Event.CHECKED)
        installer.download(job)
        course.step(Event.DOWNLOADED)
        installer.verify(job)
        course.step(Event.VERIFIED)
        receipt = journal.ours_by_half(place, installer.receipt(job))
        entry = Journal(
            recipe=job.recipe,
            pin=installer.pin(job),
            receipt=receipt,
            at=self._clock(),
            run=job.environment[offspring.MARK],
        )
        journal.write(place, entry)
        try:
            prerequisites.closed(place.tool, job.recipe.blocking_processes)  # one may have been started meanwhile
            installer.install(job, receipt)
            course.step(Event.INSTALLED)
            recovery.wait_for(job, entry) if installer.family is Family.PAGE else recovery.prove(job, entry)
        except NotDetected as error:
            recovery.back_out(installer, job, entry)
            if before is None or not isinstance(before.receipt, PrefixReceipt):
                raise
            facts = {**error.facts, "tool": place.tool, "version": job.recipe.version, "previous": before.version}
            raise RolledBack(**facts) from error
        except BaseException:
            recovery.back_out(installer, job, entry)
            raise
        if installer.family is Family.MANAGER:
            with contextlib.suppress(OSError):  # it is installed; only there will be no way back to it
                going_back.keep(job, entry.pin)
        installed = recovery.finish(place, entry, before)
        if isinstance(job.build, ArtifactBuild):  # only now: until it has proved itself it may be wanted again
            job.artifacts.forget(job.build.artifact)
        for cache in place.caches():
            with contextlib.suppress(OSError):  # it is installed; what is left over now is only space
                remove(cache)
        return installed
