"""From an authored document to what is published: the policy, the recipes and the files they name."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app.admin import exempt, locks
from app.admin.draft import moment
from app.admin.exempt import Exempt
from app.admin.rules import DATES
from app.policy import exceptions
from app.policy import recipe as recipes
from app.policy.exceptions import Exceptions
from app.policy.model import FORMAT, Policy
from app.policy.purl import canonical
from app.policy.recipe import Recipes


class Authored(msgspec.Struct, frozen=True, kw_only=True):
    """A document that `check` accepts, in published form but for `version`, `published` and `exceptions_key`.

    `artifacts` maps target paths, as recipes name them, to bytes.
    """

    policy: Policy
    recipes: Recipes
    artifacts: dict[str, bytes]
    exceptions: tuple[Exempt, ...] = ()

    def artifact_targets(self) -> dict[str, bytes]:
        """Everything the artifacts role signs."""
        return {"artifacts/recipes.json": recipes.dump(self.recipes), **self.artifacts}

    def exception_targets(self, key: str, now: datetime) -> dict[str, bytes]:
        """The exceptions that hold at `now`, as the policy role signs them: subjects hashed with `key`."""
        lasting = (one for one in self.exceptions if now < one.until)
        return exceptions.dump(exempt.granted(lasting, key))

    def held(self) -> Exceptions:
        """All exceptions, for whoever tries the policy where it is written."""
        return Exceptions(HERE, exempt.granted(self.exceptions, HERE))


def build(document: dict[str, Any], folder: Path, now: datetime) -> Authored:
    """Convert a checked document. Raises ValueError (msgspec.ValidationError included) for one that is wrong."""
    offered, artifacts = _recipes(document.get("recipes") or {}, folder)
    fields = {name: value for name, value in document.items() if name not in _APART}
    tools = [_tool(tool_id, tool) for tool_id, tool in document["tools"].items()]
    return Authored(
        policy=msgspec.convert({**fields, "format": FORMAT, "version": 1, "published": now, "tools": tools}, Policy),
        recipes=msgspec.convert({"format": FORMAT, "recipes": offered}, Recipes),
        artifacts=artifacts,
        exceptions=exempt.build(document),
    )


HERE = "here"
"""What subjects are hashed with where nothing of it is published."""

_APART = ("tools", "recipes", "exceptions", "tests")
"""What is not published within the policy as it is written."""


def _tool(tool_id: str, tool: dict[str, Any]) -> dict[str, Any]:
    dates = {field: moment(tool[field]) for field in DATES if field in tool}
    shapes = [
        {**shape, "purl": canonical(shape["purl"])} if shape.get("purl") else shape for shape in tool.get("match", ())
    ]
    return {**tool, **dates, "id": tool_id, "match": shapes}


def _recipes(authored: dict[str, Any], folder: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Recipes with their locks' target paths, and the locks by those paths."""
    offered: dict[str, list[Any]] = {}
    artifacts: dict[str, bytes] = {}
    for tool_id, some in authored.items():
        for number, recipe in enumerate(some):
            data = locks.read(folder, recipe["lock"])
            name = Path(recipe["lock"]).name
            target = f"artifacts/{tool_id}/{name}"
            if artifacts.get(target, data) != data:
                target = f"artifacts/{tool_id}/{number}/{name}"
            artifacts[target] = data
            offered.setdefault(tool_id, []).append({**recipe, "lock": target})
    return offered, artifacts
