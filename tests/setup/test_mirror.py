"""The company's npm registry, by the machine's configuration: everything comes from it, and the lock still decides."""

from collections.abc import Iterator

import pytest

from app.setup.artifacts import Held
from app.setup.engine import Setup
from app.setup.errors import IntegrityMismatch
from app.setup.installer import Programs
from app.setup.mirror import arguments
from tests.setup import registry as registries
from tests.setup.conftest import Desk
from tests.setup.registry import Registry, demo_packages, lock_of, recipe_of


@pytest.fixture
def mirror() -> Iterator[Registry]:
    with registries.running() as running:
        yield running


def set_up(desk: Desk, mirror: Registry, lock: bytes) -> None:
    programs = Programs(npm=str(desk.npm), registry=mirror.address)
    recipe = recipe_of(demo_packages())
    setup = Setup(desk.paths, programs=programs, environment=desk.environment)
    setup.run("demo", [recipe], Held({recipe.lock: lock}), desk.seen.append, desk.cancel)


def test_everything_comes_from_the_mirror_whatever_npmrc_and_lock_say(desk: Desk, mirror: Registry) -> None:
    packages = demo_packages()
    mirror.publish(packages)
    elsewhere = desk.registry.address
    desk.npmrc(f"registry={elsewhere}", f"@signpost-test:registry={elsewhere}")
    resolved = {f"node_modules/{one.name}": {"resolved": f"{elsewhere}{path[1:]}"}
                for one, path in zip(packages, mirror.archives, strict=True)}  # fmt: skip
    set_up(desk, mirror, lock_of(packages, **resolved))
    assert {path for path in mirror.requests if path.endswith(".tgz")} == set(mirror.archives)
    assert desk.registry.requests == []
    assert desk.link.is_symlink()


def test_a_mirror_that_serves_something_else_is_refused_by_the_lock(desk: Desk, mirror: Registry) -> None:
    mirror.publish(demo_packages(answer="something else"))
    with pytest.raises(IntegrityMismatch):
        set_up(desk, mirror, lock_of(demo_packages()))
    assert desk.left() == []


def test_without_a_mirror_nothing_is_said() -> None:
    assert arguments("", ["node_modules/@a/b"]) == ()


def test_each_scope_is_named_once() -> None:
    places = ["node_modules/@a/b", "node_modules/c/node_modules/@a/d", "node_modules/e", "node_modules/@f/g"]
    said = arguments("https://npm.example.com/", places)
    assert [one for one in said if "@" in one] == [
        "--@a:registry=https://npm.example.com/",
        "--@f:registry=https://npm.example.com/",
    ]
