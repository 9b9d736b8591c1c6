"""`check` opens a recipe's bundle: what would fail on every computer is said at IT's desk, with its place."""

from pathlib import Path

import pytest

from app.admin.bundle import build
from app.host import platform
from app.policy.recipe import Command
from tests.admin.conftest import Admin
from tests.support.bundles import packed

POLICY = """
company:
  name: Testing
tools:
  demo:
    name: Demo
    status: approved
recipes:
  demo:
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy with the printed recipe of a bundle, pasted as it is."""
    source = tmp_path / "source"
    (source / "tool").mkdir(parents=True)
    (source / "tool/main").write_bytes(b"#!/bin/sh\n")
    made = packed(source, tmp_path / "demo.tar.zst", Command(name="demo", file="tool/main"))
    (tmp_path / "policy.yaml").write_text(POLICY + build.recipe([made], ""))
    return tmp_path / "policy.yaml"


def test_the_printed_recipe_is_right_as_it_is(admin: Admin, policy: Path) -> None:
    said = admin("check", policy)
    assert said.code == 0, said.out
    assert "demo.tar.zst" not in said.out
    assert "bytes" not in said.out


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (("version: 1.2.3\n      builds", "version: 1.2.4\n      builds"), "artifact is demo 1.2.3"),
        ((platform.build_name(), "windows-arm64"), "artifact is demo 1.2.3"),
        (("file: tool/main", "file: tool/other"), "'tool/other' is not in the bundle"),
        (("installed_bytes: ", "installed_bytes: 1 #"), "installed_bytes is less than the 10 bytes"),
        (("download_bytes: ", "download_bytes: 1 #"), "is not the size of the file"),
    ],
)
def test_what_does_not_fit_is_said(admin: Admin, policy: Path, instead: tuple[str, str], said: str) -> None:
    text = policy.read_text()
    assert instead[0] in text
    policy.write_text(text.replace(*instead))
    answer = admin("check", policy)
    assert said in answer.out
    assert answer.code == (0 if "size of the file" in said else 1)


@pytest.mark.parametrize("data", [b"no archive", b"\x28\xb5\x2f\xfd", b"PK\3\4"])
def test_what_is_no_bundle_is_said(admin: Admin, policy: Path, data: bytes) -> None:
    (policy.parent / "demo.tar.zst").write_bytes(data)
    answer = admin("check", policy)
    assert "artifact is no bundle" in answer.out
    assert answer.code == 1
