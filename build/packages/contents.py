"""What goes into the frozen programs, and what stays out: one table."""

import encodings
import pkgutil
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """One program of a frozen folder: its script, what PyInstaller misses of its imports, and what it need not take.

    `windowed` is the script of its twin without a console (`signpostw` beside `signpost`), which Windows needs for what
    starts at login and from the start menu: every program of the other kind gets a console window there.
    `read` are files that libraries read beside their code: the package, and the file in it. `draws`: Qt is in it.
    """

    name: str
    script: str
    hidden: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    read: tuple[tuple[str, str], ...] = ()
    windowed: str = ""
    draws: bool = False


_ENCODINGS = frozenset(
    [
        "aliases",
        "ascii",
        "base64_codec",
        "charmap",
        "cp1252",
        "cp437",
        "hex_codec",
        "idna",
        "iso8859_1",
        "iso8859_15",
        "latin_1",
        "mbcs",
        "oem",
        "punycode",
        "raw_unicode_escape",
        "undefined",
        "unicode_escape",
        "utf_16",
        "utf_16_be",
        "utf_16_le",
        "utf_32",
        "utf_32_be",
        "utf_32_le",
        "utf_7",
        "utf_8",
        "utf_8_sig",
        "zlib_codec",
    ]
)
"""The character sets that files, protocols and zip archives (cp437) need. The person's own may be any other: the
programs run in Python's UTF-8 mode (PEP 540)."""

_TOASTS = frozenset({"asyncio", "desktop_notifier"})
"""What notifications need on Windows and macOS; on Linux we speak to the daemon ourselves."""

_UNUSED = (
    *(f"encodings.{found.name}" for found in pkgutil.iter_modules(encodings.__path__) if found.name not in _ENCODINGS),
    "PIL",
    "PyInstaller",
    "_pydecimal",
    "_pyrepl",
    "_tkinter",
    "asyncio",
    "backports.zstd._cffi",  # PyPy's
    "curses",
    "dbus_fast",
    "desktop_notifier",
    *(("distutils",) if sys.version_info < (3, 12) else ()),  # later Pythons have none, and PyInstaller an alias
    "doctest",
    "ensurepip",
    "ftplib",  # urllib.request names it, for ftp: addresses
    "idlelib",
    "jeepney.io.asyncio",
    "jeepney.io.trio",
    "keyring.cli",
    "keyring.testing",
    "lib2to3",
    "multiprocessing",
    "pdb",
    "pip",
    "pkg_resources",
    "pycparser",
    "pydoc",
    "pydoc_data",
    "pytest",
    "pytestqt",
    "hypothesis",
    "mypy",
    "readline",
    "setuptools",
    "test",
    "tkinter",
    "tracemalloc",
    "trio",
    "turtle",
    "unittest",
    "urllib3.contrib.emscripten",
    "urllib3.contrib.pyopenssl",
    "xmlrpc",
)

_NEVER = tuple(name for name in _UNUSED if sys.platform == "linux" or name not in _TOASTS)

_IT_ONLY = (
    "app.admin",
    "attr",
    "attrs",
    "bidict",
    "boolean",
    "click",
    "cyclonedx",
    "jsonschema",
    "license_expression",
    "referencing",
    "rpds",
    "ruamel",
    "tuf.repository",
    "vl_convert",
    "waitress",
)
"""What only IT's command needs."""

_CHECKERS_ONLY = ("typing_extensions",) if sys.platform == "linux" else ()
"""What the libraries of the employee's program name for type checkers alone; desktop-notifier, elsewhere, runs it."""

_QT = ("PySide6", "shiboken6", "app.desktop")

_KEYRING = {"win32": "keyring.backends.Windows", "darwin": "keyring.backends.macOS"}
_KEYRINGS = (
    _KEYRING.get(sys.platform, "keyring.backends.SecretService"),
    "keyring.backends.chainer",
    "keyring.backends.fail",
)

_SIGNPOST = Program(
    "signpost",
    "build/packages/entries/signpost.py",
    hidden=(
        *_KEYRINGS,
        "urllib3.http2",
        "securesystemslib.signer._crypto_signer",
        *(() if sys.platform == "linux" else ("desktop_notifier.resources",)),
    ),
    excluded=(*_NEVER, *_IT_ONLY, *_CHECKERS_ONLY, "cryptography.x509", "xml.sax"),
    data=(
        ("resources/icons", "resources/icons"),
        ("resources/translations", "resources/translations"),
        ("resources/launcher", "resources/launcher"),
    ),
    read=() if sys.platform == "linux" else (("desktop_notifier", "resources/python.png"),),  # as it is imported
    windowed="build/packages/entries/signpostw.py" if sys.platform == "win32" else "",
    draws=True,
)

_WATCHER = Program(
    "signpost-watcher",
    "build/packages/entries/watcher.py",
    excluded=(*_NEVER, *_IT_ONLY, *_QT, "msgspec", "ssl", "sqlite3", "subprocess", "logging", "email"),
)

_APPLICATIONS = Program(
    "signpost-applications",
    "build/packages/entries/applications.py",
    excluded=(*_NEVER, *_IT_ONLY, *_QT, "msgspec", "ssl", "sqlite3", "subprocess", "logging", "email"),
)

EMPLOYEE = (_SIGNPOST, *{"linux": (_WATCHER,), "darwin": (_APPLICATIONS,)}.get(sys.platform, ()))

ADMIN = (
    Program(
        "signpost-admin",
        "build/packages/entries/signpost_admin.py",
        excluded=(*_NEVER, *_QT),
        data=(
            ("resources/carry-over", "resources/carry-over"),
            ("resources/example-company", "resources/example-company"),
        ),
        read=(
            ("cyclonedx", "schema/_res/spdx.SNAPSHOT.schema.json"),
            ("license_expression", "data/scancode-licensedb-index.json"),
        ),
    ),
)

HOOKS_LEFT_OUT = frozenset({"pyi_rth_inspect", "pyi_rth_pyside6", "pyi_rth_pkgutil", "pyi_rth_multiprocessing"})
"""Start-up hooks of PyInstaller: the one for PySide6 imports QtCore before `--version` (94 ms)."""
