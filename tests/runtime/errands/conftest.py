"""A company that has published once, and a host for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.company import Company
from tests.sync.hosts import Host, hosting


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = Company(tmp_path_factory.mktemp("published") / "company")
    made.publish("one")
    return made


@pytest.fixture
def company(_published: Company, tmp_path: Path) -> Company:
    """A company of one's own whose first policy says `one`."""
    return _published.copied(tmp_path / "company")


@pytest.fixture
def host(company: Company) -> Iterator[Host]:
    """A host of that company's repository that can be told to misbehave."""
    with hosting(company.public) as made:
        yield made
