"""From the agent's alert to the painted card where nobody draws notifications: five rounds, a table.

    python3 build/dev.py bench card

A real screen (Xvfb) and a private session bus without a notification daemon, which is asked first, in vain. The goal
is a painted card within 50 ms.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ROUNDS, ALERTS = 5, 40


def measure() -> None:
    """Show alerts one after the other on the screen this process was started on; print the table."""
    import msgspec

    from app.desktop import samples
    from app.desktop.callbacks import Callbacks
    from app.desktop.desktop import Desktop
    from app.desktop.page import Action
    from app.policy.model import Policy
    from app.policy.recipe import Recipes
    from app.sync.state import Freshness, Standing, SyncState

    tools = (samples.CLAUDE_CODE, samples.QODER)
    policy = Policy(format=1, version=3, published=samples.NOW, company=samples.COMPANY, tools=tools)
    fresh = Freshness(standing=Standing.FRESH, since=samples.NOW)
    shown: list[int] = []
    desktop = Desktop("en")
    desktop.wire(Callbacks(on_shown=lambda _session, _channel, at_ns: shown.append(at_ns)))
    desktop.open()
    desktop.policy_state(SyncState(policy=policy, recipes=Recipes(format=1), freshness=fresh, version=3))
    desktop.deck.warm()

    def wait(done: list[int] | None) -> None:
        while not (shown if done is shown else desktop.deck.card is None):
            desktop.application.processEvents()

    print(f"alert to painted card, ms; {ROUNDS} rounds of {ALERTS}\n\nround     p50     p95     max")
    for number in range(ROUNDS):
        took = []
        for again in range(ALERTS):
            shown.clear()
            began = time.monotonic_ns()
            desktop.alert(msgspec.structs.replace(samples.alert(), session=f"{number}-{again}"))
            wait(shown)
            took.append((shown[0] - began) / 1e6)
            card = desktop.deck.card
            if card is not None:
                card.acted.emit(Action.CLOSE, card.view)
            wait(None)
        cuts = statistics.quantiles(took, n=20)
        print(f"{number + 1:>5} {statistics.median(took):>7.1f} {cuts[-1]:>7.1f} {max(took):>7.1f}", flush=True)
    desktop.close()


def main() -> None:
    """Make the screen, and measure on it in a process of its own."""
    from tests.support.desktop import Person

    with tempfile.TemporaryDirectory() as folder, Person(Path(folder)) as person:
        environment = {**os.environ, **person.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"}
        subprocess.run([sys.executable, __file__, "--measure"], env=environment, check=True, timeout=300)


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
