"""What a set-up's card says at every step, how long it takes, and what it says when it fails."""

import sys
from dataclasses import replace

import pytest

from app.desktop import samples
from app.desktop.card_model import StepState
from app.desktop.notices import progress_notice
from app.desktop.setup_card import Rate, Ready, done_view, failed_view, problem_view, progress_view
from app.desktop.setups import Setups
from app.desktop.wording import Wording
from app.host.files import DiskFull
from app.setup.errors import Cancelled, NotDetected, RegistryUnreachable
from app.setup.going_back import Obstacle
from app.setup.plan import Progress, State
from app.setup.telling import Teller

WORDING = Wording(now=samples.NOW, home="/home/lin")
SECOND = 1_000_000_000


def downloading(done: int, total: int | None, at: float) -> Progress:
    return Progress(tool="qoder", state=State.DOWNLOADING, done_bytes=done, total_bytes=total, at_ns=int(at * SECOND))


def test_exact_bytes_and_a_percentage_only_of_known_bytes() -> None:
    view = progress_view(downloading(38_200_000, 93_000_000, 0), "Qoder", 21.0, WORDING)
    assert (view.title, view.phase) == ("Setting up Qoder", "Downloading")
    assert (view.amount, view.percent, view.left) == ("38.2 of 93.0 MB", "41 %", "About 20 seconds left")
    unknown = progress_view(downloading(38_200_000, None, 0), "Qoder", None, WORDING)
    assert (unknown.amount, unknown.percent, unknown.left, unknown.fraction) == ("38.2 MB", "", "", None)
    large = progress_view(downloading(1_200_000_000, 2_400_000_000, 0), "Qoder", None, WORDING)
    assert large.amount == "1.2 of 2.4 GB"


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_and_only_a_download_has_numbers(state: State) -> None:
    view = progress_view(Progress(tool="qoder", state=state, total_bytes=5), "Qoder", None, WORDING)
    assert view.phase
    assert (view.fraction is not None) == (state is State.DOWNLOADING)
    active = [step for step in view.steps if step.state is StepState.ACTIVE]
    assert len(active) <= 1
    assert len(view.steps) == 5


@pytest.mark.parametrize("state", [State.CHECKING, State.DOWNLOADING, State.INSTALLING])
def test_whom_it_is_for_and_whether_a_password_is_asked_for_is_said_before(state: State) -> None:
    for for_machine, said in ((False, "no password needed"), (True, "an administrator's password is asked for")):
        view = progress_view(Progress(tool="q", state=state, for_machine=for_machine), "Q", None, WORDING)
        assert view.steps[3].text.endswith(said)


def test_whom_it_is_for_is_not_said_while_the_recipe_is_still_chosen() -> None:
    view = progress_view(Progress(tool="q", state=State.CHECKING), "Q", None, WORDING)
    assert view.steps[3].text == "Install"


def test_what_was_installed_for_the_whole_computer_is_not_said_to_be_for_you_only() -> None:
    for for_machine, said in ((False, "installed for you only."), (True, "installed for the whole computer.")):
        assert done_view(Ready("q", "Q", "1.0", "q", for_machine=for_machine), WORDING).note == f"Version 1.0, {said}"


def test_who_waits_is_told_for_whom_wherever_it_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    names = {"qoder": "Qoder", "a": "Alpha", "b": "Beta"}
    setups = Setups(names.__getitem__)
    setups.begin("qoder", 0)
    waiting = Progress(tool="qoder", state=State.PLANNED, waits_for=("a", "b"), at_ns=1)
    assert setups.moved(waiting), "at once, although it is planned as before"
    view = setups.progress_view("qoder", WORDING)
    assert view is not None
    assert view.phase == "Waits for Alpha, Beta"
    assert view.phase in progress_notice(view, WORDING).body
    assert setups.moved(Progress(tool="qoder", state=State.PLANNED, waits_for=("b",), at_ns=2))
    assert waiting.as_json()["waits_for"] == ["a", "b"]
    Teller(False, sys.stdout).progress(waiting)
    assert capsys.readouterr().out == "Waits for a, b\n"


def test_the_version_before_and_what_is_replaced_are_said_when_it_is_done() -> None:
    ready = Ready("qoder", "Qoder", "2", "qodercli", before="1", replaces="paint", replaced="Paint")
    view = done_view(ready, WORDING)
    assert view.back == "Version 1 is kept. Approved tools has the way back to it."
    assert (view.remove, view.replaces) == ("Remove Paint…", "paint")
    for obstacle in Obstacle:
        said = done_view(replace(ready, stays=obstacle), WORDING).back
        assert said == f"There is no way back to version 1: {obstacle.value}.", "as on the command line"
    plain = done_view(Ready("qoder", "Qoder", "2", "qodercli"), WORDING)
    assert (plain.back, plain.remove) == ("", "")


