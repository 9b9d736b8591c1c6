"""A command is resolved as a shell and the kernel would, and nothing is started by it."""

import os
from pathlib import Path

import pytest

from app.trial.errors import NoSuchCommand
from app.trial.resolve import program, resolve
from tests.identify.machine import ELF, Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path.resolve())


def environment(machine: Machine, *folders: str) -> dict[str, str]:
    return {"PATH": os.pathsep.join(str(machine.root / folder) for folder in folders)}


def test_the_first_executable_of_that_name_on_path_is_it(machine: Machine) -> None:
    machine.file("a/tool", ELF, 0o644)
    wanted = machine.file("b/tool", ELF, 0o755)
    machine.file("c/tool", ELF, 0o755)
    (launch,) = resolve(("tool", "--x"), "/", environment(machine, "a", "b", "c"))
    assert (launch.exe, launch.argv, launch.execfn) == (str(wanted), ("tool", "--x"), str(wanted))


def test_links_are_followed_and_the_name_it_was_called_by_is_kept(machine: Machine) -> None:
    wanted = machine.file("opt/real", ELF, 0o755)
    machine.link("bin/tool", wanted)
    (launch,) = resolve(("./bin/tool",), str(machine.root), {})
    assert launch.exe == str(wanted)
    assert launch.execfn == str(machine.root / "bin/tool")


def test_a_script_is_run_by_the_interpreter_of_its_first_line(machine: Machine) -> None:
    shell = machine.file("bin/sh", ELF, 0o755)
    script = machine.file("tool", f"#! {shell} -e\n", 0o755)
    (launch,) = resolve((str(script), "a b"), "/", {})
    assert launch.exe == str(shell)
    assert launch.argv == (str(shell), "-e", str(script), "a b")
    assert launch.comm == "tool"


def test_a_script_s_interpreter_may_be_a_script(machine: Machine) -> None:
    shell = machine.file("bin/sh", ELF, 0o755)
    inner = machine.file("inner", f"#!{shell}\n", 0o755)
    outer = machine.file("outer", f"#!{inner} -x\n", 0o755)
    (launch,) = resolve((str(outer),), "/", {})
    assert launch.argv == (str(shell), str(inner), "-x", str(outer))


@pytest.mark.parametrize(
    "line", ["{env} node", "{env} -S node --no-warnings", "{env} -S A=b node", "{env} -u HOME node"]
)
def test_env_in_the_first_line_goes_on_to_the_command(machine: Machine, line: str) -> None:
    env = machine.file("usr/bin/env", ELF, 0o755)
    node = machine.file("bin/node", ELF, 0o755)
    # One word is all that stands behind the interpreter, and -S is there to split it (env(1)).
    script = machine.file("tool", f"#!{line.format(env=env)}\n", 0o755)
    if "-u" in line:
        words: tuple[str, ...] = (str(env), "-u", "HOME", "node", str(script))
    else:
        words = (str(script),)
    first, last = resolve(words, "/", environment(machine, "bin"))
    assert first.exe == str(env)
    assert last.exe == str(node)
    assert last.argv[0] == "node"
    assert last.argv[-1] == str(script)
    assert program(str(script), (), "/", environment(machine, "bin")).exe == str(node) or "-u" in line


def test_env_with_nothing_to_start_is_itself(machine: Machine) -> None:
    env = machine.file("usr/bin/env", ELF, 0o755)
    (launch,) = resolve((str(env), "A=b"), "/", {})
    assert launch.exe == str(env)


@pytest.mark.parametrize("command", ["missing", "./missing", "", "a\0b", "/"])
def test_what_is_not_there_is_said(machine: Machine, command: str) -> None:
    with pytest.raises(NoSuchCommand):
        resolve((command,), str(machine.root), environment(machine, "bin"))


def test_a_missing_interpreter_is_said(machine: Machine) -> None:
    script = machine.file("tool", "#!/no/such/interpreter\n", 0o755)
    with pytest.raises(NoSuchCommand, match="/no/such/interpreter"):
        resolve((str(script),), "/", {})


def test_scripts_that_interpret_each_other_end(machine: Machine) -> None:
    script = machine.root / "tool"
    machine.file("tool", f"#!{script}\n", 0o755)
    assert resolve((str(script),), "/", {})


def test_nothing_waits_for_a_fifo(machine: Machine) -> None:
    os.mkfifo(machine.root / "tool", 0o755)
    with pytest.raises(NoSuchCommand):
        resolve((str(machine.root / "tool"),), "/", {})
