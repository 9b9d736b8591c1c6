"""The settings as a JSON schema, the same for every company: for Jamf's custom settings and for editors.

The two keys that begin with underscores are Jamf Pro's ("Custom Schema"); other readers pass over them.
"""

import json
from typing import Any

from app.host.managed import DOMAIN
from app.host.settings import LONGEST_POLL, SHORTEST_POLL, TABLE, Kind, Setting

_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "integer", "minimum": SHORTEST_POLL, "maximum": LONGEST_POLL},
    Kind.SWITCH: {"type": "boolean"},
    Kind.TIME: {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.NUMBERS: {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 7}},
}


def schema() -> bytes:
    """The schema of the managed preferences."""
    made = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Signpost",
        "description": "Company configuration of Signpost.",
        "__preferencedomain": DOMAIN,
        "__version": "1.0",
        "type": "object",
        "required": ["url", "root"],
        "additionalProperties": False,
        "properties": {row.name: _property(number, row) for number, row in enumerate(TABLE, 1)},
    }
    return (json.dumps(made, indent=2) + "\n").encode()


def _property(number: int, row: Setting) -> dict[str, Any]:
    return {"title": row.name, "description": row.text, "property_order": number, **_TYPES[row.kind]}
