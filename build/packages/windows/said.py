"""What a program of ours says of itself to Windows: its manifest, and the version in its properties."""

import re

MANIFEST = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
    <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
  </requestedPrivileges></security></trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1"><application>
    <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
  </application></compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
    <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
  </windowsSettings></application>
  <dependency><dependentAssembly>
    <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
      processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
  </dependentAssembly></dependency>
</assembly>
"""
"""learn.microsoft.com, "Application manifests": as whoever starts it, long paths, sharp on every screen."""


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows has it, in four numbers; of `1.2.3rc1` what stands before the letters."""
    first, second, third, *_ = (*map(int, re.findall(r"(?:^|\.)([0-9]+)", version)), 0, 0, 0)
    return first, second, third, 0


def texts(name: str, version: str, about: str) -> dict[str, str]:
    """What the properties of `name`.exe show ("StringFileInfo BLOCK")."""
    return {
        "CompanyName": "Signpost",
        "FileDescription": about,
        "FileVersion": version,
        "InternalName": name,
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Signpost",
        "ProductVersion": version,
    }
