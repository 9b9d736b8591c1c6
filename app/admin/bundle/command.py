"""`signpost-admin bundle`: what an approved tool needs, packed once, so that computers need nothing but the host."""

import functools
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from app.admin.commands import options
from app.admin.commands.output import document, say
from app.host import platform

if TYPE_CHECKING:
    from app.admin.bundle.build import Contents, Target
    from app.admin.bundle.pack import Packed

_SYSTEMS = ("linux-x64", "linux-arm64", "macos-x64", "macos-arm64", "windows-x64", "windows-arm64")
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)

_COMMON = (
    click.option("--out", type=options.FOLDER, default=Path("bundles"), help="Where to; default: bundles, here."),
    click.option("--level", type=click.IntRange(1, 22), default=19, show_default=True, help="How hard to compress."),
    options.as_json,
)
_platforms = click.option(
    "--platform",
    "systems",
    metavar="SYSTEM",
    multiple=True,
    type=click.Choice(_SYSTEMS),
    help="Like linux-arm64, macos-arm64 or windows-x64; default: this one. May be repeated.",
)
_platform = click.option(
    "--platform",
    "system",
    metavar="SYSTEM",
    type=click.Choice(_SYSTEMS),
    help="Like linux-arm64, macos-arm64 or windows-x64; default: this one.",
)
_own = (
    click.option("--name", required=True, help="What it is, like qodercli."),
    click.option("--version", "version", required=True, help="Which version, exactly."),
    click.option("--command", "commands", multiple=True, required=True, metavar="NAME=FILE[:RUNTIME]"),
    click.option("--licence", default="", metavar="SPDX", help="Its licence, like Apache-2.0."),
)


