"""Interpreters under other names, programs under the names of interpreters: bytes decide once they were read."""

import shutil
from pathlib import Path

import pytest

from app.host.run import run
from app.identify.grammars import BUN, DENO, OWN, Grammar
from app.identify.identify import Identifier
from app.identify.runtimes import RUNTIMES, Runtime, interpreter_in, traces
from app.policy.evidence import Evidence, Kind, Sought
from app.policy.launch import Launch
from tests.identify.machine import ELF, Machine, Observer
from tests.support import tools

BUN_TRAILER = b"\n---- Bun! ----\n"
BUN_BYTES = ELF + b"bunfig.toml\0" + BUN_TRAILER
DENO_BYTES = ELF + b"DENO_INSTALL_ROOT\0d3n0l4nd" + bytes(256)
NODE_BYTES = ELF + b"NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0"


def closer(identifier: Identifier, launch: Launch, *markers: str) -> tuple[Evidence, ...]:
    """All that is known after the bytes were read, as the agent asks for it."""
    more = identifier.costly(launch, Sought(hashes=True, markers=markers))
    return (*identifier.evidence(launch), *more)


def packages(facts: tuple[Evidence, ...]) -> list[str]:
    return [fact.value for fact in facts if fact.kind is Kind.PACKAGE]


def identity(data: bytes) -> Grammar | None:
    return interpreter_in({trace: data.count(trace) for trace in traces(len(data))}, data[-128:])


@pytest.mark.parametrize("runtime", RUNTIMES, ids=lambda one: one.grammar.name or "own")
def test_all_the_texts_of_a_runtime_are_needed(runtime: Runtime) -> None:
    texts = [text.encode() for text in runtime.inside]
    assert identity(ELF + b"\0".join(texts) + bytes(256)) is runtime.grammar
    for left_out in range(len(texts)):
        assert identity(ELF + b"\0".join(texts[:left_out] + texts[left_out + 1 :])) is None


@pytest.mark.parametrize(
    ("data", "grammar"),
    [
        (BUN_BYTES, BUN),
        (BUN_BYTES + b"script" + BUN_TRAILER + bytes(8), OWN),  # bun 1.0 to 1.3
        (BUN_BYTES + b"script" + BUN_TRAILER + bytes(4096), OWN),  # bun 1.4: in a section, filled up
        (DENO_BYTES, DENO),
        (DENO_BYTES + b"script" + b"d3n0l4nd" + bytes(16), OWN),
        (ELF + b"d3n0l4nd" + bytes(16), None),  # denort
        (ELF + BUN_TRAILER, None),  # a program that takes such products apart
        (NODE_BYTES[:-1] + b"1", None),
        (ELF, None),
    ],
)
def test_what_is_made_with_an_interpreter_runs_itself(data: bytes, grammar: Grammar | None) -> None:
    assert identity(data) is grammar


@pytest.mark.parametrize("name", ["java", "python3", "editor", "bun"])
@pytest.mark.parametrize("data", [NODE_BYTES, BUN_BYTES, DENO_BYTES], ids=["node", "bun", "deno"])
def test_an_interpreter_by_another_name_runs_what_it_is_given(
    machine: Machine, observer: Observer, name: str, data: bytes
) -> None:
    script = machine.npm("lib", "tool", "cli.js", bin="cli.js") / "cli.js"
    words = (name, "run", script) if data is DENO_BYTES else (name, script)
    launch, identifier = observer.launch(machine.file(f"copies/{name}", data, 0o755), *words), observer.identifier
    if name in ("java", "editor"):
        assert packages(identifier.evidence(launch)) == []
    facts = closer(identifier, launch)
    assert packages(facts) == ["pkg:npm/tool@1.2.3"]
    assert {fact.source for fact in facts if fact.kind is Kind.HASH} == {launch.exe, str(script)}
    assert packages(identifier.evidence(launch)) == ["pkg:npm/tool@1.2.3"], "the second start is known at once"


def test_a_copied_script_is_known_by_its_bytes_behind_a_renamed_interpreter(
    machine: Machine, observer: Observer
) -> None:
    script = machine.file("copies/build.mjs", "// the mark of a tool\n")
    launch = observer.launch(machine.file("copies/java", NODE_BYTES, 0o755), "java", script)
    facts = closer(observer.identifier, launch, "the mark of a tool")
    assert Evidence(Kind.MARKER, "the mark of a tool", str(script)) in facts
    assert Evidence(Kind.PATH, str(script), str(script)) in facts


def test_python_by_another_name(machine: Machine, observer: Observer) -> None:
    venv = machine.venv("venv")
    machine.dist(venv, "llm", {"llm": "llm.cli:cli"}, "llm/__main__.py")
    for name in ("java", "node", "helper"):
        launch = observer.launch(machine.file(f"venv/bin/{name}", ELF + b"Py_BytesMain", 0o755), name, "-m", "llm")
        assert packages(closer(observer.identifier, launch)) == ["pkg:pypi/llm@1.0"]


