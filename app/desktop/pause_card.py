"""From a pause of alerts to its card: the one that stands for all further alerts, and names their tools. Pure. No Qt.

It has the form of an alert without a way on, because no single tool is meant.
"""

from app.alerts.brake import Held, Pause
from app.desktop.card_model import AlertView, Badge, Fact
from app.desktop.dates import counted
from app.desktop.plain import plain
from app.desktop.wording import Wording


def pause_view(pause: Pause, wording: Wording) -> AlertView:
    """The card for `pause`, counting what was kept back so far."""
    translate, count = wording.translate, len(pause.held)
    noticed = translate("pause", "1 more tool was noticed")
    if count != 1:
        noticed = counted(translate, "pause", "{count} more tools were noticed", count).format(count=count)
    until = wording.time(pause.until.astimezone(wording.zone))
    happened = counted(
        translate,
        "pause",
        "More than {most} alerts came within an hour. This one now stands for the rest.",
        pause.most_per_hour,
    )
    now = translate("pause", "Nothing was closed. Alerts resume at {time}, or with your company's next policy.")
    unsure = translate("pause", "If so many alerts look wrong to you, tell your IT.")
    return AlertView(
        session=pause.session,
        tool="",
        sender="Signpost",
        letter="",
        badge=Badge.CONDITIONS,
        title=translate("pause", "Signpost has paused alerts"),
        when=noticed,
        clocks="",
        facts=(
            Fact(translate("card", "Reason"), happened.format(most=pause.most_per_hour)),
            Fact(translate("card", "Right now"), now.format(time=until)),
            Fact(translate("pause", "Unsure?"), unsure),
        ),
        why=translate("pause", "Which tools?"),
        evidence=tuple(_tool(one, wording) for one in pause.held),
        offer=None,
        later=translate("card", "Close"),
    )


def _tool(held: Held, wording: Wording) -> str:
    name = plain(held.name, 60)
    if held.count == 1:
        return name
    return counted(wording.translate, "pause", "{tool}, {count} times", held.count).format(tool=name, count=held.count)
