"""From an authored document to what is published: the policy, the recipes and the files they name."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app.admin import carryover, content, exempt, locks
from app.admin.content import Content
from app.admin.draft import moment
from app.admin.exempt import Exempt
from app.admin.recipes import artifact
from app.admin.rules import DATES
from app.policy import exceptions
from app.policy import recipe as recipes
from app.policy.exceptions import Exceptions
from app.policy.model import FORMAT, Policy
from app.policy.purl import canonical
from app.policy.recipe import Recipe, Recipes


class Authored(msgspec.Struct, frozen=True, kw_only=True):
    """A document that `check` accepts, in published form but for `version`, `published` and `exceptions_key`.

    `artifacts` maps target paths, as recipes name them, to bytes.
    """

    policy: Policy
    recipes: Recipes
    artifacts: dict[str, Content]
    exceptions: tuple[Exempt, ...] = ()

    def artifact_targets(self) -> dict[str, Content]:
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
        recipes=Recipes(format=FORMAT, recipes=offered, carry_over=carryover.build(document.get("carry_over") or {})),
        artifacts=artifacts,
        exceptions=exempt.build(document),
    )


HERE = "here"
"""What subjects are hashed with where nothing of it is published."""

_APART = ("tools", "recipes", "carry_over", "exceptions", "tests")
"""What is not published within the policy as it is written."""


def _tool(tool_id: str, tool: dict[str, Any]) -> dict[str, Any]:
    dates = {field: moment(tool[field]) for field in DATES if field in tool}
    shapes = [
        {**shape, "purl": canonical(shape["purl"])} if shape.get("purl") else shape for shape in tool.get("match", ())
    ]
    return {**tool, **dates, "id": tool_id, "match": shapes}


def _recipes(authored: dict[str, Any], folder: Path) -> tuple[dict[str, tuple[Recipe, ...]], dict[str, Content]]:
    """Recipes with the target paths of their files, and the files by those paths."""
    offered: dict[str, tuple[Recipe, ...]] = {}
    artifacts: dict[str, Content] = {}
    for tool_id, some in authored.items():
        for number, recipe in enumerate(msgspec.convert(some, tuple[Recipe, ...])):
            files: dict[str, Content] = {path: locks.read(folder, path) for path in recipes.locks_of(recipe)}
            files |= {path: content.of_file(artifact(folder, path)) for path in recipes.artifacts_of(recipe)}
            names: dict[str, str] = {}
            for path, data in files.items():
                target = f"artifacts/{tool_id}/{Path(path).name}"
                if artifacts.get(target, data) != data:
                    target = f"artifacts/{tool_id}/{number}/{Path(path).name}"
                if artifacts.get(target, data) != data:
                    raise ValueError(f"recipes of {tool_id} name two files {Path(path).name}; give them other names")
                artifacts[target], names[path] = data, target
            offered[tool_id] = (*offered.get(tool_id, ()), recipes.with_targets(recipe, names))
    return offered, artifacts
