"""Manual pages and shell completions, made from the commands themselves, so that they cannot lag behind."""

import functools
import gzip
import json
import re

from devtools.places import VENV_BIN

from packages import asked

_PYTHON = str(VENV_BIN / "python")
_LIST = {
    "signpost": "import json\nfrom app.commands.parser import COMMANDS as all\n"
    "print(json.dumps({name: about for name, (about, _) in all.items()}))",
    "signpost-admin": "import json\nfrom app.admin.cli import commands as all\n"
    "print(json.dumps({n: c.get_short_help_str(80) for n, c in sorted(all.commands.items()) if not c.hidden}))",
}
"""Prints each command's own line of help, by its name."""
_NAMES = {
    "signpost": "says when a tool is off limits, and what to use",
    "signpost-admin": "writes, tests, signs and publishes a company's tool policy",
}


@functools.cache
def manuals(program: str, epoch: int) -> dict[str, bytes]:
    """Every manual page, by its file's name: `signpost.1`, `signpost-run.1`, … (help2man). Raises Trouble."""
    commands: dict[str, str] = json.loads(_output([_PYTHON, "-c", _LIST[program]], epoch))
    pages = {f"{program}.1": _page(program, "", _NAMES[program], list(commands), epoch)}
    for command, about in commands.items():
        pages[f"{program}-{command}.1"] = _page(program, command, _as_whatis(about), [], epoch)
    return pages


def _as_whatis(about: str) -> str:
    """A line of help the way manuals put it behind the dash (man-pages(7), NAME): small, without a full stop."""
    return about[0].lower() + about[1:].removesuffix(".")


def completions(program: str, epoch: int) -> dict[str, bytes]:
    """What completes the program's commands and options, by shell: `bash`, `zsh`, for IT's also `fish`."""
    if program == "signpost-admin":
        command = [str(VENV_BIN / program), "completion"]
        return {shell: _output([*command, shell], epoch) for shell in ("bash", "zsh", "fish")}
    shtab = [_PYTHON, "-m", "shtab", "--prog", program, "app.commands.parser.whole", "--shell"]
    return {shell: _output([*shtab, shell], epoch) for shell in ("bash", "zsh")}


def _page(program: str, command: str, name: str, others: list[str], epoch: int) -> bytes:
    line = f"{VENV_BIN / program} {command}".strip()
    words = ["help2man", "--no-info", "--section=1", f"--name={name}", "--source=Signpost", "--manual=Signpost"]
    see = ", ".join(f"\\fB{program}-{other}\\fR(1)" for other in others) if others else f"\\fB{program}\\fR(1)"
    version = _output([str(VENV_BIN / program), "--version"], epoch).decode().split()[-1]
    page = _output([*words, f"--version-string={program} {version}", line], epoch).decode()
    title = f"{program}-{command}" if command else program
    page = re.sub(r"^\.TH \S+", f".TH {title.upper()}", page, count=1, flags=re.MULTILINE)
    page = re.sub(r"(?<=^\.SH NAME\n)\S+", title, page, count=1, flags=re.MULTILINE)  # what whatis(1) finds it by
    page = page.replace(str(VENV_BIN) + "/", "")
    return f'{page.rstrip()}\n.SH "SEE ALSO"\n{see}\n'.encode()


def _output(command: list[str], epoch: int) -> bytes:
    """What a command prints, as wide as a manual. Raises Trouble."""
    return asked.output(command, SOURCE_DATE_EPOCH=str(epoch), COLUMNS="100", TZ="UTC")


def placed(program: str, epoch: int, zsh: str = "/usr/share/zsh/vendor-completions") -> dict[str, bytes]:
    """Both, by the path at which Debian's programs look for them; `zsh` is where others' zsh does."""
    at: dict[str, bytes] = {}
    for name, page in manuals(program, epoch).items():
        at[f"/usr/share/man/man1/{name}.gz"] = gzip.compress(page, 9, mtime=0)
    folders = {
        "bash": f"/usr/share/bash-completion/completions/{program}",
        "zsh": f"{zsh}/_{program}",
        "fish": f"/usr/share/fish/vendor_completions.d/{program}.fish",
    }
    for shell, script in completions(program, epoch).items():
        at[folders[shell]] = script
    return at
