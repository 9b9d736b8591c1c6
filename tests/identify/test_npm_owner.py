"""npm packages and editor extensions: every way in is found, nothing that is merely inside."""

import json

import pytest

from app.identify import files, manifest, npm, ways
from tests.identify.machine import ELF, Machine, Observer

CLAUDE = "pkg:npm/%40anthropic-ai/claude-code@1.2.3"


def test_a_command_is_found_through_links_folders_and_options(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "@anthropic-ai/claude-code", "cli.js", bin={"claude": "./cli.js"})
    link = machine.link("bin/claude", root / "cli.js")
    other = machine.link("links/notes", link)
    folder = machine.link("links/vendor", root)
    for script in (root / "cli.js", link, other, folder / "cli.js", root / "../claude-code/./cli.js"):
        assert observer.node("--no-warnings", script, "--version") == [CLAUDE]
    assert observer.node("./cli.js", cwd=str(root)) == [CLAUDE]
    assert observer.node("cli", cwd=str(root)) == [CLAUDE]
    assert observer.packages("/opt/bun", "bun", "run", link) == [CLAUDE]
    assert observer.packages("/opt/deno", "deno", "run", "-A", link) == [CLAUDE]


@pytest.mark.parametrize("argv", [["install.cjs"], ["--check", "cli.js"], ["-e", "0"], ["vendor/helper.js"], ["-"]])
def test_what_is_merely_inside_accuses_nobody(machine: Machine, observer: Observer, argv: list[str]) -> None:
    root = machine.npm("lib", "tool", "cli.js", "install.cjs", "vendor/helper.js", "vendor/rg", bin={"tool": "cli.js"})
    assert observer.node(*argv, cwd=str(root)) == []
    assert observer.packages(root / "vendor/rg") == []
    assert observer.node("/nowhere.js", cwd=str(root)) == []


def test_the_nearest_package_owns_the_file(machine: Machine, observer: Observer) -> None:
    outer = machine.npm("lib", "outer", "cli.js", bin="cli.js")
    inner = machine.npm("lib/node_modules/outer", "semver", "bin/semver.js", bin={"semver": "bin/semver.js"})
    assert observer.node(outer / "cli.js") == ["pkg:npm/outer@1.2.3"]
    assert observer.node(inner / "bin/semver.js") == ["pkg:npm/semver@1.2.3"]
    machine.file("lib/node_modules/outer/esm/package.json", '{"type": "module"}')
    machine.file("lib/node_modules/outer/esm/x.js")
    assert observer.node(outer / "esm/x.js") == []


@pytest.mark.parametrize(
    "place",
    [
        "pnpm/global/5/.pnpm/@a+b@1.2.3",
        "yarn/global",
        "bun/install/global",
        "npmcache/_npx/7b1077a5",
        "bun/install/cache/.bunx-0/@a/b@latest",
        "proj/.yarn/unplugged/b-npm-1.2.3-abc",
    ],
)
def test_every_manager_s_layout(machine: Machine, observer: Observer, place: str) -> None:
    root = machine.npm(place, "@a/b", "bin/run.js", bin={"b": "bin/run.js"})
    assert observer.node(machine.link("somewhere/b", root / "bin/run.js")) == ["pkg:npm/%40a/b@1.2.3"]


def test_a_copied_package_with_a_manifest_of_its_own_in_its_output_is_still_itself(
    machine: Machine, observer: Observer
) -> None:
    said = json.dumps({"name": "tool", "version": "1.2.3", "bin": {"tool": "dist/index.js"}})
    machine.file("copy/package.json", said)
    machine.file("copy/dist/package.json", said)
    machine.file("copy/dist/other.js")
    assert observer.node(machine.file("copy/dist/index.js")) == ["pkg:npm/tool@1.2.3"]
    assert observer.node("other.js", cwd=str(machine.root / "copy/dist")) == []


def test_a_package_that_was_copied_out_is_still_itself(machine: Machine, observer: Observer) -> None:
    machine.file("copies/x/package.json", json.dumps({"name": "@a/b", "version": "2.0.0", "bin": "./dist/cli.js"}))
    script = machine.file("copies/x/dist/cli.js")
    assert observer.node(script) == ["pkg:npm/%40a/b@2.0.0"]


