"""A lock pins every byte, or is refused whole."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.setup import lock
from app.setup.errors import RecipeUnusable
from tests.setup.registry import demo_packages, lock_of, recipe_of

PACKAGES = demo_packages()
RECIPE = recipe_of(PACKAGES)


def test_it_is_read() -> None:
    read = lock.read("demo", RECIPE, lock_of(PACKAGES))
    assert set(read.packages) == {f"node_modules/{package.name}" for package in PACKAGES}
    assert all(len(package.sha512) == 128 for package in read.packages.values())
    assert json.loads(read.manifest) == {
        "name": "signpost-setup",
        "version": "1.0.0",
        "private": True,
        "dependencies": {package.name: package.version for package in PACKAGES},
        "optionalDependencies": {},
    }


@pytest.mark.parametrize(
    ("place", "fields", "why"),
    [
        ("node_modules/../../x", {"version": "1.0.0"}, "no place"),
        ("../x", {"version": "1.0.0"}, "no place"),
        ("/etc", {"version": "1.0.0"}, "no place"),
        ("node_modules/a\\b", {"version": "1.0.0"}, "no place"),
        ("node_modules/.bin", {"version": "1.0.0"}, "no place"),
        ("packages/a", {"version": "1.0.0"}, "no place"),
        ("node_modules/a", {"link": True, "resolved": "../a"}, "link"),
        ("node_modules/demo-part", {"integrity": ""}, "no SHA-512"),
        ("node_modules/demo-part", {"integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="}, "no SHA-512"),
        ("node_modules/demo-part", {"version": "latest"}, "no exact version"),
        ("node_modules/demo-part", {"version": "^1.0.0"}, "no exact version"),
        ("node_modules/demo-part", {"version": ""}, "no exact version"),
        ("node_modules/demo-part", {"resolved": "git+ssh://git@host/x.git"}, "not come from a registry"),
        ("node_modules/demo-part", {"resolved": "file:../../x.tgz"}, "not come from a registry"),
        ("node_modules/demo-part", {"version": 7}, "Expected `str`"),
        ("", {"dependencies": {"demo-part": "file:../x"}}, "not an exact version"),
        ("", {"dependencies": {"demo-part": "*"}}, "not an exact version"),
        ("", {"optionalDependencies": {"../x": "1.0.0"}}, "not an exact version"),
        ("", {"dependencies": ["a"]}, "Expected `object`"),
    ],
)
def test_what_does_not_pin_its_bytes_is_refused(place: str, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(RecipeUnusable, match=why):
        lock.read("demo", RECIPE, lock_of(PACKAGES, **{place: fields}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"lockfileVersion":1,"packages":{}}',
        b'{"lockfileVersion":3}',
        b"\xff",
        b"[" * 200_000,
    ],
)
def test_what_is_no_lock_is_refused(data: bytes) -> None:
    with pytest.raises(RecipeUnusable):
        lock.read("demo", RECIPE, data)


def test_too_much_is_refused_unread() -> None:
    with pytest.raises(RecipeUnusable, match="too many"):
        lock.read("demo", RECIPE, b" " * (lock.MAX_BYTES + 1))


@given(st.binary(max_size=300) | st.recursive(st.none() | st.text(), st.lists).map(lambda v: json.dumps(v).encode()))
def test_any_bytes_give_a_lock_or_the_one_error(data: bytes) -> None:
    with pytest.raises(RecipeUnusable):
        lock.read("demo", RECIPE, data)


def test_names() -> None:
    assert lock.name_of("node_modules/a/node_modules/@b/c") == "@b/c"
