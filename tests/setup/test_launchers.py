"""Launchers start exactly what they should; links are made and removed only where they are ours."""

import os
import subprocess
from pathlib import Path

import pytest

from app.host.paths import Paths
from app.policy.recipe import Command
from app.setup.errors import NameTaken
from app.setup.launchers import check_free, is_ours, our_links, put_link, write_launcher


def prefix_of(paths: Paths, version: str = "1") -> Path:
    prefix = paths.tools / "demo" / version
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin/run").write_text(f"#!/bin/sh\necho {version}\n")
    (prefix / "bin/run").chmod(0o755)
    return prefix


@pytest.mark.parametrize(
    "name", ["plain", "with space", "it's", 'say "hi"', "a\\b", "$HOME", "`id`", "new\nline", "*?[x]", "中"]
)
def test_a_launcher_works_in_any_folder(tmp_path: Path, name: str) -> None:
    staging, final = tmp_path / "staging", tmp_path / name
    (staging / "x").mkdir(parents=True)
    (staging / "x/sh").write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    (staging / "x/main.js").write_text("")
    write_launcher(staging, final, Command(name="go", file="x/main.js", runtime="x/sh"))
    staging.rename(final)
    link = tmp_path / "link"
    link.symlink_to(final / "bin/go")
    out = subprocess.run([link, "a b", "*", ""], capture_output=True, text=True, check=True, env={}).stdout
    assert out == f"{final}/x/main.js|a b|*||"


def test_the_runtime_becomes_executable(tmp_path: Path) -> None:
    (tmp_path / "sh").write_text("#!/bin/sh\n")
    (tmp_path / "sh").chmod(0o640)
    write_launcher(tmp_path, tmp_path, Command(name="go", file="main.js", runtime="sh"))
    assert (tmp_path / "sh").stat().st_mode & 0o777 == 0o750


def test_a_link_is_switched(paths: Paths) -> None:
    put_link(paths, "demo", "run", prefix_of(paths, "1"))
    put_link(paths, "demo", "run", prefix_of(paths, "2"))
    assert (paths.bin / "run").readlink() == paths.tools / "demo/2/bin/run"
    assert [path.name for path in paths.bin.iterdir()] == ["run"]


def test_another_tools_link_is_not_ours(paths: Paths) -> None:
    put_link(paths, "demo", "run", prefix_of(paths))
    with pytest.raises(NameTaken):
        check_free(paths, "other", "run")
    with pytest.raises(NameTaken):
        put_link(paths, "other", "run", paths.tools / "other/1")


def test_a_home_reached_by_another_name_is_the_same_home(paths: Paths, tmp_path: Path) -> None:
    """/home as a link to /var/home, as image-based distributions have it."""
    put_link(paths, "demo", "run", prefix_of(paths))
    (tmp_path / "same").symlink_to(paths.home)
    assert is_ours(Paths.below(tmp_path / "same"), "demo", paths.bin / "run")


def test_what_only_looks_like_ours(paths: Paths) -> None:
    prefix_of(paths)
    paths.bin.mkdir(parents=True)
    (paths.bin / "relative").symlink_to(os.path.relpath(paths.tools / "demo/1/bin/run", paths.bin))
    (paths.bin / "sibling").symlink_to(paths.tools / "demo-2/1/bin/run")
    (paths.bin / "file").write_text(str(paths.tools / "demo/1/bin/run"))
    assert our_links(paths, "demo") == []
