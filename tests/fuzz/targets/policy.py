"""What the company publishes: the policy, its exceptions, recipes, roll-out and bundles; purls, versions and globs."""

import functools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from app.admin.check import check
from app.policy import bundle, exceptions, model, purl, recipe, rollout, versions
from app.policy.bundle import BundleUnreadable
from app.policy.exceptions import Exceptions
from app.policy.globs import Globs
from app.policy.model import PolicyUnreadable
from app.policy.person import Person
from app.policy.recipe import RecipesUnreadable
from app.policy.rollout import RolloutIgnored
from app.policy.versions import RangeUnreadable
from tests.fuzz.target import Target, on_bytes, on_text

_EXAMPLE = Path(__file__).resolve().parents[3] / "resources/example-company/policy.yaml"
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_PERSON = Person(user="ana", groups=("audit",), device="lt-0042")
_KEY = "0" * 32


@functools.cache
def published() -> tuple[bytes, bytes]:
    """The example company's policy and recipes, as published."""
    authored = check(_EXAMPLE, _NOW).authored
    assert authored is not None
    return model.dump(authored.policy), recipe.dump(authored.recipes)


SMALL = json.dumps(
    {
        "format": model.FORMAT,
        "version": 1,
        "published": "2026-07-01T00:00:00Z",
        "company": {"name": "Acme"},
        "alerts": {"most_per_hour": 3},
        "exceptions_key": _KEY,
        "tools": [
            {
                "id": "bad",
                "name": "Bad",
                "status": "banned",
                "effective": "2026-07-10T00:00:00+08:00",
                "alternatives": ["good"],
                "applies_to": {"groups": ["audit"], "platforms": ["linux"]},
                "match": [{"id": "a", "purl": "pkg:npm/bad", "versions": "vers:npm/>=1.0|<2"}, {"path": "~/bad/**"}],
            },
            {"id": "good", "name": "Good", "status": "approved"},
        ],
    }
).encode()


def _policy(data: bytes) -> None:
    once = model.load(data)
    again = model.load(model.dump(once))
    whole = msgspec.structs.replace(once, skipped=())  # what nobody understood is not published again
    assert msgspec.structs.replace(again, skipped=()) == whole, "what is published again says the same"


def _exceptions(data: bytes) -> None:
    held = exceptions.load(_KEY, {"exceptions/3f.json": data})
    late = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
    for one in held.granted:
        assert held.holds(_PERSON, one.tool, late) is None or one.until > late, "an exception ends by itself"
    again = exceptions.load(_KEY, exceptions.dump(held.granted))
    assert set(again.granted) == set(held.granted)
    assert isinstance(held, Exceptions)
    held.lasting(_PERSON, _NOW)


def _recipes(data: bytes) -> None:
    once = recipe.load(data)
    again = recipe.load(recipe.dump(msgspec.structs.replace(once, skipped=())))
    assert again.recipes == once.recipes
    for several in once.recipes.values():
        for one in several:
            recipe.locks_of(one)
            recipe.artifacts_of(one)


def _rollout(data: bytes) -> None:
    once = rollout.load(data)
    assert rollout.load(rollout.dump(once)) == once
    once.includes(_PERSON, "key")
    if once.percent == 0 and not once.groups and not once.devices:
        assert not once.includes(_PERSON, "key"), "nobody is in who is not named"


def _bundle(data: bytes) -> None:
    once = bundle.load(data)
    assert bundle.load(bundle.dump(once)) == once
    for path in (*(file.path for file in once.files), *(link.path for link in once.links)):
        assert not path.startswith("/"), "nothing lies outside"
        assert ".." not in path.split("/"), "nothing leads out"


def _purl(text: str) -> None:
    once = purl.canonical(text)
    assert purl.canonical(once) == once, "a canonical purl is its own"
    purl.split(text), purl.version_of(text), purl.type_of(text)
    if once:
        assert purl.canonical(purl.with_version(once, "1.0")) == once


