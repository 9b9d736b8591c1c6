"""`signpost self-test`: the parts of this program, each used once (`app.host.proofs`). No command of the person's."""

import os
import selectors
import sqlite3
import sys
from functools import partial
from pathlib import Path

from app.host import proofs
from app.host.proofs import Asked, Proof

_PATIENCE = 20.0
_KEYRINGS = {"linux": "SecretService", "win32": "Windows", "darwin": "macOS"}


def main() -> int:
    """Prove them; returns the exit code."""
    asked = proofs.asked()
    drawing: dict[str, Proof] = {"SVG": _svg, "window": _window, "wrong argument": _wrong_argument}
    here: dict[str, Proof] = {"watcher": _watcher} if sys.platform == "linux" else {}
    return proofs.prove(
        {
            **here,
            "SQLite": _sqlite,
            "keyring": _keyring,
            "signature": proofs.signature,
            **drawing,
            **_besides(asked),
        }
    )


def _besides(asked: Asked) -> dict[str, Proof]:
    found: dict[str, Proof] = {"TLS": partial(proofs.tls, asked)} if asked.url else {}
    return {**found, "imports": partial(proofs.everything_imported, asked.imports)} if asked.imports else found


def _watcher() -> str:
    """The watcher process listens, or says in its own words why it cannot here."""
    if sys.platform == "win32":
        return "none on this system"
    else:
        from app.watch import watcher
        from app.watch.channel import Channel
        from app.watch.frames import Kind

        channel, answers = Channel(watcher.start(os.getuid())), list[str]()
        with selectors.DefaultSelector() as until:
            until.register(channel, selectors.EVENT_READ)
            while not answers and not channel.ended and until.select(_PATIENCE):
                answers = [text.decode() for kind, text in channel.receive() if kind in (Kind.READY, Kind.FAILED)]
        channel.stop("it does not answer")
        if not answers:
            raise OSError(channel.ended)
        return answers[0]


def _sqlite() -> str:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, word TEXT) STRICT")
        database.execute("INSERT INTO one (word) VALUES (?)", ("路标",))
        found = database.execute("SELECT word, sqlite_version() FROM one").fetchone()
    if found[0] != "路标":
        raise ValueError(found)
    return str(found[1])


def _keyring() -> str:
    """The system's own is found by what its package says of itself."""
    from importlib.metadata import entry_points

    wanted = _KEYRINGS[sys.platform]
    points = {point.name: point for point in entry_points(group="keyring.backends")}
    points[wanted].load()
    return f"{wanted}, of {len(points)}"


def _svg() -> str:
    from app.desktop import icons, picture

    picture.application()
    drawn = icons.application(64).toImage()
    if len({drawn.pixel(x, y) for x in range(64) for y in range(64)}) < 3:
        raise ValueError("nothing was drawn")
    return f"{drawn.width()} by {drawn.height()} pixels"


def _wrong_argument() -> str:
    """What PySide6 says of one takes support modules that nothing else does."""
    from app.desktop.messages import refusal

    said = refusal().splitlines()
    if "Supported signatures:" not in said:
        raise ValueError(said)
    return said[-1].strip()


def _window() -> str:
    import tempfile

    from app.desktop import gallery

    with tempfile.TemporaryDirectory(prefix="signpost-self-test-") as folder:
        files = gallery.render(Path(folder), ("en",), only=("window-overview",))
        drawn = [file.stat().st_size for file in files if file.suffix == ".png"]
    if not drawn or min(drawn) < 5_000:
        raise ValueError(f"pictures of {drawn} bytes")
    return f"{len(drawn)} pictures, {sum(drawn)} bytes"
