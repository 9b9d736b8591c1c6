"""What stands behind a wrapper: every row of the table, and nothing where nothing can be told."""

import os
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trial.errors import NoSuchCommand
from app.trial.resolve import resolve
from app.trial.wrappers import SHELL, WRAPPERS, Behind, Wrapper, behind
from tests.identify.machine import ELF, Machine
from tests.trial.conftest import Signpost

COMMAND = ("claude", "-p", "x y", "--", "-c")

FORMS = """
env
env -i A=b -u HOME
env --unset=HOME --
nohup
setsid -w
nice
nice -n 5
nice -n5
nice -10
nice --adjustment=5
ionice -c 2 -n7
ionice -c3
chrt -r 5
chrt -T 1 -D 2 -d 0
taskset 0x3
taskset -c 0,1
stdbuf -oL -e 0
unbuffer -p
timeout 5
timeout -s KILL -k 5 10s
timeout --signal=KILL -- 10
time -p
time -f %e -o /tmp/x
flock /tmp/lock
flock -w 5 -n /tmp/lock
sudo
sudo -u root -E A=b
sudo -Eu root --
doas -n -u root
pkexec --user root
runuser -u root --
setpriv --reuid 1000 --clear-groups
prlimit --nofile=10
xargs
xargs -0 -n 1 -P4 -I {}
watch -n 1 -x
watch --interval=1 --exec --
strace -f -e trace=execve -o /tmp/x
ltrace -f -o /tmp/x
valgrind --tool=memcheck
systemd-run --user --scope -p MemoryMax=1G
systemd-inhibit --what=sleep --why x
unshare -r --mount
nsenter -U
bwrap --ro-bind / / --dev /dev --setenv A b --unshare-all --
bwrap --bind /a /b --proc /proc
firejail --net=none --private
dbus-run-session --
xvfb-run -a -s -noreset
tini -s --
dumb-init
exec -a name
command -p
script -q /dev/null --
""".strip().splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_the_command_is_found_with_all_its_words(form: str) -> None:
    name, *words = shlex.split(form)
    found = behind(WRAPPERS[name], (*words, *COMMAND))
    assert found is not None
    assert found.argv == COMMAND


def test_every_row_is_tried() -> None:
    texts = {"su"}
    assert {form.split()[0] for form in FORMS} | texts == set(WRAPPERS)


@pytest.mark.parametrize(
    "form",
    [
        "script -c 'claude -p \"x y\"' /tmp/log",
        "script -qc 'claude -p \"x y\"'",
        "flock /tmp/lock -c 'claude -p \"x y\"'",
        "su root -c 'claude -p \"x y\"'",
        "su --command='claude -p \"x y\"' root",
        "runuser -u root -c 'claude -p \"x y\"'",
        "watch -n1 claude -p '\"x y\"'",
        "env -S 'claude -p \"x y\"'",
        "env '-Sclaude -p \"x y\"'",
    ],
)
def test_the_one_command_of_a_line_is_found(form: str) -> None:
    name, *words = shlex.split(form)
    found = behind(WRAPPERS[name], words)
    assert found is not None
    assert found.argv == ("claude", "-p", "x y")


def test_variables_and_folders_on_the_way() -> None:
    assert behind(WRAPPERS["env"], ("A=b=c", "-C", "/x", "claude")) == Behind(("claude",), {"A": "b=c"}, "/x")
    assert behind(WRAPPERS["sudo"], ("A=b", "-D/x", "claude", "C=d")) == Behind(("claude", "C=d"), {"A": "b"}, "/x")
    assert behind(WRAPPERS["timeout"], ("5", "A=b")) == Behind(("A=b",))
    assert behind(SHELL, ("-lc", "A=b claude -p")) == Behind(("claude", "-p"), {"A": "b"})


NO_COMMAND = r"""
env
env A=b
env -u
timeout
timeout 5
nice -n
taskset -p 1
chrt -p 1
ionice -p 1
strace -p 1
sudo -l
sudo -e /etc/x
script /tmp/log
script -c
script -c 'claude | cat'
script -c 'claude; ls'
script -c '$(x)'
script -c '"x'
env -S '"x'
watch
watch 'a && b'
xargs -n
su root
command -v claude
flock 9
nsenter -t 1 claude
""".strip().splitlines()


