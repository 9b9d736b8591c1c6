r"""A company's configuration as properties of the MSI, in a script of PowerShell that installs it with them.

The MSI writes what its properties say to HKLM\SOFTWARE\Signpost, and a later one keeps it (`build/packages/windows`).
Properties are plain text, and stand in the installer's log: what is no text, is secret or holds what the installer
takes for its own (JSON, say) the script sets in that key itself, and the installer leaves it alone.
"""

import re
from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

from app.admin.rollout.company import Company
from app.host.managed import MACHINE
from app.host.settings import TABLE, Kind, Value

PROPERTIES: Mapping[str, str] = MappingProxyType(
    {row.name.upper(): row.name for row in TABLE if row.kind is Kind.TEXT and not row.secret}
)
"""The settings that the MSI takes as properties, by the property's name (public ones are upper case)."""

_PLAIN = re.compile(r"[^#\"\[\]{}][^\"\[\]{}]*(?<!\\)")
"""What neither the command line, formatted text nor the table Registry takes for anything else ("Formatted", "Registry
Table"; quotes and braces were seen to be lost on the way, under Wine)."""


def script(company: Company) -> bytes:
    """The whole file. It takes the MSI's path, and its exit code is the installer's."""
    properties, values = "", ""
    for name, value in company.all_values.items():
        if name.upper() in PROPERTIES and isinstance(value, str) and _PLAIN.fullmatch(value):
            said = f'{name.upper()}="{value}"'
            properties += f"    {_quoted(said)}\r\n"
        else:
            values += f"Set-ItemProperty -LiteralPath $key -Name {name} {_written(value)}\r\n"
    text = _SCRIPT.replace("\n", "\r\n").replace("@NAME@", company.name).replace("@KEY@", MACHINE)
    return b"\xef\xbb\xbf" + text.replace("@PROPERTIES@", properties).replace("@VALUES@", values).encode()


_SCRIPT = r"""# Installs Signpost for @NAME@. As administrator or SYSTEM, with 64-bit PowerShell:
#   powershell -ExecutionPolicy Bypass -File <this file> <the MSI>
param([Parameter(Mandatory)][string]$Msi)
$ErrorActionPreference = 'Stop'
$properties = @(
@PROPERTIES@)
$words = @('/i', "`"$((Resolve-Path -LiteralPath $Msi).ProviderPath)`"", '/qn', '/norestart') + $properties
$done = Start-Process -FilePath "$env:SystemRoot\System32\msiexec.exe" -ArgumentList ($words -join ' ') -Wait -PassThru
if ($done.ExitCode -notin 0, 1641, 3010) { exit $done.ExitCode }
$key = 'HKLM:\@KEY@'
if (-not (Test-Path -LiteralPath $key)) { New-Item -Path $key -Force | Out-Null }
@VALUES@exit $done.ExitCode
"""


def _quoted(text: str) -> str:
    """Text as PowerShell takes it as it stands: what it takes for a single quote is doubled ("about_Quoting_Rules")."""
    return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", text) + "'"


def _written(value: Value) -> str:
    if isinstance(value, int):
        return f"-Type DWord -Value {int(value)}"
    if isinstance(value, tuple):
        return f"-Type MultiString -Value @({', '.join(_quoted(str(part)) for part in value)})"
    return f"-Type String -Value {_quoted(value.isoformat() if isinstance(value, time) else value)}"
