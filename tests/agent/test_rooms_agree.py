"""What two rooms that may not import each other must agree on."""

from app.identify.grammars import VARIABLES
from app.watch.environment import ALLOWED


def test_every_variable_that_identity_reads_is_one_the_watcher_takes() -> None:
    assert set(VARIABLES) <= set(ALLOWED)
