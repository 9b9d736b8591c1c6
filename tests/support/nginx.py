"""A real nginx on loopback that serves one folder, for journeys: Debian's program, a port of its own."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_CONFIGURATION = """
daemon off; worker_processes 1; pid {base}/nginx.pid; error_log {base}/error.log warn;
events {{ worker_connections 64; }}
http {{
  access_log {base}/access.log; client_body_temp_path {base}/body; proxy_temp_path {base}/proxy;
  fastcgi_temp_path {base}/fastcgi; uwsgi_temp_path {base}/uwsgi; scgi_temp_path {base}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@contextlib.contextmanager
def serving(folder: Path, base: Path) -> Iterator[str]:
    """Serve `folder`; yields the address. Logs and temporary files go below `base`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    base.mkdir(parents=True, exist_ok=True)
    configuration = base / "nginx.conf"
    user = "user root;" if (base.stat().st_uid == 0) else ""
    configuration.write_text(user + _CONFIGURATION.format(base=base, port=port, folder=folder))
    server = subprocess.Popen(["nginx", "-p", str(base), "-e", str(base / "error.log"), "-c", str(configuration)])
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}/"
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