def test_what_a_product_is_called_does_not_make_it_an_interpreter(machine: Machine, observer: Observer) -> None:
    """`bun build --compile` of somebody's own, called `node`; the tool's script is a file to it like any other."""
    script = machine.npm("lib", "tool", "cli.js", bin="cli.js") / "cli.js"
    product = machine.file("own/node", BUN_BYTES + BUN_TRAILER + bytes(8), 0o755)
    launch = observer.launch(product, "node", script)
    assert packages(observer.identifier.evidence(launch)) == ["pkg:npm/tool@1.2.3"], "the name is all there is at first"
    assert packages(closer(observer.identifier, launch)) == []
    assert packages(observer.identifier.evidence(launch)) == []
    bun = observer.launch(product, "node", script, env={"BUN_BE_BUN": "1"})
    assert packages(observer.identifier.evidence(bun)) == ["pkg:npm/tool@1.2.3"]


def test_a_product_in_a_package_is_that_package_whatever_it_is_called(machine: Machine, observer: Observer) -> None:
    folder = machine.npm("lib", "tool", bin={"tool": "bin/python3"})
    product = machine.file(str(folder.relative_to(machine.root) / "bin/python3"), BUN_BYTES + BUN_TRAILER, 0o755)
    assert packages(closer(observer.identifier, observer.launch(product, "tool"))) == ["pkg:npm/tool@1.2.3"]


def test_what_was_read_holds_as_long_as_the_file_stays(machine: Machine, observer: Observer) -> None:
    script = machine.npm("lib", "tool", "cli.js", bin="cli.js") / "cli.js"
    copy = machine.file("copies/java", NODE_BYTES, 0o755)
    launch = observer.launch(copy, "java", script)
    assert packages(closer(observer.identifier, launch)) == ["pkg:npm/tool@1.2.3"]
    copy.write_bytes(ELF + b"another program")
    assert packages(closer(observer.identifier, launch)) == []


@pytest.mark.full
@pytest.mark.parametrize(("name", "words"), [("bun", ()), ("deno", ("run",))])
def test_the_real_ones_renamed(
    machine: Machine, observer: Observer, npm: Path, downloads: Path, name: str, words: tuple[str, ...]
) -> None:
    files = tools.npm_prefix(npm, name, downloads).rglob("*")
    real = max((file for file in files if file.is_file()), key=lambda file: file.stat().st_size)
    script = machine.npm("lib", "tool", "cli.js", bin="cli.js") / "cli.js"
    copy = machine.root / "copies/editor"
    copy.parent.mkdir()
    shutil.copy(real, copy)
    assert packages(closer(observer.identifier, observer.launch(copy, "editor", *words, script))) == [
        "pkg:npm/tool@1.2.3"
    ]
    if name == "bun":
        product = machine.root / "copies/product"
        built = run(
            [str(copy), "build", "--compile", str(script), "--outfile", str(product)],
            env={"HOME": str(machine.root)},
            timeout=100,
        )
        assert built.code == 0, built.err
        assert packages(closer(observer.identifier, observer.launch(product, "product", script))) == []


def test_a_policy_about_packages_alone_sees_through_a_renamed_interpreter(machine: Machine) -> None:
    identifier, sought = Identifier(), Sought(runtimes=True)
    script = machine.npm("proj", "@acme/paint", "cli.js", bin="cli.js") / "cli.js"
    exe = str(machine.file("opt/helper", NODE_BYTES, 0o755))
    launch = Launch(pid=1, exe=exe, argv=("helper", str(script)), cwd="/")
    assert packages(identifier.evidence(launch)) == []
    assert identifier.has_more(launch, sought)
    assert identifier.costly(launch, sought) == ()  # no digest was asked for
    assert packages(identifier.evidence(launch)) == ["pkg:npm/%40acme/paint@1.2.3"]


@pytest.mark.parametrize(
    ("exe", "argv", "expected"),
    [
        ("opt/helper", ["-m", "paint"], True),
        ("opt/helper", ["--quiet", "own.py"], True),
        ("opt/helper", ["notes"], True),  # begins with #!
        ("opt/helper", ["letter.txt"], False),
        ("opt/helper", ["missing.js"], False),
        ("opt/helper", [], False),
        ("/usr/bin/python3.11", ["own.py"], False),  # the system's own
        ("/usr/bin/vim.basic", ["own.py"], True),
    ],
)
def test_only_what_is_given_something_to_run_is_read_for_it(
    machine: Machine, exe: str, argv: list[str], expected: bool
) -> None:
    machine.file("own.py", "0\n")
    machine.file("letter.txt", "Dear …")
    machine.file("notes", "#!/usr/bin/env helper\n")
    path = exe if exe.startswith("/") else str(machine.file(exe, ELF, 0o755))
    launch = Launch(pid=1, exe=path, argv=(path, *argv), cwd=str(machine.root))
    assert Identifier().has_more(launch, Sought(runtimes=True)) is expected
    assert Identifier().has_more(launch, Sought(hashes=True))
    assert not Identifier().has_more(launch, Sought())
