"""Recipes of every kind: what they may say, what is skipped by name, what is refused."""

import json
from typing import Any

import pytest

from app.policy import recipe
from app.policy.recipe import Recipes, RecipesUnreadable

SIZES = {"download_bytes": 1, "installed_bytes": 1}
SHA = "ab" * 32
PROOF = {"command": "q", "version": "1.0"}
SIZES = {"download_bytes": 1, "installed_bytes": 2}
COMMANDS = {"commands": [{"name": "q", "file": "bin/q"}]}
ARTIFACT = {"artifact": "artifacts/q/q.bin"}

EVERY: dict[str, dict[str, Any]] = {
    "bundle": {"package": "q", "version": "1.0", "builds": {"linux-x64": {**ARTIFACT, **COMMANDS, **SIZES}}},
    "npm": {"package": "@q/q", "version": "1.0", "lock": "q/lock.json", "builds": {"linux-x64": {**COMMANDS, **SIZES}}},
    "pypi": {
        "package": "q", "version": "1.0", "lock": "q/lock.txt", "python": "3.12",
        "builds": {"linux-x64": {**COMMANDS, **SIZES}},
    },
    "deb": {"package": "qq", "version": "1:1.0-1~deb12", "builds": {"linux-x64": ARTIFACT}},
    "rpm": {"package": "q", "version": "1.0-1.fc40", "builds": {"linux-x64": ARTIFACT}},
    "flatpak": {"package": "org.q.Q", "version": "1.0", "builds": {"linux-x64": {"commit": SHA}}},
    "appimage": {"name": "Q", "version": "1.0", "builds": {"linux-x64": {**ARTIFACT, "command": "q"}}},
    "winget": {"package": "Q.Q", "version": "1.0", "builds": {"windows-x64": {"sha256": SHA}}},
    "msi": {
        "product": "{01234567-89AB-CDEF-0123-456789ABCDEF}", "version": "1.0", "properties": {"ALLUSERS": "2"},
        "builds": {"windows-x64": ARTIFACT},
    },
    "exe": {"package": "q", "version": "1.0", "arguments": ["/S", "/D={prefix}"], "builds": {"windows-x64": ARTIFACT}},
    "brew": {"package": "q", "version": "1.0", "cask": True, "builds": {"macos-arm64": {"sha256": SHA}}},
    "pkg": {"package": "com.q.pkg", "version": "1.0", "builds": {"macos-arm64": ARTIFACT}},
    "dmg": {"app": "Q.app", "version": "1.0", "builds": {"macos-arm64": ARTIFACT}},
    "vscode-extension": {"package": "q.q", "version": "1.0", "builds": {"linux-x64": ARTIFACT}},
    "link": {"builds": {"linux-x64": {"url": "https://store.example/q"}}},
}  # fmt: skip


def loaded(kind: str, **changes: object) -> Recipes:
    """A document with one recipe of that kind, decoded."""
    one = {"kind": kind, "detect": PROOF, **EVERY[kind], **changes}
    return recipe.load(json.dumps({"format": 1, "recipes": {"q": [one]}}).encode())


def test_every_kind_is_tried_here() -> None:
    assert EVERY.keys() == recipe.KINDS


@pytest.mark.parametrize("kind", EVERY)
def test_a_recipe_of_every_kind_comes_back_as_it_went(kind: str) -> None:
    first = loaded(kind)
    assert first.skipped == ()
    (one,) = first.of("q")
    assert recipe.kind_of(one) == kind
    assert one.package
    assert recipe.load(recipe.dump(first)) == first
    files = (*recipe.locks_of(one), *recipe.artifacts_of(one))
    moved = recipe.with_targets(one, {path: f"elsewhere/{path}" for path in files})
    assert (*recipe.locks_of(moved), *recipe.artifacts_of(moved)) == tuple(f"elsewhere/{path}" for path in files)