def test_a_project_of_one_s_own_is_its_own_package(machine: Machine, observer: Observer) -> None:
    machine.file("src/claude-code/package.json", '{"name": "my-notes", "version": "0.0.1"}')
    machine.file("src/claude-code/cli.js", "console.log(1)")
    assert observer.node("cli.js", cwd=str(machine.root / "src/claude-code")) == []


def test_native_programs(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "@anthropic-ai/claude-code", "bin/claude.exe", bin={"claude": "bin/claude.exe"})
    assert observer.packages(root / "bin/claude.exe", "gcc") == [CLAUDE]
    loader = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
    assert observer.packages(loader, "ld.so", root / "bin/claude.exe", "--version") == [CLAUDE]
    assert observer.packages(loader, "ld.so", "--verify", root / "bin/claude.exe") == []
    assert observer.packages("/usr/bin/objdump", "objdump", "-h", root / "bin/claude.exe") == []


def test_platform_packages_speak_for_their_parent(machine: Machine, observer: Observer) -> None:
    machine.npm("lib", "@a/tool-linux-x64", "bin/tool", "bin/rg")
    native = machine.root / "lib/node_modules/@a/tool-linux-x64/bin"
    assert observer.packages(native / "tool") == ["pkg:npm/%40a/tool-linux-x64@1.2.3", "pkg:npm/%40a/tool@1.2.3"]
    assert observer.packages(native / "rg") == []


@pytest.mark.parametrize("nested", [True, False])
def test_a_parent_of_another_name_is_found_by_what_it_declares(
    machine: Machine, observer: Observer, nested: bool
) -> None:
    parent = machine.npm(
        "lib",
        "esbuild",
        "bin/esbuild.js",
        bin={"esbuild": "bin/esbuild.js"},
        optionalDependencies={"@esbuild/linux-x64": "1"},
    )
    machine.link("lib/node_modules/.bin/esbuild", parent / "bin/esbuild.js")
    place = "lib/node_modules/esbuild" if nested else "lib"
    native = machine.npm(place, "@esbuild/linux-x64", "bin/esbuild", os=["linux"], cpu=["x64"])
    assert observer.packages(native / "bin/esbuild") == ["pkg:npm/%40esbuild/linux-x64@1.2.3", "pkg:npm/esbuild@1.2.3"]


def test_a_parent_in_the_same_store_is_found(machine: Machine, observer: Observer) -> None:
    """pnpm keeps a platform package away from its parent, whose link is a script."""
    machine.npm(".pnpm/esbuild@1.2.3_x", "esbuild", "bin/esbuild.js", optionalDependencies={"@esbuild/linux-x64": "1"})
    store = "proj/node_modules/.pnpm"
    machine.npm(f"{store}/tool-ai@1.2.3", "tool-ai", "bin/t.js", bin="bin/t.js", optionalDependencies={"tool-x64": "1"})
    machine.npm(f"{store}/tool-web@1.0.0", "tool-web", "bin/t.js", bin="bin/t.js")
    native = machine.npm(f"{store}/tool-x64@1.2.3", "tool-x64", "bin/tool", os=["linux"], cpu=["x64"])
    assert observer.packages(native / "bin/tool") == ["pkg:npm/tool-x64@1.2.3", "pkg:npm/tool-ai@1.2.3"]


def test_a_folder_of_commands(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "cmd/tool.js", "lib/tool.js", "cmd/deep/x.js", directories={"bin": "./cmd"})
    assert observer.node(root / "cmd/tool.js") == ["pkg:npm/tool@1.2.3"]
    assert observer.node(root / "lib/tool.js") == observer.node(root / "cmd/deep/x.js") == []
    both = machine.npm("lib", "both", "a.js", "cmd/b.js", bin={"b": "./x/../a.js"}, directories={"bin": "cmd"})
    assert observer.node(both / "a.js") == ["pkg:npm/both@1.2.3"]
    assert observer.node(both / "cmd/b.js") == []


def test_what_a_short_command_goes_on_to(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "dist/app.js", "dist/lib.js", "dist/other.js", bin="bin/tool.js")
    machine.file(
        "lib/node_modules/tool/bin/tool.js",
        "#!/usr/bin/env node\nimport { x } from '../dist/lib.js'\nimport '../dist/app.js'",
    )
    assert observer.node(root / "dist/app.js") == ["pkg:npm/tool@1.2.3"]
    assert observer.node(root / "dist/other.js") == []
    mine = "await import('{}')"
    assert observer.node(machine.file("a.mjs", mine.format(root / "dist/app.js"))) == ["pkg:npm/tool@1.2.3"]
    assert observer.node(machine.file("b.mjs", mine.format(root / "dist/lib.js"))) == []


