"""How interpreters, loaders and package runners read their command lines. Data only; `interpreters` walks it.

What counts is which options swallow the next word (or a script would be taken for their value, and the other way
round), which load or run something, and which keep anything from being run at all (`node --check cli.js` runs nothing).
From the programs' own help: node 20 and 24, bun 1.4, deno 2.9, uv 0.13, CPython 3.11; manual pages for the rest.
"""

import enum
import re
from collections.abc import Callable, Mapping
from typing import Optional

import msgspec

from app.patterns import regex


class Does(enum.Enum):
    """What an option does with its value, or a plain word with itself."""

    VALUE = "has a value that does not matter"
    ATTACHED = "has a value glued on, or none"
    STOPS = "nothing that can be named is run"
    FILE = "runs the file"
    PROGRAM = "runs the program, in this very process"
    MODULE = "runs the module, found on the search path"
    CODE = "runs the text itself"
    LOADS = "loads the module first"
    FOLDER = "goes to the folder first"
    PACKAGE = "runs a package by its name"
    OFFERS = "puts a package at the command's disposal"
    COMMAND = "runs a command of the packages offered"


class Grammar(msgspec.Struct, frozen=True, kw_only=True):
    """One program's command line.

    `plain` is what the first word without a dash does; `commands` are words with a grammar of their own, None where
    nothing is run; `clusters` says that `-Im x` means `-I -m x`; `code_ends` that after inline code no options follow;
    `dash_ends` that a lone `-` ends the options instead of standing for standard input; `variable` names an environment
    variable with further options; `calls` maps the name it was called by to another grammar; `modules` the modules that
    go on to run something themselves.
    """

    name: str
    options: Mapping[str, Does] = {}
    plain: Does = Does.FILE
    commands: Mapping[str, Optional["Grammar"]] = {}
    clusters: bool = False
    code_ends: bool = False
    dash_ends: bool = False
    variable: str = ""
    calls: Mapping[str, "Grammar"] = {}
    modules: Mapping[str, "Grammar"] = {}


def _options(does: Does, words: str) -> dict[str, Does]:
    return dict.fromkeys(words.split(), does)


NOTHING = Grammar(name="", plain=Does.STOPS)
OWN = Grammar(name="", plain=Does.STOPS)
"""A program that runs itself and reads its command line as it likes."""

NODE = Grammar(
    name="node",
    variable="NODE_OPTIONS",
    commands={"inspect": None, "debug": None},
    options=_options(
        Does.VALUE,
        """-C --conditions --allow-fs-read --allow-fs-write --build-snapshot-config --cpu-prof-dir --cpu-prof-interval
        --cpu-prof-name --diagnostic-dir --disable-proto --disable-warning --dns-result-order --env-file
        --env-file-if-exists --experimental-default-type --experimental-package-map --experimental-policy
        --experimental-sea-config --experimental-test-tag-filter --heap-prof-dir --heap-prof-interval --heap-prof-name
        --heapsnapshot-near-heap-limit --heapsnapshot-signal --icu-data-dir --input-type --inspect-port
        --inspect-publish-uid --localstorage-file --max-http-header-size --max-old-space-size-percentage
        --network-family-autoselection-attempt-timeout --openssl-config --policy-integrity --redirect-warnings
        --report-dir --report-directory --report-filename --report-signal --secure-heap --secure-heap-min
        --snapshot-blob --test-concurrency --test-coverage-branches --test-coverage-exclude --test-coverage-functions
        --test-coverage-include --test-coverage-lines --test-global-setup --test-isolation --test-name-pattern
        --test-random-seed --test-reporter --test-reporter-destination --test-rerun-failures --test-shard
        --test-skip-pattern --test-timeout --title --tls-cipher-list --tls-keylog --trace-event-categories
        --trace-event-file-pattern --trace-require-module --unhandled-rejections --use-largepages --v8-pool-size
        --watch-kill-signal --watch-path""",
    )
    | _options(Does.LOADS, "-r --require --import --loader --experimental-loader")
    | _options(Does.CODE, "-e --eval -p --print -pe")
    | _options(Does.STOPS, "-c --check -h --help -v --version --v8-options --completion-bash --run --test --build-sea"),
)

