"""What the tests of watching share: an ordinary user."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.watch.person import Person, ordinary_person


@pytest.fixture(scope="session")
def person(root: Path) -> Iterator[Person]:
    """The user in whose name everything here runs."""
    with ordinary_person(root) as made:
        yield made
