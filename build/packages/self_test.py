"""Has a frozen program prove itself, in an empty environment: `python self_test.py PROGRAM ENTRY`, by .venv's Python.

It is asked for every import of its sources (`packages.imports`) and for a page over TLS from this computer.
"""

import ipaddress
import json
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from packages import imports

_LONGEST = 300.0


def main(program: Path, entry: Path) -> int:
    """Run it; returns its exit code. It prints a line a proof."""
    with tempfile.TemporaryDirectory(prefix="signpost-freeze-") as folder, _page(Path(folder)) as (url, authorities):
        wanted = {"imports": imports.imported(entry), "url": url, "authorities": str(authorities)}
        done = subprocess.run(
            [program, "self-test"], env={}, input=json.dumps(wanted).encode(), timeout=_LONGEST, check=False
        )
    return done.returncode


class _Page(BaseHTTPRequestHandler):
    """Says hello."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's word
        """Nobody reads it."""


@contextmanager
def _page(folder: Path) -> Iterator[tuple[str, Path]]:
    """The address of a page on this computer, and the file of its authorities."""
    authorities, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authorities, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}/", authorities
        server.shutdown()
        thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """One for 127.0.0.1, its own authority, valid today; and its key. PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "self-test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "authorities.pem", folder / "key.pem"
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    files[0].write_bytes(made.public_bytes(encoding))
    files[1].write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    return files


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
