"""A free port of loopback for a program that has to be told one, and cannot say which one it took."""

import contextlib
import os
import random
import socket

_FIRST, _EACH, _WORKERS = 10_000, 1_000, 20
"""Below the ports the kernel gives by itself (ip_local_port_range, 32768 and up), so that nobody is given it meanwhile;
tests that run side by side take theirs from ranges of their own."""


def free_port() -> int:
    """A port that nobody listens on."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
    ports = range(_FIRST + worker * _EACH, _FIRST + (worker + 1) * _EACH)
    for port in random.sample(ports, _EACH):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError(f"no port from {ports[0]} to {ports[-1]} is free")