def _version(text: str) -> None:
    said, _, version = text.partition("\n")
    found = versions.parse(said)
    for one in (version, "1.0", "2.0.0-rc.1+x", ""):
        assert found.contains(one) == found.contains(one)


def _globs(text: str) -> None:
    *globs, path = text.split("\n")[:8]
    found = Globs([(glob, number) for number, glob in enumerate(globs) if glob])
    among = set(found.matching(path))
    for number, glob in enumerate(globs):
        alone = set(Globs([(glob, number)]).matching(path)) if glob else set[int]()
        assert alone == among & {number}, "a glob matches among others as it does alone"


_EXCEPTIONS = json.dumps(
    {
        "format": model.FORMAT,
        "exceptions": [{"subject": "0" * 64, "tool": "bad", "until": "2026-12-01T00:00:00Z", "id": "EX-1"}],
    }
).encode()
_ROLLOUT = json.dumps(
    {
        "format": model.FORMAT,
        "id": "pilot",
        "salt": "0" * 16,
        "percent": 12.5,
        "groups": ["pilot*"],
        "devices": ["lt-*"],
        "policy": "rollout/pilot.json",
    }
).encode()
_MANIFEST = json.dumps(
    {
        "format": bundle.FORMAT,
        "name": "paint",
        "version": "1.0",
        "system": "linux-x64",
        "files": [{"path": "bin/a", "size": 1, "sha256": "0" * 64, "executable": True}],
        "links": [{"path": "lib/x", "target": "../bin/a"}],
        "commands": [{"name": "paint", "file": "bin/a"}],
        "parts": [],
    }
).encode()

_WORDS = (
    b'"format":',
    b'"9999-12-31T23:59:59-23:59"',
    b'"0001-01-01T00:00:00+23:59"',
    b"\\ud800",
    b"\xff",
    b"1e999",
    b"[[",
)


def targets() -> tuple[Target, ...]:
    """Made when asked for: the example company is read for them."""
    policy, recipes = published()
    return (
        Target(
            "policy",
            on_bytes(_policy),
            ("app.policy.model",),
            (PolicyUnreadable,),
            (SMALL, policy),
            _WORDS,
            largest=16_384,
        ),
        Target(
            "policy-exceptions",
            on_bytes(_exceptions),
            ("app.policy.exceptions",),
            (PolicyUnreadable,),
            (_EXCEPTIONS,),
            _WORDS,
        ),
        Target(
            "policy-recipes",
            on_bytes(_recipes),
            ("app.policy.recipe", "app.policy.carryover"),
            (RecipesUnreadable,),
            (recipes,),
            _WORDS,
            largest=16_384,
        ),
        Target("policy-rollout", on_bytes(_rollout), ("app.policy.rollout",), (RolloutIgnored,), (_ROLLOUT,), _WORDS),
        Target("bundle-manifest", on_bytes(_bundle), ("app.policy.bundle",), (BundleUnreadable,), (_MANIFEST,), _WORDS),
        Target(
            "purl",
            on_text(_purl),
            ("app.policy.purl",),
            (),
            (b"pkg:npm/%40acme/paint@1.0?a=b#c", b"pkg:pypi/llm", b"pkg:vscode-extension/a/b@1"),
            (b"pkg:", b"%2F", b"%", b"@", b"#", b"?"),
            largest=512,
        ),
        Target(
            "versions",
            on_text(_version),
            ("app.policy.versions",),
            (RangeUnreadable,),
            (b"vers:npm/>=1.0|<2\n1.2.3", b"vers:pypi/*\n1.0rc1", b"vers:intdot/1.0|2.0\n1"),
            (b"vers:", b"npm/", b"pypi/", b"intdot/", b">=", b"|", b"!="),
            largest=2048,
        ),
        Target(
            "globs",
            on_text(_globs),
            ("app.policy.globs",),
            (),
            (b"~/bad/**\n/opt/*/x?\n/home/ana/bad/x", b"**/a*b*c*d*e\n/aaaaaaaaaaaaaaaaaaaaaaa"),
            (b"**", b"*", b"?", b"~/"),
            largest=512,
        ),
    )
