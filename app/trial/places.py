"""Where tools lie on a machine: the folders of package managers, version managers, editors and the system. Data only.

A pattern is a path whose `~` is the person's home and whose `*` is one level. What each manager uses by default is from
its own documentation; variables that move a folder are in `VARIABLES`.
"""

import glob
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec

from app.host.patience import Patience

COMMANDS = (
    "~/.local/bin",
    "~/bin",
    "~/.npm-global/bin",
    "~/.bun/bin",
    "~/.deno/bin",
    "~/.cargo/bin",
    "~/go/bin",
    "~/.pyenv/versions/*/bin",
    "~/.local/share/flatpak/exports/bin",
    "/usr/local/bin",
    "/usr/bin",
    "/opt/*/bin",
    "/opt/*",
    "/opt/homebrew/bin",
    "/opt/homebrew/opt/*/bin",
    "/opt/homebrew/Caskroom/*/*",
    "/usr/local/Caskroom/*/*",
    "/home/linuxbrew/.linuxbrew/bin",
    "/home/linuxbrew/.linuxbrew/opt/*/bin",
    "/home/linuxbrew/.linuxbrew/Caskroom/*/*",
    "/snap/bin",
    "/var/lib/flatpak/exports/bin",
)
"""Folders whose files are commands, besides those on PATH."""

ENVIRONMENTS = (
    "~/.local/share/pipx/venvs/*",
    "~/.local/pipx/venvs/*",
    "/opt/pipx/venvs/*",
    "~/.local/share/uv/tools/*",
    "~/.virtualenvs/*",
    "~/.local/share/virtualenvs/*",
    "~/miniconda3",
    "~/miniconda3/envs/*",
    "~/anaconda3",
    "~/anaconda3/envs/*",
    "~/miniforge3",
    "~/miniforge3/envs/*",
    "~/.conda/envs/*",
    "~/mambaforge",
    "~/mambaforge/envs/*",
    "~/micromamba",
    "~/micromamba/envs/*",
    "~/.local/share/mamba",
    "~/.local/share/mamba/envs/*",
    "~/.pixi/envs/*",
    "/opt/conda",
    "/opt/conda/envs/*",
    "/opt/miniconda3",
    "/opt/miniconda3/envs/*",
    "~/Library/Application Support/uv/tools/*",
    "~/AppData/Roaming/uv/tools/*",
    "~/pipx/venvs/*",
)
"""Python environments: their commands lie in `bin`, on Windows in `Scripts`."""

MODULES = (
    "~/.npm-global/lib/node_modules",
    "~/.local/lib/node_modules",
    "~/.nvm/versions/node/*/lib/node_modules",
    "~/.local/share/fnm/node-versions/*/installation/lib/node_modules",
    "~/.fnm/node-versions/*/installation/lib/node_modules",
    "~/Library/Application Support/fnm/node-versions/*/installation/lib/node_modules",
    "~/AppData/Roaming/fnm/node-versions/*/installation/node_modules",
    "~/.volta/tools/image/packages/*/lib/node_modules",
    "~/.volta/tools/image/packages/*/*/lib/node_modules",
    "~/.volta/tools/image/node/*/lib/node_modules",
    "~/.asdf/installs/nodejs/*/lib/node_modules",
    "~/.local/share/mise/installs/node/*/lib/node_modules",
    "~/.nodenv/versions/*/lib/node_modules",
    "~/n/lib/node_modules",
    "~/.bun/install/global/node_modules",
    "~/.local/share/pnpm/global/*/node_modules",
    "~/.local/share/pnpm/global/*/*/node_modules",
    "~/Library/pnpm/global/*/node_modules",
    "~/Library/pnpm/global/*/*/node_modules",
    "~/AppData/Local/pnpm/global/*/node_modules",
    "~/AppData/Local/pnpm/global/*/*/node_modules",
    "~/.config/yarn/global/node_modules",
    "~/AppData/Local/Yarn/Data/global/node_modules",
    "~/AppData/Roaming/npm/node_modules",
    "~/.npm/_npx/*/node_modules",
    "/usr/lib/node_modules",
    "/usr/local/lib/node_modules",
    "/usr/share/nodejs",
    "/opt/homebrew/lib/node_modules",
)
"""Folders of globally installed npm packages, and those that npx keeps."""

EXTENSIONS = (
    "~/.vscode/extensions",
    "~/.vscode-insiders/extensions",
    "~/.vscode-server/extensions",
    "~/.vscode-oss/extensions",
    "~/.cursor/extensions",
    "~/.cursor-server/extensions",
    "~/.windsurf/extensions",
    "~/.qoder/extensions",
    "~/.trae/extensions",
    "~/.antigravity/extensions",
)
"""Folders of editor extensions of Visual Studio Code and the editors made from it."""

PLUGINS = (
    "~/.local/share/JetBrains/*/*",
    "~/Library/Application Support/JetBrains/*/plugins/*",
    "~/AppData/Roaming/JetBrains/*/plugins/*",
)
"""Folders of one JetBrains plug-in each; a small one is a single jar."""

SANDBOXED = (
    "/snap/*/current",
    "/var/lib/snapd/snap/*/current",
    "/var/lib/flatpak/app/*/current/active",
    "~/.local/share/flatpak/app/*/current/active",
)
"""Folders of one snap or flatpak each. What starts them lies elsewhere, and is the same program for all."""

