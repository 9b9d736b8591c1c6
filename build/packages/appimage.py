"""An AppImage from the neutral list: a squashfs of the AppDir behind the runtime that mounts it (AppImage
specification, "Type 2 image format").

The runtime is not ours and no package registry has it. Whoever makes AppImages gets that one release, by its hash.
"""

import hashlib
import os
import platform
from pathlib import Path

from devtools.console import Trouble

from packages import asked, staged
from packages.tree import Product, with_folders

VARIABLE = "SIGNPOST_APPIMAGE_RUNTIME"
"""Names the file of the runtime."""

RELEASE = "20251108"
RUNTIMES = {
    "x86_64": "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
    "aarch64": "00cbdfcf917cc6c0ff6d3347d59e0ca1f7f45a6df1a428a0d6d8a78664d87444",
}
"""SHA-256 of `runtime-MACHINE` in that release of the project AppImage/type2-runtime."""

_PACKED = ("-comp", "zstd", "-Xcompression-level", "22", "-b", "128K")
"""Each start unpacks anew what it reads: xz is smaller by an eighth and takes five times as long, larger blocks by a
twentieth and take half as long again."""


def lacks() -> str | None:
    """What of the runtime is missing here, as a sentence; None when it is there."""
    machine = platform.machine()
    if machine not in RUNTIMES:
        return f"there is no known runtime for {machine}"
    said = os.environ.get(VARIABLE, "")
    if not said:
        asset = f"runtime-{machine} of AppImage/type2-runtime {RELEASE} (SHA-256 {RUNTIMES[machine]})"
        return f"its runtime comes in no package; fetch {asset} and name the file in {VARIABLE}"
    try:
        digest = hashlib.sha256(Path(said).read_bytes()).hexdigest()
    except OSError as error:
        return f"{VARIABLE} names {said}, which cannot be read ({error.strerror})"
    if digest != RUNTIMES[machine]:
        return f"{said} is not the runtime of {RELEASE}: its SHA-256 is {digest}, and not {RUNTIMES[machine]}"
    return None


def write(product: Product, out: Path, scratch: Path, epoch: int) -> Path:
    """Make the AppImage in `out`; returns its file. Raises Trouble."""
    reason = lacks()
    if reason is not None:
        raise Trouble(f"No AppImage: {reason}.", "See above.")
    return assembled(product, Path(os.environ[VARIABLE]), out, scratch, epoch)


def assembled(product: Product, runtime: Path, out: Path, scratch: Path, epoch: int) -> Path:
    """Make it with any runtime. Raises Trouble."""
    root, image = scratch / "AppDir", scratch / "squashfs"
    staged.lay_out(with_folders(product.items), root, epoch)
    words = ["-root-owned", "-no-xattrs", "-noappend", "-no-progress", "-quiet", *_PACKED]
    asked.output(["mksquashfs", str(root), str(image), *words], SOURCE_DATE_EPOCH=str(epoch))
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{product.name.capitalize()}-{product.version}-{platform.machine()}.AppImage"
    file.write_bytes(runtime.read_bytes() + image.read_bytes())
    file.chmod(0o755)
    return file