def test_a_checkout_run_from_its_sources(machine: Machine, observer: Observer) -> None:
    machine.file("src/tool/package.json", json.dumps({"name": "tool", "version": "2.0.0", "bin": "dist/index.js"}))
    for file, found in {
        "src/index.ts": True,
        "index.ts": True,
        "src/util.ts": False,
        "src/index.test.ts": False,
    }.items():
        script = machine.file(f"src/tool/{file}")
        assert observer.node("--import", "tsx", script) == (["pkg:npm/tool@2.0.0"] if found else []), file


def test_a_command_s_copy_in_its_own_package(machine: Machine, observer: Observer) -> None:
    machine.npm("lib", "tool", bin="cli.js")
    program = "#!/usr/bin/env node\n" + "console.log(1)\n" * 400
    machine.file("lib/node_modules/tool/cli.js", program)
    assert observer.node(machine.file("lib/node_modules/tool/copy.js", program)) == ["pkg:npm/tool@1.2.3"]
    assert observer.node(machine.file("lib/node_modules/tool/other.js", program.replace("#!", "//"))) == []
    hidden = machine.file("lib/node_modules/tool/bin/.tool", ELF)
    assert observer.packages(hidden) == ["pkg:npm/tool@1.2.3"]


def test_a_command_by_its_exported_name(machine: Machine, observer: Observer) -> None:
    exports = {".": "./lib.js", "./cli": {"import": "./dist/cli.js"}, "./x/*": "./dist/*.js"}
    machine.npm("lib", "@a/tool", "dist/cli.js", "lib.js", bin="dist/cli.js", exports=exports)
    for name, found in {"@a/tool/cli": True, "@a/tool/x/cli": True, "@a/tool": False, "@a/tool/y/cli": False}.items():
        script = machine.file("lib/mine.mjs", f"import '{name}'\n")
        assert observer.node(script) == (["pkg:npm/%40a/tool@1.2.3"] if found else []), name


def test_an_alias_is_known_by_its_manifest_not_by_its_folder(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "@openai/codex-linux-x64", "vendor/x86_64-unknown-linux-musl/bin/codex")
    machine.file(
        str(root.relative_to(machine.root) / "package.json"), '{"name": "@openai/codex", "version": "0.1-linux-x64"}'
    )
    assert observer.packages(root / "vendor/x86_64-unknown-linux-musl/bin/codex") == [
        "pkg:npm/%40openai/codex@0.1-linux-x64"
    ]


def test_preloads_and_imports_that_start_a_tool(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "cli.js", "lib.js", bin="cli.js", main="lib.js")
    cli, tool = root / "cli.js", ["pkg:npm/tool@1.2.3"]
    assert observer.node("--import", cli, "-e", "0") == tool
    assert observer.node("--import", f"file://{cli}", "-e", "0") == tool
    assert observer.node("--import", f'data:text/javascript,import "{cli}"', "-e", "0") == tool
    assert observer.node("-e", f'process.argv.push("x"); await import("{cli}")') == tool
    assert observer.node("-p", f"require('{cli}')") == tool
    assert observer.node("-e", "0", env={"NODE_OPTIONS": f"--require={cli}"}) == tool
    hook = machine.file("hook.cjs", f'process.argv.push("--version"); import("{cli}");')
    assert observer.node("-r", hook, "-e", "0") == tool
    assert observer.node(machine.file("mine.mjs", f'import "{cli}";\n')) == tool
    assert observer.node(machine.file("lib/bare.mjs", 'import "tool/cli.js"\n')) == tool
    assert observer.node(machine.file("two.mjs", f'import "./mine.mjs"; // {hook}')) == tool


