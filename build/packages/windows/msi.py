"""The MSI, for whole computers: wixl makes it, and what wixl knows no element for is added to its tables.

Microsoft, "Windows Installer database": an installed version is replaced within one transaction and gives its settings
on; a setting becomes a value only where there is one; a newer version is never replaced.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from devtools.places import VENV_PYTHON

from packages import asked
from packages.tree import Product
from packages.windows import staged, tables, wxs
from packages.windows.application import APPLICATIONS, USER_MODEL_ID, build_identity

_PROPERTIES = "import json; from app.admin.rollout import msi; print(json.dumps([msi.MACHINE, dict(msi.PROPERTIES)]))"

_SET_PROPERTY = 51
"""Custom action type 51: a property from formatted text."""
_SETTING = 256 | 4 | 64
"""Attributes of a component: 64-bit, its key path is in the registry, its condition is asked each time."""
_AFTER_SEARCH = 51
"""Just after AppSearch (50)."""
_SYSTEM_PATH, _APPENDED = "=-*PATH", "[~];[INSTALLDIR]"
"""Set at installation, taken away at removal, the computer's own; behind what it has ("Environment Table")."""
_PATH_ACTIONS = {"RemoveEnvironmentStrings": 3300, "WriteEnvironmentStrings": 5200}
_EVERY_FILE = "amus"
"""The files of a new version are all written. As a rule those with a version win over ours, whose version wixl does not
tell: they would be found in place, and be taken away with the old version afterwards."""
_INSIDE_THE_TRANSACTION = 1501
"""Just after InstallInitialize: what is taken away of the old version comes back when the new one fails."""


def write(product: Product, out: Path, scratch: Path, epoch: int) -> Path:
    """Make the package in `out`; returns its file. Raises Trouble."""
    staged.stage(product, scratch, epoch)
    key, settings = _settings() if product.name == "signpost" else ("", {})
    source = scratch / f"{product.name}.wxs"
    source.write_bytes(wxs.source(product, settings, key, epoch))
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"{product.name}_{product.version}_x64.msi"
    made.unlink(missing_ok=True)
    asked.output(
        ["wixl", "--arch", "x64", "--output", str(made), source.name],
        at=scratch, SOURCE_DATE_EPOCH=str(epoch), G_DEBUG="fatal-warnings",
    )  # fmt: skip
    asked.output(["msibuild", str(made), "-q", *_changes(product, settings)])
    _summarise(made, scratch, build_identity("package", product, epoch), epoch)
    return made


def _summarise(made: Path, scratch: Path, identity: str, epoch: int) -> None:
    """Have the summary tell this build's identity, and that it is as old as the rest.

    "Summary Information Stream Property Set": 9 is the package code, 12 and 13 are when it was made and saved.
    """
    date = time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(epoch))
    said = asked.output(["msiinfo", "export", str(made), "_SummaryInformation"], TZ="UTC").decode()
    said = re.sub(r"^9\t[^\r]*", f"9\t{identity}", said, flags=re.MULTILINE)
    table = scratch / "summary.idt"
    table.write_text(re.sub(r"^(12|13)\t[^\r]*", rf"\1\t{date}", said, flags=re.MULTILINE), newline="")
    asked.output(["msibuild", str(made), "-i", str(table)], TZ="UTC")


def _settings() -> tuple[str, dict[str, str]]:
    """The registry key, and which property sets which value of it."""
    key, settings = json.loads(asked.output([str(VENV_PYTHON), "-c", _PROPERTIES]))
    return key, settings


def _changes(product: Product, settings: Mapping[str, str]) -> Iterator[str]:
    """What is added to the tables."""
    moved = tables.change(
        "InstallExecuteSequence", "Action", "RemoveExistingProducts", Sequence=_INSIDE_THE_TRANSACTION
    )
    secure = ";".join(("WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED", *settings))
    yield moved
    yield tables.change("Property", "Property", "SecureCustomProperties", Value=secure)
    yield tables.row("Property", Property="REINSTALLMODE", Value=_EVERY_FILE)
    yield tables.table("Environment", "Name", "Value", "Component_")
    yield tables.row("Environment", Environment="Path", Name=_SYSTEM_PATH, Value=_APPENDED, Component_=wxs.MACHINE)
    for action, number in _PATH_ACTIONS.items():
        yield tables.row("InstallExecuteSequence", Action=action, Sequence=number)
    for name in settings:
        before, action = wxs.remembered(name), f"Remember_{name}"
        yield tables.row("CustomAction", Action=action, Type=_SET_PROPERTY, Source=name, Target=f"[{before}]")
        for sequence in ("InstallExecuteSequence", "InstallUISequence"):
            condition = f'NOT {name} AND {before} AND NOT {before} >< "{{" AND NOT {before} >< "["'
            yield tables.row(sequence, Action=action, Condition=condition, Sequence=_AFTER_SEARCH)
        component = wxs.setting(name)
        yield tables.change("Component", "Component", component, Condition=name, Attributes=_SETTING)
    if APPLICATIONS[product.name].program:
        yield tables.table("MsiShortcutProperty", "Shortcut_", "PropertyKey", "PropVariantValue")
        yield tables.row(
            "MsiShortcutProperty", MsiShortcutProperty="UserModelId", Shortcut_=wxs.SHORTCUT,
            PropertyKey="System.AppUserModel.ID", PropVariantValue=USER_MODEL_ID,
        )  # fmt: skip
