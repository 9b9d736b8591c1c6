"""The published schema of OCSF, to hold events against: what it does not know, what is missing, what is wrong."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema


@functools.cache
def _schema(version: str) -> OcsfJsonSchemaEmbedded:
    return OcsfJsonSchemaEmbedded(get_ocsf_schema(version))


@functools.cache
def _validator(version: str, class_uid: int, profiles: tuple[str, ...]) -> Draft202012Validator:
    schema = _schema(version)
    return Draft202012Validator(schema.get_class_schema(schema.lookup_class_name_from_uid(class_uid), list(profiles)))


def faults(event: Mapping[str, Any]) -> list[str]:
    """What is wrong with an event by the schema that it names; what JSON Schema cannot say of OCSF, too."""
    metadata = event["metadata"]
    validator = _validator(metadata["version"], event["class_uid"], tuple(metadata["profiles"]))
    found = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(event)]
    return found or [*_inconsistent(event), *_unexplained(event, "$")]


def _inconsistent(event: Mapping[str, Any]) -> Iterator[str]:
    if event["type_uid"] != event["class_uid"] * 100 + event["activity_id"]:
        yield "type_uid is not that of class and activity"
    if event.get("start_time", 0) > event.get("end_time", event["time"]):
        yield "it ends before it starts"


def _unexplained(part: Mapping[str, Any], path: str) -> Iterator[str]:
    """An id of 99 ("Other") wants its sibling in words (OCSF, "Enum attributes")."""
    for name, value in part.items():
        if name.endswith("_id") and value == 99 and not part.get(_sibling(name)):
            yield f"{path}.{name} is 99, and nothing says what that is"
        if isinstance(value, Mapping) and name not in ("unmapped", "data"):
            yield from _unexplained(value, f"{path}.{name}")


def _sibling(name: str) -> str:
    return "activity_name" if name == "activity_id" else name.removesuffix("_id")
