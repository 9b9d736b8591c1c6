"""Another version of a Debian package, from the package itself: the same programs under another build's name."""

import hashlib
import subprocess
from pathlib import Path

_BUILD = "usr/lib/signpost/package/build"


def another(deb: Path, version: str, folder: Path) -> Path:
    """The package as `version`, in `folder`."""
    stage = folder / "stage"
    subprocess.run(["dpkg-deb", "--raw-extract", deb, stage], check=True)
    control = stage / "DEBIAN/control"
    lines = control.read_text("utf-8").splitlines(keepends=True)
    control.write_text("".join(f"Version: {version}\n" if line.startswith("Version:") else line for line in lines))
    build = stage / _BUILD
    build.write_text(f"{version}-another\n")
    sums = stage / "DEBIAN/md5sums"
    digest = hashlib.md5(build.read_bytes()).hexdigest()  # noqa: S324  dpkg's own format
    kept = [line for line in sums.read_text().splitlines() if not line.endswith(f"  {_BUILD}")]
    sums.write_text("\n".join([*kept, f"{digest}  {_BUILD}"]) + "\n")
    made = folder / f"signpost_{version}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", stage, made], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    return made
