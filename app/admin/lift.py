"""`lift`: end a ban now, in what is published, without waiting for anything else that is being written.

It changes nothing but one date in the policy that everybody has, so it can go out in a minute. The YAML has to say the
same afterwards, or the next publish would bring the ban back.
"""

import difflib
from datetime import datetime
from typing import Any

import msgspec

from app.admin import pending, stages
from app.admin.errors import NoSuchTool
from app.admin.publish import POLICY_TARGET, not_before_the_last
from app.admin.repository import PENDING, Lacking, SignedRepository
from app.admin.roles import POLICY_ROLE
from app.host import files
from app.policy import model, rollout
from app.policy.model import Policy, Status
from app.policy.verdict import Phase, phase_of

SET_ASIDE = "pending-set-aside.json"


class Lifted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `set_aside`: something waited for signatures that does not fit any more and was moved away."""

    name: str
    version: int
    at: datetime
    waiting: tuple[Lacking, ...] = ()
    set_aside: bool = False


def find(repository: SignedRepository, tool_id: str) -> str:
    """The name of a tool that can be lifted. Raises NoSuchTool."""
    return _tool(_policies(repository), tool_id, repository.now).name


def lift(repository: SignedRepository, tool_id: str) -> Lifted:
    """Publish that the tool is off the list of the forbidden from now on, in a staged roll-out's policy too.

    Raises NoSuchTool, ClockBehind, InUse, KeyUnusable, PassphraseWrong, PassphraseMissing, DiskFull, NotWritable.
    """
    with files.exclusive(repository.folder / "lock"):
        not_before_the_last(repository)
        policies = _policies(repository)
        name = _tool(policies, tool_id, repository.now).name
        texts = repository.published(POLICY_ROLE)
        highest = max(stages.highest_version(repository), *(policy.version for policy in policies.values()))
        for version, path in enumerate(policies, start=highest + 1):
            texts[path] = _without_ban(texts[path], tool_id, repository.now, version)
        set_aside = pending.exists(repository.folder)
        if set_aside:
            kept = repository.folder / PENDING
            files.write_durably(repository.folder / SET_ASIDE, kept.read_bytes(), mode=0o644)
            pending.discard(repository.folder)
        repository.replace_targets(POLICY_ROLE, texts)
        version = model.load(texts[POLICY_TARGET]).version
        waiting = pending.finish(repository)
    return Lifted(name=name, version=version, at=repository.now, waiting=waiting, set_aside=set_aside)


def _policies(repository: SignedRepository) -> dict[str, Policy]:
    """Every policy that some computer has: everybody's, and a roll-out's. Raises RepositoryDamaged."""
    texts = repository.published(POLICY_ROLE)
    paths = [POLICY_TARGET] if POLICY_TARGET in texts else []
    if rollout.TARGET in texts:
        paths.append(rollout.load(texts[rollout.TARGET]).policy)
    return {path: model.load(texts[path]) for path in paths if path in texts}


def _tool(policies: dict[str, Policy], tool_id: str, now: datetime) -> model.Tool:
    found = [tool for policy in policies.values() if (tool := policy.tool(tool_id))]
    if not found:
        known = {tool.id for policy in policies.values() for tool in policy.tools if tool.status is not Status.APPROVED}
        close = difflib.get_close_matches(tool_id, sorted(known), n=1)
        hint = f"Did you mean {close[0]}?" if close else f"It speaks of {', '.join(sorted(known)) or 'nothing yet'}."
        raise NoSuchTool(tool=tool_id, detail="is not in the published policy", hint=hint)
    held = [tool for tool in found if tool.status is not Status.APPROVED]
    if not held:
        raise NoSuchTool(tool=tool_id, detail="is approved", hint="There is no ban to lift.")
    open_ = [tool for tool in held if phase_of(tool, now) is not Phase.LIFTED]
    if not open_:
        detail = f"was lifted at {held[0].lifted:%Y-%m-%d %H:%M %z} already"
        raise NoSuchTool(tool=tool_id, detail=detail, hint="There is nothing to do.")
    return open_[0]


def _without_ban(data: bytes, tool_id: str, now: datetime, version: int) -> bytes:
    """The document with one date more. Edited as JSON, so that fields of a later Signpost stay as they are."""
    document: dict[str, Any] = msgspec.json.decode(data)
    for tool in document["tools"]:
        if tool["id"] == tool_id:
            tool["lifted"] = now
    document["version"] = version
    document["published"] = now
    return msgspec.json.encode(document, order="sorted")
