"""A real nginx on loopback that serves one folder, for journeys: Debian's program, a port of its own."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.certificate import Certificate
from tests.support.ports import free_port

EXAMPLES = Path(__file__).resolve().parents[2] / "build/hosting"
"""The configurations that IT is given."""

_MAIN = """
daemon off; worker_processes 1; pid {base}/nginx.pid; error_log {base}/error.log warn;
events {{ worker_connections {connections}; }}
http {{
  access_log {log}; client_body_temp_path {base}/body; proxy_temp_path {base}/proxy;
  fastcgi_temp_path {base}/fastcgi; uwsgi_temp_path {base}/uwsgi; scgi_temp_path {base}/scgi;
  {site}
}}
"""


@contextlib.contextmanager
def serving(folder: Path, base: Path) -> Iterator[str]:
    """Serve `folder`; yields the address. Logs and temporary files go below `base`."""
    port = free_port()
    with running(f"server {{ listen 127.0.0.1:{port}; root {folder}; }}", base, port):
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def example(
    name: str,
    folder: Path,
    base: Path,
    pem: Certificate,
    service: str = "",
    *,
    connections: int = 64,
    log: bool = True,
    seconds: int = 10,
) -> Iterator[str]:
    """Serve `folder` by an example of ours, with the names in it replaced as IT would; yields the https address.

    `seconds` is how long a client may take for its header.
    """
    port = free_port()
    site = (EXAMPLES / name).read_text()
    for ours, theirs in {
        "listen [::]:443 ssl;": "",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "policy.example.com;": "localhost;",
        "/etc/ssl/policy.example.com.pem": str(pem.certificate),
        "/etc/ssl/private/policy.example.com.key": str(pem.key),
        "/srv/signpost": str(folder),
        "client_header_timeout 10s;": f"client_header_timeout {seconds}s;",
        "127.0.0.1:8017": service.removeprefix("http://") or "127.0.0.1:8017",
    }.items():
        assert not service or ours in site, f"{name} has no {ours}"
        site = site.replace(ours, theirs)
    with running(site, base, port, connections=connections, log=log):
        yield f"https://localhost:{port}/"


@contextlib.contextmanager
def running(
    site: str, base: Path, port: int, *, connections: int = 64, log: bool = True
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run nginx with that `site`, which listens on `port` of loopback; yields its master process."""
    base.mkdir(parents=True, exist_ok=True)
    configuration = base / "nginx.conf"
    user = "user root;" if (base.stat().st_uid == 0) else ""
    main = _MAIN.format(base=base, site=site, connections=connections, log=f"{base}/access.log" if log else "off")
    configuration.write_text(user + main)
    server = subprocess.Popen(["nginx", "-p", str(base), "-e", str(base / "error.log"), "-c", str(configuration)])
    try:
        _wait_for(port, server)
        yield server
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 10
    while True:
        assert server.poll() is None, "nginx did not start"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert time.monotonic() < deadline, "nginx does not answer"
