"""Commands that start another one, which stands among their own words: `timeout 5 nice claude`. Data, and its reading.

What counts is which options take a value (or the value would be taken for the command), how many words of their own
come before the command, and what means that none is started. From the manual pages of coreutils 9.1, util-linux 2.38,
procps 4.0, findutils 4.9, sudo 1.9, systemd 252, strace 6.1, bubblewrap 0.8, firejail 0.9 and expect 5.45.
"""

import re
import shlex
from collections.abc import Mapping, Sequence

import msgspec


class Wrapper(msgspec.Struct, frozen=True, kw_only=True):
    """How one of them reads its words.

    `values` are options with so many values, `own` is how many words precede the command, `settings` says that
    `NAME=value` words may, too. `texts` are options whose value is a command line for a shell, `splits` those whose
    value is words of its own (`env -S`), `folders` lead elsewhere first. `stops` start nothing. With `plain` False only
    `--` and `texts` lead to a command; with `joined` the words are one line for a shell, unless one of `direct` is
    given.
    """

    values: Mapping[str, int] = {}
    own: int = 0
    settings: bool = False
    texts: frozenset[str] = frozenset()
    splits: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    plain: bool = True
    joined: bool = False
    direct: frozenset[str] = frozenset()


class Behind(msgspec.Struct, frozen=True):
    """The command that a wrapper goes on to, the variables it sets, and the folder it goes to ("": stays)."""

    argv: tuple[str, ...]
    settings: Mapping[str, str] = {}
    folder: str = ""


def _taking(count: int, words: str) -> dict[str, int]:
    return dict.fromkeys(words.split(), count)


def _row(values: str = "", **other: object) -> Wrapper:
    """A row; the sets are written as words."""
    sets = {name: frozenset(value.split()) if isinstance(value, str) else value for name, value in other.items()}
    return msgspec.convert({"values": _taking(1, values), **sets}, Wrapper)


_BUBBLEWRAP = _taking(
    1,
    """--args --unsetenv --lock-file --sync-fd --remount-ro --exec-label --file-label --proc --dev --tmpfs --mqueue
    --dir --seccomp --add-seccomp-fd --block-fd --userns-block-fd --info-fd --json-status-fd --uid --gid --hostname
    --userns --userns2 --pidns --cap-add --cap-drop --perms --size""",
) | _taking(
    2,
    """--bind --bind-try --dev-bind --dev-bind-try --ro-bind --ro-bind-try --symlink --setenv --file --bind-data
    --ro-bind-data --chmod""",
)

WRAPPERS: Mapping[str, Wrapper] = {
    "env": _row("-u --unset -a --argv0", settings=True, splits="-S --split-string", folders="-C --chdir"),
    "nohup": _row(),
    "setsid": _row(),
    "nice": _row("-n --adjustment"),
    "ionice": _row("-c --class -n --classdata", stops="-p --pid -P --pgid -u --uid"),
    "chrt": _row(
        "-T --sched-runtime -P --sched-period -D --sched-deadline", own=1, stops="-p --pid -m --max -a --all-tasks"
    ),
    "taskset": _row(own=1, stops="-p --pid -a --all-tasks"),
    "stdbuf": _row("-i --input -o --output -e --error"),
    "unbuffer": _row(),
    "timeout": _row("-s --signal -k --kill-after", own=1),
    "time": _row("-f --format -o --output"),
    "flock": _row("-w --wait --timeout -E --conflict-exit-code", own=1, texts="-c --command", stops="-u --unlock"),
    "sudo": _row(
        "-u --user -g --group -h --host -p --prompt -C --close-from -r --role -t --type -T --command-timeout -U -a",
        settings=True,
        folders="-D --chdir",
        stops="-l --list -v --validate -e --edit -V --version -R --chroot",
    ),
    "doas": _row("-u -C -a", stops="-L"),
    "pkexec": _row("--user"),
    "su": _row("-g --group -G --supp-group -s --shell -w", texts="-c --command --session-command", plain=False),
    "runuser": _row("-u --user -g --group -G --supp-group -s --shell -w", texts="-c --command --session-command"),
    "setpriv": _row("--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig"),
    "prlimit": _row(stops="-p --pid"),
    "xargs": _row(
        "-a --arg-file -d --delimiter -E -I -L -n --max-args -P --max-procs -s --max-chars --process-slot-var"
    ),
    "script": _row(
        "-I --log-in -O --log-out -B --log-io -T --log-timing -m --logging-format -o --output-limit -E --echo",
        texts="-c --command",
        plain=False,
    ),
    "watch": _row("-n --interval -q --equexit -s --shotsdir", joined=True, direct="-x --exec"),
    "strace": _row("-a -b -e -E -I -o -O -P -s -S -u -U -X", stops="-p --attach"),
    "ltrace": _row("-a -A -D -e -F -l -n -o -s -u -w -x", stops="-p"),
    "valgrind": _row(),
    "systemd-run": _row(
        """-p --property -u --unit --description --slice -E --setenv --uid --gid --nice --service-type -H --host
        -M --machine --on-active --on-boot --on-startup --on-unit-active --on-unit-inactive --on-calendar
        --timer-property --path-property --socket-property""",
        folders="--working-directory",
    ),
    "systemd-inhibit": _row("--what --who --why --mode", stops="--list"),
    "unshare": _row("-S --setuid -G --setgid --propagation --setgroups --map-user --map-group", stops="-R --root"),
    "nsenter": _row("-S --setuid -G --setgid", stops="-t --target"),
    "bwrap": msgspec.structs.replace(_row(folders="--chdir"), values=_BUBBLEWRAP),
    "firejail": _row(stops="--list --tree --top --shutdown"),
    "dbus-run-session": _row("--config-file --dbus-daemon"),
    "xvfb-run": _row("-e --error-file -f --auth-file -n --server-num -p --xauth-protocol -s --server-args -w --wait"),
    "tini": _row("-p -e"),
    "dumb-init": _row("-r --rewrite"),
    "exec": _row("-a"),
    "command": _row(stops="-v -V"),
}
"""The commands, by the name of their file. The last two are a shell's own words."""

