"""`signpost-admin devices` as IT calls it."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from tests.admin.conftest import Admin
from tests.support.enrolment import service


def post(url: str, path: str, body: object) -> tuple[int, dict[str, str]]:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as connection:
        connection.request("POST", path, json.dumps(body))
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def test_from_invitation_to_revocation(admin: Admin, tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    codes = admin("devices", "invite", "--store", store, "--count", "2", "--expires", "3")
    assert codes.code == 0
    first, second = codes.out.split()
    assert "Shown once" in codes.err
    assert "any new computer" in admin("devices", "invitations", "--store", store).out
    with service(store) as url:
        assert url.startswith("http://127.0.0.1:")
        status, told = post(url, "/enrol", {"code": first, "device": "LT-0042"})
        assert (status, told["device"]) == (200, "lt-0042")
        assert admin("devices", "revoke", "lt-0042", "--store", store).code == 0  # while the service runs
        assert post(url, "/enrol", {"code": second, "device": "lt-0042"})[0] == 409
        assert post(url, "/enrol", {"code": second, "device": "lt-0043"})[0] == 200
    listed = admin("devices", "list", "--store", store).out.splitlines()
    assert [line.split()[0] for line in listed] == ["DEVICE", "lt-0042", "lt-0043"]
    assert [line.split()[-1] for line in listed] == ["STATE", "revoked", "active"]
    rows = json.loads(admin("devices", "list", "--store", store, "--json").out)
    assert [row["state"] for row in rows] == ["revoked", "active"]
    assert rows[1]["seen"] is None
    log = store.with_suffix(".log").read_text()
    assert "enrolled lt-0043" in log
    assert log.endswith("Stopped.\n")
    for secret in (first, second, told["token"]):
        assert secret not in log


def test_an_invitation_is_withdrawn_by_its_number(admin: Admin, tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    told = json.loads(admin("devices", "invite", "--store", store, "--device", "lt-1", "--uses", "2", "--json").out)
    assert (told["device"], told["uses"]) == ("lt-1", 2)
    listed = json.loads(admin("devices", "invitations", "--store", store, "--json").out)
    assert [row["invitation"] for row in listed] == [told["invitation"]]
    assert told["code"] not in json.dumps(listed)
    assert admin("devices", "withdraw", told["invitation"], "--store", store).code == 0
    assert json.loads(admin("devices", "invitations", "--store", store, "--json").out) == []
    again = admin("devices", "withdraw", told["invitation"], "--store", store)
    assert (again.code, again.out) == (1, "")
    assert "invitations" in again.err


def test_what_is_refused(admin: Admin, tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    assert admin("devices", "list").code == 2
    assert admin("devices", "invite", "--store", store, "--count", "2", "--device", "a").code == 2
    assert admin("devices", "invite", "--store", store, "--device", "a\nb").code == 2
    assert admin("devices", "revoke", "nobody", "--store", store).code == 1
    said = admin("devices", "serve", "--store", store, "--listen", "0.0.0.0:0")
    assert said.code == 1
    assert "tokens could be read" in said.err


def test_a_computer_that_never_came_can_be_revoked_too(admin: Admin, tmp_path: Path) -> None:
    store = tmp_path / "devices.db"
    assert "Made " in admin("devices", "invite", "--store", store, "--device", "LT-1").err
    assert "Made " not in admin("devices", "invite", "--store", store, "--device", "lt-1").err
    assert admin("devices", "revoke", "lt-1", "--store", store).code == 0
    assert json.loads(admin("devices", "invitations", "--store", store, "--json").out) == []
    said = admin("devices", "revoke", "lt-1", "--store", store)
    assert said.code == 1
    assert "No device is called lt-1." in said.err


def test_a_mistyped_store_is_not_made(admin: Admin, tmp_path: Path) -> None:
    for words in (("list",), ("invitations",), ("revoke", "lt-1"), ("withdraw", "x")):
        said = admin("devices", *words, "--store", tmp_path / "typo.db")
        assert said.code == 1
        assert "There is no file of enrolled devices" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_code_for_each_name_of_a_list(admin: Admin, tmp_path: Path) -> None:
    store, names = tmp_path / "devices.db", tmp_path / "names"
    names.write_text("LT-0001\n\n lt-0002 \n")
    said = admin("devices", "invite", "--store", store, "--names", names)
    pairs = [line.split("\t") for line in said.out.splitlines()]
    assert [name for name, _ in pairs] == ["lt-0001", "lt-0002"]
    listed = json.loads(admin("devices", "invitations", "--store", store, "--json").out)
    assert sorted(row["device"] for row in listed) == ["lt-0001", "lt-0002"]
    names.write_text("lt-0003\nlt\x1b-4\n")
    assert admin("devices", "invite", "--store", store, "--names", names).code == 2
    assert admin("devices", "invite", "--store", store, "--names", names, "--device", "a").code == 2
    assert len(json.loads(admin("devices", "invitations", "--store", store, "--json").out)) == 2