BUN_RUN = Grammar(
    name="bun",
    variable="BUN_OPTIONS",
    options=_options(
        Does.VALUE,
        """-F --filter -c --config -d --define -l --loader --conditions --console-depth --cpu-prof-dir
        --cpu-prof-interval --cpu-prof-name --cron-period --cron-title --disable-warning --dns-result-order --drop
        --elide-lines --env-file --extension-order --feature --fetch-preconnect --heap-prof-dir --heap-prof-interval
        --heap-prof-name --install --jsx-factory --jsx-fragment --jsx-import-source --jsx-runtime --main-fields
        --max-http-header-size --port --redirect-warnings --shell --title --tsconfig-override --unhandled-rejections
        --user-agent --watch-kill-signal""",
    )
    | _options(Does.LOADS, "-r --preload --require --import")
    | _options(Does.CODE, "-e --eval -p --print")
    | _options(Does.FOLDER, "--cwd")
    | _options(Does.STOPS, "-h --help -v --version --revision"),
)
_BUN_OTHER = """test check fmt x repl exec install i ci add a remove rm update audit dedupe prune outdated link unlink
publish patch patch-commit pm info why build init create c upgrade completions discord getcompletes"""
BUN = msgspec.structs.replace(
    BUN_RUN,
    commands={"run": BUN_RUN, **dict.fromkeys(_BUN_OTHER.split())},
    calls={"node": NODE, "bunx": NOTHING},
)
BUNX = msgspec.structs.replace(NOTHING, calls={"node": NODE, "bun": BUN})

_DENO_OPTIONS = (
    _options(
        Does.VALUE,
        """-L --log-level -c --config --ext --import-map --lock --node-modules-linker --cert --min-dep-age --location
        --seed --conditions --inspect-publish-uid --permission-set-file --port --host""",
    )
    | _options(Does.LOADS, "--preload --require --import")
    | _options(Does.STOPS, "-h --help -V --version")
)
_DENO_RUN = Grammar(name="deno", options=_DENO_OPTIONS)
_DENO_OTHER = """fmt lint test upgrade cache check info doc task bench compile coverage repl install uninstall types
completions init create jupyter publish add remove outdated update deploy sandbox clean list link unlink
approve-scripts lsp vendor bundle audit why transpile bump-version ci desktop pack help"""
DENO = Grammar(
    name="deno",
    options=_DENO_OPTIONS,
    commands={
        **dict.fromkeys(("run", "watch", "serve"), _DENO_RUN),
        "x": msgspec.structs.replace(_DENO_RUN, plain=Does.PACKAGE),
        "eval": msgspec.structs.replace(_DENO_RUN, plain=Does.CODE),
        **dict.fromkeys(_DENO_OTHER.split()),
    },
)

_PROFILER = Grammar(name="python", options={"-o": Does.VALUE, "-s": Does.VALUE, "-m": Does.MODULE})
_DEBUGGER = Grammar(
    name="python",
    options=_options(Does.VALUE, "--listen --connect --log-to --configure-subProcess --adapter-access-token")
    | {"-m": Does.MODULE, "--pid": Does.STOPS},
)
_COVERAGE = Grammar(
    name="python",
    options=_options(Does.VALUE, "--data-file --include --omit --rcfile --source --concurrency --context")
    | {"-m": Does.MODULE},
)
_TRACE = Grammar(
    name="python",
    options=_options(Does.VALUE, "-f --file -C --coverdir --ignore-module --ignore-dir") | {"--module": Does.MODULE},
)
PYTHON = Grammar(
    name="python",
    clusters=True,
    code_ends=True,
    options=_options(Does.VALUE, "-W -X --check-hash-based-pycs")
    | _options(Does.STOPS, "-V --version -h -? --help --help-env --help-xoptions --help-all")
    | {"-c": Does.CODE, "-m": Does.MODULE},
    modules={
        "pdb": msgspec.structs.replace(_DEBUGGER, options={"-c": Does.VALUE, "-m": Does.MODULE}),
        "debugpy": _DEBUGGER,
        "profile": _PROFILER,
        "cProfile": _PROFILER,
        "runpy": Grammar(name="python", plain=Does.MODULE),
        "timeit": Grammar(
            name="python",
            plain=Does.CODE,
            options=_options(Does.VALUE, "-n --number -r --repeat -s --setup -u --unit"),
        ),
        "trace": _TRACE,
        "coverage": Grammar(name="python", plain=Does.STOPS, commands={"run": _COVERAGE}),
    },
)

