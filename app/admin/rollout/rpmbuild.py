"""How rpmbuild is asked for a package: the same bytes each time, and of files nothing changed.

Standard library alone: `build/packages` makes the program's own package by it, outside of `.venv`.
"""

from pathlib import Path

MADE = "made.rpm"
"""The package, in the recipe's folder."""

_ALWAYS = {
    "_rpmfilename": MADE,
    "_buildhost": "localhost",
    "use_source_date_epoch_as_buildtime": "1",
    "clamp_mtime_to_source_date_epoch": "1",
    "_build_id_links": "none",
    "debug_package": "%{nil}",
    "__os_install_post": "%{nil}",
}


def command(spec: Path, payload: str) -> list[str]:
    """The argv that makes `MADE` beside a recipe; `payload` is rpm's word for how it is packed (w9.gzdio, w9.xzdio).

    How old the package is SOURCE_DATE_EPOCH tells it (rpm's documentation, "Reproducible builds").
    """
    top = str(spec.parent)
    places = {"_topdir": top, "_rpmdir": top, "_tmppath": top, "_dbpath": f"{top}/db"}
    defined = {**places, **_ALWAYS, "_binary_payload": payload}
    return ["rpmbuild", "-bb", *(word for key, value in defined.items() for word in ("--define", f"{key} {value}")),
            str(spec)]  # fmt: skip
