"""The Identifier as a whole: names and places; no launch, however strange, makes it raise, wait or read too much."""

import gc
import os
import threading
import time
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.identify.examine import examine
from app.identify.files import Look, holds
from app.identify.folders import is_sealed, is_system
from app.identify.grammars import VARIABLES
from app.identify.identify import Identifier
from app.identify.interpreters import Run
from app.identify.question import Question
from app.identify.records import Records
from app.policy.evidence import Evidence, Kind, Sought
from app.policy.launch import Launch, Parent
from tests.identify.machine import ELF, Machine, Observer


def values(facts: tuple[Evidence, ...], kind: Kind) -> list[str]:
    """The values of one kind."""
    return [fact.value for fact in facts if fact.kind is kind]


def test_places_and_names_are_the_real_ones(machine: Machine, observer: Observer) -> None:
    script = machine.file("lib/cli.js")
    link = machine.link("bin/claude", script)
    facts = observer.facts("/usr/bin/node", "vim", link)
    assert values(facts, Kind.PATH) == [str(script), "/usr/bin/node"]
    assert values(facts, Kind.NAME) == ["cli.js", "claude", "node"]


def test_a_program_is_called_as_the_link_it_was_started_by(machine: Machine, observer: Observer) -> None:
    program = machine.file("lib/claude.exe", ELF, 0o755)
    link = machine.link("bin/claude", program)
    launch = Launch(pid=1, exe=str(program), argv=("vim",), cwd=str(machine.root), execfn="bin/claude")
    assert values(observer.identifier.evidence(launch), Kind.NAME) == ["claude.exe", "claude"]
    launch = msgspec.structs.replace(launch, execfn=str(link))
    assert values(observer.identifier.evidence(launch), Kind.NAME) == ["claude.exe", "claude"]
    launch = msgspec.structs.replace(launch, execfn=str(machine.file("bin/other")))
    assert values(observer.identifier.evidence(launch), Kind.NAME) == ["claude.exe"]


def test_what_is_run_comes_before_what_runs_it(machine: Machine, observer: Observer) -> None:
    runtime = machine.npm("lib", "bun", "bin/bun", bin={"bun": "bin/bun"}) / "bin/bun"
    script = machine.npm("lib", "tool", "cli.js", bin="cli.js") / "cli.js"
    assert observer.packages(runtime, "bun", "run", script) == ["pkg:npm/tool@1.2.3", "pkg:npm/bun@1.2.3"]


def test_what_a_process_calls_itself_counts_for_nothing(observer: Observer) -> None:
    facts = observer.facts("/usr/bin/sleep", "claude", "0.3", comm="claude")
    assert values(facts, Kind.NAME) == ["sleep"]


def test_an_executable_that_was_deleted_is_still_where_it_was(observer: Observer) -> None:
    facts = observer.facts("/opt/x/claude (deleted)")
    assert values(facts, Kind.PATH) == ["/opt/x/claude"]
    assert not observer.identifier.costly(observer.launch("/opt/x/claude (deleted)"), Sought(hashes=True))


def test_a_launch_that_could_not_be_read_has_no_evidence(observer: Observer) -> None:
    assert observer.identifier.evidence(Launch(pid=1, comm="claude", problem="gone")) == ()


def test_another_process_s_own_files_are_not_ours(machine: Machine, observer: Observer) -> None:
    for path in ("/proc/self/exe", "/proc/self/fd/9", "/dev/fd/63", "/dev/stdin"):
        assert values(observer.facts("/usr/bin/node", "node", path), Kind.PATH) == ["/usr/bin/node"]
    script = machine.file("cli.js")
    facts = observer.facts("/usr/bin/node", "node", f"/proc/self/root{script}")
    assert values(facts, Kind.PATH) == [str(script), "/usr/bin/node"]


def test_relative_paths_start_at_the_working_folder(machine: Machine, observer: Observer) -> None:
    machine.file("a/cli.js")
    machine.file("b/cli.js")
    for folder in ("a", "b"):
        facts = observer.facts("/usr/bin/node", "node", "./cli.js", cwd=str(machine.root / folder))
        assert str(machine.root / folder / "cli.js") in values(facts, Kind.PATH)
    assert values(observer.facts("/usr/bin/node", "node", "./cli.js", cwd=""), Kind.PATH) == ["/usr/bin/node"]


def test_names_that_are_no_utf_8_can_be_shown(machine: Machine, observer: Observer) -> None:
    folder = os.fsencode(machine.root) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102 - pathlib takes no bytes
    script = os.fsdecode(folder + b"/cli.js")
    Path(script).write_text("0")
    facts = observer.facts("/usr/bin/node", "node", script)
    msgspec.json.encode([fact.as_json() for fact in facts])
    assert any("caf" in value for value in values(facts, Kind.PATH))


