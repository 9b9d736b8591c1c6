"""`signpost` without a console, frozen for Windows: what is written goes nowhere, but why no window came is shown."""

import ctypes
import io
import os
import sys

from app.main import main

if sys.platform == "win32":
    _ERROR_ICON = 0x10
    """MB_ICONERROR of MessageBoxW."""

    _AS = "Signpost"
    """The taskbar groups by it, and so do start menu and notifications (AppUserModelID); the installers say it, too."""

    def _run() -> int:
        """What `main` returns; a person who asked for the window is told why there is none."""
        said = io.StringIO()
        with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123
            sys.stdout = nothing
            sys.stderr = said if "--window" in sys.argv else nothing
            code = main()
            if code and said.getvalue():
                ctypes.windll.user32.MessageBoxW(None, said.getvalue(), _AS, _ERROR_ICON)
            sys.stderr = nothing
        return code

    ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_AS)
    sys.exit(_run())
