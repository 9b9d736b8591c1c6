"""The policy document: what a client takes, skips, refuses."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy import model, recipe
from app.policy.model import PolicyUnreadable


def document(**changes: Any) -> dict[str, Any]:
    """A small valid policy document."""
    ban: dict[str, Any] = {
        "id": "claude-code",
        "name": "Claude Code",
        "status": "banned",
        "effective": "2026-07-10T00:00:00+08:00",
        "alternatives": ["qoder-cli"],
        "match": [{"id": "npm", "purl": "pkg:npm/%40anthropic-ai/claude-code"}],
    }
    fine = {"id": "qoder-cli", "name": "Qoder CLI", "status": "approved"}
    whole = {"format": 1, "version": 3, "published": "2026-07-03T00:00:00Z", "company": {"name": "Acme"}}
    return {**whole, "tools": [ban, fine], **changes}


def load(**changes: Any) -> model.Policy:
    return model.load(json.dumps(document(**changes)).encode())


def test_a_published_policy_is_read_back_as_it_was() -> None:
    policy = load()
    assert policy.version == 3
    assert policy.tools[0].match[0].purl == "pkg:npm/%40anthropic-ai/claude-code"
    assert model.load(model.dump(policy)) == policy
    assert model.dump(model.load(model.dump(policy))) == model.dump(policy)


def test_an_old_client_ignores_descriptive_fields_it_does_not_know() -> None:
    tools = document()["tools"]
    tools[0]["mascot"] = "a crab"
    assert load(tools=tools, motto="…").tools[0].name == "Claude Code"


def test_a_shape_with_an_unknown_condition_is_skipped_and_reported_never_half_applied() -> None:
    tools = document()["tools"]
    tools[0]["match"].append({"id": "moon", "purl": "pkg:npm/x", "phase_of_moon": "full"})
    policy = load(tools=tools)
    assert [shape.id for shape in policy.tools[0].match] == ["npm"]
    assert (policy.skipped[0].tool, policy.skipped[0].shape) == ("claude-code", "moon")
    assert "phase_of_moon" in policy.skipped[0].reason


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 2}, "newer"),
        ({"format": None}, "newer"),
        ({"version": "three"}, "version"),
        ({"published": "2026-07-03T00:00:00"}, "timezone"),
        ({"tools": [{"id": "A B", "name": "x", "status": "banned"}]}, "regex"),
        ({"tools": [{"id": "a", "name": "x", "status": "forbidden"}]}, "forbidden"),
        ({"tools": [{"id": "a", "name": "x", "status": "banned"}] * 2}, "twice"),
        ({"tools": [{"id": "a", "name": "x", "status": "banned", "alternatives": ["b"]}]}, "not defined"),
        ({"tools": "claude"}, "cannot be read"),
        ({"tools": [7]}, "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused_whole(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(PolicyUnreadable, match=said):
        load(**changes)


@given(
    st.binary(max_size=300)
    | st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_any_bytes_are_a_policy_or_a_clear_error(data: bytes) -> None:
    with pytest.raises(PolicyUnreadable) as caught:
        model.load(data)
    assert caught.value.advice


@given(st.dictionaries(st.sampled_from(["format", "tools", "company", "version", "published"]), st.none() | st.text()))
def test_any_damage_to_a_policy_is_a_clear_error_or_a_policy(damage: dict[str, Any]) -> None:
    try:
        load(**damage)
    except PolicyUnreadable:
        return
    assert not damage


def test_a_recipe_of_a_kind_from_the_future_is_left_out_and_the_rest_is_used() -> None:
    build = {"commands": [], "download_bytes": 1, "installed_bytes": 1}
    npm = {"kind": "npm", "package": "q", "version": "1", "lock": "q/lock.json", "builds": {"linux-x64": build}}
    npm["detect"] = {"command": "q", "version": "1"}
    whole = {"format": 1, "recipes": {"q": [{"kind": "teleport", "to": "/"}, npm], "r": [{"kind": "pigeon"}]}}
    loaded = recipe.load(json.dumps(whole).encode())
    assert [one.package for one in loaded.of("q")] == ["q"]
    assert loaded.of("r") == ()
    assert loaded.skipped == ("q: teleport", "r: pigeon")


@pytest.mark.parametrize("path", ["/etc/passwd", "a/../../b", "..", "a//b", "a\\b", "", "a\nb"])
def test_a_recipe_cannot_name_a_file_outside_its_prefix(path: str) -> None:
    command = {"name": "q", "file": path}
    build = {"commands": [command], "download_bytes": 1, "installed_bytes": 1}
    npm = {"kind": "npm", "package": "q", "version": "1", "lock": "q/lock.json", "builds": {"linux-x64": build}}
    whole = {"format": 1, "recipes": {"q": [{**npm, "detect": {"command": "q", "version": "1"}}]}}
    with pytest.raises(recipe.RecipesUnreadable):
        recipe.load(json.dumps(whole).encode())
    command["file"] = "node_modules/@q/q/q.js"
    (one,) = recipe.load(msgspec.json.encode(whole)).of("q")
    assert isinstance(one, recipe.NpmRecipe)
    assert one.builds["linux-x64"].commands[0].file == "node_modules/@q/q/q.js"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ({"purl": "pkg:npm/x", "versions": "vers:npm/>=3|<1"}, "not sorted"),
        ({"purl": "pkg:npm/x", "versions": "vers:moon/1"}, "no version scheme"),
        ({"path": "/opt/x", "versions": "vers:npm/1"}, "versions narrows a purl"),
        ({"purl": "pkg:moon/x"}, "no package type"),
        ({"purl": "npm x"}, "no package URL"),
        ({"purl": "pkg:npm/x", "signer": "ABC"}, "exactly one"),
        ({"signer": "Google*"}, "signer is one exact name"),
    ],
)
def test_a_shape_this_client_cannot_apply_whole_is_skipped_and_reported(shape: dict[str, Any], said: str) -> None:
    tools = document()["tools"]
    tools[0]["match"].append({"id": "odd", **shape})
    policy = load(tools=tools)
    assert [shape.id for shape in policy.tools[0].match] == ["npm"]
    assert policy.skipped[0].shape == "odd"
    assert said in policy.skipped[0].reason


def test_a_tool_meant_for_nobody_this_client_understands_applies_to_nobody_and_is_reported() -> None:
    tools = document()["tools"]
    tools[0]["applies_to"] = {"star_signs": ["leo"]}
    policy = load(tools=tools)
    assert policy.tools[0].match == ()
    assert [(one.tool, one.shape) for one in policy.skipped] == [("claude-code", "*")]


def test_whom_a_tool_is_meant_for_is_read_back() -> None:
    tools = document()["tools"]
    tools[0]["applies_to"] = {"groups": ["dev-*"], "except": {"users": ["ana"]}}
    policy = load(tools=tools)
    assert policy.tools[0].applies_to is not None
    assert policy.tools[0].applies_to.except_.users == ("ana",)
    assert model.load(model.dump(policy)) == policy
