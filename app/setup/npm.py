"""npm as this machine has it: found, asked for its version, and run so that no setting can change the outcome.

Which settings apply was decided so: the person's and the machine's npmrc stay in force, because registry, proxy,
certificates and tokens live there and are nobody else's business (copying them would leave secrets lying about after a
crash). What must not depend on them is said on the command line, which wins over every file and variable
(https://docs.npmjs.com/cli/v11/using-npm/config).
"""

import re
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from app.host import platform
from app.host.run import Result, run
from app.setup.errors import Cancelled, NodeTooOld, NpmBroken, NpmMissing
from app.setup.lifeline import dies_with_us
from app.setup.npm_errors import plain
from app.setup.search_path import on_search_path

OLDEST_NODE = 18
OLDEST_NPM = 9
"""What this was tried with: Debian 12 brings Node 18.20 and npm 9.2. The tool itself brings the Node it needs."""

_ASK_SECONDS = 30.0

FORCED = (
    "--ignore-scripts",  # no package's own script ever runs
    "--no-bin-links",  # the launchers are ours
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--no-global",
    "--location=project",
    "--no-workspaces",
    "--install-strategy=hoisted",
    "--include=prod",
    "--include=optional",
    "--omit=dev",
    "--package-lock",
    "--no-package-lock-only",
    "--no-dry-run",
    "--no-offline",
    "--prefer-offline",  # versions are exact, so what an ended try has downloaded is as good as new
    "--no-force",
    "--no-legacy-peer-deps",
    "--no-strict-peer-deps",
    "--no-engine-strict",
    "--no-install-links",
    "--no-foreground-scripts",
    "--no-update-notifier",
    "--no-progress",
    "--no-color",
    "--no-json",
    "--no-timing",
    "--logs-max=0",
    "--loglevel=http",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
)

_SETTINGS_KEPT = re.compile(
    r"npm_config_(?:userconfig|globalconfig|registry|(?:https?_)?proxy|no_?proxy|cafile|ca|cert|key|strict_ssl|"
    r"local_address|maxsockets|fetch_timeout|//.*|@.*)",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"NODE_OPTIONS|NODE_PATH|NODE_V8_COVERAGE|NODE_INSPECT.*|VSCODE_INSPECTOR_OPTIONS|npm_(?:config|lifecycle|package)_.*",
    re.IGNORECASE,
)
_SEPARATOR = ";" if sys.platform == "win32" else ":"
_NODE = "node.exe" if sys.platform == "win32" else "node"


class Npm(msgspec.Struct, frozen=True):
    """An npm that answers: how to start it, the PATH it needs, and its own and its Node's version."""

    argv: tuple[str, ...]
    path: str
    version: str
    node: str


class _Versions(msgspec.Struct, frozen=True):
    npm: str
    node: str


def find(tool: str, configured: str, environment: Mapping[str, str], folder: Path, cancel: threading.Event) -> Npm:
    """The configured npm, or the first on PATH; asked in `folder` for its versions.

    Raises NpmMissing, NpmBroken, NodeTooOld, Cancelled.
    """
    search = environment.get("PATH", "")
    name = configured or on_search_path("npm", search)
    if not name or not Path(name).is_file():
        raise NpmMissing(tool=tool, node=OLDEST_NODE, looked=configured or search)
    problem = "there is no Node.js to run it with"
    for argv in _ways(Path(name).absolute(), search):
        path = f"{Path(argv[0]).parent}{_SEPARATOR}{search}"
        try:
            result = run(
                [*argv, "version", "--json", "--no-update-notifier", "--no-workspaces", "--logs-max=0"],
                env=child_environment(environment, path), cwd=folder, timeout=_ASK_SECONDS, cancel=cancel,
            )  # fmt: skip
            if result.ended_by == "cancel":
                raise Cancelled(tool=tool)
            versions = msgspec.json.decode(result.out, type=_Versions)
        except (OSError, ValueError, RecursionError) as error:  # msgspec's are ValueErrors
            problem = str(error)
            continue
        if _major(versions.node) < OLDEST_NODE or _major(versions.npm) < OLDEST_NPM:
            raise NodeTooOld(tool=tool, node=OLDEST_NODE, found=plain(f"{versions.node} (npm {versions.npm})"))
        return Npm(argv, path, versions.npm, versions.node)
    raise NpmBroken(npm=name, detail=plain(problem))


def _ways(npm: Path, search: str) -> list[tuple[str, ...]]:
    """How to start this npm, best first: as it is, or its script with the Node of the same installation."""
    if npm.suffix in (".js", ".cjs"):
        beside = npm.parents[4] / "bin" / _NODE if len(npm.parents) > 4 else npm.parent / _NODE
        node = str(beside) if beside.is_file() else on_search_path("node", search)
        return [(node, str(npm))] if node else []
    scripts = [
        npm.parent / "node_modules/npm/bin/npm-cli.js",  # Windows, where npm.cmd would go through cmd.exe's quoting
        npm.parent.parent / "lib/node_modules/npm/bin/npm-cli.js",  # a wheel's copy of bin/npm, which should be a link
    ]
    node = str(npm.parent / _NODE)
    with_node = [(node, str(script)) for script in scripts if script.is_file() and Path(node).is_file()]
    return [*with_node, (str(npm),)] if sys.platform == "win32" else [(str(npm),), *with_node]


def install(
    npm: Npm,
    prefix: Path,
    cache: Path,
    environment: Mapping[str, str],
    *,
    source: Sequence[str] = (),
    timeout: float,
    cancel: threading.Event,
    on_line: Callable[[str], None],
    tick: Callable[[], None],
) -> Result:
    """Let npm fill `prefix` from the package.json and lock that lie there, by `source` (see `mirror.arguments`).

    Raises OSError when it cannot be started.
    """
    system = {"windows": "win32", "macos": "darwin"}.get(platform.system(), platform.system())
    argv = [
        *dies_with_us(), *npm.argv, "install", *FORCED, *source, f"--os={system}", f"--cpu={platform.architecture()}",
        "--cache", str(cache), "--prefix", str(prefix),
    ]  # fmt: skip
    return run(
        argv,
        env=child_environment(environment, npm.path),
        cwd=prefix,
        timeout=timeout,
        cancel=cancel,
        on_line=on_line,
        tick=tick,
        grace=0.2,  # npm takes SIGTERM and goes on for seconds; its cache survives being killed
    )


def child_environment(environment: Mapping[str, str], path: str) -> dict[str, str]:
    """The person's environment without what changes how Node or npm behave, but with proxies and certificates.

    A token that an npmrc takes from a variable (`${NPM_TOKEN}`) has to stay readable, so this drops by name instead of
    keeping by name.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if _SETTINGS_KEPT.fullmatch(name) or not _DROPPED.fullmatch(name)
    }
    return {**kept, "PATH": path}


def _major(version: str) -> int:
    match = re.match(r"v?(\d+)\.", version)
    return int(match[1]) if match else 0
