"""A company's configuration for Intune: a custom Windows profile that takes the template in and sets its policies.

The document is a `windows10CustomConfiguration` of Microsoft Graph; the addresses are those of the Policy CSP,
"Win32 and Desktop Bridge app ADMX policy Ingestion".
"""

import json
from datetime import time
from xml.sax.saxutils import quoteattr

from app.admin.rollout.admx import admx
from app.admin.rollout.company import Company
from app.host.settings import Value

_POLICY = "./Device/Vendor/MSFT/Policy"
_BETWEEN = "\uf000"
"""Between the lines of a multiText ("Understanding ADMX policies")."""


def oma(company: Company) -> bytes:
    """The profile as JSON, for `deviceManagement/deviceConfigurations`."""
    ingest = _setting("Template", f"{_POLICY}/ConfigOperations/ADMXInstall/Signpost/Policy/Signpost", admx().decode())
    base = f"{_POLICY}/Config/Signpost~Policy~Signpost"
    settings = [_setting(name, f"{base}/{name}", _data(name, value)) for name, value in company.all_values.items()]
    profile = {
        "@odata.type": "#microsoft.graph.windows10CustomConfiguration",
        "displayName": f"Signpost ({company.name})",
        "description": "Which company's tool policy Signpost follows.",
        "omaSettings": [ingest, *settings],
    }
    return (json.dumps(profile, indent=2) + "\n").encode()


def _setting(name: str, address: str, value: str) -> dict[str, str]:
    return {
        "@odata.type": "#microsoft.graph.omaSettingString",
        "displayName": name,
        "omaUri": address,
        "value": value,
    }


def _data(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return "<enabled/>" if value else "<disabled/>"
    text = value.isoformat() if isinstance(value, time) else str(value)
    if isinstance(value, tuple):
        text = _BETWEEN.join(map(str, value))
    return f'<enabled/><data id="{name}" value={quoteattr(text)}/>'
