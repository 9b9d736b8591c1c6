"""Set-ups as the agent runs them: by a policy whose signatures were gone through, each told to screen and records."""

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import SignpostError
from app.host import clock
from app.host.config import Config
from app.host.paths import Paths
from app.host.thread import NoThread
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.runtime.findable import findable
from app.runtime.setup_outcomes import SetUpOutcomes
from app.runtime.setup_threads import Body, SetUpThreads
from app.runtime.updates import Updates
from app.screen import Finished, Screen
from app.sync.state import SyncState

if TYPE_CHECKING:  # the rest of the set-up's rooms is loaded with the first set-up
    from app.setup.engine import Setup
    from app.setup.place import Installed
    from app.setup.plan import Progress


class SetUps:
    """From any thread. The screen and the event stream are told how each goes, and `record` keeps how it ended."""

    def __init__(
        self,
        config: Config,
        paths: Paths,
        screen: Screen,
        stream: Stream,
        record: Callable[[dict[str, Any]], None],
        diary: Diary,
    ) -> None:
        self._config, self._paths, self._screen, self._stream, self._diary = config, paths, screen, stream, diary
        self._told = SetUpOutcomes(paths, screen, stream, record, diary)
        self._state: SyncState | None = None
        self._vouched_for = threading.Event()
        self._threads = SetUpThreads()
        self._updates = Updates(config, paths, self._told.may_begin_by_itself)

    def use(self, state: SyncState) -> None:
        """What is in force from now on; a policy that is not verified yet sets nothing up."""
        self._state = state
        if state.verified or state.policy is None:
            self._vouched_for.set()
        else:
            self._vouched_for.clear()
        if state.verified and self._updates.is_time(state):
            self._start("updates", self._begin_updates)

    def recover(self) -> None:
        """Finish or undo what set-ups left that were cut off, off this thread; a tool may have to be started for it."""
        if self._paths.tools.is_dir() or (self._paths.state / "removals.json").exists():
            self._start("recovery", self._recover)

    def begin(self, tool_id: str) -> None:
        """Start setting the tool up: the person asked. A second call while it runs does nothing."""
        self._diary.chose_set_up(tool_id)
        self._start(tool_id, self._run)

    def roll_back(self, tool_id: str) -> None:
        """Put the version before the last set-up back; nothing while one of it runs."""
        self._start(tool_id, self._roll_back)

    def remove(self, tool_id: str) -> None:
        """Take away what a set-up of the tool put there; nothing while one of it runs."""
        self._start(tool_id, self._remove)

    def cleared(self, tool_id: str) -> None:
        """A tool that Signpost did not set up was removed by the person."""
        self._told.removed(tool_id)

    def find(self, tool_id: str) -> None:
        """Tell the screen of a tool that was set up before, and whether new terminals find it now."""
        self._start(tool_id, self._find)

    def cancel(self, tool_id: str) -> None:
        """End a running set-up of the tool; nothing of it stays."""
        self._threads.cancel(tool_id)

    def rest(self, stop: threading.Event) -> bool:
        """Wait until no set-up is under way; False once `stop` is set."""
        return self._threads.wait(stop)

    def end(self) -> None:
        """Cancel what runs, begin nothing more, and wait until nothing half done is left."""
        self._threads.end()

    def edit_path(self, finished: Finished, make: bool) -> None:
        """Make the edit that was offered, so that new terminals find the command, or take it back.

        Raises what `path_edit` raises.
        """
        from app.setup import path_edit

        if finished.edit is not None:
            (path_edit.apply if make else path_edit.undo)(self._paths, finished.edit)
            self._diary.path_edited(finished.installed.tool, finished.edit.file, made=make)
            self._stream.write("path-edit", tool=finished.installed.tool, file=finished.edit.file, made=make)
            self._screen.setup_done(finished.installed.tool, msgspec.structs.replace(finished, edited=make))

    def _start(self, key: str, body: Body) -> None:
        try:
            self._threads.start(key, body)
        except NoThread as refused:
            if body == self._run:
                self._diary.failed(key, refused)
                self._screen.setup_failed(key, refused)
            else:
                self._told.problem(refused)

    # The bodies of the threads

    def _run(self, tool_id: str, cancel: threading.Event) -> None:
        from app.setup.errors import Cancelled

        def set_up() -> None:
            try:
                installed = self._carry_out(tool_id, cancel, self._progress)
                finished = findable(self._paths, installed)
            except SignpostError as error:
                self._told.failed(tool_id, self._offered(tool_id), error)
                self._screen.setup_failed(tool_id, error)
            else:
                self._told.done(finished)
                self._screen.setup_done(tool_id, finished)

        if not self._threads.turn(tool_id, cancel, set_up, partial(self._waits, tool_id, self._progress)):
            cancelled = Cancelled(tool=tool_id)
            self._told.failed(tool_id, self._offered(tool_id), cancelled)
            self._screen.setup_failed(tool_id, cancelled)

    def _update(self, tool_id: str, cancel: threading.Event) -> None:
        """IT had it started: nobody's card comes up for it, and what runs goes on in the version it has."""

        def update() -> None:
            try:
                installed = self._carry_out(tool_id, cancel, self._told.progress)
            except SignpostError as error:
                self._told.failed(tool_id, self._offered(tool_id), error)
            else:
                self._told.done(findable(self._paths, installed))
                self._screen.changed(tool_id)

        self._threads.turn(tool_id, cancel, update, partial(self._waits, tool_id, self._told.progress))

    def _roll_back(self, tool_id: str, cancel: threading.Event) -> None:
        try:
            installed = self._engine().roll_back(tool_id, self._told.progress, cancel)
        except SignpostError as error:
            self._told.refused(tool_id, error)
        else:
            self._told.rolled_back(Finished(installed=installed, findable=True))
        self._screen.changed(tool_id)

    def _remove(self, tool_id: str, cancel: threading.Event) -> None:
        from app.setup.removal import take_away

        try:
            take_away(self._paths, tool_id, cancel=cancel)
        except SignpostError as error:
            self._told.not_removed(tool_id, error)
        else:
            self._told.removed(tool_id)

    def _find(self, tool_id: str, cancel: threading.Event) -> None:
        from app.setup.errors import NotInstalled
        from app.setup.place import Place

        try:
            installed = Place(self._paths, tool_id).read()
            if installed is None or not installed.commands:
                raise NotInstalled(tool=tool_id)
            finished = findable(self._paths, installed)
        except SignpostError as error:
            self._screen.problem(error)
        else:
            self._screen.setup_done(tool_id, finished)

    def _recover(self, key: str, cancel: threading.Event) -> None:
        from app.setup import clearance
        from app.setup.recovery import recover_all

        try:
            clearance.finish(self._paths)
        except SignpostError as error:
            self._told.problem(error)
        for problem in recover_all(self._paths, os.environ, cancel):
            self._told.problem(problem)

    def _begin_updates(self, key: str, cancel: threading.Event) -> None:
        """Start what IT wants updated without asking."""
        for tool_id in self._updates.due(self._state) if self._state is not None else ():
            self._start(tool_id, self._update)

    # What they share

    def _engine(self) -> "Setup":
        from app.setup.engine import Setup
        from app.setup.installer import Programs

        config = self._config
        programs = Programs(config.npm, config.npm_registry, config.uv, config.pypi_index)
        return Setup(self._paths, programs=programs)

    def _carry_out(self, tool_id: str, cancel: threading.Event, tell: "Callable[[Progress], None]") -> "Installed":
        from app.runtime.errands.artifacts import ArtifactErrands
        from app.setup.errors import NoRecipe

        state = self._verified(tool_id, cancel)
        recipes = state.recipes.of(tool_id) if state is not None else ()
        if state is None or not recipes:
            raise NoRecipe(tool=tool_id)
        signed = ArtifactErrands(self._config, self._paths, state.artifacts)
        return self._engine().run(tool_id, recipes, signed, tell, cancel)

    def _verified(self, tool_id: str, cancel: threading.Event) -> SyncState | None:
        """What is in force, once its signatures were gone through: until then nothing is set up. Raises Cancelled."""
        from app.setup.errors import Cancelled

        while not self._vouched_for.wait(0.1):
            if cancel.is_set():
                raise Cancelled(tool=tool_id)
        return self._state

    def _offered(self, tool_id: str) -> str:
        """The version that would have been set up, as far as it is known."""
        from app.setup.choice import offered

        first = offered(self._state.recipes.of(tool_id)) if self._state is not None else None
        return first.version if first is not None else ""

    def _waits(self, tool_id: str, tell: "Callable[[Progress], None]", first: tuple[str, ...]) -> None:
        """It is not its turn yet: say whose it is."""
        from app.setup.plan import Progress, State

        tell(Progress(tool=tool_id, state=State.PLANNED, at_ns=clock.monotonic_ns(), waits_for=first))

    def _progress(self, progress: "Progress") -> None:
        self._told.progress(progress)
        self._screen.setup(progress)