def test_a_name_that_is_put_together_is_followed(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "dist/cli.js", bin="dist/cli.js", main="lib.js")
    for source in (
        f"const base = '{root}';\nawait import(base + '/dist/cli.js')",
        f"const path = require('path'); import(path.join('{root}', 'dist', 'cli.js'))",
        f"const r = createRequire(import.meta.url);\nr('{root}/dist/cli.js')",
        f"import {{ pathToFileURL }} from 'url';\nawait import(pathToFileURL('{root}/dist/cli.js').href)",
        f"const ROOT = '{root}'\nawait import(`${{ROOT}}/dist/cli.js`)",
        "import(require('path').resolve(__dirname, 'lib/node_modules/tool/dist', 'cli.js'))",
        "await import(new URL('./lib/node_modules/tool/dist/cli.js', import.meta.url))",
        "const at = fileURLToPath(new URL('lib', import.meta.url));\nimport(`${at}/node_modules/tool/dist/cli.js`)",
        f"const u = 'https://x/y'; import('{root}/dist/cli.js')",
        "import(/* webpackIgnore: true */ './lib/node_modules/tool/dist/cli.js')",
        "const f = import.meta.dirname + '/lib';\nnew Worker(f + '/node_modules/tool/dist/cli.js')",
        f"const cli = ('{root}' + '/dist/cli.js')\nrequire('module')._load(cli, null, true)",
    ):
        assert observer.node(machine.file("own.mjs", source)) == ["pkg:npm/tool@1.2.3"], source
    for source in (
        f"let base = '{root}';\nbase = process.argv[2];\nawait import(base + '/dist/cli.js')",
        f"const f = '{root}/dist/cli.js'; import(process.argv[2])",
        f"const t = \"import('{root}/dist/cli.js')\"; console.log(t)",
        f"/*\nimport('{root}/dist/cli.js')\n*/",
        f"const u = 'https://x/y'; // then import('{root}/dist/cli.js')",
        f"const f = '{root}/dist/cli.js'; import(pick(f))",
        f"import('{root}/dist/cli.js'.replace('cli', 'x'))",
        "const a = b + 'x', b = a + 'y'; import(a)",
    ):
        assert observer.node(machine.file("own.mjs", source)) == [], source


def test_using_a_tool_as_a_library_or_looking_at_it_starts_nothing(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "cli.js", "lib.js", bin="cli.js", main="lib.js")
    for code in (
        f"require('{root}/package.json').version",
        f"require('{root}')",
        f"require.resolve('{root}/cli.js')",
        f"fs.readFileSync('{root}/cli.js')",
        f"// import '{root}/cli.js'",
    ):
        assert observer.node("-p", code) == []
    assert observer.node(machine.file("own.js", f"// import '{root}/cli.js'\nconst x = require('{root}');")) == []


def test_deno_runs_packages_by_name(observer: Observer) -> None:
    for written, purl in {
        "npm:@a/b@1.0.128": "pkg:npm/%40a/b@1.0.128",
        "npm:/cowsay@latest/bin": "pkg:npm/cowsay",
        "npm:cowsay": "pkg:npm/cowsay",
    }.items():
        assert observer.packages("/opt/deno", "deno", "run", "-A", written) == [purl]
    assert observer.packages("/opt/deno", "deno", "run", "jsr:@std/http") == []
    assert observer.packages("/opt/deno", "deno", "cache", "npm:cowsay") == []


def test_editor_extensions(machine: Machine, observer: Observer) -> None:
    place = "home/.vscode/extensions/Acme.helper-ai-2.1.0-linux-x64"
    native = machine.file(f"{place}/bin/helper", ELF, 0o755)
    assert observer.packages(native) == ["pkg:vscode-extension/acme/helper-ai@2.1.0"]
    manifest = {"name": "helper-ai", "publisher": "Acme", "version": "2.1.1", "engines": {"vscode": "^1"}}
    machine.file(f"{place}/package.json", json.dumps(manifest))
    assert observer.packages(native) == ["pkg:vscode-extension/acme/helper-ai@2.1.1"]
    script = machine.file(f"{place}/dist/agent.js")
    assert observer.packages("/opt/code", "code", script, env={"ELECTRON_RUN_AS_NODE": "1"}) == [
        "pkg:vscode-extension/acme/helper-ai@2.1.1"
    ]
    assert observer.packages(machine.file(f"{place}/bin/rg", ELF, 0o755)) == []


def test_a_script_with_an_unknown_interpreter_is_what_execve_was_given(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "cli.js", bin="cli.js")
    link = machine.link("bin/tool", root / "cli.js")
    assert observer.packages("/usr/bin/env", "/usr/bin/env", "node", link, execfn=str(link)) == ["pkg:npm/tool@1.2.3"]
    assert observer.packages("/usr/bin/env", "env", "node", link, execfn="/usr/bin/env") == []