def strange_files(machine: Machine) -> list[str]:
    """One of everything that must not be waited for, followed or read."""
    root = machine.root
    os.mkfifo(root / "fifo")
    machine.link("loop", root / "loop")
    machine.link("one", root / "two")
    machine.link("two", root / "one")
    machine.link("nowhere", root / "gone")
    machine.link("zero", Path("/dev/zero"))
    machine.file("unreadable/cli.js", "0", 0o000)
    machine.file("project/cli.js", "0")
    os.mkfifo(root / "project/package.json")
    huge = machine.file("huge/package.json")
    os.truncate(huge, 100 << 20)
    machine.file("huge/cli.js", "0")
    os.truncate(machine.file("sparse.js"), 1 << 40)
    os.mkfifo(machine.file("venv/x").with_name("pyvenv.cfg"))
    machine.file("venv/bin/tool", "from a import b; b()")
    (root / "folder").mkdir()
    machine.link("folder/self", root / "folder")
    paths = [
        "fifo",
        "loop",
        "one",
        "nowhere",
        "zero",
        "unreadable/cli.js",
        "project/cli.js",
        "huge/cli.js",
        "sparse.js",
    ]
    paths += [
        "venv/bin/tool",
        "folder",
        "folder" + "/self" * 60 + "/x",
        "gone/cli.js",
        "a\0b",
        "\ud800",
        "x" * 10_000,
        "",
    ]
    return [str(root / path) for path in paths] + [
        "/dev/zero",
        "/dev/tty",
        "/dev/watchdog",
        "/proc/kmsg",
        "/proc/1/mem",
    ]


CALLS = (
    ("/usr/bin/node", ["node", "{}"]),
    ("/usr/bin/node", ["node", "-r", "{}", "-e", 'import("{}")']),
    ("/opt/bun", ["bun", "run", "--cwd", "{}", "x.js"]),
    ("/usr/bin/python3.11", ["{}", "{}"]),
    ("/usr/bin/python3.11", ["{}", "-m", "tool"]),
    ("/usr/bin/python3.11", ["python", "-c", "exec(open('{}').read())"]),
    ("/usr/bin/dash", ["sh", "{}"]),
    ("/usr/lib/ld-linux.so.2", ["ld.so", "{}"]),
    ("{}", ["{}"]),
)


def test_no_file_is_waited_for(machine: Machine) -> None:
    identifier = Identifier()
    paths = strange_files(machine)
    done = threading.Event()

    def ask() -> None:
        for path in paths:
            for exe, argv in CALLS:
                words = tuple(word.replace("{}", path) for word in argv)
                launch = Launch(
                    pid=1, exe=exe.replace("{}", path), argv=words, cwd=path, execfn=path, env={"PYTHONPATH": path}
                )
                began = time.monotonic()
                facts = identifier.evidence(launch)
                assert time.monotonic() - began < 1, launch
                assert identifier.evidence(launch) == facts
                identifier.costly(launch, Sought(markers=("some marker",)))
        done.set()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout=100)
    assert done.is_set()


