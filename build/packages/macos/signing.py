"""How what is frozen is signed: by the certificate that SIGNPOST_CODESIGN_IDENTITY names, under the hardened runtime;
without one for this Mac alone ("ad hoc"), as Apple's processors want it of every program."""

import os
import plistlib
from pathlib import Path

from packages.macos import plists


def options(scratch: Path) -> dict[str, str | None]:
    """PyInstaller's words for it (EXE, BUNDLE). The entitlements are written into `scratch`."""
    file = scratch / "entitlements.plist"
    file.write_bytes(plistlib.dumps(plists.ENTITLEMENTS))
    return {
        "codesign_identity": os.environ.get("SIGNPOST_CODESIGN_IDENTITY") or None,
        "entitlements_file": str(file),
    }