SHELL = _row("-o +o -O +O --rcfile --init-file -C --init-command", texts="-c --command", plain=False)
"""Any shell: with `-c` its first argument is a line; a script it is given is what it runs."""

BUILT_IN = frozenset({"exec", "command", "time"})
"""What a shell does by itself, so that it needs no file."""

_SETTING = re.compile(r"[A-Za-z_]\w*=")
_MORE_THAN_ONE_COMMAND = re.compile(r"[|&;<>()$`\n*?\[{}~#!]")


def behind(wrapper: Wrapper, words: Sequence[str]) -> Behind | None:
    """The command among the words (without the wrapper itself); None when it starts nothing that can be told."""
    return _Reading(wrapper, words).command()


class _Reading:
    """One command line under way."""

    def __init__(self, wrapper: Wrapper, words: Sequence[str]) -> None:
        self._wrapper, self._rest = wrapper, list(words)
        self._own, self._joined = wrapper.own, wrapper.joined
        self._settings: dict[str, str] = {}
        self._folder = ""

    def command(self) -> Behind | None:
        """Read on until the command is there, or cannot come any more."""
        while self._rest:
            word = self._rest.pop(0)
            if word == "--":
                return self._found(self._rest[max(0, self._own) :])
            if word[:1] in ("-", "+") and word != "-":
                line = self._option(word)
                if line is not None:
                    return _line(line, self._settings, self._folder)
            elif self._is_the_command(word):
                return self._found([word, *self._rest])
        return None

    def _is_the_command(self, word: str) -> bool:
        """Take a word without a dash; True when it is none of the wrapper's own."""
        if self._wrapper.settings and _SETTING.match(word):
            name, _, self._settings[name] = word.partition("=")
            return False
        self._own -= 1
        return self._own < 0 and self._wrapper.plain

    def _option(self, word: str) -> str | None:
        """Take an option with its values; the line for a shell when it has one."""
        wrapper = self._wrapper
        option, glued = _option(word, wrapper)
        self._joined = self._joined and option not in wrapper.direct
        if option in wrapper.stops:
            self._rest = []
        if option not in wrapper.texts | wrapper.splits | wrapper.folders | wrapper.values.keys():
            return None
        count = wrapper.values.get(option, 1) - (glued is not None)
        values = [*([] if glued is None else [glued]), *self._rest[:count]]
        del self._rest[:count]
        if option in wrapper.texts:
            return "".join(values[:1])
        if option in wrapper.splits:
            self._rest[:0] = _words("".join(values[:1]))
        if option in wrapper.folders:
            self._folder = "".join(values[:1])
        return None

    def _found(self, command: Sequence[str]) -> Behind | None:
        if self._joined:
            return _line(" ".join(command), self._settings, self._folder)
        return Behind(tuple(command), self._settings, self._folder) if command else None


def _option(word: str, wrapper: Wrapper) -> tuple[str, str | None]:
    """An option and the value glued to it: `--signal=KILL`, `-n5`, `-lc` (letters without a value before the last)."""
    if word.startswith("--") or word in wrapper.values:
        name, equals, value = word.partition("=")
        return name, value if equals else None
    known = wrapper.values.keys() | wrapper.texts | wrapper.splits | wrapper.folders | wrapper.stops | wrapper.direct
    for at, letter in enumerate(word[1:64], start=1):
        if word[0] + letter in known:
            is_flag = word[0] + letter in wrapper.stops | wrapper.direct
            return word[0] + letter, None if is_flag else word[at + 1 :] or None
    return word, None


def _line(text: str, settings: Mapping[str, str], folder: str) -> Behind | None:
    """The one simple command in a shell's line; of several, or of one that the shell makes up, none can be told."""
    words = [] if _MORE_THAN_ONE_COMMAND.search(text) else _words(text)
    own = dict[str, str]()
    while words and _SETTING.match(words[0]):
        name, _, own[name] = words.pop(0).partition("=")
    return Behind(tuple(words), {**settings, **own}, folder) if words else None


def _words(text: str) -> list[str]:
    """The words of a line; none when its quotes do not close."""
    try:
        return shlex.split(text)
    except ValueError:
        return []