TEXT = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["node", "-r", "-m", "x.js", "./a", "/", "..", "~", "npm:a@1"]
)
EXES = (
    st.sampled_from(["/usr/bin/node", "/usr/bin/python3.11", "/opt/uv", "/opt/deno", "/bin/busybox", "/lib/ld.so"])
    | TEXT
)
LAUNCHES = st.builds(
    Launch,
    pid=st.integers(),
    exe=EXES,
    argv=st.lists(TEXT, max_size=6).map(tuple),
    cwd=TEXT,
    comm=TEXT,
    execfn=TEXT,
    env=st.dictionaries(st.sampled_from(VARIABLES), TEXT, max_size=3),
    uid=st.integers(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(launch=LAUNCHES)
def test_no_launch_is_too_strange(observer: Observer, launch: Launch) -> None:
    facts = observer.identifier.evidence(launch)
    assert observer.identifier.evidence(launch) == facts
    assert len(facts) == len(set(facts))
    for fact in facts:
        fact.value.encode()
        fact.source.encode()


HUGE = {
    "many words": ("x",) * 200_000,
    "many options": ("-r",) * 200_000,
    "many assignments": ("--import=x",) * 200_000,
    "a long word": ("x" * 6_000_000,),
    "a long option": ("-" + "e" * 6_000_000, "x"),
    "long code": ("-c", "import(" * 1_000_000),
    "a long module": ("-m", "a." * 1_000_000),
    "a long package": ("run", "npm:" + "@" * 6_000_000),
}


@pytest.mark.parametrize("exe", ["node", "bun", "deno", "python3", "sh", "uv", "ld.so", "qemu-arm", "ruby", "tool"])
@pytest.mark.parametrize("words", HUGE.values(), ids=HUGE)
def test_a_command_line_as_long_as_exec_allows(observer: Observer, exe: str, words: tuple[str, ...]) -> None:
    facts = observer.facts(f"/opt/{exe}", exe, *words)
    assert facts == observer.facts(f"/opt/{exe}", exe, *words)
    assert all(len(fact.value) + len(fact.source) < 20_000 for fact in facts)


def test_a_proof_holds_until_something_changes(machine: Machine) -> None:
    file, absent = machine.file("a"), machine.root / "b"
    look = Look()
    look.read(str(file), 10)
    look.status(str(absent))
    assert holds(look.proof())
    absent.write_text("now it is there")
    assert not holds(look.proof())
    absent.unlink()
    assert holds(look.proof())
    file.write_text("longer")
    assert not holds(look.proof())


def kept_after(launches: Iterable[Launch], room: int) -> tuple[int, int]:
    """How many answers are kept, and how many bytes keeping them takes."""
    identifier = Identifier(room=room)
    tracemalloc.start()
    try:
        for launch in launches:
            identifier.evidence(launch)
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return len(identifier._known[0]), taken


def test_what_is_remembered_is_bounded_by_what_it_takes() -> None:
    """Whoever starts programs chooses how much there is to remember of each."""
    room = 400
    short = (Launch(pid=1, exe=f"/opt/{number}/x", argv=("x",)) for number in range(room))
    long = (Launch(pid=1, exe="/usr/bin/node", argv=("node", "-r", f"/{number}" * 5000, "x")) for number in range(room))
    many, taken_by_many = kept_after(short, room)
    few, taken_by_few = kept_after(long, room)
    assert few < room // 20 < many < room
    assert taken_by_many < 1000 * room
    assert taken_by_few < 1000 * room


def test_many_threads_may_ask_at_once(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "cli.js", bin="cli.js")
    venv = machine.venv("venv")
    machine.dist(venv, "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    expected = ["pkg:npm/tool@1.2.3"], ["pkg:pypi/llm@1.0"]
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(100):
            found = observer.node(root / "cli.js"), observer.packages("/x/python3.11", venv / "bin/python", "-m", "llm")
            if found != expected:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("exe", ["/usr/bin/cat", "/usr/bin/vim", "/usr/bin/cp", "/usr/bin/git"])
def test_programs_that_handle_a_tool_s_file_are_not_the_tool(machine: Machine, observer: Observer, exe: str) -> None:
    program = machine.npm("lib", "tool", "bin/tool", bin={"tool": "bin/tool"}) / "bin/tool"
    assert program.read_bytes() == ELF
    assert observer.packages(exe, exe, program) == []


def test_ldd_lists_and_starts_nothing(machine: Machine, observer: Observer) -> None:
    program = machine.npm("lib", "tool", "bin/tool", bin={"tool": "bin/tool"}) / "bin/tool"
    loader = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
    assert observer.packages(loader, loader, program) == ["pkg:npm/tool@1.2.3"]
    assert observer.packages(loader, loader, program, parent=Parent(comm="ldd")) == []
    for exe, argv in ((loader, [loader, program]), (program, [program])):
        assert observer.packages(exe, *argv, env={"LD_TRACE_LOADED_OBJECTS": "1"}) == []


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/usr/bin/git", True),
        ("/bin/sh", True),
        ("/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", True),
        ("/lib64/ld-linux-x86-64.so.2", True),
        ("/usr/lib/node_modules/npm/bin/npm-cli.js", False),
        ("/usr/share/nodejs/npm/bin/npm-cli.js", False),
        ("/usr/lib/vendor-app/app", False),
        ("/usr/local/bin/claude", False),
        ("/opt/x/bin/claude", False),
        ("/home/jo/bin/claude", False),
        ("/library/bin/claude", False),
    ],
)
def test_places_that_only_the_package_manager_fills(path: str, system: bool) -> None:
    assert is_system(path) is system
    assert not is_sealed(path)


def test_only_apples_system_volume_is_not_read() -> None:
    """Its files are nobody's to replace; a copy in any other folder is one that somebody put there."""
    assert is_sealed("/System/Applications/Calculator.app/Contents/MacOS/Calculator")
    assert not is_sealed("/Applications/System/tool")
    for folder in ("/usr/bin", "/usr/local/bin", "/System/bin"):
        facts = examine(Question(f"{folder}/tool", Run()), Look(), Records())
        assert facts.files == (() if is_sealed(f"{folder}/tool") else (f"{folder}/tool",))
