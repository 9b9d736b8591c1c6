"""What is probably not meant although it may be published: past dates, missing languages, bans without a way on."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.admin.draft import Draft, items, mapping
from app.admin.problems import Problem, warning
from app.admin.rules import DATES


def warnings(draft: Draft) -> Iterator[Problem]:
    """Everything worth a second look."""
    yield from _languages(draft)
    offered = mapping(draft.value.get("recipes"))
    wanted: Counter[str] = Counter()
    for tool_id, tool in draft.tools():
        yield from _past(draft, tool_id)
        yield from _unkind(tool_id, tool)
        wanted.update(name for name in items(tool.get("alternatives")) if isinstance(name, str))
    for tool_id, count in wanted.items():
        if not offered.get(tool_id) and mapping(draft.tool(tool_id)).get("status") == "approved":
            whose = "an alternative" if count == 1 else f"the alternative of {count} tools"
            message = f"is {whose} but has no recipe, so nobody can set it up with a click"
            yield warning(("tools", tool_id), message, at_key=True)


def _past(draft: Draft, tool_id: str) -> Iterator[Problem]:
    for field in DATES:
        at = draft.moment(tool_id, field)
        if at is not None and at <= draft.now and field != "announced":
            days = (draft.now - at).days
            yield warning(("tools", tool_id, field), f"is in the past ({days} {'day' if days == 1 else 'days'} ago)")


def _unkind(tool_id: str, tool: dict[str, Any]) -> Iterator[Problem]:
    path = ("tools", tool_id)
    if tool.get("status") == "banned":
        if not tool.get("reason"):
            yield warning(path, "is banned without a reason; people will ask", at_key=True)
        if not tool.get("alternatives"):
            yield warning(path, "is banned without an alternative", at_key=True)
    if tool.get("status") == "restricted" and not tool.get("conditions"):
        yield warning(path, "is restricted without conditions; people will not know what is allowed", at_key=True)


def _languages(draft: Draft) -> Iterator[Problem]:
    """Each text should be there in every language that any text is there in."""
    texts = [(path, text) for path, text in draft.texts() if text]
    spoken = list(dict.fromkeys(language for _, text in texts for language in text))
    for path, text in texts:
        missing = [language for language in spoken if language not in text]
        if missing:
            yield warning(path, f"is missing in {', '.join(missing)}", at_key=True)
