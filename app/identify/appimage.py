"""The AppImage that a program was started from: a file of its own, mounted only while it runs.

The runtime mounts it at `.mount_` with the first six letters of its name and six of chance, and says in APPIMAGE where
the file is (AppImage docs, "Environment variables"; type2-runtime, runtime.c). Whatever a program inside starts
inherits the variable, so it counts for a program inside that mount, and only for the one the AppImage is there for.
"""

import re

from app.identify.files import Look, is_absolute, join, real
from app.identify.ways import is_akin, stem
from app.patterns import regex

_MOUNTED = regex(r"(?P<mount>.*/(?:\.mount_(?P<begin>.{1,6})\w{6}|appimage_extracted_[0-9a-f]+))/(?P<rest>.+)")


def image(look: Look, path: str, variable: str) -> str:
    """The AppImage's file (a real path) that starting `path` starts, `variable` being APPIMAGE; "" when it is none."""
    match = _MOUNTED().fullmatch(path)
    if match is None or not is_absolute(variable) or not look.is_file(variable):
        return ""
    name = re.split(r"[/\\]", variable)[-1]
    if match["begin"] is not None and match["begin"] != name[:6]:
        return ""
    way_in = is_akin(stem(path), name) or path == real(join(match["mount"], "AppRun"))
    return real(variable) if way_in else ""
