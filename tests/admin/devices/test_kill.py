"""kill -9 in the middle of enrolling and rotating: no code is lost, none is good twice, and nobody is locked out."""

import http.client
import json
import random
import subprocess
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.admin.devices.database import Database
from app.admin.devices.desk import Desk
from tests.support.product import BIN

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]

ROUNDS = 15


def start(store: Path) -> tuple["subprocess.Popen[str]", int]:
    command: list[str | Path] = [BIN / "signpost-admin", "devices", "serve", "--store", store]
    process = subprocess.Popen([*command, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, int(process.stdout.readline().rpartition(":")[2])


class Computer:
    """Enrols and rotates for ever, as the client does: the same attempt until answered, the old token until then.

    `granted` are the tokens it was given, the newest last.
    """

    def __init__(self, name: str, codes: list[str]) -> None:
        self.name, self.codes = name, codes
        self.granted: list[str] = []

    def step(self, port: int) -> None:
        if not self.granted:
            body = {"code": self.codes[0], "device": self.name, "attempt": self.name}
            self._ask(port, "/enrol", json.dumps(body), {})
        else:
            self._ask(port, "/rotate", "", {"Authorization": f"Bearer {self.granted[-1]}"})

    def is_let_in(self, port: int) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            connection.request("GET", "/check", headers={"Authorization": f"Bearer {self.granted[-1]}"})
            return connection.getresponse().status == 204

    def _ask(self, port: int, path: str, body: str, headers: dict[str, str]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            told = json.loads(answer.read())
            assert answer.status == 200, told
            self.granted.append(told["token"])


def test_whenever_it_is_killed_every_computer_gets_in_and_stays_in(tmp_path: Path) -> None:
    store, dice = tmp_path / "devices.db", random.Random(11)  # noqa: S311 - a test
    wrong: list[AssertionError] = []

    def work(computer: Computer, port: int, killed: threading.Event) -> None:
        try:
            with suppress(OSError, http.client.HTTPException):
                while not killed.is_set():
                    computer.step(port)
        except AssertionError as error:
            wrong.append(error)

    for number in range(ROUNDS):
        with closing(Database(store)) as database:
            now = int(time.time())
            codes = [Desk(database).invite(now, now + 1000).code.value for _ in range(3)]
        computers = [Computer(f"lt-{number}-{n}", [code]) for n, code in enumerate(codes)]
        for _ in range(3):  # killed while they enrol, and then while they rotate
            process, port = start(store)
            killed = threading.Event()
            working = [threading.Thread(target=work, args=(one, port, killed)) for one in computers]
            for thread in working:
                thread.start()
            killed.wait(dice.random() * 0.1)
            process.kill()
            killed.set()
            for thread in working:
                thread.join(timeout=60)
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
        process, port = start(store)
        for one in computers:
            if not one.granted:
                one.step(port)
            assert one.is_let_in(port), one.name
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        assert not wrong, wrong
    with closing(Database(store)) as database:
        assert len(Desk(database).devices()) == 3 * ROUNDS
        assert Desk(database).invitations(int(time.time())) == []
