"""Which version IT wants, who begins, and what is never brought back by itself."""

from datetime import UTC, datetime

import msgspec
import pytest

from app.policy.recipe import NpmRecipe, Update
from app.setup.place import Installed
from app.setup.receipt import PrefixReceipt
from app.setup.updates import by_itself, update_of
from tests.setup.registry import demo_packages, recipe_of

INSTALLED = Installed(
    tool="demo",
    kind="npm",
    package="@signpost-test/demo",
    version="1.2.3",
    pin="a1",
    receipt=PrefixReceipt(folder="1.2.3", commands=("demo-tool",)),
    at=datetime(2026, 7, 10, tzinfo=UTC),
)


def recipe(version: str, update: Update = Update.OFFER) -> NpmRecipe:
    return recipe_of(demo_packages(version), update=update)


def test_the_same_version_is_no_update_wherever_it_stands_in_the_list() -> None:
    assert update_of(INSTALLED, [recipe("1.2.3")]) is None
    assert update_of(INSTALLED, [recipe("2.0.0"), recipe("1.2.3")]) is None


@pytest.mark.parametrize("version", ["2.0.0", "1.0.0"])
def test_another_version_is_offered_older_ones_too(version: str) -> None:
    assert update_of(INSTALLED, [recipe(version)]) == recipe(version)
    assert by_itself(INSTALLED, [recipe(version)]) is None
    auto = recipe(version, Update.AUTO)
    assert by_itself(INSTALLED, [auto]) == auto


def test_what_it_leaves_alone() -> None:
    assert update_of(INSTALLED, []) is None
    assert update_of(INSTALLED, [recipe("2.0.0", Update.NEVER)]) is None
    elsewhere = recipe_of(demo_packages("2.0.0"), builds={"windows-arm64": next(iter(recipe("2.0.0").builds.values()))})
    assert update_of(INSTALLED, [elsewhere]) is None
    assert update_of(INSTALLED, [elsewhere], "windows-arm64") == elsewhere


def test_what_the_person_went_back_from_comes_only_when_they_ask() -> None:
    back = msgspec.structs.replace(INSTALLED, left="2.0.0")
    auto = recipe("2.0.0", Update.AUTO)
    assert by_itself(back, [auto]) is None
    assert update_of(back, [auto]) == auto
    assert by_itself(back, [recipe("2.0.1", Update.AUTO)]) is not None


def test_another_recipe_under_the_same_version_is_offered_again() -> None:
    one, auto = recipe("1.2.3"), recipe("1.2.3", Update.AUTO)
    assert update_of(INSTALLED, [one], differs=lambda *_: True) == one
    assert update_of(INSTALLED, [one], differs=lambda *_: False) is None
    assert by_itself(INSTALLED, [auto], lambda *_: True) == auto
    assert by_itself(INSTALLED, [one], lambda *_: True) is None
    assert update_of(INSTALLED, [recipe("1.2.3", Update.NEVER)], differs=lambda *_: True) is None
    elsewise = msgspec.structs.replace(INSTALLED, kind="bundle")
    assert update_of(elsewise, [one], differs=lambda *_: True) is None, "another way to the right version is right"
