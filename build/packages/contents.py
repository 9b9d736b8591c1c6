"""What goes into the frozen programs, and what stays out: one table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """One program of a frozen folder: its script, what PyInstaller misses of its imports, and what it need not take."""

    name: str
    script: str
    hidden: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    console: bool = True


_NEVER = (
    "PIL",
    "PyInstaller",
    "_pydecimal",
    "_pyrepl",
    "_tkinter",
    "asyncio",
    "curses",
    "dbus_fast",
    "desktop_notifier",
    "distutils",
    "doctest",
    "ensurepip",
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
    "trio",
    "turtle",
    "unittest",
    "xmlrpc",
)

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

_QT = ("PySide6", "shiboken6", "app.desktop")

_KEYRINGS = ("keyring.backends.SecretService", "keyring.backends.chainer", "keyring.backends.fail")

EMPLOYEE = (
    Program(
        "signpost",
        "build/packages/entries/signpost.py",
        hidden=(*_KEYRINGS, "urllib3.http2", "securesystemslib.signer._crypto_signer"),
        excluded=(*_NEVER, *_IT_ONLY),
        data=(
            ("resources/icons", "resources/icons"),
            ("resources/translations", "resources/translations"),
            ("resources/launcher", "resources/launcher"),
        ),
    ),
    Program(
        "signpost-watcher",
        "build/packages/entries/watcher.py",
        excluded=(*_NEVER, *_IT_ONLY, *_QT, "msgspec", "ssl", "sqlite3", "subprocess", "logging", "email"),
    ),
)

ADMIN = (
    Program(
        "signpost-admin",
        "build/packages/entries/signpost_admin.py",
        excluded=(*_NEVER, *_QT),
        data=(
            ("resources/carry-over", "resources/carry-over"),
            ("resources/example-company", "resources/example-company"),
        ),
    ),
)

HOOKS_LEFT_OUT = frozenset({"pyi_rth_inspect", "pyi_rth_pyside6", "pyi_rth_pkgutil", "pyi_rth_multiprocessing"})
"""Start-up hooks of PyInstaller: the one for PySide6 imports QtCore before `--version` (94 ms)."""
