"""From what lies in a folder to what IT publishes: the archive, its bill of materials, and the recipe that names it."""

import io
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML

from app.admin.bundle import bom, licences
from app.admin.bundle.errors import NotWhatIsMeant
from app.admin.bundle.pack import LEVEL, Packed, pack
from app.admin.bundle.tree import Tree, read
from app.host import files
from app.policy import bundle
from app.policy.bundle import Manifest, Part
from app.policy.recipe import Command


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that goes into one bundle. `texts` are the licences' texts by the name of the part they came with."""

    name: str
    version: str
    system: str
    tree: Tree
    commands: tuple[Command, ...]
    parts: tuple[Part, ...]
    texts: Mapping[str, Iterable[tuple[str, str]]]
    runtime: str = ""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where bundles go and how hard they are pressed; `scratch` is a folder for what is only needed meanwhile."""

    out: Path
    scratch: Path
    level: int = LEVEL


def build(contents: Contents, target: Target) -> Packed:
    """Write `OUT/NAME-VERSION-SYSTEM.tar.zst` and, beside it, `….cdx.json`.

    Raises BundleUnreadable, BundleImpossible, DiskFull, NotWritable.
    """
    title = f"{contents.name} {contents.version} ({contents.system})"
    extra = target.scratch / f"licences-{contents.system}"
    extra.mkdir()
    (extra / bundle.LICENCES).write_bytes(licences.document(title, contents.parts, contents.texts))
    tree = contents.tree + read(extra)
    manifest = Manifest(
        format=bundle.FORMAT,
        name=contents.name,
        version=contents.version,
        system=contents.system,
        runtime=contents.runtime,
        commands=contents.commands,
        files=tree.files,
        links=tree.links,
        parts=contents.parts,
    )
    try:
        target.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.translated(error, target.out) from error
    stem = f"{slug(contents.name, contents.version)}-{contents.system}"
    packed = pack(manifest, tree, target.out / f"{stem}.tar.zst", target.level)
    files.write_durably(target.out / f"{stem}.cdx.json", bom.document(packed), mode=0o644)
    return packed


def chosen_commands(brought: Sequence[Command], only: Sequence[str]) -> tuple[Command, ...]:
    """Those of these names; without names all. Raises NotWhatIsMeant."""
    names = [command.name for command in brought]
    for name in only:
        if name not in names:
            raise NotWhatIsMeant(given=name, detail=f"the commands are {', '.join(names)}")
    return tuple(command for command in brought if not only or command.name in only)


def slug(name: str, version: str) -> str:
    """A file's name for it: `qoder-ai-qodercli-1.1.52`."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", f"{name.removeprefix('@')}-{version}")


def recipe(built: Sequence[Packed], folder: str) -> str:
    """The recipe, as YAML to be put below the tool's id; `folder` is where its artifacts lie, as the policy sees it."""
    manifest = built[0].manifest
    builds = {packed.manifest.system: _build(packed, folder) for packed in built}
    own_name = manifest.name.rpartition("/")[2]
    first = min(manifest.commands, key=lambda command: command.name != own_name).name
    document = {
        "kind": "bundle",
        "package": manifest.name,
        "version": manifest.version,
        "builds": builds,
        "detect": {"command": first, "version": manifest.version},
    }
    text = io.StringIO()
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 200
    yaml.dump([document], text)
    return textwrap.indent(text.getvalue(), "  ")


def _build(packed: Packed, folder: str) -> dict[str, Any]:
    commands = [msgspec.to_builtins(command) for command in packed.manifest.commands]
    return {
        "artifact": f"{folder}/{packed.path.name}" if folder else packed.path.name,
        "download_bytes": packed.length,
        "installed_bytes": packed.installed_bytes,
        "commands": [{key: value for key, value in command.items() if value is not None} for command in commands],
    }
