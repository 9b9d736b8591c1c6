"""Updates that IT has started: what is set up is compared with what the policy wants, when it changes and hourly."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from app.errors import SignpostError
from app.host import clock
from app.host.config import Config
from app.host.paths import Paths
from app.sync.state import SyncState

if TYPE_CHECKING:
    from app.policy.recipe import Recipes

_EVERY_NS = 3600 * 10**9
"""How often IT's versions are compared with what is set up, besides at each new policy."""


class Updates:
    """`may_begin` answers, for a tool and a version, whether that may begin unasked, and counts it then.

    `is_time` for one thread, `due` for another.
    """

    def __init__(self, config: Config, paths: Paths, may_begin: Callable[[str, str], bool]) -> None:
        self._config, self._paths, self._may_begin = config, paths, may_begin
        self._compared: tuple[tuple[int, str, Recipes, dict[str, bytes]], int] | None = None

    def is_time(self, state: SyncState) -> bool:
        """Whether to compare now, by a policy that is verified; from then on it counts as done."""
        now, before = clock.monotonic_ns(), self._compared
        wanted = (state.version, state.staged, state.recipes, dict(state.artifacts))
        if before is not None and before[0] == wanted and now - before[1] < _EVERY_NS:
            return False
        self._compared = (wanted, now)
        return self._paths.tools.is_dir()

    def due(self, state: SyncState) -> Iterator[str]:
        """The tools that are to be updated without asking, as far as the loop guard lets them."""
        from app.runtime.errands.artifacts import ArtifactErrands
        from app.setup.leftovers import installed_tools
        from app.setup.pins import Pins
        from app.setup.place import Place
        from app.setup.updates import by_itself

        pins = Pins(self._paths, ArtifactErrands(self._config, self._paths, state.artifacts))
        for tool_id in installed_tools(self._paths):
            try:
                installed = Place(self._paths, tool_id).read()
                recipe = by_itself(installed, state.recipes.of(tool_id), pins.differs) if installed else None
                if recipe is None or not self._may_begin(tool_id, recipe.version):
                    continue
            except (SignpostError, ValueError):
                continue  # what cannot be read, or remembered, is not touched by itself
            yield tool_id
