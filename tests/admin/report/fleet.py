"""A made-up fleet's events, as Signpost writes them: seeded, so that the same seed gives the same bytes.

    python3 tests/admin/report/fleet.py EVENTS.ndjson [--computers 400] [--days 90] [--unnamed] [--seed 8]

Claude Code and Codex go off limits on day 18, Cursor CLI on day 71. People hear of it when they start one; some set an
alternative up at once, some later, some never; a few set-ups fail; a few people ask for an exception.
"""

# ruff: noqa: RUF001 - Chinese punctuation

import argparse
import json
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FIRST = datetime(2026, 6, 22, tzinfo=UTC)
NAMES = {"claude-code": "Claude Code", "codex": "Codex CLI", "cursor-agent": "Cursor CLI", "opencode": "opencode"}
_LIKED = {"claude-code": 0.62, "codex": 0.17, "cursor-agent": 0.14, "opencode": 0.07}
_DEADLINE = {"claude-code": 18, "codex": 18, "cursor-agent": 71, "opencode": 252}
_VERSIONS = {
    "claude-code": ("2.1.113", "2.1.330", "1.0.128"),
    "codex": ("0.98.0",),
    "cursor-agent": ("2026.6.1",),
    "opencode": ("1.4.2",),
}
_FAILS = (
    ("registry-unreachable", 9),
    ("node-too-old", 6),
    ("too-little-space", 3),
    ("certificate-refused", 3),
    ("not-detected", 1),
)
_REASONS = (
    "The customer's repository is set up for Claude Code until the end of the project.",
    "I maintain our internal plug-in for it and have to reproduce a bug.",
    "客户项目九月底交付，之前需要继续使用。",
    "Evaluation for the procurement board, agreed with Ms Lindqvist.",
)


def event(kind: int, activity: int, at: datetime, rng: random.Random, **more: Any) -> dict[str, Any]:
    """An event as `app.report` writes it."""
    product = {"name": "Signpost", "vendor_name": "Signpost", "version": "0.1.0"}
    return {
        "class_uid": kind,
        "category_uid": kind // 1000,
        "activity_id": activity,
        "type_uid": kind * 100 + activity,
        "severity_id": 1,
        "time": int(at.timestamp() * 1000),
        "metadata": {"uid": str(uuid.UUID(int=rng.getrandbits(128))), "version": "1.8.0", "product": product},
        **more,
    }


def launch(tool: str, at: datetime, rng: random.Random, device: str, *, attended: bool = True) -> dict[str, Any]:
    """A tool session began."""
    session = f"{rng.getrandbits(48):012x}"
    return event(
        1007,
        1,
        at,
        rng,
        action_id=3,
        disposition_id=19 if attended else 17,
        is_alert=True,
        policy={"uid": f"{tool}/npm", "name": NAMES[tool], "version": "7", "is_applied": True},
        process={"name": tool, "uid": session},
        actor={"app_name": "Signpost"},
        device=_device(device),
        unmapped={"tool": tool, "status": "banned", "phase": "effective", "session": session, "attended": attended},
    )


def _device(name: str) -> dict[str, Any]:
    return {"type_id": 0, "hostname": name} if name else {"type_id": 0, "name": "withheld"}


def set_up(at: datetime, rng: random.Random, device: str, error: str = "", tool: str = "qoder-cli") -> dict[str, Any]:
    """A set-up ended."""
    outcome = {"status_id": 2, "status_code": error, "status_detail": error} if error else {"status_id": 1}
    return event(6002, 1, at, rng, app={"name": tool, "version": "1.1.52"}, device=_device(device), **outcome)