SHELL = Grammar(
    name="shell",
    clusters=True,
    dash_ends=True,
    options=_options(Does.VALUE, "-o +o -O +O --rcfile --init-file -C --init-command")
    | _options(Does.STOPS, "-c -n -s --command --no-execute --version --help --rpm-requires --dump-strings"),
)
_APPLETS = dict.fromkeys(("sh", "ash", "bash", "hush"), SHELL)
BUSYBOX = Grammar(name="busybox", plain=Does.STOPS, commands=_APPLETS, calls=_APPLETS)

PERL = Grammar(
    name="perl",
    clusters=True,
    options=_options(Does.CODE, "-e -E")
    | _options(Does.STOPS, "-c -v -V -h")
    | _options(Does.ATTACHED, "-i -M -m -0 -l -F -C -D -d -x -I -T -t"),
)
RUBY = Grammar(
    name="ruby",
    clusters=True,
    variable="RUBYOPT",
    options=_options(Does.VALUE, "-I -E --encoding --external-encoding --internal-encoding --enable --disable")
    | _options(Does.ATTACHED, "-i -0 -F -K -W -T -x")
    | _options(Does.STOPS, "-c -h --help --version --copyright -y --yydebug")
    | {"-e": Does.CODE, "-r": Does.LOADS, "-C": Does.FOLDER},
)
PHP = Grammar(
    name="php",
    options=_options(Does.VALUE, "-c -d -z -t --php-ini --define --zend-extension --docroot")
    | _options(Does.CODE, "-r -B -R -E --run --process-begin --process-code --process-end")
    | _options(
        Does.STOPS, "-S -l -i -m -v -h -a --server --syntax-check --info --modules --version --help --rf --rc --re"
    )
    | {"-f": Does.FILE, "--file": Does.FILE, "-F": Does.FILE},
)
LUA = Grammar(name="lua", options={"-e": Does.VALUE, "-l": Does.VALUE, "-v": Does.VALUE})
JAVA = Grammar(
    name="java",
    plain=Does.MODULE,
    options=_options(Does.OFFERS, "-cp -classpath --class-path")
    | _options(
        Does.VALUE,
        """-p --module-path --upgrade-module-path --add-modules --add-exports --add-opens
        --add-reads --limit-modules --patch-module --enable-native-access --source --describe-module -d""",
    )
    | _options(Does.STOPS, "-m --module -version --version -help --help -h -? -X --help-extra --list-modules")
    | {"-jar": Does.FILE},
)
FILE_ONLY = Grammar(name="runtime")
"""Runs the first plain word (dotnet app.dll, mono app.exe, electron main.js, Rscript x.R)."""

LD_SO = Grammar(
    name="ld.so",
    plain=Does.PROGRAM,
    options=_options(
        Does.VALUE,
        "--library-path --inhibit-rpath --audit --preload --argv0 --glibc-hwcaps-prepend --glibc-hwcaps-mask",
    )
    | _options(Does.STOPS, "--verify --list --list-tunables --list-diagnostics --help --version"),
)
QEMU = Grammar(
    name="qemu",
    plain=Does.PROGRAM,
    options=_options(Does.VALUE, "-g -L -s -cpu -E -U -0 -r -B -R -d -dfilter -D -p -seed -plugin -t -trace")
    | _options(Does.STOPS, "-h -help -version"),
)

