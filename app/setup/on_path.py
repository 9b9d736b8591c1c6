"""Whether a new login finds a command, asked of the person's own login shell in a fresh environment.

Only the shell knows: what its start-up files do with PATH (Debian's ~/.profile adds ~/.local/bin when that folder
exists at login) cannot be told from outside. The session that runs now keeps the PATH it started with.
"""

import os
import re
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.host.paths import Paths
from app.host.run import run
from app.setup.launchers import link_path

_COMMAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SECONDS = 10.0
_NO_LOGIN = ("nologin", "false", "true", "sync")
_LOGIN_PATH = "/usr/bin:/bin:/usr/sbin:/sbin" if sys.platform == "darwin" else "/usr/local/bin:/usr/bin:/bin"
"""What a login starts from before any start-up file (launchd's default, login.defs' ENV_PATH)."""


class OnPath(msgspec.Struct, frozen=True, kw_only=True):
    """What a new login shell says of a command.

    `found` is the file it would start ("" for none), `ours` whether that is the one we linked, `shell` who was asked,
    `answered` whether it answered at all within its time. `in_session` is whether the session that runs now has our
    folder on PATH. `zdotdir` is where zsh keeps its start-up files when that is not the home folder.
    """

    command: str
    shell: str
    found: str = ""
    ours: bool = False
    answered: bool = False
    in_session: bool = False
    zdotdir: str = ""


def login_shell(environment: Mapping[str, str]) -> str:
    """The person's login shell as the system has it (passwd(5)), else $SHELL, else /bin/sh."""
    if sys.platform != "win32":
        import pwd

        try:
            named = pwd.getpwuid(os.getuid()).pw_shell
        except KeyError:
            named = ""
        for shell in (named, environment.get("SHELL", "")):
            if shell.startswith("/") and os.access(shell, os.X_OK) and Path(shell).name not in _NO_LOGIN:
                return shell
    return "/bin/sh"


def look_up(paths: Paths, command: str, environment: Mapping[str, str], *, by: str = "") -> OnPath:
    """Ask a fresh login shell for `command`: `by` names a shell, "" is the person's own.

    What start-up files do never raises; it is `answered=False` then.
    """
    if not _COMMAND.fullmatch(command):
        raise ValueError(f"{command!r} is no command name")
    in_session = str(paths.bin) in environment.get("PATH", "").split(os.pathsep)
    link = link_path(paths, command)
    if sys.platform == "win32":
        found = _on_windows(command)
        return OnPath(
            command=command,
            shell="",
            found=found,
            ours=bool(found) and Path(found) == link,
            answered=True,
            in_session=in_session,
        )
    else:
        shell = by or login_shell(environment)
        answer = _ask(shell, command, paths.home, environment)
        if answer is None:
            return OnPath(command=command, shell=shell, in_session=in_session)
        found, zdotdir = answer
        ours = bool(found) and os.path.realpath(found) == os.path.realpath(link) and link.exists()
        return OnPath(
            command=command,
            shell=shell,
            found=found,
            ours=ours,
            answered=True,
            in_session=in_session,
            zdotdir=zdotdir,
        )


def _ask(shell: str, command: str, home: Path, environment: Mapping[str, str]) -> tuple[str, str] | None:
    """What `command -v` says, and $ZDOTDIR, between marks that no start-up file's chatter can imitate."""
    mark = secrets.token_hex(16)
    env = {name: environment[name] for name in ("USER", "LOGNAME", "LANG") if name in environment}
    env |= {"HOME": str(home), "SHELL": shell, "TERM": "dumb", "PATH": _LOGIN_PATH}
    try:
        result = run(
            [shell, "-l", "-c", f"echo {mark}; command -v {command}; echo {mark}; echo $ZDOTDIR; echo {mark}"],
            env=env,
            cwd=home,
            timeout=_SECONDS,
        )
    except OSError:
        return None
    parts = result.out.split(mark)
    if len(parts) != 4:
        return None
    found = next((line for line in parts[1].splitlines() if line.startswith("/")), "")
    return found, parts[2].strip()


if sys.platform == "win32":
    import shutil
    import winreg

    def _on_windows(command: str) -> str:
        """The first match on the PATH a new session gets: the machine's, then the person's (both in the registry)."""
        folders = []
        for root, key in (
            (winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment"),
            (winreg.HKEY_CURRENT_USER, "Environment"),
        ):
            try:
                with winreg.OpenKey(root, key) as handle:
                    folders.append(winreg.ExpandEnvironmentStrings(str(winreg.QueryValueEx(handle, "Path")[0])))
            except OSError:
                continue
        return shutil.which(command, path=os.pathsep.join(folders)) or ""
