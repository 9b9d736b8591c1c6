"""Ways through an authored document that may still be wrong in places.

What has the right shape is handed out; the rest is the schema's to report.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from app.admin.problems import Location
from app.admin.schema import text_fields


class Draft(msgspec.Struct, frozen=True):
    """A document under check: its value, the folder its files are relative to, and the moment that counts as now."""

    value: dict[str, Any]
    folder: Path
    now: datetime

    def tools(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each tool with its id."""
        for tool_id, tool in mapping(self.value.get("tools")).items():
            if isinstance(tool, dict):
                yield tool_id, tool

    def tool(self, tool_id: object) -> dict[str, Any] | None:
        """One tool by its id."""
        return next((tool for key, tool in self.tools() if key == tool_id), None)

    def shapes(self, tool_id: str) -> Iterator[tuple[Location, dict[str, Any]]]:
        """The shapes of a tool, with where they are."""
        for number, shape in enumerate(items((self.tool(tool_id) or {}).get("match"))):
            if isinstance(shape, dict):
                yield ("tools", tool_id, "match", number), shape

    def recipes(self) -> Iterator[tuple[Location, str, dict[str, Any]]]:
        """Each recipe: where it is, its tool's id, itself."""
        for tool_id, offered in mapping(self.value.get("recipes")).items():
            for number, recipe in enumerate(items(offered)):
                if isinstance(recipe, dict):
                    yield ("recipes", tool_id, number), tool_id, recipe

    def texts(self) -> Iterator[tuple[Location, dict[str, Any]]]:
        """Every text by language, with where it is."""
        company = mapping(self.value.get("company"))
        for field in ("sender", "place"):
            if isinstance(company.get(field), dict):
                yield ("company", field), company[field]
        for tool_id, tool in self.tools():
            for field in text_fields():
                if isinstance(tool.get(field), dict):
                    yield ("tools", tool_id, field), tool[field]
            for path, shape in self.shapes(tool_id):
                if isinstance(shape.get("reason"), dict):
                    yield (*path, "reason"), shape["reason"]

    def moment(self, tool_id: str, field: str) -> datetime | None:
        """A tool's date, when it is a good one."""
        value = (self.tool(tool_id) or {}).get(field)
        try:
            return moment(value)
        except ValueError:
            return None


def moment(value: object) -> datetime | None:
    """An authored date, aware; None when there is none. Raises ValueError, whose text says what to write."""
    if value is None:
        return None
    example = "write it like 2026-07-10T00:00+08:00"
    if not isinstance(value, str):
        raise ValueError(f"is no date and time; {example}")  # noqa: TRY004 - one error for all that is no date
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"{value!r} is no date and time; {example}") from None
    if read.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; {example}")
    return read


def mapping(value: object) -> dict[str, Any]:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []
