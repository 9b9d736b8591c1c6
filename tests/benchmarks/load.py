"""A bounded load on one TLS server, as a process of its own: the same rounds of requests, over and over.

Reads one JSON object from standard input: `port`, `certificate` (PEM file), `requests` (a round, each as it goes over
the wire), `connections` (how many at a time; 0: a new one for each round) and `seconds`. Prints how much it did.
"""

import json
import socket
import ssl
import sys
import time
from typing import Any

_MOST_ON_ONE = 900
"""Rounds on one kept connection; nginx closes after 1,000 requests (keepalive_requests)."""


def main() -> None:
    """Load, and say what came of it."""
    job = json.load(sys.stdin)
    context = ssl.create_default_context(cafile=job["certificate"])
    requests = [request.encode() for request in job["requests"]]
    began = time.monotonic()
    end = began + job["seconds"]
    rounds, statuses = (_kept if job["connections"] else _new)(job, context, requests, end)
    print(json.dumps({"rounds": rounds, "statuses": statuses, "seconds": time.monotonic() - began}))


def _new(job: dict[str, Any], context: ssl.SSLContext, requests: list[bytes], end: float) -> tuple[int, dict[int, int]]:
    rounds, statuses = 0, dict[int, int]()
    while time.monotonic() < end:
        with _connect(job["port"], context) as connection:
            for request in requests:
                connection.sendall(request)
                _count(statuses, _answer(connection))
        rounds += 1
    return rounds, statuses


def _kept(
    job: dict[str, Any], context: ssl.SSLContext, requests: list[bytes], end: float
) -> tuple[int, dict[int, int]]:
    connections: list[ssl.SSLSocket] = []
    rounds, statuses = 0, dict[int, int]()
    while time.monotonic() < end:
        if rounds % (_MOST_ON_ONE * job["connections"]) == 0:
            for connection in connections:
                connection.close()
            connections = [_connect(job["port"], context) for _ in range(job["connections"])]
        for request in requests:
            for connection in connections:
                connection.sendall(request)
            for connection in connections:
                _count(statuses, _answer(connection))
        rounds += len(connections)
    for connection in connections:
        connection.close()
    return rounds, statuses


def _connect(port: int, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return context.wrap_socket(plain, server_hostname="localhost")


def _answer(connection: ssl.SSLSocket) -> int:
    """Read one answer whole; returns its status."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise ConnectionError("the server hung up")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    left = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0) - len(body)
    while left > 0:
        left -= len(connection.recv(65536))
    return int(lines[0].split()[1])


def _count(statuses: dict[int, int], status: int) -> None:
    statuses[status] = statuses.get(status, 0) + 1


if __name__ == "__main__":
    main()
