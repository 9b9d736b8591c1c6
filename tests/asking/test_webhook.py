"""The webhook's one request, against a receiver that takes it, refuses it, has no time, or hangs up."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.asking.errors import NotTaken, TurnedDown
from app.asking.request import Request, ask
from app.asking.webhook import send
from app.host import http
from app.policy.asking import Asking
from tests.asking.receiver import receiving

NOW = datetime(2026, 7, 15, 9, 42, tzinfo=UTC)


def request(url: str) -> Request:
    made = ask("claude-code", "Claude Code", "why", NOW + timedelta(days=1), NOW, Asking(webhook=url))
    return msgspec.structs.replace(made, payload='{"é":1}')


def test_it_arrives_byte_for_byte_with_its_id_and_no_token(tmp_path: Path) -> None:
    with receiving(tmp_path, 202) as receiver:
        made = request(receiver.url)
        send(made, receiver.open_session, threading.Event())
    ((key, body, headers, _),) = receiver.got
    assert (key, body) == (f'"{made.id}"', '{"é":1}'.encode())
    assert headers["Content-Type"] == "application/json"
    assert not {"Authorization", "Cookie"} & set(headers)


@pytest.mark.parametrize("status", [500, 503, 429, 408, 425, 0])
def test_no_time_now(tmp_path: Path, status: int) -> None:
    with receiving(tmp_path, status) as receiver, pytest.raises(NotTaken):
        send(request(receiver.url), receiver.open_session, threading.Event())


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 410])
def test_turned_down_and_nobody_is_sent_on(tmp_path: Path, status: int) -> None:
    with receiving(tmp_path, status) as receiver, pytest.raises(TurnedDown):
        send(request(receiver.url), receiver.open_session, threading.Event())
    assert len(receiver.got) == 1


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(NotTaken):
            send(request(url), http.session, threading.Event())


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    with receiving(tmp_path, 200) as receiver, pytest.raises(NotTaken):
        send(request(receiver.url), http.session, threading.Event())
    assert receiver.got == []


def test_never_in_the_clear() -> None:
    with pytest.raises(TurnedDown):
        send(request("http://it.example.com/ask"), http.session, threading.Event())
