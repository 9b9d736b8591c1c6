"""One set-up from the click to the proof: check, download, verify, install, detect; or undone whole.

What a kind does is its installer's; here is the order, and what becomes of it when it ends early. Everything becomes
visible late, the record is written last. A run may end anywhere, by an error, by cancel or by kill -9: `settle` and the
next start make the disk agree with the last record.
"""

import contextlib
import os
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.errors import SignpostError
from app.host import platform
from app.host.clock import Clock, now
from app.host.files import translated
from app.host.paths import Paths, own_folder
from app.policy.recipe import Recipe
from app.setup import check, detect
from app.setup.choice import Reasons
from app.setup.course import Course, Report
from app.setup.errors import Cancelled, NoBuild, NotDetected, RecordUnreadable, Unsuitable
from app.setup.installer import Artifacts, Installer, Job, Programs
from app.setup.kinds import KINDS
from app.setup.launchers import link_path
from app.setup.leftovers import settle
from app.setup.place import Installed, Place
from app.setup.plan import Event
from app.setup.prefix import link
from app.setup.receipt import PrefixReceipt, Receipt
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
    ) -> Installed:
        """Carry the first viable recipe out and return when the tool has proved itself; `cancel` ends it before that.

        Raises the errors of `app.setup.errors`, DiskFull or NotWritable, after `on_progress` was told and everything
        was undone but the downloads, which serve the next try.
        """
        place, course = Place(self.paths, tool), Course(tool, on_progress)
        try:
            course.step(Event.START)
            with place.alone():
                return self._alone(place, recipes, artifacts, course, cancel)
        except Cancelled as error:
            course.end(error, Event.CANCEL)
            raise
        except SignpostError as error:
            course.end(error)
            raise
        except OSError as error:
            problem = translated(error, place.folder)
            course.end(problem)
            raise problem from error

    def _alone(
        self, place: Place, recipes: Sequence[Recipe], artifacts: Artifacts, course: Course, cancel: threading.Event
    ) -> Installed:
        before = _last_record(place)
        try:
            installed = self._first_viable(place, recipes, artifacts, course, cancel, before)
        except BaseException:
            with contextlib.suppress(SignpostError, OSError):  # the next start tries again
                settle(place)
            raise
        if installed == before:
            course.step(Event.DETECTED)
            return installed
        with contextlib.suppress(SignpostError, OSError):  # it is installed; what is left over now is only space
            settle(place)
            for cache in place.caches():
                remove(cache)
        course.step(Event.DETECTED)
        return installed

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
            job = self._job(place, recipe, artifacts, course, cancel)
            installer = KINDS.get(type(recipe))
            if installer is None:
                reasons.add(NoBuild(tool=place.tool, system=platform.build_name()))
                continue
            try:
                if before is not None and _is_it(before, installer, job) and self._still_there(before, job):
                    return before
                check.writable(place)
                own_folder(place.folder)
                installer.viable(job)
            except Unsuitable as reason:
                reasons.add(reason)
            else:
                return self._install(installer, job)
        raise reasons.none_viable()

    def _job(self, place: Place, recipe: Recipe, artifacts: Artifacts, course: Course, cancel: threading.Event) -> _Job:
        return Job(
            place=place,
            recipe=recipe,
            build=recipe.builds[platform.build_name()],
            artifacts=artifacts,
            environment=self._environment,
            cancel=cancel,
            course=course,
            staging=place.new_staging(),
            programs=self._programs,
        )

    def _still_there(self, before: Installed, job: _Job) -> bool:
        """Whether what the record names proves itself once more."""
        job.course.step(Event.FOUND)
        try:
            self._prove(before.receipt, job)
        except NotDetected:
            job.course.step(Event.MISSING)
            return False
        return True

    def _install(self, installer: _Installer, job: _Job) -> Installed:
        place, recipe, course = job.place, job.recipe, job.course
        check.space(place, installer.needs(job))
        course.step(Event.CHECKED)
        installer.download(job)
        course.step(Event.DOWNLOADED)
        installer.verify(job)
        course.step(Event.VERIFIED)
        receipt = installer.receipt(job)
        installer.install(job, receipt)
        course.step(Event.INSTALLED)
        self._prove(receipt, job)
        installed = Installed(
            tool=place.tool,
            kind=_kind(recipe),
            package=recipe.package,
            version=recipe.version,
            pin=installer.pin(job),
            receipt=receipt,
            at=self._clock(),
        )
        place.write(installed)
        return installed

    def _prove(self, receipt: Receipt, job: _Job) -> None:
        place, proof = job.place, job.recipe.detect
        if isinstance(receipt, PrefixReceipt):
            link(place, receipt)
        program = link_path(place.paths, proof.command)
        detect.prove(place.tool, program, proof, place.paths.home, self._environment, job.cancel)
        job.go_on()


def _is_it(before: Installed, installer: _Installer, job: _Job) -> bool:
    recipe = job.recipe
    return (before.kind, before.package, before.version) == (
        _kind(recipe),
        recipe.package,
        recipe.version,
    ) and before.pin == installer.pin(job)


def _kind(recipe: msgspec.Struct) -> str:
    return str(recipe.__struct_config__.tag)


def _last_record(place: Place) -> Installed | None:
    """The record, after what an ended run left was cleared away. One nobody can read counts as a leftover itself."""
    try:
        settle(place)
    except RecordUnreadable:
        place.record.unlink()
        settle(place)
    return place.read()
