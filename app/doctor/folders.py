"""Our folders and files on this computer: whose they are, who may write them, links among them; room on the disk."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from app.doctor.finding import Finding, Subject, failed, ok, warning

LITTLE_BYTES, TOO_LITTLE_BYTES = 500_000_000, 50_000_000
"""A tool that is set up takes up to 400 MB; without the second even the policy may not fit."""

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SECRET = ("token.json", "events-token.json", "enrolment.json")
_MOST_TOLD = 5


def folders(subject: Subject) -> Iterator[Finding]:
    """Owner, mode and kind of each of ours that is there."""
    if os.name != "posix":
        return  # a person's profile folder is closed to others by its access list; modes say nothing
    paths = subject.paths
    faults = [fault for folder in _ours(subject) for fault in _folder(folder)]
    faults += [fault for file in _files(paths.state) for fault in _file(file)]
    yield from faults[:_MOST_TOLD]
    if len(faults) > _MOST_TOLD:
        more = f"{len(faults) - _MOST_TOLD} more folders and files are not as they should be."
        yield failed("permissions", more, "See those above; run the check again afterwards.")
    if not faults:
        yield ok("permissions", "Folders and files are this person's own, and closed to others.")
    yield from _machine(paths.machine_config)


def disk(subject: Subject) -> Iterator[Finding]:
    """Room where the policy and the tools go."""
    seen = set[int]()
    for folder in (subject.paths.state, subject.paths.tools):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        device = there.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        if not os.access(there, os.W_OK):
            yield failed("disk", f"{there} cannot be written.", "Check who owns it and whether the disk is read-only.")
            continue
        free = shutil.disk_usage(there).free
        said = f"{free / 1e6:,.0f} MB are free at {there}."
        if free < TOO_LITTLE_BYTES:
            yield failed("disk", said, "Free some space: a new policy may not fit.")
        elif free < LITTLE_BYTES:
            yield warning("disk", said, "Free some space before you set a tool up.")
        else:
            yield ok("disk", said)


def _ours(subject: Subject) -> tuple[Path, ...]:
    paths = subject.paths
    return (paths.state, paths.state / "policy", paths.runtime, paths.tools, paths.cache, paths.config)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if not one.is_dir() or one.is_symlink())
    except OSError:
        return []


def _folder(folder: Path) -> Iterator[Finding]:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISLNK(found.st_mode) and folder.is_dir():
        yield warning(
            "permissions", f"{folder} is a link to another place.", "Make it a folder: links are not followed."
        )
    elif not stat.S_ISDIR(found.st_mode):
        yield failed("permissions", f"{folder} is no folder.", "Move it away; Signpost makes the folder anew.")
    elif not _is_own(found):
        yield failed("permissions", f"{folder} belongs to another user.", "IT: chown it to the person, or remove it.")
    elif found.st_mode & _OTHERS_WRITE:
        yield failed("permissions", f"Others may write to {folder}.", f"chmod go-w {folder}")


def _file(file: Path) -> Iterator[Finding]:
    try:
        found = file.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISSOCK(found.st_mode):
        yield failed(
            "permissions", f"{file} is no plain file.", "Remove it; nothing but Signpost's files belong there."
        )
    elif not _is_own(found):
        yield failed("permissions", f"{file} belongs to another user.", "IT: chown it to the person, or remove it.")
    elif file.name in _SECRET and found.st_mode & _OTHERS:
        yield failed(
            "permissions", f"Others may read {file}, which is secret.", f"chmod 600 {file}, then ask for a new token."
        )
    elif found.st_mode & _OTHERS_WRITE:
        yield failed("permissions", f"Others may write {file}.", f"chmod go-w {file}")


def _machine(folder: Path) -> Iterator[Finding]:
    """The company's configuration decides whom this computer trusts: only an administrator may write it."""
    managed = folder / "managed.d"
    for path in (folder, folder / "config.toml", folder / "root.json", managed, *sorted(managed.glob("*.toml"))):
        try:
            found = path.stat()
        except OSError:
            continue
        if found.st_mode & stat.S_IWOTH or not (found.st_uid == 0 or _is_own(found)):
            said = f"{path} may be written by others than an administrator."
            yield failed("machine-configuration", said, f"IT: chown root {path}; chmod go-w {path}")


if sys.platform == "win32":

    def _is_own(_: os.stat_result) -> bool:
        return True  # a person's profile folder is closed to others by its access list
else:

    def _is_own(found: os.stat_result) -> bool:
        return found.st_uid == os.geteuid()
