"""Command lines: what is run behind an interpreter, and what only looks like it."""

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identify.grammars import FAMILIES, VARIABLES, Does
from app.identify.interpreters import grammar_of, read

NODE, BUN, DENO, PYTHON, UV = "/usr/bin/node", "/opt/bun.exe", "/opt/deno", "/usr/bin/python3.11", "/opt/uv"


def run(line: str, exe: str = "", **env: str) -> dict[str, object]:
    """What is run, empty fields left out; the executable is called like the first word."""
    words = line.split(" ")
    found = msgspec.structs.asdict(read(exe or f"/usr/bin/{words[0]}", words, env))
    return {name: value for name, value in found.items() if value and name != "interpreter"}


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("node cli.js --version", {"script": "cli.js"}),
        ("node --no-warnings --max-old-space-size=4096 cli.js", {"script": "cli.js"}),
        ("node --title x --env-file .env cli.js", {"script": "cli.js"}),
        (
            "node -r ./a.cjs --import=./b.mjs --loader c cli.js",
            {"script": "cli.js", "loads": ("./a.cjs", "./b.mjs", "c")},
        ),
        ("node --inspect cli.js", {"script": "cli.js"}),
        ("node -- cli.js", {"script": "cli.js"}),
        ("node -e 0 --import x.js arg", {"code": "0", "loads": ("x.js",)}),
        ("node -pe 1 cli.js", {"code": "1"}),
        ("node --check cli.js", {}),
        ("node -c cli.js", {}),
        ("node --version cli.js", {}),
        ("node inspect cli.js", {}),
        ("node --test cli.js", {}),
        ("node --run start", {}),
        ("node - cli.js", {}),
        ("node", {}),
        ("nodejs cli.js", {"script": "cli.js"}),
        ("node20 cli.js", {"script": "cli.js"}),
        ("bun cli.js", {"script": "cli.js"}),
        ("bun run --bun cli.js", {"script": "cli.js"}),
        ("bun --cwd /a run cli.js", {"script": "cli.js", "folder": "/a"}),
        ("bun -r ./a.ts cli.js", {"script": "cli.js", "loads": ("./a.ts",)}),
        ("bun -e 1", {"code": "1"}),
        ("bun pm ls", {}),
        ("bun x claude", {}),
        ("bun build cli.js --compile", {}),
        ("bunx claude", {}),
        ("deno run -A --config c.json cli.js", {"script": "cli.js"}),
        ("deno cli.ts", {"script": "cli.ts"}),
        ("deno run -A npm:@a/b@1 --x", {"package": "npm:@a/b@1"}),
        ("deno x -A cowsay", {"package": "cowsay"}),
        ("deno eval import('x')", {"code": "import('x')"}),
        ("deno cache cli.js", {}),
        ("deno install -g npm:x", {}),
        ("python3.11 -X utf8 -W ignore -m llm --version", {"module": "llm"}),
        ("python -Im llm", {"module": "llm"}),
        ("python -Wd -mllm", {"module": "llm"}),
        ("python -c print(1) -m llm", {"code": "print(1)"}),
        ("python -u tool.py -m x", {"script": "tool.py"}),
        ("python -m pdb -c continue tool.py", {"script": "tool.py"}),
        ("python -m cProfile -o out -m llm", {"module": "llm"}),
        ("python -m runpy llm", {"module": "llm"}),
        ("python -m coverage run --source x -m llm", {"module": "llm"}),
        ("python -m coverage report", {}),
        ("python -V tool.py", {}),
        ("python -", {}),
        ("pypy3 tool.py", {"script": "tool.py"}),
        ("sh tool.sh arg", {"script": "tool.sh"}),
        ("bash -euo pipefail tool.sh", {"script": "tool.sh"}),
        ("bash +x - tool.sh", {"script": "tool.sh"}),
        ("bash -n tool.sh", {}),
        ("bash -lc tool.sh", {}),
        ("bash --rcfile x tool.sh", {"script": "tool.sh"}),
        ("busybox sh tool.sh", {"script": "tool.sh"}),
        ("busybox ls tool.sh", {}),
        ("ruby -W -I lib -r ./a tool.rb", {"script": "tool.rb", "loads": ("./a",)}),
        ("ruby -c tool.rb", {}),
        ("perl -Ilib -w tool.pl", {"script": "tool.pl"}),
        ("perl -pi -e s/a/b/ claude.md", {"code": "s/a/b/"}),
        ("php -d a=b tool.php", {"script": "tool.php"}),
        ("php -l tool.php", {}),
        ("java -cp a.jar -jar tool.jar", {"script": "tool.jar", "offers": ("a.jar",)}),
        ("java -cp a.jar com.x.Main", {"module": "com.x.Main", "offers": ("a.jar",)}),
        ("ld-linux-x86-64.so.2 --argv0 x /opt/claude y", {"program": "/opt/claude", "rest": 3}),
        ("ld-linux-x86-64.so.2 --verify /opt/claude", {}),
        ("qemu-x86_64-static -cpu max /opt/claude y", {"program": "/opt/claude", "rest": 3}),
        ("uvx --from aider-chat aider", {"offers": ("aider-chat",), "command": "aider"}),
        ("uv tool run llm", {"command": "llm"}),
        ("uv run --with llm -- llm", {"offers": ("llm",), "command": "llm"}),
        ("uv run --with llm python -m llm", {"offers": ("llm",), "command": "python", "module": "llm"}),
        ("uv tool list", {}),
        ("uv pip install llm", {}),
        ("vim node cli.js", {}),
        ("env node cli.js", {}),
    ],
)
def test_what_a_command_line_runs(line: str, runs: dict[str, object]) -> None:
    assert run(line) == runs


