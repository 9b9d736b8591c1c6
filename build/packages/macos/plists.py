"""The property lists: what Signpost.app says of itself, and how launchd runs the agent.

Apple's "Information Property List Key Reference" and launchd.plist(5).
"""

import plistlib
from typing import Any

LABEL = "com.signpost.agent"
"""By which launchd knows the agent, and the agent launchd (`app.host.service`)."""

IDENTIFIER = "com.signpost.Signpost"
APP = "/Applications/Signpost.app"
PROGRAM = f"{APP}/Contents/MacOS/signpost"
MINIMUM = "13.0"
"""The oldest macOS: PySide6-Essentials 6.11.3 is made for it (its wheel's tag, macosx_13_0_universal2)."""

ENTITLEMENTS = {"com.apple.security.cs.allow-unsigned-executable-memory": True}
"""What the hardened runtime must allow: libffi's closures, which carry ctypes' callbacks and cffi's. Nothing else:
every library is signed with the program, so their validation stays on."""


def information(version: str) -> dict[str, Any]:
    """Of Signpost.app: a program of the menu bar, which has no icon in the Dock."""
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "Signpost",
        "CFBundleDisplayName": "Signpost",
        "CFBundleExecutable": "signpost",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de", "ja", "zh-Hans", "zh-Hant"],
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSBackgroundOnly": False,  # PyInstaller says so of programs that may print
        "LSMinimumSystemVersion": MINIMUM,
        "LSUIElement": True,
        "NSHighResolutionCapable": True,
    }


def agent() -> bytes:
    """The launch agent: in every session with a screen, started anew when it ended by a fault."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "AssociatedBundleIdentifiers": IDENTIFIER,
            "ProgramArguments": [PROGRAM, "run"],
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",  # or its alerts wait while macOS saves power
            "Umask": 0o077,
        },
        sort_keys=False,
    )