def test_documents_of_before_the_other_kinds_are_the_same_bytes() -> None:
    build = {"commands": [{"file": "a/b.js", "name": "q", "runtime": "n"}], "download_bytes": 1, "installed_bytes": 2}
    detect = {"arguments": ["--version"], "command": "q", "timeout": 30, "version": "1.0.0"}
    npm = {"builds": {"linux-x64": build}, "detect": detect, "kind": "npm", "lock": "artifacts/q/l.json"}
    whole = {"format": 1, "recipes": {"q": [{**npm, "package": "@q/q", "version": "1.0.0"}]}}
    data = json.dumps(whole, separators=(",", ":")).encode()
    assert recipe.dump(recipe.load(data)) == data


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"detect": {**PROOF, "registry": "HKLM"}}, "unknown field `registry`"),
        ({"requires": [{"licence": "gold"}]}, "unknown field `licence`"),
        ({"uninstall": {"file": "/q", "as": "root"}}, "unknown field `as`"),
        ({"scope": "planet"}, "Invalid enum value 'planet'"),
        ({"update": "weekly"}, "Invalid enum value 'weekly'"),
        ({"arguments": ["{moon}"]}, "placeholder {moon} is not known here"),
        ({"detect": {"file": "{moon}/q"}}, "placeholder {moon} is not known here"),
        ({"requires": [{"command": "node", "versions": "vers:moon/1"}]}, "no version scheme known here"),
    ],
)
def test_a_condition_from_the_future_leaves_that_recipe_out_by_name(changes: dict[str, Any], said: str) -> None:
    found = loaded("exe", **changes)
    assert found.of("q") == ()
    assert found.skipped[0].startswith("q: exe (")
    assert said in found.skipped[0]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("exe", {"arguments": "/S"}),
        ("exe", {"arguments": ["/S\n"]}),
        ("exe", {"arguments": ["{fi"]}),
        ("exe", {"detect": {}}),
        ("exe", {"detect": {"command": "q"}}),
        ("exe", {"detect": {"sha256": SHA, "command": "q", "version": "1"}}),
        ("exe", {"detect": {"file": "q.exe"}}),
        ("exe", {"detect": {"file": "{prefix}\\..\\q.exe"}}),
        ("exe", {"requires": [{}]}),
        ("exe", {"requires": [{"tool": "a", "command": "b"}]}),
        ("exe", {"requires": [{"file": "/a", "versions": "vers:npm/1"}]}),
        ("exe", {"timeout": 0}),
        ("exe", {"blocking_processes": ["../q"]}),
        ("exe", {"version": ">=1.0"}),
        ("exe", {"version": "-rf"}),
        ("exe", {"package": "--all"}),
        ("deb", {"package": "-o"}),
        ("deb", {"builds": {"linux-x64": {"artifact": "a/../../b"}}}),
        ("deb", {"builds": {"linux-x64": {"artifact": "/etc/q.deb"}}}),
        ("deb", {"builds": {"linux-x64": {}}}),
        ("npm", {"lock": "../lock.json"}),
        ("flatpak", {"builds": {"linux-x64": {"commit": "latest"}}}),
        ("flatpak", {"package": "--user"}),
        ("brew", {"builds": {"macos-x64": {"sha256": "0"}}}),
        ("msi", {"product": "q"}),
        ("msi", {"properties": {"A B": "1"}}),
        ("msi", {"properties": {"A": '" /x'}}),
        ("dmg", {"app": "../Q.app"}),
        ("dmg", {"app": ".app"}),
        ("link", {"builds": {"linux-x64": {"url": "http://store.example"}}}),
        ("link", {"builds": {"linux-x64": {"url": "https://user@store.example"}}}),
        ("link", {"builds": {"linux-x64": {"url": "https://store.example/\nx"}}}),
        ("vscode-extension", {"package": "nodot"}),
        ("exe", {"detect": {"command": "q", "version": "1\n2"}}),
        ("exe", {"detect": {"command": "q", "version": "1" * 201}}),
        ("exe", {"builds": {"windows-x64": {"artifact": "a/b", "download_bytes": 2**60}}}),
        ("exe", {"builds": {"windows-x64": {"artifact": "a/b", "installed_bytes": -1}}}),
        ("brew", {"package": "./q"}),
        ("brew", {"package": "a/q.rb"}),
        ("brew", {"package": "q.rb"}),
        ("brew", {"package": "a/../../q"}),
        ("brew", {"package": "a/b/c/d"}),
        ("npm", {"package": "-g"}),
        ("npm", {"builds": {"windows-x64": {**SIZES, "commands": [{"name": "NUL.q", "file": "q"}]}}}),
        ("npm", {"builds": {"windows-x64": {**SIZES, "commands": [{"name": "com1", "file": "q"}]}}}),
        ("npm", {"package": "q\nq"}),
        ("npm", {"package": "q" * 300}),
        ("bundle", {"package": "--q"}),
        ("appimage", {"name": "Q\u202eexe.q"}),
        ("appimage", {"name": "Q\u2028Exec=q"}),
        ("link", {"builds": {"linux-x64": {"url": "https://store.example/\u202ex"}}}),
        ("link", {"builds": {"linux-x64": {"url": "https://st\u043ere.example/"}}}),
    ],
)
def test_what_could_never_be_right_is_refused(kind: str, changes: dict[str, Any]) -> None:
    with pytest.raises(RecipesUnreadable):
        loaded(kind, **changes)


def test_placeholders_are_filled_in_once_and_values_are_not_looked_into() -> None:
    from app.policy.recipe_parts import fill_in

    assert fill_in("/D={prefix}", {"prefix": "C:\\{file} ü"}) == "/D=C:\\{file} ü"
