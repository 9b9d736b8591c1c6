"""What the tests of the running agent share: a crash in one of its threads fails the test, and ends nobody."""

from collections.abc import Iterator

import pytest

from app.host import crash


@pytest.fixture(autouse=True)
def crashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What crashed; the product would send itself SIGTERM, which here is the test run."""
    found = list[BaseException]()
    monkeypatch.setattr(crash, "end", found.append)
    yield found
    if found:
        raise found[0]
