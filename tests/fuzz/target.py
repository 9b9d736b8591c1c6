"""What a fuzz target is: a parser of outside bytes, what it may raise, and where its inputs begin."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Run = Callable[[bytes, Path], object]
"""Gives the parser these bytes; the folder is the only place where it may write. What it asserts is an invariant."""


@dataclass(frozen=True)
class Target:
    """One parser.

    `modules` are those of `app` whose decoders the target reaches. `raises` are the documented errors; any other one
    is a finding. `seeds` are good inputs to begin with, `words` what the format is made of. Inputs have `largest` bytes
    at most.
    """

    name: str
    run: Run
    modules: tuple[str, ...]
    raises: tuple[type[Exception], ...] = ()
    seeds: tuple[bytes, ...] = (b"",)
    words: tuple[bytes, ...] = ()
    largest: int = 4096
    mebibytes: int = 48


def on_bytes(parse: Callable[[bytes], object]) -> Run:
    """A parser that takes bytes and needs no folder."""
    return lambda data, _box: parse(data)


def on_text(parse: Callable[[str], object]) -> Run:
    """A parser that takes text as programs' output is read: what is no UTF-8 is replaced (`host.run`)."""
    return lambda data, _box: parse(data.decode("utf-8", "replace"))


def on_file(parse: Callable[[Path], object], name: str = "file") -> Run:
    """A parser that reads a file."""

    def run(data: bytes, box: Path) -> object:
        path = box / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o600)
        return parse(path)

    return run
