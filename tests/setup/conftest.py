"""A home with an npmrc that names the loopback registry, and set-ups in it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.policy.recipe import NpmRecipe
from app.setup.artifacts import Held
from app.setup.engine import Installed, Setup
from app.setup.installer import Programs
from app.setup.plan import Progress
from tests.setup import registry as registries
from tests.setup.registry import Registry


@pytest.fixture
def registry() -> Iterator[Registry]:
    with registries.running() as running:
        yield running


@pytest.fixture
def environment(paths: Paths) -> dict[str, str]:
    """The variables of a person with nothing special."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(paths.home), "LANG": "C.UTF-8"}


class Desk:
    """One person at one machine: sets up and remembers what was reported."""

    def __init__(self, paths: Paths, npm: Path, environment: dict[str, str], registry: Registry) -> None:
        self.paths, self.npm, self.environment, self.registry = paths, npm, environment, registry
        self.seen: list[Progress] = []
        self.cancel = threading.Event()
        self.npmrc(f"registry={registry.address}")

    def npmrc(self, *lines: str) -> None:
        (self.paths.home / ".npmrc").write_text("".join(f"{line}\n" for line in lines))

    def run(self, recipe: NpmRecipe, lock: bytes, *, tool: str = "demo", npm: Path | None = None) -> Installed:
        self.seen.clear()
        setup = self.setup(npm)
        return setup.run(tool, [recipe], Held({recipe.lock: lock}), self.seen.append, self.cancel)

    def setup(self, npm: Path | None = None) -> Setup:
        return Setup(self.paths, programs=Programs(npm=str(npm or self.npm)), environment=self.environment)

    @property
    def states(self) -> list[str]:
        """The states passed, each once."""
        names = [progress.state.value for progress in self.seen]
        return [name for number, name in enumerate(names) if number == 0 or names[number - 1] != name]

    @property
    def link(self) -> Path:
        return self.paths.bin / "demo-tool"

    def left(self) -> list[str]:
        """Everything there is below the tools folder and in the folder of commands, but locks."""
        tops = [folder for folder in (self.paths.tools, self.paths.bin) if folder.is_dir()]
        found = [path for folder in tops for path in folder.iterdir()]
        inner = [path for top in found if top.is_dir() and not top.is_symlink() for path in top.iterdir()]
        return sorted(path.name for path in (*found, *inner) if not path.name.endswith(".lock"))


@pytest.fixture
def desk(paths: Paths, npm: Path, environment: dict[str, str], registry: Registry) -> Desk:
    return Desk(paths, npm, environment, registry)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A path for a shell script that stands in for npm."""
    path = tmp_path / "stand-in" / "npm"
    path.parent.mkdir()
    return path
