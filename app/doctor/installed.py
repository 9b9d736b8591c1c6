"""What is installed around us: the start at login, the elevated helper with what it needs, the tools we set up."""

import os
import shutil
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.doctor.finding import Finding, Subject, failed, ok, warning
from app.errors import SignpostError
from app.host.autostart import Autostart
from app.setup import polkit
from app.setup.detect import prove_folder
from app.setup.elevator import HELPER
from app.setup.launchers import link_path
from app.setup.place import Installed, Place

if TYPE_CHECKING:
    from app.elevation.owned import Owned


def autostart(subject: Subject) -> Iterator[Finding]:
    """Whether Signpost starts at login, and the program that entry names is there."""
    start = Autostart(subject.paths)
    if not start.known:
        return
    if not start.on:
        yield warning("autostart", "Signpost does not start when you log in.", "Turn it on in Signpost's settings.")
        return
    program = start.program
    if program and shutil.which(program) is None:
        yield failed("autostart", f"The start at login names {program}, which is not there.", _AGAIN)
    else:
        yield ok("autostart", "Signpost starts when you log in.")


_AGAIN = "Turn it off and on again in Signpost's settings."


def elevation(subject: Subject, helper: Path = HELPER) -> Iterator[Finding]:
    """The helper for tools of the whole computer, where it is installed: root's own, with pkexec and a dialog."""
    if sys.platform == "linux":
        yield _elevation(subject, helper)
    else:
        from app.elevation import owned
        from app.elevation.trust import folders

        yield trusted_helper(helper, folders().configuration, owned.of_this_system())


def trusted_helper(helper: Path, folder: Path, ours: "Owned") -> Finding:
    """Where the system itself asks for the password: whether helper and its `folder`, which it makes, can be trusted.

    Any account of Windows may have made a folder of that name first; the helper then refuses to work.
    """
    if not helper.exists():
        return _NOT_INSTALLED
    try:
        ours.expect_file(helper)
        if os.path.lexists(folder):
            ours.expect_folder(folder)
    except SignpostError as error:
        return failed("elevation", error.happened, error.advice)
    return ok("elevation", "The helper for the whole computer is installed.")


_NOT_INSTALLED = ok(
    "elevation", "The helper for the whole computer is not installed; tools are set up for this person."
)


def _elevation(subject: Subject, helper: Path) -> Finding:
    try:
        found = helper.lstat()
    except OSError:
        return _NOT_INSTALLED
    if found.st_uid != 0 or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or not stat.S_ISREG(found.st_mode):
        return failed("elevation", f"{helper} is not root's alone.", "IT: install the package anew.")
    if shutil.which("pkexec", path=subject.environment.get("PATH")) is None:
        return failed("elevation", "There is no pkexec.", "IT: install polkit's pkexec.")
    reason = polkit.refusal()
    if reason:
        advice = "Start the desktop's polkit agent." if reason == polkit.NOBODY_ASKS else "IT: look at polkit's rules."
        return warning("elevation", f"The helper for the whole computer cannot be asked for: {reason}.", advice)
    return ok("elevation", "The helper for the whole computer is installed and can be asked for.")


def tools(subject: Subject) -> Iterator[Finding]:
    """Each tool that was set up: its record, its command, and its answer when it is started."""
    for folder in sorted(subject.paths.tools.glob("[!.]*")) if subject.paths.tools.is_dir() else ():
        try:
            place = Place(subject.paths, folder.name)
            installed = place.read()
        except ValueError:
            continue
        except SignpostError as error:
            yield failed("tool", f"{folder.name}: {error.happened}", error.advice)
            continue
        if installed is not None:
            yield _tool(place, installed, subject)


def _tool(place: Place, installed: Installed, subject: Subject) -> Finding:
    again = f"Set it up again: signpost setup {place.tool}"
    for command in installed.commands if place.prefix(installed) is not None else ():
        if not link_path(place.paths, command).exists():
            return failed("tool", f"{place.tool}: its command {command} is gone, or leads nowhere.", again)
    if place.prefix(installed) is not None and installed.commands:
        try:
            prove_folder(place, installed, subject.environment, threading.Event())
        except SignpostError as error:
            return failed("tool", f"{place.tool}: {error.happened}", again)
    return ok("tool", f"{place.tool} {installed.version} is set up.")