def test_steps_are_done_in_order() -> None:
    view = progress_view(Progress(tool="qoder", state=State.INSTALLING), "Qoder", None, WORDING)
    assert [step.state for step in view.steps] == [StepState.DONE] * 3 + [StepState.ACTIVE, StepState.WAITING]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "A few seconds left"),
        (9, "About 10 seconds left"),
        (21, "About 20 seconds left"),
        (57, "About a minute left"),
        (95, "About 2 minutes left"),
        (3600, "About 60 minutes left"),
    ],
)
def test_time_left_in_words(seconds: float, said: str) -> None:
    assert progress_view(downloading(1, 2, 0), "Qoder", seconds, WORDING).left == said


def test_time_left_is_said_after_three_seconds_of_a_stable_rate() -> None:
    rate = Rate()
    said = [rate.seconds_left(downloading(tenth * 1_000_000, 93_000_000, tenth / 10)) for tenth in range(60)]
    assert said[:30] == [None] * 30
    assert said[40] == pytest.approx((93 - 40) / 10, rel=0.01)


def test_no_time_left_while_the_rate_jumps_or_stalls() -> None:
    jumpy, stalled = Rate(), Rate()
    jumps = [jumpy.seconds_left(downloading(int(tenth**3), 93_000_000, tenth / 10)) for tenth in range(60)]
    stalls = [stalled.seconds_left(downloading(5_000_000, 93_000_000, tenth / 10)) for tenth in range(60)]
    assert set(jumps) == {None}
    assert set(stalls) == {None}


def test_a_new_try_or_phase_forgets_the_rate() -> None:
    rate = Rate()
    for tenth in range(50):
        rate.seconds_left(downloading(tenth * 1_000_000, 93_000_000, tenth / 10))
    assert rate.seconds_left(downloading(0, 93_000_000, 5.1)) is None
    rate.seconds_left(Progress(tool="qoder", state=State.VERIFYING, at_ns=6 * SECOND))
    assert rate.seconds_left(downloading(0, 93_000_000, 6.1)) is None


def test_done_says_how_to_start_it() -> None:
    view = done_view(Ready("qoder", "Qoder", "1.1.52", "qodercli"), WORDING)
    assert (view.title, view.command, view.path) == ("Qoder is ready", "qodercli", None)
    assert view.heading == "To start it, type this in a new terminal:"


def test_done_shows_exactly_the_lines_and_the_file_before_and_after_the_edit() -> None:
    ready = Ready("qoder", "Qoder", "1", "qodercli", file="/home/lin/.profile", lines=samples.EDIT_LINES)
    before = done_view(ready, WORDING).path
    assert before is not None
    assert before.lines == samples.EDIT_LINES
    assert before.text == "Signpost can add these lines to ~/.profile. You can undo it here."
    assert (before.button, before.undoes) == ("Add these lines", False)
    edited = Ready("qoder", "Qoder", "1", "q", file="/home/lin/.profile", lines=samples.EDIT_LINES, edited=True)
    after = done_view(edited, WORDING).path
    assert after is not None
    assert (after.text, after.button, after.undoes) == ("These lines were added to ~/.profile:", "Undo", True)


def test_failed_says_what_happened_and_what_to_do() -> None:
    view = failed_view("qoder", "Qoder", RegistryUnreachable(registry="", code="ENOTFOUND"), WORDING)
    assert view.title == "Qoder was not set up"
    assert view.happened == "The package registry could not be reached."
    assert view.advice.startswith("Check the network")
    assert view.retry == "Try again"
    assert view.details == ("registry-unreachable", "code: ENOTFOUND")


def test_errors_name_the_tool_as_people_do() -> None:
    error = NotDetected(tool="qoder", command="qodercli", version="1", answer="\x1b[31mno")
    assert "\x1b" not in failed_view("qoder", "Qoder", error, WORDING).happened
    from app.setup.errors import AlreadyRunning

    assert (
        failed_view("qoder", "Qoder", AlreadyRunning(tool="qoder"), WORDING).happened
        == "Qoder is being set up already."
    )


def test_a_problem_nobody_can_retry_here_has_no_button_for_it() -> None:
    view = problem_view(DiskFull(path="/var"), WORDING)
    assert (view.retry, view.title) == ("", "Something needs attention")


def test_a_cancelled_set_up_is_no_failure_and_progress_is_drawn_ten_times_a_second() -> None:
    setups = Setups({"qoder": "Qoder"}.__getitem__)
    setups.begin("qoder", 0)
    assert setups.running == ("qoder",)
    drawn = [setups.moved(downloading(tenth, 1000, tenth / 100)) for tenth in range(101)]
    assert 10 <= sum(drawn) <= 12
    assert setups.moved(Progress(tool="qoder", state=State.VERIFYING, at_ns=SECOND + 1)), "another phase shows at once"
    assert not setups.moved(Progress(tool="qoder", state=State.DONE, at_ns=2 * SECOND))
    assert setups.failed_view("qoder", Cancelled(tool="qoder"), WORDING) is None
    setups.ended("qoder")
    assert setups.progress_view("qoder", WORDING) is None