_UV_OPTIONS = _options(
    Does.VALUE,
    """--allow-insecure-host --cache-dir --color --config-file --config-settings-package --default-index --directory
    --env-file --exclude-newer --exclude-newer-package --extra --extra-index-url --fork-strategy --group --index
    --index-strategy --keyring-provider --link-mode --no-binary-package --no-build-isolation-package --no-build-package
    --no-editable-package --no-extra --no-group --no-sources-package --only-group --overrides --package --prerelease
    --prerelease-package --project --python-platform --refresh-package --reinstall-package --resolution
    --torch-backend --upgrade-group --with-editable --with-requirements -C --config-setting -P --upgrade-package -b
    --build-constraints -c --constraints -f --find-links -i --index-url -p --python""",
) | _options(Does.STOPS, "-h --help -V --version")
_UV_RUN = Grammar(
    name="uv",
    plain=Does.COMMAND,
    options=_UV_OPTIONS | _options(Does.OFFERS, "-w --with") | _options(Does.STOPS, "-s --script --gui-script"),
)
UVX = Grammar(name="uvx", plain=Does.COMMAND, options=_UV_OPTIONS | {"--from": Does.OFFERS, "--with": Does.VALUE})
_UV_TOOL = Grammar(name="uv", plain=Does.STOPS, options=_UV_OPTIONS, commands={"run": UVX})
UV = Grammar(name="uv", plain=Does.STOPS, options=_UV_OPTIONS, commands={"run": _UV_RUN, "tool": _UV_TOOL})

FAMILIES: tuple[tuple[Callable[[], re.Pattern[str]], Grammar], ...] = tuple(
    (regex(pattern), grammar)
    for pattern, grammar in (
        (r"(node|nodejs|iojs)(-?v?\d+(\.\d+)*)?", NODE),
        (r"bun(-(profile|debug|canary))?", BUN),
        (r"bunx", BUNX),
        (r"deno(-canary)?", DENO),
        (r"(python|pypy|graalpy)w?(\d+(\.\d+)*)?[dmt]*(-intel64)?", PYTHON),
        (r"(rbash|bash|sh|dash|ash|zsh|ksh(93)?|mksh|lksh|yash|fish|posh|osh)(-?\d+(\.\d+)*)?(-static)?", SHELL),
        (r"busybox(-static|\.static)?", BUSYBOX),
        (r"ld(-linux|-musl|64|32)?[\w.-]*\.so(\.\d+)*|ld-\d+\.\d+\.so", LD_SO),
        (r"qemu-(?!system)[a-z0-9_]+(-static)?|box(86|64)|fex(loader|interpreter)", QEMU),
        (r"perl(\d+(\.\d+)*)?", PERL),
        (r"(ruby|jruby|truffleruby)(-?\d+(\.\d+)*)?", RUBY),
        (r"javaw?", JAVA),
        (r"php(-?cli|-?cgi)?(\d+(\.\d+)*)?", PHP),
        (r"lua(jit)?(-?\d+(\.\d+)*)?", LUA),
        (r"dotnet|mono(-sgen)?|electron\d*|rscript|tclsh(\d+(\.\d+)*)?|wine(64)?(-preloader)?", FILE_ONLY),
        (r"uv", UV),
        (r"uvx", UVX),
    )
)
"""Interpreters by the name of their executable, lower case, without `.exe`. First match wins; all must match whole."""

SWITCHES: tuple[tuple[str, Grammar], ...] = (("ELECTRON_RUN_AS_NODE", NODE), ("BUN_BE_BUN", BUN))
"""Variables that make a program with an interpreter inside (Electron, `bun build --compile`) behave as that one."""

INSTALLING = frozenset(
    {"preinstall", "install", "postinstall", "prepare", "preuninstall", "uninstall", "postuninstall"}
)
"""Values of npm_lifecycle_event in which a package's own scripts set it up and nobody uses it (npm's docs, scripts)."""

VARIABLES: tuple[str, ...] = (
    "APPIMAGE",
    "BUN_BE_BUN",
    "BUN_OPTIONS",
    "ELECTRON_RUN_AS_NODE",
    "FLATPAK_ID",
    "HOME",
    "LD_TRACE_LOADED_OBJECTS",
    "NODE_OPTIONS",
    "PYTHONPATH",
    "RUBYOPT",
    "VIRTUAL_ENV",
    "npm_lifecycle_event",
    "npm_package_name",
)
"""The environment variables that say what is run. A watcher hands these on; no others need to leave /proc for it."""
