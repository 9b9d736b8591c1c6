"""What a Linux package puts where: one neutral list, from which every writer makes its package. Paths are absolute."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from devtools.places import ROOT

LINUX = Path(__file__).parent / "linux"
RESOURCES = ROOT / "resources"


class Kind(Enum):
    """What stands at a place."""

    FILE = "file"
    LINK = "link"
    FOLDER = "folder"


@dataclass(frozen=True, order=True)
class Item:
    """One place: a file with its bytes and mode, a link with its target, or a folder."""

    path: str
    kind: Kind = Kind.FILE
    data: bytes = b""
    mode: int = 0o644
    target: str = ""


@dataclass(frozen=True)
class Product:
    """One package, whatever its form. `needs` are Debian's packages, `scripts` the folder of maintainer scripts."""

    name: str
    version: str
    summary: str
    description: str
    items: tuple[Item, ...]
    needs: tuple[str, ...]
    recommends: tuple[str, ...]
    scripts: str
    section: str

    @property
    def kilobytes(self) -> int:
        """What it takes on disk."""
        return sum(-(-len(item.data) // 1024) for item in self.items)


def folder(at: str, source: Path) -> Iterator[Item]:
    """Everything below a folder, placed at `at`."""
    for path in sorted(source.rglob("*")):
        place = f"{at}/{path.relative_to(source).as_posix()}"
        if path.is_symlink():
            yield Item(place, Kind.LINK, target=str(path.readlink()))
        elif path.is_file():
            yield Item(place, data=path.read_bytes(), mode=path.stat().st_mode & 0o777)


def with_folders(items: Iterator[Item] | tuple[Item, ...]) -> tuple[Item, ...]:
    """The items in order, with every folder above them."""
    known = {item.path: item for item in items}
    for path in list(known):
        above = path.rpartition("/")[0]
        while above and above not in known:
            known[above] = Item(above, Kind.FOLDER, mode=0o755)
            above = above.rpartition("/")[0]
    return tuple(sorted(known.values(), key=lambda item: item.path))


def read(name: str, **values: str) -> bytes:
    """A file from `linux`, its `@NAME@` filled in."""
    text = (LINUX / name).read_text("utf-8")
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], text).encode()


def employee(frozen: Path, documents: dict[str, bytes], version: str, build: str, date: str) -> tuple[Item, ...]:
    """What the employee's package installs. `build` names this very build, `date` is ISO."""
    values = {"VERSION": version, "BUILD": build, "DATE": date}
    items = [
        *folder("/usr/lib/signpost/package", frozen),
        Item("/usr/lib/signpost/package/build", data=f"{version}-{build}\n".encode()),
        Item("/usr/lib/signpost/signpost-setup-helper", data=read("setup-helper.sh"), mode=0o755),
        Item("/usr/lib/signpost/supervise", data=read("supervise.sh"), mode=0o755),
        Item("/usr/lib/signpost/wanted", data=read("wanted.sh"), mode=0o755),
        Item("/usr/lib/signpost/activate", data=read("activate.sh"), mode=0o755),
        Item("/usr/lib/signpost/stop", data=read("stop.sh"), mode=0o755),
        Item("/usr/bin/signpost", Kind.LINK, target="../lib/signpost/current/signpost"),
        Item("/etc/xdg/autostart/signpost.desktop", data=read("autostart.desktop")),
        Item("/usr/lib/systemd/user/signpost.service", data=read("signpost.service")),
        Item(
            "/usr/lib/systemd/user/graphical-session.target.wants/signpost.service",
            Kind.LINK,
            target="../signpost.service",
        ),
        Item("/usr/share/applications/signpost.desktop", data=(RESOURCES / "launcher/signpost.desktop").read_bytes()),
        Item(
            "/usr/share/polkit-1/actions/com.signpost.setup.policy",
            data=(RESOURCES / "polkit/com.signpost.setup.policy").read_bytes(),
        ),
        Item("/usr/share/metainfo/com.signpost.Signpost.metainfo.xml", data=read("metainfo.xml", **values)),
        Item("/usr/share/icons/hicolor/scalable/apps/signpost.svg", data=(RESOURCES / "icons/icon.svg").read_bytes()),
        *(Item(path, data=data) for path, data in documents.items()),
        Item("/etc/signpost", Kind.FOLDER, mode=0o755),
    ]
    return with_folders(tuple(items))


def appdir(frozen: Path, carried: Mapping[str, Path], version: str, date: str) -> tuple[Item, ...]:
    """What lies in the employee's AppImage (AppImage specification, "AppDir"). `carried` are libraries by soname."""
    icon = (RESOURCES / "icons/icon.svg").read_bytes()
    launcher = (RESOURCES / "launcher/signpost.desktop").read_bytes() + f"X-AppImage-Version={version}\n".encode()
    items = [
        Item("/AppRun", data=read("AppRun.sh"), mode=0o755),
        Item("/signpost.desktop", data=launcher),
        Item("/signpost.svg", data=icon),
        Item("/.DirIcon", Kind.LINK, target="signpost.svg"),
        *folder("/usr/lib/signpost", frozen),
        *(Item(f"/usr/lib/signpost/lib/{name}", data=path.read_bytes()) for name, path in carried.items()),
        Item("/usr/share/applications/signpost.desktop", data=launcher),
        Item("/usr/share/icons/hicolor/scalable/apps/signpost.svg", data=icon),
        Item(
            "/usr/share/metainfo/com.signpost.Signpost.metainfo.xml",
            data=read("metainfo.xml", VERSION=version, DATE=date),
        ),
        *licences("signpost"),
    ]
    return with_folders(tuple(items))


def licences(name: str) -> Iterator[Item]:
    """The texts of the licences that ask to come along, where Fedora and AppImages have them."""
    return (replace(item, mode=0o644) for item in folder(f"/usr/share/licenses/{name}", LINUX / "licences"))


def admin(frozen: Path, documents: dict[str, bytes]) -> tuple[Item, ...]:
    """What IT's package installs."""
    items = [
        *folder("/usr/lib/signpost-admin", frozen),
        Item("/usr/bin/signpost-admin", Kind.LINK, target="../lib/signpost-admin/signpost-admin"),
        *(Item(path, data=data) for path, data in documents.items()),
    ]
    return with_folders(tuple(items))