@pytest.mark.parametrize("form", NO_COMMAND)
def test_where_no_command_can_be_told_there_is_none(form: str) -> None:
    name, *words = shlex.split(form)
    assert behind(WRAPPERS[name], words) is None


@given(
    st.sampled_from([SHELL, *WRAPPERS.values()]),
    st.lists(
        st.sampled_from(["--", "-", "-c", "-x", "5", "A=b", "-S", "", "+5", "--chdir", "--chdir=/", "-n5", "x", '"'])
        | st.text(max_size=6),
        max_size=8,
    ),
)
def test_no_words_are_too_strange(wrapper: Wrapper, words: list[str]) -> None:
    found = behind(wrapper, words)
    assert found is None or found.argv


@pytest.fixture
def places(machine: Machine) -> dict[str, str]:
    """PATH with wrappers, a shell and a tool."""
    for name in ("timeout", "nice", "sh", "env", "watch", "busybox", "claude"):
        machine.file(f"bin/{name}", ELF, 0o755)
    return {"PATH": str(machine.root / "bin")}


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("timeout 5 nice -n 3 env A=b claude -p", ["timeout", "nice", "env", "claude"]),
        ("sh -c 'claude -p'", ["sh", "claude"]),
        ("sh -c 'claude -p | cat'", ["sh"]),
        ("sh -c 'exec claude -p'", ["sh", "claude"]),
        ("exec -a x command claude -p", ["claude"]),
        ("time claude -p", ["claude"]),
        ("watch -n 1 timeout 5 claude -p", ["watch", "timeout", "claude"]),
        ("busybox timeout 5 claude -p", ["busybox", "claude"]),
        ("busybox ls", ["busybox"]),
        ("own/timeout 5 claude -p", ["sh"]),
    ],
)
def test_each_step_is_a_launch(machine: Machine, places: dict[str, str], words: str, steps: list[str]) -> None:
    machine.file("own/timeout", f"#!{machine.root}/bin/sh\n", 0o755)
    launches = resolve(shlex.split(words), str(machine.root), places)
    assert [os.path.basename(launch.exe) for launch in launches] == steps  # noqa: PTH119
    if steps[-1] == "claude":
        assert launches[-1].argv == ("claude", "-p")
        assert launches[-1].env == places | ({"A": "b"} if "A=b" in words else {})


def test_words_that_only_a_shell_knows_are_no_programs(places: dict[str, str]) -> None:
    for words in (("exec",), ("command", "-v", "claude"), ("cd", "/"), ("ll",)):
        with pytest.raises(NoSuchCommand) as caught:
            resolve(words, "/", places)
        assert "Aliases and functions" in caught.value.advice


def test_a_chain_of_wrappers_ends(places: dict[str, str]) -> None:
    assert len(resolve(["nice"] * 1000, "/", places)) < 20


def test_explain_says_which_step_is_the_tool(
    machine: Machine, policy_file: str, signpost: Signpost, monkeypatch: pytest.MonkeyPatch, places: dict[str, str]
) -> None:
    machine.file("bin/node", ELF, 0o755)
    script = machine.npm("lib", "@acme/paint", "cli.js", bin={"paint": "cli.js"}) / "cli.js"
    script.write_text(f"#!{machine.root}/bin/node\n0;\n")
    machine.link("bin/paint", script)
    monkeypatch.setenv("PATH", places["PATH"])
    said = signpost("explain", "--policy", policy_file, "timeout", "5", "nice", "paint", "-x")
    assert "Paint: banned" in said.out
    assert "Step      3 of 3: timeout → nice → paint" in said.out
    found = signpost("explain", "--policy", policy_file, "--json", "timeout", "5", "paint").out
    assert '"step": 2' in found
    assert "Step" not in signpost("explain", "--policy", policy_file, "paint").out
