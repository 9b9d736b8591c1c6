"""A package registry on loopback with small packages made here, for everything the real one would not do on request."""

import base64
import contextlib
import gzip
import hashlib
import io
import json
import socket
import sys
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import unquote

from app.host import platform
from app.policy.recipe import Build, Command, Detect, NpmRecipe

VERSION = "1.2.3"


@dataclass
class Package:
    """One package in one version: its files (path below the package: bytes), and what its package.json says besides."""

    name: str
    files: dict[str, bytes]
    version: str = VERSION
    fields: dict[str, Any] = field(default_factory=dict)

    def archive(self) -> bytes:
        """The .tgz as npm pack makes it; the same every time."""
        tar = io.BytesIO()
        manifest = json.dumps({"name": self.name, "version": self.version, **self.fields}).encode()
        with tarfile.open(fileobj=tar, mode="w") as file:
            for path, data in {"package.json": manifest, **self.files}.items():
                member = tarfile.TarInfo(f"package/{path}")
                member.size, member.mode = len(data), 0o755 if path.startswith("bin/") else 0o644
                file.addfile(member, io.BytesIO(data))
        return gzip.compress(tar.getvalue(), mtime=0)

    def integrity(self) -> str:
        """The hash as a lock has it."""
        return "sha512-" + base64.b64encode(hashlib.sha512(self.archive()).digest()).decode()


def noise(size: int) -> bytes:
    """Bytes that do not compress; the same every time."""
    return Random(size).randbytes(size)  # noqa: S311 - not a secret


def demo_packages(version: str = VERSION, payload: int = 2000, answer: str | None = None) -> list[Package]:
    """A tool with a runtime of its own, a dependency, and install scripts that must never run."""
    says = f"demo {version}" if answer is None else answer
    scripts = dict.fromkeys(("preinstall", "install", "postinstall", "prepare"), 'touch "$HOME/SCRIPT-RAN"')
    main = f'#!/bin/sh\necho "{says}"\nfor a in "$@"; do printf "<%s>" "$a"; done\n'.encode()
    return [
        Package(
            "@signpost-test/demo",
            {"bin/demo": main, "payload": noise(payload)},
            version,
            {"scripts": scripts, "bin": {"demo": "bin/demo"}, "dependencies": {"demo-part": VERSION}},
        ),
        Package("demo-part", {"index.js": b"module.exports = 1;\n"}),
        Package("demo-runtime", {"bin/run": b'#!/bin/sh\nexec /bin/sh "$@"\n', "payload": noise(payload + 1)}),
    ]


def lock_of(packages: list[Package], **changes: Any) -> bytes:
    """The lock that pins these packages, asked for by its root; `changes` replace fields of single entries by place."""
    entries: dict[str, Any] = {
        "": {"name": "x", "version": "1.0.0", "dependencies": {p.name: p.version for p in packages}}
    }
    for package in packages:
        kept = {
            name: package.fields[name]
            for name in ("dependencies", "optionalDependencies", "bin")
            if name in package.fields
        }
        entries[f"node_modules/{package.name}"] = {"version": package.version, "integrity": package.integrity(), **kept}
    for place, fields in changes.items():
        entries[place] = {**entries.get(place, {}), **fields}
    return json.dumps(
        {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": entries}
    ).encode()


def recipe_of(packages: list[Package], *, runtime: bool = True, timeout: int = 60, **fields: Any) -> NpmRecipe:
    """The recipe for `demo_packages`, on whatever machine this is, with the exact sizes."""
    tool = packages[0]
    build = Build(
        commands=(
            Command(
                name="demo-tool",
                file=f"node_modules/{tool.name}/bin/demo",
                runtime="node_modules/demo-runtime/bin/run" if runtime else None,
            ),
        ),
        download_bytes=sum(len(package.archive()) for package in packages),
        installed_bytes=sum(len(data) for package in packages for data in package.files.values()),
    )
    settings: dict[str, Any] = {
        "package": tool.name,
        "version": tool.version,
        "lock": "locks/demo.json",
        "builds": {platform.build_name(): build},
        "detect": Detect(command="demo-tool", version=tool.version, timeout=20),
        "timeout": timeout,
    }
    return NpmRecipe(**{**settings, **fields})


class Registry:
    """What it serves, and how badly it behaves. Every request is remembered."""

    def __init__(self) -> None:
        self.archives: dict[str, bytes] = {}
        self.versions: dict[str, dict[str, Any]] = {}
        self.status = 200
        self.requests: list[str] = []
        self.hold = threading.Event()
        self.hold.set()
        self.held_at = 0
        self.holding = threading.Event()
        self.tokens: list[str] = []
        self.address = ""

    def publish(self, packages: list[Package]) -> None:
        """Add these packages."""
        for package in packages:
            path = f"/{package.name}/-/{package.name.rpartition('/')[2]}-{package.version}.tgz"
            self.archives[path] = package.archive()
            self.versions.setdefault(package.name, {})[package.version] = {
                "name": package.name,
                "version": package.version,
                **package.fields,
                "dist": {"tarball": f"{self.address}{path.removeprefix('/')}", "integrity": package.integrity()},
            }

    def hold_archives_at(self, offset: int) -> None:
        """Stop every archive after that many bytes until `hold` is set."""
        self.held_at = offset
        self.hold.clear()

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body for a path."""
        if self.status != 200:
            return self.status, b'{"error":"no"}'
        if path in self.archives:
            return 200, self.archives[path]
        name = unquote(path.removeprefix("/"))
        if name in self.versions:
            versions = self.versions[name]
            return 200, json.dumps(
                {"name": name, "dist-tags": {"latest": list(versions)[-1]}, "versions": versions}
            ).encode()
        return 404, b'{"error":"not found"}'


@contextlib.contextmanager
def running() -> Iterator[Registry]:
    """A registry on a free port, stopped at the end."""
    registry = Registry()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            registry.requests.append(self.path)
            registry.tokens.append(self.headers.get("Authorization", ""))
            status, body = registry.answer(unquote(self.path) if self.path.endswith(".tgz") else self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                if self.path.endswith(".tgz") and not registry.hold.is_set():
                    self.wfile.write(body[: registry.held_at])
                    self.wfile.flush()
                    body = body[registry.held_at :]
                    registry.holding.set()
                    registry.hold.wait(30)
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
            """Quiet about who was killed in the middle of an answer."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    registry.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield registry
    finally:
        registry.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()