def test_bun_answers_to_the_names_it_is_called_by() -> None:
    assert run("node cli.js", exe="/x/bunx.exe") == {"script": "cli.js"}
    assert run("/run/bun-node-1/node --title x cli.js", exe="/x/bun") == {"script": "cli.js"}
    assert run("bunx cli.js", exe="/x/bun.exe") == {}
    assert run("sh tool.sh", exe="/bin/busybox") == {"script": "tool.sh"}


def test_variables_load_modules_and_turn_programs_into_interpreters() -> None:
    assert run("node -e 0", NODE_OPTIONS='--no-warnings --import="/a b/c.js"') == {"code": "0", "loads": ("/a b/c.js",)}
    assert run("bun a.js", BUN_OPTIONS="--preload /p.js") == {"script": "a.js", "loads": ("/p.js",)}
    assert run("code cli.js") == {}
    assert run("code cli.js", ELECTRON_RUN_AS_NODE="1") == {"script": "cli.js"}
    assert run("claude cli.js", BUN_BE_BUN="1") == {"script": "cli.js"}
    assert {"NODE_OPTIONS", "BUN_OPTIONS", "ELECTRON_RUN_AS_NODE", "BUN_BE_BUN"} <= set(VARIABLES)


@pytest.mark.parametrize(
    "name", ["python3-config", "nodemon", "bundle", "shasum", "javac", "deno-lint", "claude", "bash-x"]
)
def test_similar_names_are_no_interpreters(name: str) -> None:
    assert grammar_of(f"/usr/bin/{name}") is None


def test_a_million_words_cost_no_more_than_a_few_hundred() -> None:
    began = time.process_time()
    read(NODE, ["node", *["--no-warnings"] * 1_000_000], {"NODE_OPTIONS": '"' * 1_000_000})
    assert time.process_time() - began < 0.5


OPTIONS = sorted({option for _, grammar in FAMILIES for option in grammar.options})
WORDS = st.sampled_from([*OPTIONS, "--", "-", "run", "tool", "x", "cli.js", "-m", "pdb", "+o"]) | st.text(max_size=8)


@given(
    st.sampled_from(
        ["node", "bun", "deno", "python3", "bash", "busybox", "ruby", "perl", "uv", "uvx", "ld.so", "java"]
    ),
    st.lists(WORDS, max_size=12),
    st.dictionaries(st.sampled_from(VARIABLES), st.text(max_size=40), max_size=3),
)
def test_no_command_line_is_too_strange(name: str, argv: list[str], env: dict[str, str]) -> None:
    found = read(f"/usr/bin/{name}", argv, env)
    every = set(argv) | {word for value in env.values() for word in value.split()}
    assert not found.script or any(found.script in word for word in every)
    assert 0 <= found.rest < max(1, len(argv))


def test_every_option_says_what_it_does() -> None:
    for _, grammar in FAMILIES:
        assert all(option[0] in "-+" and isinstance(does, Does) for option, does in grammar.options.items())
