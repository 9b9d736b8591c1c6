"""One set-up from the click to the proof: check, download, verify, install, detect; or undone whole.

Everything is filled and verified in a staging folder and becomes visible by renames; the record is written last. A run
may end anywhere, by an error, by cancel or by kill -9: `settle` and the next start make the disk agree with the last
record.
"""

import contextlib
import os
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from app.errors import SignpostError
from app.host.clock import Clock, now
from app.host.files import sync_folder, translated
from app.host.paths import Paths, own_folder
from app.policy.recipe import Build, NpmRecipe
from app.setup import check, detect, mirror, verify
from app.setup import lock as locks
from app.setup import npm as npms
from app.setup.course import Course, Report
from app.setup.download import Download
from app.setup.errors import Cancelled, IntegrityMismatch, NotDetected, RecipeUnusable, RecordUnreadable, TimedOut
from app.setup.launchers import link_path, put_link, write_launcher
from app.setup.leftovers import settle
from app.setup.lock import Lock
from app.setup.npm import Npm
from app.setup.npm_errors import meaning
from app.setup.place import Installed, Place, digest
from app.setup.plan import Event
from app.setup.trees import remove

__all__ = ["Installed", "Setup"]

_RETRY = re.compile(r"attempt (\d+) failed with (\S+)")


class Setup:
    """Sets tools up for one person. Any number of runs at once, but one per tool.

    `npm` is the configured path to npm ("": PATH's), `registry` the company's npm registry ("": npm's own setting),
    `environment` the person's variables.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        npm: str = "",
        registry: str = "",
        environment: Mapping[str, str] | None = None,
        clock: Clock = now,
    ) -> None:
        self.paths = paths
        self._npm, self._registry, self._clock = npm, registry, clock
        self._environment = dict(os.environ if environment is None else environment)

    def run(self, tool: str, recipe: NpmRecipe, lock: bytes, on_progress: Report, cancel: threading.Event) -> Installed:
        """Carry the recipe out and return when the tool has proved itself; `cancel` ends it at any moment before that.

        Raises the errors of `app.setup.errors`, DiskFull or NotWritable, after `on_progress` was told and everything
        was undone but the downloads, which serve the next try.
        """
        place, course = Place(self.paths, tool), Course(tool, on_progress)
        try:
            course.step(Event.START)
            with place.alone():
                return self._alone(place, recipe, lock, course, cancel)
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
        self, place: Place, recipe: NpmRecipe, data: bytes, course: Course, cancel: threading.Event
    ) -> Installed:
        build, lock = check.build_of(place.tool, recipe), locks.read(place.tool, recipe, data)
        before = _last_record(place)
        if before is not None and (before.package, before.version, before.lock) == (
            recipe.package,
            recipe.version,
            digest(data),
        ):
            course.step(Event.FOUND)
            with contextlib.suppress(NotDetected):
                self._link_and_prove(place, before, recipe, cancel)
                course.step(Event.DETECTED)
                return before
            course.step(Event.MISSING)
        try:
            installed = self._install(place, recipe, build, lock, course, cancel)
            place.write(installed)
        except BaseException:
            with contextlib.suppress(SignpostError, OSError):  # the next start tries again
                settle(place)
            raise
        with contextlib.suppress(SignpostError, OSError):  # it is installed; what is left over now is only space
            settle(place)
            for cache in place.caches():
                remove(cache)
        course.step(Event.DETECTED)
        return installed

    def _install(
        self, place: Place, recipe: NpmRecipe, build: Build, lock: Lock, course: Course, cancel: threading.Event
    ) -> Installed:
        check.ready(place, build)
        own_folder(place.folder)
        npm = npms.find(place.tool, self._npm, self._environment, place.folder, cancel)
        try:
            staging, final = place.new_names(recipe.version)
        except ValueError as error:
            raise RecipeUnusable(tool=place.tool, detail=str(error)) from error
        staging.mkdir(mode=0o700)
        course.step(Event.CHECKED, f"npm {npm.version} on Node {npm.node}")
        self._download(place, recipe, build, lock, npm, staging, course, cancel)
        course.step(Event.DOWNLOADED)
        verify.tree(place.tool, staging, lock, build, cancel)
        course.step(Event.VERIFIED)
        for command in build.commands:
            write_launcher(staging, final, command)
        if sys.platform != "win32":
            os.sync()  # the record must not outlive a power cut that its files did not (sync(2))
        _go_on(place, cancel)
        staging.rename(final)
        sync_folder(place.folder)
        installed = Installed(
            tool=place.tool,
            package=recipe.package,
            version=recipe.version,
            folder=final.name,
            commands=tuple(command.name for command in build.commands),
            lock=digest(lock.data),
            at=self._clock(),
        )
        for name in installed.commands:
            put_link(place.paths, place.tool, name, final)
        course.step(Event.INSTALLED)
        self._link_and_prove(place, installed, recipe, cancel)
        return installed

    def _download(
        self,
        place: Place,
        recipe: NpmRecipe,
        build: Build,
        lock: Lock,
        npm: Npm,
        staging: Path,
        course: Course,
        cancel: threading.Event,
    ) -> None:
        cache = place.cache(lock.data)
        for other in place.caches():
            if other != cache:
                remove(other)
        own_folder(cache)
        download = Download(cache, lock.packages.values(), build.download_bytes)
        download.forget_unfinished()
        (staging / "package.json").write_bytes(lock.manifest)
        (staging / "package-lock.json").write_bytes(lock.data)
        retry = ""

        def read(line: str) -> None:
            nonlocal retry
            match = _RETRY.search(line)
            retry = f"try {match[1]} failed ({match[2]})" if match else ""

        def count() -> None:
            course.arrived(*download.measure(), retry)

        count()
        result = npms.install(
            npm,
            staging,
            cache,
            self._environment,
            source=mirror.arguments(self._registry, lock.packages),
            timeout=recipe.timeout,
            cancel=cancel,
            on_line=read,
            tick=count,
        )
        count()
        if result.ended_by == "cancel":
            raise Cancelled(tool=place.tool)
        if result.ended_by == "timeout":
            raise TimedOut(tool=place.tool, seconds=recipe.timeout)
        if result.code != 0:
            error = meaning(
                result.err,
                result.code,
                {
                    "tool": place.tool,
                    "package": f"{recipe.package} {recipe.version}",
                    "path": place.folder,
                    "node": npms.OLDEST_NODE,
                },
            )
            if isinstance(error, IntegrityMismatch):
                remove(cache)
            raise error

    def _link_and_prove(self, place: Place, installed: Installed, recipe: NpmRecipe, cancel: threading.Event) -> None:
        for name in installed.commands:
            put_link(place.paths, place.tool, name, place.prefix(installed))
        link = link_path(place.paths, recipe.detect.command)
        detect.prove(place.tool, link, recipe.detect, place.paths.home, self._environment, cancel)
        _go_on(place, cancel)


def _last_record(place: Place) -> Installed | None:
    """The record, after what an ended run left was cleared away. One nobody can read counts as a leftover itself."""
    try:
        settle(place)
    except RecordUnreadable:
        place.record.unlink()
        settle(place)
    return place.read()


def _go_on(place: Place, cancel: threading.Event) -> None:
    if cancel.is_set():
        raise Cancelled(tool=place.tool)
