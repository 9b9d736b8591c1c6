"""The screen of a start whose configuration cannot be used yet: the icon, its words, and the window, with no agent."""

from collections.abc import Callable

from app.desktop.start import icon_shown
from app.errors import SignpostError
from app.host.loading import loading
from app.host.paths import Paths


def run(
    error: SignpostError, paths: Paths, language: str, begin: Callable[[Callable[[SignpostError], None]], None]
) -> int:
    """Show `error` until the person quits or a signal asks for the end; returns the exit code.

    `begin` is called once there is an icon, with what shows another error in its place, from any thread.
    """
    with loading():
        front = icon_shown()
        from app.desktop.desktop import Desktop
        from app.policy.model import FORMAT
        from app.policy.recipe import Recipes
        from app.sync.state import Freshness, Standing, SyncState

        desktop = Desktop(language, paths=paths, front=front)

    def show(error: SignpostError) -> None:
        never = Freshness(standing=Standing.NEVER, why=error)
        desktop.policy_state(SyncState(policy=None, recipes=Recipes(format=FORMAT), freshness=never))
        desktop.problem(error)

    def then() -> None:
        show(error)
        begin(show)

    return desktop.run(then=then)
