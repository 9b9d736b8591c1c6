"""Set-ups as the agent runs them: a thread each, by a policy whose signatures were gone through."""

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import SignpostError
from app.host import clock
from app.host.config import Config
from app.host.paths import Paths
from app.host.thread import NoThread, begin
from app.lines import finished_line
from app.report import ocsf
from app.report.stream import Stream
from app.runtime.diary import Diary
from app.screen import Finished, Screen
from app.sync.state import SyncState

if TYPE_CHECKING:  # the rest of the set-up's rooms is loaded with the first set-up
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
        self._config, self._paths, self._screen, self._stream, self._record = config, paths, screen, stream, record
        self._diary = diary
        self._state: SyncState | None = None
        self._vouched_for = threading.Event()
        self._running: dict[str, tuple[threading.Thread, threading.Event]] = {}
        self._over = False
        self._lock = threading.Lock()

    def use(self, state: SyncState) -> None:
        """What is in force from now on; a policy that is not verified yet sets nothing up."""
        self._state = state
        if state.verified or state.policy is None:
            self._vouched_for.set()
        else:
            self._vouched_for.clear()

    def recover(self) -> None:
        """Finish or undo what set-ups left that were cut off, off this thread; a tool may have to be started for it."""
        if self._paths.tools.is_dir():
            self._start("", self._recover)

    def begin(self, tool_id: str) -> None:
        """Start setting the tool up. A second call while it runs does nothing."""
        self._start(tool_id, self._run)

    def remove(self, tool_id: str) -> None:
        """Take away what a set-up of the tool put there; nothing while one of it runs."""
        self._start(tool_id, self._remove)

    def find(self, tool_id: str) -> None:
        """Tell the screen of a tool that was set up before, and whether new terminals find it now."""
        self._start(tool_id, self._find)

    def _start(self, tool_id: str, run: Callable[[str, threading.Event], None]) -> None:
        with self._lock:
            if tool_id in self._running or self._over:
                return
            cancel = threading.Event()
            thread = threading.Thread(target=run, args=(tool_id, cancel), name=f"setup-{tool_id}")
            try:
                begin(thread)
            except NoThread as error:
                refused = error
            else:
                self._running[tool_id] = (thread, cancel)
                return
        if tool_id:
            self._diary.failed(tool_id, refused)
            self._screen.setup_failed(tool_id, refused)

    def cancel(self, tool_id: str) -> None:
        """End a running set-up of the tool; nothing of it stays."""
        with self._lock:
            running = self._running.get(tool_id)
        if running is not None:
            running[1].set()

    def end(self) -> None:
        """Cancel what runs, begin nothing more, and wait until nothing half done is left."""
        with self._lock:
            self._over, running = True, list(self._running.values())
        for _, cancel in running:
            cancel.set()
        for thread, _ in running:
            thread.join()

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

    def _run(self, tool_id: str, cancel: threading.Event) -> None:
        from app.setup.artifacts import Held
        from app.setup.choice import offered
        from app.setup.engine import Setup
        from app.setup.errors import NoRecipe
        from app.setup.installer import Programs

        version = ""
        try:
            state = self._verified(tool_id, cancel)
            recipes = state.recipes.of(tool_id) if state is not None else ()
            if not recipes:
                raise NoRecipe(tool=tool_id)
            first = offered(recipes)
            version = first.version if first is not None else ""
            artifacts = Held(state.artifacts if state is not None else {})
            programs = Programs(npm=self._config.npm, registry=self._config.npm_registry)
            engine = Setup(self._paths, programs=programs)
            installed = engine.run(tool_id, recipes, artifacts, self._progress, cancel)
            version = installed.version
            finished = self._findable(installed)
        except SignpostError as error:
            self._stream.write("setup-failed", tool=tool_id, **error.as_json())
            self._record(ocsf.set_up(tool_id, version, clock.now(), error.code))
            self._diary.failed(tool_id, error)
            self._screen.setup_failed(tool_id, error)
        else:
            self._stream.write("setup-done", **finished_line(finished))
            self._record(ocsf.set_up(tool_id, version, clock.now()))
            self._diary.ready(finished)
            self._screen.setup_done(tool_id, finished)
        finally:
            with self._lock:
                self._running.pop(tool_id, None)

    def _recover(self, key: str, cancel: threading.Event) -> None:
        from app.setup.recovery import recover_all

        try:
            for problem in recover_all(self._paths, os.environ, cancel):
                self._stream.write("problem", **problem.as_json())
                self._screen.problem(problem)
        finally:
            with self._lock:
                self._running.pop(key, None)

    def _remove(self, tool_id: str, cancel: threading.Event) -> None:
        from app.setup.removal import take_away

        try:
            take_away(self._paths, tool_id)
        except SignpostError as error:
            self._diary.failed(tool_id, error)
            self._screen.problem(error)
        else:
            self._stream.write("setup-removed", tool=tool_id)
            self._record(ocsf.removed(tool_id, clock.now()))
            self._diary.removed(tool_id)
            self._screen.removed(tool_id)
        finally:
            with self._lock:
                self._running.pop(tool_id, None)

    def _find(self, tool_id: str, cancel: threading.Event) -> None:
        from app.setup.errors import NotInstalled
        from app.setup.place import Place

        try:
            installed = Place(self._paths, tool_id).read()
            if installed is None or not installed.commands:
                raise NotInstalled(tool=tool_id)
            finished = self._findable(installed)
        except SignpostError as error:
            self._screen.problem(error)
        else:
            self._screen.setup_done(tool_id, finished)
        finally:
            with self._lock:
                self._running.pop(tool_id, None)

    def _verified(self, tool_id: str, cancel: threading.Event) -> SyncState | None:
        """What is in force, once its signatures were gone through: until then nothing is set up. Raises Cancelled."""
        from app.setup.errors import Cancelled

        while not self._vouched_for.wait(0.1):
            if cancel.is_set():
                raise Cancelled(tool=tool_id)
        return self._state

    def _findable(self, installed: "Installed") -> Finished:
        """Whether a new terminal finds what was installed, and the edit that would change that."""
        from app.setup import path_edit
        from app.setup.on_path import look_up

        asked = look_up(self._paths, installed.commands[0], os.environ)
        made = path_edit.applied(self._paths) if asked.ours else None
        edit = made if asked.ours else path_edit.propose(self._paths, asked)
        return Finished(installed=installed, findable=asked.ours, edit=edit, edited=made is not None)

    def _progress(self, progress: "Progress") -> None:
        fields = progress.as_json()
        self._stream.write(fields.pop("event"), **fields)
        self._screen.setup(progress)
