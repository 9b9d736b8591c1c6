"""`signpost setup` without a screen: words or JSON lines, and exit codes."""

import argparse
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.host.paths import Paths
from app.policy.recipe import Recipes, dump
from app.setup import command, path_edit
from app.setup.artifacts import Held
from app.setup.errors import ArtifactMissing
from app.setup.installer import Artifacts, Programs
from app.setup.place import Place
from tests.setup.conftest import Desk
from tests.setup.registry import demo_packages, lock_of, recipe_of

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run the command as main would; returns exit code and output."""
    packages = demo_packages()
    desk.registry.publish(packages)
    recipes = Recipes(format=1, recipes={"demo": (recipe_of(packages),)})
    held = Held({recipe_of(packages).lock: lock_of(packages)})
    monkeypatch.setenv("SHELL", "/bin/bash")

    def run(
        *arguments: str, artifacts: Artifacts = held, carry_over: command.CarryOver | None = None
    ) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        out = io.StringIO()
        code = command.run(
            parser.parse_args(arguments),
            recipes,
            artifacts,
            desk.paths,
            programs=Programs(npm=str(desk.npm)),
            environment=desk.environment,
            out=out,
            carry_over=carry_over,
        )
        return code, out.getvalue()

    return run


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_in_words(say: Say, desk: Desk) -> None:
    code, out = say("demo")
    assert code == 0
    assert out.splitlines()[:6] == [
        "Checking this computer",
        "Downloading",
        "Verifying every package",
        "Putting it in place",
        "Starting it once",
        "Done",
    ]
    assert "New terminals do not find demo-tool yet" in out
    assert f"+++ {desk.paths.home}/.profile" in out
    assert not (desk.paths.home / ".profile").exists(), "nothing is edited unasked"


def test_as_json(say: Say) -> None:
    code, out = say("demo", "--json")
    told = lines(out)
    assert code == 0
    assert [line["state"] for line in told if line["event"] == "setup"][-1] == "done"
    assert told[-1]["event"] == "path"
    assert told[-1]["edit"]["lines"][0] == path_edit.BEGIN


def test_with_consent_the_edit_is_made_and_undone_with_the_tool(say: Say, desk: Desk) -> None:
    code, out = say("demo", "--edit-path", "--json")
    assert code == 0
    assert (lines(out)[-1]["ours"], lines(out)[-1]["applied"]) == (True, True)
    assert (desk.paths.home / ".profile").exists()
    assert say("demo", "--undo") == (0, "Taken away\n")
    assert not (desk.paths.home / ".profile").exists()
    assert desk.left() == []


def test_nothing_to_undo(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("demo", "--undo") == (1, "")
    assert "demo was not set up by Signpost" in capsys.readouterr().err


def test_an_empty_list_says_so_beside_the_output(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    for words, said in (["--list"], 1), (["--list", "--json"], 0):
        assert command.run(parser.parse_args(words), Recipes(format=1), Held({}), desk.paths) == 0
        out, err = capsys.readouterr()
        assert (out, len(err.splitlines())) == ("", said)


def test_the_list_says_what_there_is_and_what_would_change_it(say: Say, desk: Desk) -> None:
    code, out = say("--list")
    assert (code, out) == (0, "demo: not set up; IT has 1.2.3: signpost setup demo\n")
    say("demo")
    installed = Place(desk.paths, "demo").read()
    assert installed is not None
    older = msgspec.structs.replace(installed, version="1.0.0")
    Place(desk.paths, "demo").write(msgspec.structs.replace(older, previous=installed))
    code, out = say("--list", "--json")
    assert (code, lines(out)) == (
        0,
        [
            {
                "event": "tool",
                "tool": "demo",
                "installed": "1.0.0",
                "kind": "npm",
                "commands": ["demo-tool"],
                "offered": "1.2.3",
                "update": "1.2.3",
                "before": "1.2.3",
            }
        ],
    )
    assert "--update" in say("--list")[1]


def test_an_update_only_where_it_is_set_up(say: Say) -> None:
    code, out = say("demo", "--update", "--json")
    assert (code, lines(out)[-1]["code"]) == (1, "nothing-to-update")
    say("demo")
    code, out = say("demo", "--update")
    assert code == 0
    assert out.endswith("demo 1.2.3 is what IT wants, and works.\n"), "said when it has proved itself, and nothing else"
    assert "Downloading" not in out


def test_going_back_where_there_is_nothing_to_go_back_to(say: Say) -> None:
    say("demo")
    code, out = say("demo", "--rollback", "--json")
    assert (code, lines(out)[-1]["code"]) == (1, "nothing-before")


def test_settings_are_brought_along_once_the_tool_is_there(say: Say, desk: Desk) -> None:
    asked: list[tuple[str, str]] = []

    def carry_over(source: str, target: str) -> int:
        assert (desk.paths.bin / "demo-tool").exists()
        asked.append((source, target))
        return 1

    code, out = say("demo", "--json", "--carry-over", "old-tool", carry_over=carry_over)
    states = [line["state"] for line in lines(out) if line["event"] == "setup"]
    assert states[-3:] == ["detecting", "carrying-over", "done"]
    assert (code, asked) == (1, [("old-tool", "demo")])
    assert Place(desk.paths, "demo").read() is not None, "whatever became of the settings"


def test_a_tool_must_be_named_unless_all_are_listed() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(SystemExit) as ended:
        command.needs_policy(parser.parse_args(["--update"]))
    assert ended.value.code == 2
    assert command.needs_policy(parser.parse_args(["--list"]))
    assert not command.needs_policy(parser.parse_args(["demo", "--rollback"]))


def test_no_recipe(say: Say) -> None:
    code, out = say("other", "--json")
    assert code == 1
    assert lines(out)[-1]["code"] == "no-recipe"


def test_a_lock_that_cannot_be_had(say: Say) -> None:
    code, out = say("demo", "--json", artifacts=Held({}))
    assert code == 1
    lost = ArtifactMissing(target="locks/demo.json")
    assert lines(out)[-1] == {"event": "error", **lost.as_json()}


MAIN = """
import argparse, sys
from pathlib import Path
import msgspec
from app.host.paths import Paths
from app.policy.recipe import Recipes
from app.setup import command
from app.setup.artifacts import Held
from app.setup.installer import Programs
home, npm, recipes, lock, *rest = sys.argv[1:]
parser = argparse.ArgumentParser()
command.add_arguments(parser)
sys.exit(command.run(
    parser.parse_args(rest), msgspec.json.decode(Path(recipes).read_bytes(), type=Recipes),
    Held({"locks/demo.json": Path(lock).read_bytes()}), Paths.below(Path(home)), programs=Programs(npm=npm),
))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels(desk: Desk, tmp_path: Path, root: Path, number: signal.Signals) -> None:
    packages = demo_packages(payload=200_000)
    desk.registry.publish(packages)
    desk.registry.hold_archives_at(1000)
    (tmp_path / "recipes").write_bytes(dump(Recipes(format=1, recipes={"demo": (recipe_of(packages),)})))
    (tmp_path / "lock").write_bytes(lock_of(packages))
    files = map(str, [desk.paths.home, desk.npm, tmp_path / "recipes", tmp_path / "lock"])
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *files, "demo", "--json"],
        env={**desk.environment, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert desk.registry.holding.wait(20), "the download began"
    os.kill(process.pid, number)
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert [line["state"] for line in lines(out) if line["event"] == "setup"][-1] == "cancelled"
    assert lines(out)[-1]["code"] == "cancelled"
    assert desk.left() == []


def test_the_environment_of_the_process_is_the_default(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(paths.home))
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    packages = demo_packages()
    recipes = Recipes(format=1, recipes={"demo": (recipe_of(packages),)})
    out = io.StringIO()
    options = parser.parse_args(["demo", "--json"])
    assert command.run(options, recipes, Held({recipe_of(packages).lock: lock_of(packages)}), paths, out=out) == 1
    assert lines(out.getvalue())[-1]["code"] == "npm-missing"
