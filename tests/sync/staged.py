"""A staged roll-out of a test's company, signed as `signpost-admin publish --stage` signs one."""

import json
from typing import Any

import msgspec

from app.policy import model, rollout
from app.policy.rollout import Rollout
from tests.sync.company import Company

SALT = "ab" * 16


def stage(
    company: Company,
    word: str = "staged",
    /,
    *,
    drop: tuple[str, ...] = (),
    more: dict[str, bytes] | None = None,
    **fields: Any,
) -> None:
    """Sign a roll-out of the published policy that says `word`; `fields` are those of `rollout.json`."""
    live = company.repository().published("policy")
    policy = model.load(live["policy.json"])
    first = msgspec.structs.replace(policy.tools[0], summary={"en": word})
    staged = msgspec.structs.replace(policy, version=policy.version + 1, tools=(first, *policy.tools[1:]))
    said = Rollout(format=1, id="codex", salt=SALT, policy="rollout/codex.json")
    document = {**json.loads(rollout.dump(said)), **fields}
    targets = {
        **live,
        "rollout.json": json.dumps(document).encode(),
        "rollout/codex.json": model.dump(staged),
        **(more or {}),
    }
    company.sign("policy", {path: data for path, data in targets.items() if path not in drop})