APPLICATIONS = (
    "/Applications/*.app/Contents/MacOS",
    "~/Applications/*.app/Contents/MacOS",
    "~/AppData/Local/Programs/*",
    "C:/Program Files/*",
)
"""Folders of an application's programs."""

STARTERS = (
    "~/.local/share/applications",
    "/usr/share/applications",
    "/usr/local/share/applications",
    "/var/lib/snapd/desktop/applications",
    "/var/lib/flatpak/exports/share/applications",
    "~/.local/share/flatpak/exports/share/applications",
)
"""Folders of starter files (freedesktop.org, Desktop Entry Specification)."""

VARIABLES = (
    ("PIPX_HOME", "environments", "venvs/*"),
    ("UV_TOOL_DIR", "environments", "*"),
    ("VIRTUAL_ENV", "environments", ""),
    ("CONDA_PREFIX", "environments", ""),
    ("MAMBA_ROOT_PREFIX", "environments", "envs/*"),
    ("PIXI_HOME", "environments", "envs/*"),
    ("NPM_CONFIG_PREFIX", "modules", "lib/node_modules"),
    ("npm_config_prefix", "modules", "lib/node_modules"),
    ("NVM_DIR", "modules", "versions/node/*/lib/node_modules"),
    ("FNM_DIR", "modules", "node-versions/*/installation/lib/node_modules"),
    ("VOLTA_HOME", "modules", "tools/image/packages/*/lib/node_modules"),
    ("VOLTA_HOME", "modules", "tools/image/packages/*/*/lib/node_modules"),
    ("VOLTA_HOME", "modules", "tools/image/node/*/lib/node_modules"),
    ("PNPM_HOME", "modules", "global/*/node_modules"),
    ("PNPM_HOME", "modules", "global/*/*/node_modules"),
    ("BUN_INSTALL", "modules", "install/global/node_modules"),
)
"""Variables that move a manager's folder: which list the folder belongs to, and the way below it."""


class Places(msgspec.Struct, frozen=True):
    """The folders (and single jars) that are really there, each once."""

    commands: tuple[str, ...]
    modules: tuple[str, ...]
    extensions: tuple[str, ...]
    plugins: tuple[str, ...]
    applications: tuple[str, ...]
    starters: tuple[str, ...]
    sandboxed: tuple[str, ...] = ()


def places(home: Path, env: Mapping[str, str], patience: Patience) -> Places:
    """Where to look on this machine, for the person with that home and environment.

    A folder that answers no more is left out, and counted by `patience`.
    """
    moved: dict[str, list[str]] = {"environments": [], "modules": []}
    for variable, sort, way in VARIABLES:
        if Path(env.get(variable, "")).is_absolute():
            moved[sort].append(f"{glob.escape(env[variable])}/{way}".rstrip("/"))
    on_path = [glob.escape(folder) for folder in env.get("PATH", "").split(os.pathsep) if Path(folder).is_absolute()]
    environments = (*ENVIRONMENTS, *moved["environments"])
    commands = (*on_path, *COMMANDS, *(f"{one}/{way}" for one in environments for way in ("bin", "Scripts")))
    beside = [f"{folder}/{way}" for folder in on_path for way in ("../lib/node_modules", "node_modules")]
    prefix = patience.take(lambda: _npm_prefix(home))
    modules = (*MODULES, *moved["modules"], *beside, *([f"{glob.escape(prefix)}/lib/node_modules"] if prefix else ()))
    return Places(
        commands=tuple(dict.fromkeys(_there(commands, home, patience))),
        modules=tuple(dict.fromkeys(_there(modules, home, patience))),
        extensions=tuple(dict.fromkeys(_there(EXTENSIONS, home, patience))),
        plugins=tuple(dict.fromkeys(_there(PLUGINS, home, patience))),
        applications=tuple(dict.fromkeys(_there(APPLICATIONS, home, patience))),
        starters=tuple(dict.fromkeys(_there(STARTERS, home, patience))),
        sandboxed=tuple(dict.fromkeys(_there(SANDBOXED, home, patience))),
    )


def _there(patterns: tuple[str, ...], home: Path, patience: Patience) -> Iterator[str]:
    for pattern in patterns:
        full = pattern.replace("~", glob.escape(str(home)), 1) if pattern.startswith("~/") else pattern
        yield from patience.take(partial(_matching, full)) or ()


def _matching(pattern: str) -> list[str]:
    found = glob.iglob(pattern, recursive=True)  # noqa: PTH207  Path.glob takes no absolute pattern
    return [os.path.realpath(one) for one in found if Path(one).is_dir() or one.endswith(".jar")]


def _npm_prefix(home: Path) -> str:
    """The `prefix` a person has set in ~/.npmrc (npm's docs, "npmrc"); "" when there is none."""
    try:
        with (home / ".npmrc").open(encoding="utf-8", errors="replace") as file:
            lines = file.read(65_536).splitlines()
    except OSError:
        return ""
    for line in lines:
        name, _, value = line.partition("=")
        if name.strip() == "prefix":
            value = value.strip().strip("\"'").replace("${HOME}", str(home))
            value = str(home) + value[1:] if value.startswith("~/") else value
            return value if Path(value).is_absolute() else ""
    return ""
