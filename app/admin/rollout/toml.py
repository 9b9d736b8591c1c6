"""Settings as a TOML file. (No TOML writer is among the dependencies; these are single lines at the top level.)"""

import json
from collections.abc import Mapping
from datetime import time

from app.host.settings import Value


def toml(values: Mapping[str, Value]) -> str:
    """One line a setting."""
    return "".join(f"{name} = {_written(value)}\n" for name, value in values.items())


def _written(value: Value) -> str:
    """JSON's strings are TOML's basic strings if nothing is escaped as surrogates (TOML 1.0, "String")."""
    if isinstance(value, time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