def test_an_answer_lasts_as_long_as_what_it_rests_on(
    machine: Machine, observer: Observer, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = machine.npm("lib", "tool", "cli.js", bin="cli.js")
    look = files.Look()
    npm.evidence(look, str(root / "cli.js"), ways.Role.SCRIPT)
    assert files.SETTLED_NS < 1_000_000_000
    with monkeypatch.context() as slower:
        slower.setattr(files, "SETTLED_NS", 60_000_000_000)  # a machine that is busy may stand still for a second
        assert not look.settled()  # written a moment ago
    assert observer.node(root / "cli.js") == ["pkg:npm/tool@1.2.3"]
    (root / "package.json").write_text('{"name": "other", "version": "1.2.4", "bin": "cli.js"}')
    assert observer.node(root / "cli.js") == ["pkg:npm/other@1.2.4"]
    (root / "package.json").unlink()
    assert observer.node(root / "cli.js") == []


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{",
        b"null",
        b'{"name": 1, "bin": [1], "main": {}, "exports": [[[]]]}',
        b'{"name": "../x", "bin": "cli.js"}',
        b'{"name": "a\\u202eb", "bin": "cli.js"}',
        b'{"name": "' + b"a" * 300 + b'", "bin": "cli.js"}',
        b'{"a":' * 100_000,
        b"[" * 100_000,
    ],
)
def test_no_manifest_is_too_strange(machine: Machine, observer: Observer, text: bytes) -> None:
    manifest.parse(text)
    root = machine.npm("lib", "tool", "cli.js")
    (root / "package.json").write_bytes(text)
    assert observer.node(root / "cli.js") == []


def test_manifests_are_read_as_forgivingly_as_npm_reads_them(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "tool", "cli.js")
    for text in (
        b'\xef\xbb\xbf{"name": "tool", "bin": ".\\\\cli.js"}',
        b'{"name": "tool", "bin": {"x": "././cli.js"}, "description": "\xff"}',
        b'{"name": "tool", "exports": {".": {"import": {"default": "./cli.js"}}}}',
        b'{"name": "tool", "main": "./cli"}',
    ):
        (root / "package.json").write_bytes(text)
        assert observer.node(root / "cli.js") == ["pkg:npm/tool"]


@pytest.mark.parametrize(
    ("command", "name", "akin"),
    [
        ("claude", "@anthropic-ai/claude-code", True),
        ("codex-x86_64-unknown-linux-musl", "@openai/codex", True),
        ("claude-code", "@anthropic-ai/claude-code", True),
        ("tool_linux_amd64", "@x/tool", True),
        ("tool_windows_386", "tool", True),
        ("tool-armv7-unknown-linux-gnueabihf", "tool", True),
        ("tool-army", "tool", False),
        ("tool_linuxish", "tool", False),
        ("rg", "@anthropic-ai/claude-code", False),
        ("c", "c", False),
        ("laude", "claude-code", False),
    ],
)
def test_kinship_of_names(command: str, name: str, akin: bool) -> None:
    assert ways.is_akin(command, name) is akin


def test_a_package_that_is_being_installed_is_not_in_use(machine: Machine, observer: Observer) -> None:
    root = machine.npm("lib", "@a/tool", "cli.js", bin="cli.js")
    for event, package, found in (
        ("postinstall", "@a/tool", []),
        ("postinstall", "my-app", ["pkg:npm/%40a/tool@1.2.3"]),
        ("npx", "@a/tool", ["pkg:npm/%40a/tool@1.2.3"]),
    ):
        env = {"npm_lifecycle_event": event, "npm_package_name": package}
        assert observer.node(root / "cli.js", "--setup", env=env) == found


def test_a_command_may_be_a_dependency_s_file(machine: Machine, observer: Observer) -> None:
    outer = machine.npm("lib", "@a/amp", bin={"amp": "node_modules/@b/cli/bin/amp.exe"})
    inner = machine.npm("lib/node_modules/@a/amp", "@b/cli", "bin/amp.exe", "bin/other.exe", bin={"x": "bin/other.exe"})
    assert observer.packages(inner / "bin/amp.exe") == ["pkg:npm/%40a/amp@1.2.3"]
    assert observer.packages(inner / "bin/other.exe") == ["pkg:npm/%40b/cli@1.2.3"]
    assert outer in inner.parents