def _with(*more: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add those options."""
    return lambda made: functools.reduce(lambda command, option: option(command), reversed(more), made)


@click.group(short_help="Pack a tool with all it needs.")
def bundle() -> None:
    """Pack a tool with all it needs, once, for computers that have neither a registry nor a runtime.

    Each archive comes with a list of what is in it (CycloneDX) and a recipe for the policy. The same content gives the
    same bytes. `publish` signs the archive as a file of the artifacts role.
    """


@bundle.command(short_help="A package from npm, with its whole tree.")
@click.argument("package", metavar="PACKAGE@VERSION")
@click.option("--with-node", is_flag=True, help="Bring the Node it runs on, too.")
@click.option("--node", "line", default="24", show_default=True, help="Which line of Node.")
@_platforms
@click.option("--lock", type=_FILE, metavar="FILE", help="Build from this package-lock.json instead of resolving anew.")
@click.option("--allow-script", "allowed", multiple=True, metavar="NAME", help="Run the install scripts of NAME.")
@click.option("--command", "only", multiple=True, metavar="NAME", help="Bring only this command; default: all.")
@click.option("--npm-cache", "cache", type=options.FOLDER, metavar="DIR", help="Where npm keeps its downloads.")
@_with(*_COMMON)
def npm(
    package: str,
    line: str,
    systems: tuple[str, ...],
    lock: Path | None,
    allowed: tuple[str, ...],
    only: tuple[str, ...],
    cache: Path | None,
    out: Path,
    level: int,
    *,
    with_node: bool,
    as_json: bool,
) -> None:
    """Pack PACKAGE@VERSION from npm with everything it depends on; npm must be on this computer.

    What npm resolved is kept in OUT as NAME-VERSION.package-lock.json; with --lock the same bundle comes out again. No
    package's script is run, unless --allow-script names it, and that only for the system this computer has.
    """
    from app.admin.bundle import licences, tree
    from app.admin.bundle.build import Contents, chosen_commands, slug
    from app.admin.bundle.npm import Packager, Wanted
    from app.host import files

    wanted, chosen = Wanted.of(package), systems or (platform.build_name(),)
    with _target(out, level) as target:
        packager = Packager(wanted, target.scratch, cache, _say)
        pinned = lock.read_bytes() if lock else packager.resolve(chosen, line if with_node else "")

        def contents(system: str) -> Contents:
            made = packager.install(pinned, system, node=with_node, allowed=allowed)
            if made.scripts:
                _say(f"not run: the scripts of {', '.join(made.scripts)} (--allow-script)")
            return Contents(
                name=wanted.package,
                version=wanted.version,
                system=system,
                tree=tree.read(made.folder, leave=made.leaves),
                commands=chosen_commands(made.commands, only),
                parts=made.parts,
                texts={part: licences.texts_in(folder) for part, folder in made.folders()},
                runtime=made.runtime,
            )

        built = _built((contents(system) for system in chosen), target)
        files.write_durably(out / f"{slug(wanted.package, wanted.version)}.package-lock.json", pinned, mode=0o644)
    _tell(built, out, as_json=as_json)


@bundle.command(short_help="A distribution from PyPI, with its tree.")
@click.argument("distribution", metavar="NAME==VERSION")
@click.option("--python", default="3.12", show_default=True, help="For which Python.")
@click.option("--with-python", "runtime", type=_FILE, metavar="ARCHIVE", help="Bring that Python, from this archive.")
@_platform
@click.option("--command", "only", multiple=True, metavar="NAME", help="Bring only this command; default: all.")
@_with(*_COMMON)
def pypi(
    distribution: str,
    python: str,
    runtime: Path | None,
    system: str | None,
    only: tuple[str, ...],
    out: Path,
    level: int,
    *,
    as_json: bool,
) -> None:
    """Pack NAME==VERSION from PyPI with everything it depends on: wheels only, each pinned by its hash.

    Nothing on PyPI carries a Python that can be moved about. So --with-python takes the archive of one that you got and
    checked, like those of python-build-standalone; without it the computers need that Python themselves.
    """
    from app.admin.bundle.build import chosen_commands
    from app.admin.bundle.pypi import Asked, contents

    asked = Asked.of(distribution, python, system or platform.build_name())
    with _target(out, level) as target:
        _say(f"pip brings {asked.name} {asked.version} for Python {python} on {asked.system}")
        found = contents(asked, runtime, target.scratch)
        chosen = msgspec.structs.replace(found, commands=chosen_commands(found.commands, only))
        built = _built([chosen], target)
    _tell(built, out, as_json=as_json)


@bundle.command(name="dir", short_help="A folder as it is.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False, exists=True))
@_platform
@_with(*_own, *_COMMON)
def directory(folder: Path, system: str | None, out: Path, level: int, *, as_json: bool, **about: Any) -> None:
    """Pack all of FOLDER. It must bring what it runs on, too; empty folders do not travel."""
    with _target(out, level) as target:
        built = _built([_own_contents(folder, system, **about)], target)
    _tell(built, out, as_json=as_json)


@bundle.command(short_help="What a vendor ships as tar or zip.")
@click.argument("file", metavar="FILE", type=_FILE)
@_platform
@_with(*_own, *_COMMON)
def archive(file: Path, system: str | None, out: Path, level: int, *, as_json: bool, **about: Any) -> None:
    """Pack what is in FILE, a tar archive (gz, bz2, xz, zst) or a zip, as a bundle."""
    from app.admin.bundle.folder import unpack

    with _target(out, level) as target:
        unpack(file, target.scratch / "archive")
        built = _built([_own_contents(target.scratch / "archive", system, **about)], target)
    _tell(built, out, as_json=as_json)


def _own_contents(
    folder: Path, system: str | None, name: str, version: str, commands: Sequence[str], licence: str
) -> "Contents":
    from app.admin.bundle import folder as folders

    named = [folders.command(one) for one in commands]
    return folders.contents(folder, name, version, system or platform.build_name(), named, licence)


@contextmanager
def _target(out: Path, level: int) -> "Iterator[Target]":
    from app.admin.bundle.build import Target

    with tempfile.TemporaryDirectory(prefix="signpost-bundle-") as scratch:
        yield Target(out=out, scratch=Path(scratch).resolve(), level=level)


def _built(several: "Iterator[Contents] | list[Contents]", target: "Target") -> "list[Packed]":
    from app.admin.bundle.build import build

    built = []
    for contents in several:
        _say(f"packs {len(contents.tree.files)} files for {contents.system}")
        built.append(build(contents, target))
    return built


def _say(line: str) -> None:
    say(line, err=True)


def _tell(built: "list[Packed]", out: Path, *, as_json: bool) -> None:
    from app.admin.bundle.build import recipe, slug
    from app.host import files

    manifest = built[0].manifest
    text = recipe(built, "" if out.is_absolute() else out.as_posix())
    written = out / f"{slug(manifest.name, manifest.version)}.recipe.yaml"
    files.write_durably(written, text.encode(), mode=0o644)
    if as_json:
        facts = [
            {"path": str(one.path), "bytes": one.length, "sha256": one.sha256, "system": one.manifest.system}
            for one in built
        ]
        document({"bundles": facts, "recipe": str(written)})
        return
    for one in built:
        say(f"{one.path}: {one.length} bytes, sha256 {one.sha256}, {len(one.manifest.parts)} packages")
    say(f"The recipe, to be put under `recipes:` and the tool's id ({written}):")
    sys.stdout.write(text)
