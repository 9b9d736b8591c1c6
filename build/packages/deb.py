"""A Debian package from the neutral list: dpkg-deb makes the archive, dpkg-shlibdeps finds the libraries it needs."""

import gzip
import hashlib
import os
from email.utils import formatdate
from pathlib import Path

from packages import asked, staged
from packages.tree import LINUX, Item, Kind, Product, with_folders

MAINTAINER = "Signpost <packages@signpost.example>"
_SCRIPTS = ("preinst", "postinst", "prerm", "postrm")


def architecture() -> str:
    """This machine's, in Debian's words."""
    return asked.output(["dpkg", "--print-architecture"]).decode().strip()


def libraries(frozen: Path, scratch: Path) -> tuple[str, ...]:
    """Debian's packages, with versions, for the system libraries that the programs in a folder load."""
    (scratch / "debian").mkdir(parents=True, exist_ok=True)
    (scratch / "debian/control").write_text("Source: signpost\n\nPackage: signpost\nArchitecture: any\n", "ascii")
    programs = [
        str(path)
        for path in sorted(frozen.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF"
    ]
    own = sorted({f"-l{Path(path).parent}" for path in programs})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *own, *programs]
    said = asked.output(command, at=scratch).decode()
    _, _, needs = said.strip().partition("shlibs:Depends=")
    return tuple(sorted(need.strip() for need in needs.split(",") if need.strip()))


def write(product: Product, out: Path, scratch: Path, epoch: int) -> Path:
    """Make the package in `out`; returns its file. Raises Trouble."""
    root = scratch / product.name
    items = with_folders((*product.items, *_documents(product, epoch)))
    staged.lay_out(items, root, epoch)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(product), "utf-8")
    sums = [(hashlib.md5(item.data).hexdigest(), item.path[1:]) for item in items if item.kind is Kind.FILE]  # noqa: S324
    (control / "md5sums").write_text("".join(f"{digest}  {path}\n" for digest, path in sums), "utf-8")
    settings = [item.path for item in items if item.kind is Kind.FILE and item.path.startswith("/etc/")]
    if settings:
        (control / "conffiles").write_text("".join(f"{path}\n" for path in settings), "utf-8")
    for name in _SCRIPTS:
        script = LINUX / product.scripts / name
        if product.scripts and script.is_file():
            (control / name).write_bytes(script.read_bytes())
    control.chmod(0o755)
    for path in control.iterdir():
        path.chmod(0o755 if path.name in _SCRIPTS else 0o644)
    for path in [*control.iterdir(), control, root]:
        os.utime(path, (epoch, epoch))
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{product.name}_{product.version}_{architecture()}.deb"
    asked.output(["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "-Sextreme", "--build", str(root), str(file)],
                 SOURCE_DATE_EPOCH=str(epoch))  # fmt: skip
    return file


def _control(product: Product) -> str:
    lines = [
        f"Package: {product.name}",
        f"Version: {product.version}",
        f"Architecture: {architecture()}",
        f"Maintainer: {MAINTAINER}",
        f"Installed-Size: {product.kilobytes}",
        f"Depends: {', '.join(product.needs)}",
        *([f"Recommends: {', '.join(product.recommends)}"] if product.recommends else []),
        f"Section: {product.section}",
        "Priority: optional",
        f"Description: {product.summary}",
        *(f" {line}" if line else " ." for line in product.description.splitlines()),
    ]
    return "\n".join(lines) + "\n"


def _documents(product: Product, epoch: int) -> list[Item]:
    """Copyright, changelog (policy 12.5, 12.7) and what lintian is told of frozen programs."""
    changes = (
        f"{product.name} ({product.version}) stable; urgency=medium\n\n  * Release {product.version}.\n\n"
        f" -- {MAINTAINER}  {formatdate(epoch)}\n"
    )
    folder = f"/usr/share/doc/{product.name}"
    overrides = LINUX / f"{product.name}.lintian-overrides"
    return [
        Item(f"{folder}/copyright", data=(LINUX / "copyright").read_bytes()),
        Item(f"{folder}/changelog.gz", data=gzip.compress(changes.encode(), 9, mtime=0)),
        Item(f"/usr/share/lintian/overrides/{product.name}", data=overrides.read_bytes()),
    ]
