"""A countdown before the person's eyes: in words, on the card, in the notification, in the tray and the Overview."""

from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.alerts.closing import MINUTE_NS, Closing, Stage
from app.alerts.silence import Choice
from app.desktop import samples
from app.desktop.alert_page import AlertPage
from app.desktop.card_model import AlertView, SnoozedView
from app.desktop.countdown_text import Countdown, right_now
from app.desktop.desktop import Desktop
from app.desktop.notices import alert_notice
from app.desktop.window.activity_view import activity_rows
from app.desktop.window.event_title import title
from app.desktop.window.overview_view import overview_view
from app.desktop.window.rows import Row
from app.desktop.window.samples import situations
from app.desktop.wording import Wording
from app.host import clock
from app.report.happening import Facts, Happening, Kind

SECOND_NS = 10**9
WORDING = Wording(samples.NOW, zone=samples.BERLIN)
ALERT = msgspec.structs.replace(samples.alert(), closes_after=10)


def said(left_ns: int) -> str:
    closing = samples.countdown(0).closing
    return right_now(10, Countdown(closing, closing.due_ns - left_ns), WORDING)


def test_minutes_and_in_the_last_one_seconds() -> None:
    assert right_now(0, None, WORDING) == ""
    assert right_now(10, None, WORDING) == "It closes in 10 minutes. Save your work."
    at = "It closes at 09:52, in 10 minutes. Save your work. Putting this off does not stop it."
    assert said(10 * MINUTE_NS) == at
    assert said(9 * MINUTE_NS + 1) == at.replace("09:52", "09:51")
    assert said(MINUTE_NS + 1).startswith("It closes at 09:43, in 2 minutes.")
    assert said(MINUTE_NS) == "It closes in 60 seconds. Save your work."
    assert said(SECOND_NS) == "It closes in 1 second. Save your work."
    assert right_now(1, None, WORDING) == "It closes in 1 minute. Save your work."


@given(st.integers(1, 24 * 60 * MINUTE_NS))
def test_it_is_looked_at_again_when_it_reads_otherwise(left_ns: int) -> None:
    closing = samples.countdown(0).closing
    countdown = Countdown(closing, closing.due_ns - left_ns)
    after = countdown.until_next() * 10**6
    assert 0 < after <= MINUTE_NS + 10**6
    before = max(1, left_ns - after + 2 * 10**6)
    assert said(before).split(",")[-1] == said(left_ns).split(",")[-1] or after <= 2 * 10**6


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.COUNTING])
def test_what_is_over_is_not_looked_at_again(stage: Stage) -> None:
    assert samples.countdown(30, stage).until_next() == 0


def test_the_words_for_each_end_differ() -> None:
    ends = [right_now(10, samples.countdown(0, stage), WORDING) for stage in Stage]
    assert len(set(ends)) == len(ends)
    assert right_now(10, samples.countdown(0, Stage.STOPPED), WORDING) == ""


def test_the_notification_says_it_and_stays() -> None:
    view = samples.cards(WORDING)["closing"]
    assert isinstance(view, AlertView)
    notice = alert_notice(view, ALERT.level, WORDING)
    assert "It closes at 09:50, in 8 minutes." in notice.body
    assert notice.urgency == 2


class Time:
    """CLOCK_MONOTONIC as a test wishes."""

    def __init__(self) -> None:
        self.ns = 10**15

    def closing(self, left_ns: int, stage: Stage = Stage.COUNTING, asked: int = 0) -> Closing:
        """A countdown of ten minutes with so much left."""
        since = self.ns + left_ns - 10 * MINUTE_NS
        return Closing(
            session="sample", tool="claude-code", uid=1, since_ns=since, minutes=10, stage=stage, asked=asked
        )


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr(clock, "monotonic_ns", lambda: made.ns)
    return made


def page(desktop: Desktop) -> AlertPage:
    card = desktop.deck.card
    assert card is not None
    assert isinstance(card.page, AlertPage)
    return card.page


def first_fact(desktop: Desktop) -> str:
    return page(desktop).facts.facts[0].value if isinstance(desktop.deck.view, AlertView) else ""


def test_the_card_counts_in_place(qtbot: QtBot, desktop: Desktop, time: Time) -> None:
    desktop.alert(ALERT)
    qtbot.waitUntil(lambda: first_fact(desktop) == "It closes in 10 minutes. Save your work.")
    before = page(desktop)
    before.unfold()
    desktop.closing(time.closing(8 * MINUTE_NS))
    qtbot.waitUntil(lambda: "in 8 minutes" in first_fact(desktop))
    time.ns += 7 * MINUTE_NS + 18 * SECOND_NS
    desktop.presenter.countdowns.refresh()
    assert first_fact(desktop) == "It closes in 42 seconds. Save your work."
    assert page(desktop) is before
    assert before.why.unfolded
    desktop.closing(time.closing(0, Stage.ASKED, 1))
    qtbot.waitUntil(lambda: "may still be saving" in first_fact(desktop))
    desktop.closing(time.closing(0, Stage.LEFT, 1))
    qtbot.waitUntil(lambda: "still running" in first_fact(desktop))
    assert desktop.deck.view is not None
    desktop.closing(time.closing(0, Stage.STOPPED))
    kept = "Nothing was closed. Your session keeps running."
    qtbot.waitUntil(lambda: [fact.value for fact in page(desktop).facts.facts][-1] == kept)


