"""A small machine for tests: npm packages and Python environments, laid out as their package managers do."""

import json
from pathlib import Path
from typing import Any

from app.identify.identify import Identifier
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch

ELF = b"\x7fELF\x02\x01\x01" + bytes(64)


class Machine:
    """Lays out files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, path: str, content: str | bytes = "", mode: int = 0o644) -> Path:
        """Write a file."""
        made = self.root / path
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(content.encode() if isinstance(content, str) else content)
        made.chmod(mode)
        return made

    def link(self, path: str, target: Path) -> Path:
        """Make a symbolic link."""
        made = self.root / path
        made.parent.mkdir(parents=True, exist_ok=True)
        made.symlink_to(target)
        return made

    def npm(self, modules: str, name: str, *files: str, **manifest: Any) -> Path:
        """An npm package below `modules`/node_modules, with these files (ELF when they have no ending); its folder."""
        folder = f"{modules}/node_modules/{name}"
        self.file(f"{folder}/package.json", json.dumps({"name": name, "version": "1.2.3", **manifest}))
        for file in files:
            content = "#!/usr/bin/env node\n0;\n" if "." in Path(file).name else ELF
            self.file(f"{folder}/{file}", content, 0o755)
        return self.root / folder

    def venv(self, path: str, version: str = "3.11") -> Path:
        """A virtual environment without packages; its bin/python links to a Python of that version."""
        base = self.file(f"base/bin/python{version}", ELF, 0o755)
        self.file(
            f"{path}/pyvenv.cfg", f"home = {base.parent}\ninclude-system-site-packages = false\nversion = {version}.1\n"
        )
        self.link(f"{path}/bin/python", base)
        (self.root / path / f"lib/python{version}/site-packages").mkdir(parents=True)
        return self.root / path

    def dist(self, venv: Path, name: str, entries: dict[str, str], *files: str, version: str = "3.11") -> None:
        """Install a distribution, version 1.0: entry points, console scripts, RECORD."""
        site = venv.relative_to(self.root) / f"lib/python{version}/site-packages"
        info = f"{name.replace('-', '_')}-1.0.dist-info"
        self.file(
            f"{site}/{info}/entry_points.txt",
            "[console_scripts]\n" + "".join(f"{command} = {target}\n" for command, target in entries.items()),
        )
        record = [*(f"../../../bin/{command}" for command in entries), *files, f"{info}/RECORD"]
        self.file(f"{site}/{info}/RECORD", "".join(f"{line},,\n" for line in record))
        self.file(f"{site}/{info}/METADATA", f"Name: {name}\nVersion: 1.0\n")
        for file in files:
            content = ELF if "." not in Path(file).name else ""
            if file.startswith("../../../bin/"):
                self.file(
                    f"{venv.relative_to(self.root)}/{file.removeprefix('../../../')}", content or "#!/bin/sh\n", 0o755
                )
            else:
                self.file(f"{site}/{file}", content, 0o755)
        for command, target in entries.items():
            module, _, function = target.partition(":")
            self.script(venv / "bin" / command, venv / "bin/python", module, function)

    def script(self, path: Path, python: Path, module: str, function: str) -> Path:
        """A console script as pip writes it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"#!{python}\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom {module} import {function}\n"
            "if __name__ == '__main__':\n    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n"
            f"    sys.exit({function}())\n"
        )
        path.chmod(0o755)
        return path


class Observer:
    """Asks a fresh Identifier about launches."""

    def __init__(self, cwd: Path) -> None:
        self.identifier = Identifier()
        self.cwd = cwd

    def launch(self, exe: str | Path, *argv: str | Path, **other: Any) -> Launch:
        """A launch of `exe` with this argv (its own name when none is given), in the machine's root."""
        words = tuple(map(str, argv)) or (str(exe),)
        return Launch(**{"pid": 1, "exe": str(exe), "argv": words, "cwd": str(self.cwd), **other})

    def facts(self, exe: str | Path, *argv: str | Path, **other: Any) -> tuple[Evidence, ...]:
        """The cheap evidence."""
        return self.identifier.evidence(self.launch(exe, *argv, **other))

    def packages(self, exe: str | Path, *argv: str | Path, **other: Any) -> list[str]:
        """The purls among it."""
        return [fact.value for fact in self.facts(exe, *argv, **other) if fact.kind is Kind.PACKAGE]

    def node(self, *argv: str | Path, **other: Any) -> list[str]:
        """The purls when node is called so."""
        return self.packages("/usr/bin/node", "node", *argv, **other)
