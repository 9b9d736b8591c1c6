"""Real tools as people install them, kept in the cache between test runs, and the ways people start them."""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from app.host.run import run
from tests.support import product


def kept(target: Path, install: Callable[[Path], None]) -> Path:
    """A folder that was once filled by `install`, whole or not at all."""
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_name(f"{target.name}.{os.getpid()}")
        install(staged)
        with contextlib.suppress(OSError):  # another test run was faster
            staged.rename(target)
        shutil.rmtree(staged, ignore_errors=True)
    return target


def npm_prefix(npm: Path, package: str, downloads: Path) -> Path:
    """A global npm prefix with that package in it."""
    name = package.strip("@").replace("/", "-")
    return kept(downloads / "tools" / name, lambda folder: product.install_from_npm(npm, package, folder, downloads))


def virtual_environment(requirement: str, folder: Path, downloads: Path) -> Path:
    """A virtual environment in `folder` with that distribution; its wheels come from the cache the second time."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    wheels = kept(
        downloads / "tools" / f"wheels-{requirement}",
        lambda staged: _call([*pip, "download", "--quiet", "--dest", str(staged), requirement]),
    )
    _call([sys.executable, "-m", "venv", "--without-pip", str(folder)])  # Debian has pip's wheel in another package
    own = [*pip, "--python", str(folder / "bin/python"), "install", "--quiet", "--no-index"]
    _call([*own, "--find-links", str(wheels), requirement])
    return folder


def _call(argv: list[str]) -> None:
    result = run(argv, env=dict(os.environ), timeout=300)
    assert result.code == 0, result.err


class Way(msgspec.Struct, frozen=True):
    """One way to start a tool: the words, the folder, what is added to the environment."""

    words: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = {}


def node_ways(prefix: Path, command: str, desk: Path, npm: Path) -> dict[str, Way]:
    """Ten ways to ask a tool of npm for its version; `desk` is a folder for links, copies and wrappers."""
    bin_file = prefix / "bin" / command
    script = bin_file.resolve()
    modules = prefix.resolve() / "lib/node_modules"
    levels = script.relative_to(modules).parts
    package = modules.joinpath(*levels[: 2 if levels[0].startswith("@") else 1])
    node, path = str(npm.parent / "node"), f"{bin_file.parent}{os.pathsep}{npm.parent}{os.pathsep}{os.environ['PATH']}"
    desk.mkdir()
    copy = desk / "renamed"
    shutil.copytree(package, copy, symlinks=True, copy_function=os.link if _same_disk(package, desk) else shutil.copy2)
    ways = {
        **_common_ways(bin_file, desk),
        "node and the script": (node, str(script), "--version"),
        "node, options, a relative path": (node, "--no-warnings", f"./{script.name}", "--version"),
        "npm exec": (str(npm), "exec", "--no", "--offline", "--", command, "--version"),
        "a copy of the folder": (node, str(copy / script.relative_to(package)), "--version"),
    }
    env = {"PATH": path, "npm_config_prefix": str(prefix), "HOME": str(desk)}
    return {name: Way(words, script.parent if "relative" in name else desk, env) for name, words in ways.items()}


def python_ways(venv: Path, command: str, module: str, code: str, desk: Path) -> dict[str, Way]:
    """Ten ways to ask a tool of PyPI for its version."""
    bin_file, python = venv / "bin" / command, str(venv / "bin/python")
    desk.mkdir()
    shutil.copy(bin_file, desk / "copied")
    ways = {
        **_common_ways(bin_file, desk),
        "python and the script": (python, str(bin_file), "--version"),
        "python -m": (python, "-X", "utf8", "-m", module, "--version"),
        "python -c": (python, "-c", code, "--version"),
        "a copy of the command": (str(desk / "copied"), "--version"),
    }
    env = {"PATH": f"{bin_file.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(desk)}
    return {name: Way(words, desk, env) for name, words in ways.items()}


def _common_ways(bin_file: Path, desk: Path) -> dict[str, tuple[str, ...]]:
    link, wrapper = desk / "notes", desk / "wrapper"
    link.symlink_to(bin_file)
    wrapper.write_text(f'#!/bin/sh\nexec "{bin_file}" "$@"\n')
    wrapper.chmod(0o755)
    return {
        "by path": (str(bin_file), "--version"),
        "by env": ("env", "SOME=thing", bin_file.name, "--version"),
        "a link of another name": (str(link), "--version"),
        "a shell wrapper": (str(wrapper), "--version"),
        "in the background": ("sh", "-c", f"{bin_file.name} --version & wait"),
        "nohup": ("nohup", str(bin_file), "--version"),
    }


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
