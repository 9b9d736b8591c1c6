"""The authoring document's JSON Schema, generated from the policy's one definition in code, and what it says in words.

What IT writes differs from what is published in a few ways only: tools and recipes are mappings by tool id, `format`,
`version` and `published` are set by `publish`, a recipe's `lock` is a file beside the YAML; `exceptions` are published
apart, hashed, and `tests` not at all. A client ignores keys it
does not know; here every unknown key is an error, because `efective:` must never cost a ban its date.
"""

import difflib
import functools
from collections.abc import Iterator
from typing import Any

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from app.admin.problems import Location, Problem, error
from app.policy.model import Policy, Text, Tool
from app.policy.recipe import Recipes

_SET_BY_PUBLISH = ("format", "version", "published", "exceptions_key", "skipped")


@functools.cache
def authoring_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the document that `check` accepts."""
    from app.admin.carryover import Offered  # all are written in terms of this module's words
    from app.admin.cases import Case
    from app.admin.exempt import Exempt

    _, found = msgspec.json.schema_components((Policy, Recipes, Exempt, Case, Offered), ref_template="#/$defs/{name}")
    defs: dict[str, Any] = dict(found)
    fields = {name: field for name, field in defs.pop("Policy")["properties"].items() if name not in _SET_BY_PUBLISH}
    recipes = defs.pop("Recipes")["properties"]["recipes"]
    defs["Pair"]["properties"].pop("skipped")
    fields["carry_over"] = {"$ref": "#/$defs/Offered"}
    tool = defs["Tool"]
    tool_id = tool["properties"].pop("id")
    tool["required"].remove("id")
    defs.pop("Skipped")
    for definition in defs.values():
        if "properties" in definition:
            definition["additionalProperties"] = False
    fields["tools"] = {"type": "object", "propertyNames": tool_id, "additionalProperties": {"$ref": "#/$defs/Tool"}}
    return {
        "$schema": Draft202012Validator.META_SCHEMA["$id"],
        "title": "Signpost policy",
        "type": "object",
        "properties": {**fields, "recipes": recipes, "exceptions": _list_of("Exempt"), "tests": _list_of("Case")},
        "required": ["company", "tools"],
        "additionalProperties": False,
        "$defs": defs,
    }


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


@functools.cache
def text_fields() -> tuple[str, ...]:
    """The fields of a tool that hold a text by language."""
    return tuple(field.name for field in msgspec.structs.fields(Tool) if field.type == Text)


def violations(value: Any) -> list[Problem]:
    """Everything in which the document differs from the schema, each once."""
    found = Draft202012Validator(authoring_schema()).iter_errors(value)
    return list(dict.fromkeys(problem for one in found for problem in _explained(one)))


def _explained(found: ValidationError) -> Iterator[Problem]:
    path: Location = tuple(found.absolute_path)
    instance: Any = found.instance
    schema: Any = found.schema
    rule: Any = found.validator_value
    if "propertyNames" in found.absolute_schema_path:
        yield error((*path, instance), f"is no valid key: {_form(found)}", at_key=True)
        return
    match found.validator:
        case "additionalProperties":
            known = list(schema["properties"])
            for key in instance:
                if key not in known:
                    yield error((*path, key), f"unknown key{meant(key, known)}", at_key=True)
        case "required":
            for key in rule:
                if key not in instance:  # jsonschema reports each missing key apart, without naming it
                    yield error(path, f"lacks {key}", at_key=True)
        case "anyOf":
            yield from _alternatives(path, found)
        case _:
            yield error(path, _said(found))


def _alternatives(path: Location, found: ValidationError) -> Iterator[Problem]:
    """What is wrong with something that may be one of several things: told of the one it says it is."""
    schema: Any = found.schema
    instance: Any = found.instance
    below = found.context or ()
    if "discriminator" not in schema:
        for inner in (inner for inner in below if inner.schema != {"type": "null"}):
            yield from _explained(inner)
        return
    field, kinds = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
    if not isinstance(instance, dict):
        yield error(path, f"is {_kind(instance)} where {_wanted('object')} belongs")
    elif field not in instance:
        yield error(path, f"lacks {field}", at_key=True)
    elif not isinstance(instance[field], str) or instance[field] not in kinds:
        said = f"is {instance[field]!r}, not one of {', '.join(sorted(kinds))}{meant(instance[field], list(kinds))}"
        yield error((*path, field), said)
    else:
        number = [option["$ref"] for option in schema["anyOf"]].index(kinds[instance[field]])
        for inner in (inner for inner in below if inner.schema_path[0] == number):
            yield from _explained(inner)


def _said(found: ValidationError) -> str:
    value: Any = found.instance
    rule: Any = found.validator_value
    match found.validator:
        case "type":
            return f"is {_kind(value)} where {_wanted(rule)} belongs{_quotes(value, rule)}"
        case "enum":
            return f"is {value!r}, not one of {', '.join(map(str, rule))}{meant(value, rule)}"
        case "pattern":
            return f"{value!r} is not valid: {_form(found)}"
        case "minimum":
            return f"is {value}, less than {rule}"
        case "maximum":
            return f"is {value}, more than {rule}"
        case "minLength":
            return f"is shorter than {rule} characters"
        case "maxLength":
            return f"is longer than {rule} characters"
        case _:
            return found.message


_DIGEST = "a SHA-256 digest is 64 digits 0-9 a-f, in small letters"
_FORMS = {
    "^[0-9a-f]{64}$": _DIGEST,
    r"^[0-9a-f]{64}$(?!\n)": _DIGEST,
    "^[a-z0-9][a-z0-9-]{0,62}$": "an id has small letters, digits and hyphens",
    r"^(linux|windows|macos)-(x64|arm64)$(?!\n)": "write linux, windows or macos, a hyphen, x64 or arm64",
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$(?!\n)": "a command is one word",
    r"^[0-9A-Za-z][0-9A-Za-z.+_~:-]{0,127}$(?!\n)": "write one exact version, no range",
    r"^https://[^\s\x00-\x1f\x7f\"<>\\@]+$(?!\n)": "write an address that begins with https://",
}


def _form(found: ValidationError) -> str:
    return _FORMS.get(str(found.validator_value), f"it has to match {found.validator_value}")


def meant(key: object, known: list[str]) -> str:
    """`; did you mean "…"?`, or "" when nothing known is close."""
    close = difflib.get_close_matches(str(key), [str(name) for name in known], n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "a mapping")


def _wanted(rule: str) -> str:
    names = {"object": "a mapping (key: value)", "array": "a list", "string": "text", "integer": "a whole number"}
    return names.get(rule, "true or false" if rule == "boolean" else rule)


def _quotes(value: object, rule: str) -> str:
    return "; put it in quotes" if rule == "string" and isinstance(value, (bool, int, float)) else ""
