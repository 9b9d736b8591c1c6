"""A company that has published once, and web servers for it: nginx, and the one in signpost-admin."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from app.admin.serve import StaticServer
from app.sync.client import Sync
from tests.support.nginx import serving
from tests.sync.company import Company
from tests.sync.hosts import Host, hosting

Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def _published_once(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = Company(tmp_path_factory.mktemp("published") / "company")
    made.publish("one")
    return made


@pytest.fixture
def company(_published_once: Company, tmp_path: Path) -> Company:
    """A company of one's own whose first policy says `one`; its keys are those of every other one's."""
    return _published_once.copied(tmp_path / "company")


@pytest.fixture
def host(company: Company) -> Iterator[Host]:
    """A host of that company's repository that can be told to misbehave."""
    with hosting(company.public) as made:
        yield made


@pytest.fixture
def sync(company: Company, host: Host, tmp_path: Path) -> Sync:
    """A machine on which the policy `one` is in force, while `two` is published."""
    made = company.client(host.url, tmp_path / "store", seconds=20)
    assert made.refresh().error is None
    company.publish("two")
    return made


@contextmanager
def _embedded(folder: Path) -> Iterator[str]:
    with StaticServer(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.url
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(params=["nginx", "signpost-admin"])
def serve(request: pytest.FixtureRequest, tmp_path: Path) -> Serve:
    """A real web server."""
    if request.param == "nginx":
        return lambda folder: serving(folder, tmp_path / "nginx")
    return _embedded
