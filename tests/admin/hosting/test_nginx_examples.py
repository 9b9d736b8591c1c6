"""The nginx configurations that IT is given, under a real nginx: what they serve, refuse, and let be kept."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from app.admin.hosting.plan import TIMESTAMP, plan
from tests.support import nginx
from tests.support.certificate import Certificate, certificate
from tests.support.enrolment import invite, service
from tests.sync.company import Company


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = Company(tmp_path / "company")
    made.publish("one")
    return made


@pytest.fixture
def session(pem: Certificate) -> Iterator[requests.Session]:
    with requests.Session() as made:
        made.trust_env = False  # REQUESTS_CA_BUNDLE would win over what is said here
        made.verify = str(pem.certificate)
        made.headers["Accept-Encoding"] = "identity"
        yield made


def test_every_file_comes_as_planned(
    company: Company, tmp_path: Path, pem: Certificate, session: requests.Session
) -> None:
    with nginx.example("nginx.conf", company.public, tmp_path / "nginx", pem) as url:
        for upload in plan(company.repository_folder):
            answer = session.get(url + upload.path)
            assert answer.content == (company.public / upload.path).read_bytes()
            assert answer.headers["Cache-Control"] == upload.cache_control
            assert answer.headers["Content-Type"] == upload.content_type
            again = session.get(url + upload.path, headers={"If-None-Match": answer.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["Cache-Control"] == upload.cache_control


def test_what_is_not_there_is_not_remembered(
    company: Company, tmp_path: Path, pem: Certificate, session: requests.Session
) -> None:
    with nginx.example("nginx.conf", company.public, tmp_path / "nginx", pem) as url:
        for path in ("metadata/2.root.json", "targets/none.json", "", "metadata/", "../signpost-admin.json", "keys/"):
            answer = session.get(url + path)
            assert answer.status_code in (403, 404), path
            assert answer.headers["Cache-Control"] == "no-store"
        for method in ("POST", "PUT", "DELETE"):
            assert session.request(method, url + TIMESTAMP, data=b"x").status_code in (403, 405)
        assert session.head(url + TIMESTAMP).status_code == 200


def test_only_tls_of_today(company: Company, tmp_path: Path, pem: Certificate) -> None:
    with nginx.example("nginx.conf", company.public, tmp_path / "nginx", pem) as url:
        assert requests.get(url.replace("https", "http") + TIMESTAMP, timeout=10).status_code == 400
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(url + TIMESTAMP, timeout=10)
        assert ssl.HAS_TLSv1_3


def test_enrolled_computers_only(company: Company, tmp_path: Path, pem: Certificate, session: requests.Session) -> None:
    store = tmp_path / "devices.db"
    [code] = invite(store)
    with (
        service(store) as devices,
        nginx.example("nginx-enrolled.conf", company.public, tmp_path / "nginx", pem, devices) as url,
    ):
        refused = session.get(url + TIMESTAMP)
        assert (refused.status_code, refused.headers["Cache-Control"]) == (401, "no-store")
        assert "Bearer" in refused.headers["WWW-Authenticate"]
        assert session.get(url + "check").status_code == 404
        told = session.post(url + "enrol", json={"code": code, "device": "lt-1"})
        assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
        session.headers["Authorization"] = f"Bearer {told.json()['token']}"
        for upload in plan(company.repository_folder, enrolled_only=True):
            answer = session.get(url + upload.path)
            assert answer.content == (company.public / upload.path).read_bytes()
            assert answer.headers["Cache-Control"] == upload.cache_control
        rotated = session.post(url + "rotate").json()["token"]
        assert session.get(url + TIMESTAMP).status_code == 200
        session.headers["Authorization"] = f"Bearer {rotated}"
        assert session.get(url + TIMESTAMP).status_code == 200
        assert session.post(url + "enrol", data=b"x" * 5000).status_code == 413
    logs = (tmp_path / "nginx/access.log").read_text() + (tmp_path / "nginx/error.log").read_text()
    for secret in (code, told.json()["token"], rotated):
        assert secret not in logs