def fleet(computers: int = 400, days: int = 90, seed: int = 8, *, named: bool = True) -> list[dict[str, Any]]:
    """All events of that fleet, in the order of their times."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    found = [one for number in range(computers) for one in _computer(rng, f"LT-{4000 + number}", days, named=named)]
    return sorted(found, key=lambda one: (one["time"], one["metadata"]["uid"]))


def _computer(rng: random.Random, name: str, days: int, *, named: bool) -> Iterator[dict[str, Any]]:
    device = name if named else ""
    if rng.random() > 0.56:  # never used one
        return
    tool = rng.choices(list(_LIKED), list(_LIKED.values()))[0]
    habit = rng.uniform(0.15, 0.95)
    deadline = _DEADLINE[tool]
    wish = rng.choices((deadline + rng.gauss(-6, 5), deadline + rng.expovariate(1 / 9), 10_000), (38, 47, 15))[0]
    version = rng.choice(_VERSIONS[tool])
    prepared: datetime | None = None
    yield event(
        5020,
        2,
        FIRST + timedelta(days=rng.uniform(0, 20)),
        rng,
        device=_device(device),
        product={"uid": tool, "name": NAMES[tool], "version": version},
        unmapped={"tool": tool, "status": "banned"},
    )
    for day in range(days):
        morning = FIRST + timedelta(days=day, hours=1 + rng.random() * 3)
        weekend = morning.weekday() >= 5
        if prepared is not None:
            fades = max(0.0, 0.3 - (morning - prepared).days / 12)
        else:
            fades = 1.0 if day < deadline else 0.5
        if rng.random() < habit * fades * (0.12 if weekend else 1.0):
            for number in range(rng.choice((1, 1, 2, 3))):
                at = morning + timedelta(hours=2.4 * number + rng.random())
                yield launch(tool, at, rng, device, attended=rng.random() > 0.05)
            if prepared is None and day >= wish:
                at = morning + timedelta(minutes=20)
                if rng.random() < 0.11:
                    error = rng.choices([code for code, _ in _FAILS], [weight for _, weight in _FAILS])[0]
                    yield set_up(at, rng, device, error)
                else:
                    yield set_up(at, rng, device, tool=rng.choices(("qoder-cli", "qwen-code"), (9, 1))[0])
                    prepared = at
                    if rng.random() < 0.55:
                        yield _gone(tool, version, at + timedelta(days=1), rng, device)
            elif prepared is None and rng.random() < 0.01:
                yield from _request(tool, morning, rng, name)


def _gone(tool: str, version: str, at: datetime, rng: random.Random, device: str) -> dict[str, Any]:
    return event(
        5020,
        99,
        at,
        rng,
        activity_name="Gone",
        device=_device(device),
        product={"uid": tool, "name": NAMES[tool], "version": version},
        unmapped={"tool": tool, "status": "banned"},
    )


def _request(tool: str, at: datetime, rng: random.Random, device: str) -> Iterator[dict[str, Any]]:
    request = str(uuid.UUID(int=rng.getrandbits(128)))
    until = (at + timedelta(days=rng.choice((14, 30, 60)))).strftime("%Y-%m-%dT%H:%M:%SZ")
    reason = rng.choice(_REASONS)
    user = rng.choice(("ana.duarte", "j.okafor", "liwei", "mkowalska", "t.nguyen"))
    data = {"tool": tool, "policy_version": "7", "reason": reason, "until": until, "user": user, "device": device}
    entity = {"uid": request, "name": NAMES[tool], "type_id": 99, "type": "Policy exception", "data": data}
    asked = event(3004, 1, at, rng, entity=entity, comment=reason, actor={"app_name": "Signpost"})
    yield {**asked, "metadata": {**asked["metadata"], "uid": request}}
    fate = rng.random()
    answer = {**entity, "data": {"tool": tool, "policy_version": "8", "until": until}}
    if fate < 0.5:
        yield event(3004, 10, at + timedelta(days=1), rng, entity=answer, actor={"app_name": "Signpost"})
    elif fate < 0.65:
        yield event(3004, 4, at + timedelta(days=2), rng, entity=answer, actor={"app_name": "Signpost"})


def write(path: Path, events: list[dict[str, Any]]) -> Path:
    """One event a line."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in events), "utf-8")
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--computers", type=int, default=400)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--unnamed", action="store_true")
    asked = parser.parse_args()
    write(asked.out, fleet(asked.computers, asked.days, asked.seed, named=not asked.unnamed))