def test_it_ticks_by_itself(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.alert(ALERT)
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, AlertView))
    since = clock.monotonic_ns() - 10 * MINUTE_NS + 30 * SECOND_NS
    desktop.closing(Closing(session="sample", tool="claude-code", uid=1, since_ns=since, minutes=10))
    seen: set[str] = set()

    def changed() -> bool:
        seen.add(first_fact(desktop))
        return len({one for one in seen if "seconds" in one}) >= 2

    qtbot.waitUntil(changed, timeout=10_000)


def test_who_put_it_off_is_told_once_more_in_the_last_minute_and_what_came_of_it(
    qtbot: QtBot, desktop: Desktop, time: Time
) -> None:
    desktop.alert(ALERT)
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, AlertView))
    desktop.closing(time.closing(8 * MINUTE_NS))
    qtbot.waitUntil(lambda: "in 8 minutes" in first_fact(desktop))
    page(desktop).later.click()
    assert desktop.deck.view is None
    time.ns += 7 * MINUTE_NS + 30 * SECOND_NS
    desktop.presenter.countdowns.refresh()
    qtbot.waitUntil(lambda: first_fact(desktop) == "It closes in 30 seconds. Save your work.")
    page(desktop).later.click()
    desktop.presenter.countdowns.refresh()
    assert desktop.deck.view is None
    desktop.closing(time.closing(0, Stage.CLOSED, 1))
    qtbot.waitUntil(lambda: first_fact(desktop) == "It was asked to close, and did.")


def test_a_snooze_says_that_it_closes_all_the_same(qtbot: QtBot, desktop: Desktop, time: Time) -> None:
    from tests.desktop.test_snooze import HOUR

    desktop.alert(ALERT)
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, AlertView))
    desktop.closing(time.closing(8 * MINUTE_NS))
    qtbot.waitUntil(lambda: "in 8 minutes" in first_fact(desktop))
    page(desktop).choices[0].click()
    desktop.silenced((HOUR,))
    qtbot.waitUntil(lambda: isinstance(desktop.deck.view, SnoozedView))
    assert isinstance(desktop.deck.view, SnoozedView)
    assert "It closes at 09:50." in desktop.deck.view.note
    assert Choice.HOUR in dict(samples.cards(WORDING)["closing"].snoozes)  # type: ignore[union-attr]


def test_the_tray_and_the_overview_say_when(qtbot: QtBot, desktop: Desktop, time: Time) -> None:
    desktop.alert(ALERT)
    desktop.closing(time.closing(8 * MINUTE_NS))
    qtbot.waitUntil(lambda: desktop._entries()[0].text.startswith("Claude Code closes at "))
    view = overview_view(situations()["closing"], WORDING)
    assert view.things[0].title == "Claude Code closes at 09:50"
    assert view.things[0].note.startswith("Save your work. ")


def test_activity_and_ledger_tell_what_came_of_it() -> None:
    facts = Facts(name="Claude Code", count=10)
    happened = tuple(Happening(at=0, kind=kind, facts=facts) for kind in (Kind.CLOSED, Kind.LEFT_RUNNING))
    rows = [row for row in activity_rows(happened, {}, WORDING) if isinstance(row, Row)]
    assert [row.title for row in rows] == [
        "Claude Code was asked to close, and did",
        "Claude Code was asked to close, and did not",
    ]
    event = '{"class_uid":1007,"activity_id":2,"status_id":%d,"unmapped":{"tool":"c"}}'
    assert title(event % 1, {"c": "C"}, WORDING) == "Asked to close, and did: C"
    assert title(event % 2, {"c": "C"}, WORDING) == "Asked to close, and still runs: C"


def test_a_real_notification_is_brought_up_to_date(
    qtbot: QtBot, desktop: Desktop, no_daemon: Callable[[str], None], time: Time
) -> None:
    no_daemon("xfce4-notifyd")

    def drawn(said: str) -> Callable[[], bool]:
        assert desktop._links is not None
        live = desktop._links.notifier._live
        return lambda: [said in one.notice.body for one in tuple(live.values())] == [True]

    desktop.alert(ALERT)
    qtbot.waitUntil(drawn("It closes in 10 minutes."), timeout=10_000)
    desktop.closing(time.closing(8 * MINUTE_NS))
    qtbot.waitUntil(drawn("in 8 minutes"), timeout=10_000)
    assert desktop.deck.view is None
    time.ns += 7 * MINUTE_NS + 30 * SECOND_NS
    desktop.presenter.countdowns.refresh()
    qtbot.waitUntil(drawn("It closes in 30 seconds."), timeout=10_000)


def test_seconds_go_down_one_by_one() -> None:
    numbers = [int(said(left * SECOND_NS).split()[3]) for left in range(60, 0, -1)]
    assert all(first - second == 1 for first, second in pairwise(numbers))
