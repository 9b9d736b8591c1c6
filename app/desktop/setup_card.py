"""From a set-up's progress to its card: phases, exact bytes, time left, what to do when it fails. No Qt.

A percentage only where bytes are known; time left only after three seconds of a stable rate.
"""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from app.desktop.card_model import DoneView, FailedView, PathOffer, ProgressView, Step, StepState, letter
from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.wording import Wording
from app.errors import SignpostError, fill
from app.setup.going_back import Obstacle
from app.setup.plan import Progress, State

STABLE_SECONDS = 3.0
_WINDOW_SECONDS = 8.0
_TOLERANCE = 0.35
"""How far the two halves of the window may differ for a rate to count as stable."""

STEPS = (State.CHECKING, State.DOWNLOADING, State.VERIFYING, State.INSTALLING, State.DETECTING)
"""The steps a person sees, in order."""


class Rate:
    """How fast bytes come in. Feed it every progress; it forgets when the phase changes or bytes go back."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def seconds_left(self, progress: Progress) -> float | None:
        """Take in one progress; how long the rest will take, or None while that cannot be said honestly."""
        if progress.state is not State.DOWNLOADING:
            self._samples.clear()
            return None
        now, samples = progress.at_ns / 1e9, self._samples
        if samples and progress.done_bytes < samples[-1][1]:
            samples.clear()
        samples.append((now, progress.done_bytes))
        while len(samples) > 2 and now - samples[1][0] >= _WINDOW_SECONDS:
            samples.popleft()
        if progress.total_bytes is None or now - samples[0][0] < STABLE_SECONDS:
            return None
        middle = samples[0][0] + (now - samples[0][0]) / 2
        centre = next(sample for sample in samples if sample[0] >= middle)
        first, second = _slope(samples[0], centre), _slope(centre, samples[-1])
        if min(first, second) <= 0 or abs(first - second) > _TOLERANCE * max(first, second):
            return None
        return (progress.total_bytes - progress.done_bytes) / _slope(samples[0], samples[-1])


def _slope(a: tuple[float, int], b: tuple[float, int]) -> float:
    return (b[1] - a[1]) / (b[0] - a[0]) if b[0] > a[0] else 0.0


def progress_view(
    progress: Progress, tool: str, left: float | None, wording: Wording, waits_for: tuple[str, ...] = ()
) -> ProgressView:
    """The card of a set-up under way; `tool` is the tool's name, `left` the seconds the download still takes.

    `waits_for` are the names of the tools whose set-ups come first.
    """
    translate, downloading = wording.translate, progress.state is State.DOWNLOADING
    fraction = None
    if downloading and progress.total_bytes:
        fraction = min(1.0, progress.done_bytes / progress.total_bytes)
    known = downloading and (progress.done_bytes > 0 or progress.total_bytes is not None)
    return ProgressView(
        tool=progress.tool,
        sender=translate("setup", "Setting up"),
        letter=letter(tool),
        title=translate("setup", "Setting up {tool}").format(tool=tool),
        note=translate("setup", "You can keep working. This runs on its own."),
        phase=_phase(progress.state, wording) if not waits_for else _waits(waits_for, wording),
        amount=wording.amount(progress.done_bytes, progress.total_bytes) if known else "",
        fraction=fraction,
        left=_left(left, wording) if left is not None else "",
        percent=f"{int(fraction * 100)} %" if fraction is not None else "",
        steps=_steps(progress, wording),
        foot=translate("setup", "Closing this card does not stop it."),
        cancel=translate("setup", "Cancel"),
        cancelling=translate("setup", "Cancelling"),
        close=translate("setup", "Close"),
    )


def _steps(progress: Progress, wording: Wording) -> tuple[Step, ...]:
    state = progress.state
    reached = STEPS.index(state) if state in STEPS else (-1 if state is State.PLANNED else len(STEPS))
    return tuple(
        Step(
            _step(one, wording, for_machine=progress.for_machine),
            StepState.DONE if number < reached else StepState.ACTIVE if number == reached else StepState.WAITING,
        )
        for number, one in enumerate(STEPS)
    )


def _step(state: State, wording: Wording, *, for_machine: bool | None) -> str:
    translate = wording.translate
    if for_machine is None and state is State.INSTALLING:
        return translate("setup", "Install")
    if for_machine and state is State.INSTALLING:
        return translate("setup", "Install for the whole computer; an administrator's password is asked for")
    return {
        State.CHECKING: translate("setup", "Check space and what is here already"),
        State.DOWNLOADING: translate("setup", "Download"),
        State.VERIFYING: translate("setup", "Compare with what your company approved"),
        State.INSTALLING: translate("setup", "Install for you only, no password needed"),
        State.DETECTING: translate("setup", "Check that it starts"),
    }[state]


def _phase(state: State, wording: Wording) -> str:
    translate = wording.translate
    return {
        State.PLANNED: translate("setup", "Getting ready"),
        State.CHECKING: translate("setup", "Checking"),
        State.DOWNLOADING: translate("setup", "Downloading"),
        State.VERIFYING: translate("setup", "Comparing"),
        State.INSTALLING: translate("setup", "Installing"),
        State.DETECTING: translate("setup", "Checking that it starts"),
        State.CARRYING_OVER: translate("setup", "Carrying your settings over"),
        State.DONE: translate("setup", "Done"),
        State.FAILED: translate("setup", "Stopped"),
        State.CANCELLED: translate("setup", "Cancelled"),
        State.ROLLED_BACK: translate("setup", "Stopped"),
        State.UNDONE: translate("setup", "Removed"),
    }[state]


def _waits(names: tuple[str, ...], wording: Wording) -> str:
    listed = wording.listed(plain(name, 40) for name in names)
    return wording.translate("setup", "Waits for {tools}").format(tools=listed)


def _left(seconds: float, wording: Wording) -> str:
    translate = wording.translate
    if seconds < 8:
        return translate("setup", "A few seconds left")
    if seconds < 55:
        tens = max(10, round(seconds / 10) * 10)
        return counted(translate, "setup", "About {count} seconds left", tens).format(count=tens)
    minutes = max(1, round(seconds / 60))
    if minutes == 1:
        return translate("setup", "About a minute left")
    return counted(translate, "setup", "About {count} minutes left", minutes).format(count=minutes)


@dataclass(frozen=True)
class Ready:
    """What is ready: the tool's name and version, the command that starts it, and where terminals stand.

    `file` and `lines` describe the edit that lets new terminals find the command; empty where they do already. `edited`
    says that the person had it made. `brings`: settings of another tool can come along. `for_machine`: it was installed
    for everybody on the computer. `before` is the version it took
    the place of, `stays` what keeps that from coming back. `replaces` and `replaced` are id and name of a tool that is
    off limits, here, and done by this one.
    """

    tool: str
    name: str
    version: str
    command: str
    file: str = ""
    lines: tuple[str, ...] = ()
    edited: bool = False
    brings: bool = False
    for_machine: bool = False
    before: str = ""
    stays: Obstacle | None = None
    replaces: str = ""
    replaced: str = ""


def done_view(ready: Ready, wording: Wording) -> DoneView:
    """The card of a set-up that passed its proof."""
    translate = wording.translate
    return DoneView(
        tool=ready.tool,
        sender=translate("setup", "Done"),
        letter=letter(ready.name),
        title=translate("setup", "{tool} is ready").format(tool=ready.name),
        note=_note(ready, wording),
        heading=_how_to_start(ready, wording),
        command=plain(ready.command, 60),
        copy=translate("setup", "Copy"),
        copied=translate("setup", "Copied"),
        path=_path_offer(ready, wording) if ready.file else None,
        bring=translate("carrying", "Bring your settings along") if ready.brings else "",
        back=_back(ready, wording) if ready.before else "",
        remove=translate("removal", "Remove {tool}").format(tool=plain(ready.replaced, 60)) + "…"
        if ready.replaces
        else "",
        replaces=ready.replaces,
        close=translate("setup", "Close"),
    )


def _note(ready: Ready, wording: Wording) -> str:
    translate = wording.translate
    if ready.for_machine:
        said = translate("setup", "Version {version}, installed for the whole computer.")
    else:
        said = translate("setup", "Version {version}, installed for you only.")
    return said.format(version=plain(ready.version, 40))


def _back(ready: Ready, wording: Wording) -> str:
    translate, version = wording.translate, plain(ready.before, 40)
    if ready.stays is None:
        kept = translate("setup", "Version {version} is kept. Approved tools has the way back to it.")
        return kept.format(version=version)
    why = {
        Obstacle.NEWEST_ONLY: translate("setup", "its package manager installs only the version it has now"),
        Obstacle.FORWARD_ONLY: translate("setup", "packages for the whole computer only go forward"),
        Obstacle.A_PAGE: translate("setup", "it came from a page, not from Signpost"),
        Obstacle.NOT_KEPT: translate("setup", "what it was installed from was not kept"),
    }[ready.stays]
    cannot = translate("setup", "There is no way back to version {version}: {reason}.")
    return cannot.format(version=version, reason=why)


def _how_to_start(ready: Ready, wording: Wording) -> str:
    if ready.file and not ready.edited:
        return wording.translate("setup", "The command that starts it:")
    return wording.translate("setup", "To start it, type this in a new terminal:")


def _path_offer(ready: Ready, wording: Wording) -> PathOffer:
    translate, file = wording.translate, wording.path(ready.file)
    lines = tuple(plain(line, 200) for line in ready.lines)
    if ready.edited:
        return PathOffer(
            heading=translate("setup", "Terminals find it now"),
            text=translate("setup", "These lines were added to {file}:").format(file=file),
            file=file,
            lines=lines,
            button=translate("setup", "Undo"),
            undoes=True,
        )
    return PathOffer(
        heading=translate("setup", "Terminals do not find it yet"),
        text=translate("setup", "Signpost can add these lines to {file}. You can undo it here.").format(file=file),
        file=file,
        lines=lines,
        button=translate("setup", "Add these lines"),
        undoes=False,
    )


def failed_view(tool_id: str, name: str, error: SignpostError, wording: Wording) -> FailedView:
    """The card of a set-up that did not work: what happened, what to do, and the detail for IT."""
    translate = wording.translate
    return FailedView(
        tool=tool_id,
        sender=translate("setup", "Set-up"),
        letter=letter(name),
        title=translate("setup", "{tool} was not set up").format(tool=name),
        happened=happened(error, wording, {tool_id: name}),
        advice=advice(error, wording, {tool_id: name}),
        more=translate("setup", "Details for IT"),
        details=error_details(error),
        retry=translate("setup", "Try again"),
        close=translate("setup", "Not now"),
    )


def problem_view(error: SignpostError, wording: Wording) -> FailedView:
    """A card for something that does not work and that nobody can retry here."""
    translate = wording.translate
    return FailedView(
        tool="",
        sender="Signpost",
        letter="",
        title=translate("setup", "Something needs attention"),
        happened=happened(error, wording),
        advice=advice(error, wording),
        more=translate("setup", "Details for IT"),
        details=error_details(error),
        retry="",
        close=translate("setup", "Close"),
    )


def happened(error: SignpostError, wording: Wording, names: Mapping[str, str] | None = None) -> str:
    """What happened, in the person's language; tools by their `names` where errors have ids.

    What only IT reads is left out here: it stands under `error_details`.
    """
    return _filled(_spoken(error.what, wording), _named(error, names or {}))


def advice(error: SignpostError, wording: Wording, names: Mapping[str, str] | None = None) -> str:
    """What to do about it, in the person's language."""
    return _filled(wording.translate("errors", error.todo), _named(error, names or {}))


def templated(template: str, facts: Mapping[str, str], wording: Wording) -> str:
    """An error's sentence that was kept as its template and facts."""
    return _filled(_spoken(template, wording), facts)


_ASIDE = re.compile("\\s?[(\uff08]\u2068?\\{(?:detail|code)\\}\u2069?[)\uff09]")
"""The system's or the registry's own words for it, in brackets: `Name or service not known`, `ENOTFOUND`."""


def _filled(template: str, facts: Mapping[str, str]) -> str:
    return fill(template, {name: plain(value) for name, value in facts.items()})


def _spoken(template: str, wording: Wording) -> str:
    return _ASIDE.sub("", wording.translate("errors", template))


def _named(error: SignpostError, names: Mapping[str, str]) -> dict[str, str]:
    tool = error.facts.get("tool", "")
    return {**error.facts, "tool": names[tool]} if tool in names else error.facts


def error_details(error: SignpostError) -> tuple[str, ...]:
    """The machine name and the facts, one a line, in English: what IT asks for."""
    return details(error.code, error.facts)


def details(code: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The same of an error that was kept as its code and facts."""
    return (plain(code, 60), *(plain(f"{name}: {value}", 300) for name, value in facts.items() if value))
