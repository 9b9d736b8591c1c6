"""A company's configuration for macOS: a configuration profile, unsigned, of managed preferences.

Apple's "Configuration Profile Reference": a payload whose type is the preference domain manages that domain.
"""

import plistlib
import uuid
from datetime import time
from typing import Any

from app.admin.rollout.company import Company
from app.host.managed import DOMAIN
from app.host.settings import Value

_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "config.signpost.example")


def mobileconfig(company: Company) -> bytes:
    """The profile. Its identifiers follow from the company's name, so that a new one replaces the one before."""
    identifier = f"com.signpost.config.{company.name}"
    settings = {
        "PayloadType": DOMAIN,
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{identifier}.settings",
        "PayloadUUID": _identity(f"{identifier}.settings"),
        "PayloadDisplayName": "Signpost",
        **{name: _plain(value) for name, value in company.all_values.items()},
    }
    profile = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": identifier,
        "PayloadUUID": _identity(identifier),
        "PayloadScope": "System",
        "PayloadDisplayName": f"Signpost ({company.name})",
        "PayloadDescription": "Which company's tool policy Signpost follows.",
        "PayloadOrganization": company.name,
        "PayloadContent": [settings],
    }
    return plistlib.dumps(profile, sort_keys=False)


def _identity(name: str) -> str:
    return str(uuid.uuid5(_SPACE, name)).upper()


def _plain(value: Value) -> Any:
    """A property list has no time of day: it is text there."""
    if isinstance(value, time):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
