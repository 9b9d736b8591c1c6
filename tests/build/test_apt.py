"""What apt's output means, as it was read on Debian 12."""

import pytest
from devtools import apt
from devtools.logged import Finished

LISTS_LOCKED = """\
Reading package lists...
E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1764 (apt-get)
E: Unable to lock directory /var/lib/apt/lists/
"""
DPKG_LOCKED = """\
E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 88 (unattended-upgr)
E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?
"""


@pytest.mark.parametrize(
    ("output", "holder"),
    [
        (LISTS_LOCKED, (1764, "apt-get")),
        (DPKG_LOCKED, (88, "unattended-upgr")),
        ("E: Unable to locate package x", None),
    ],
)
def test_the_holder_of_the_lock_is_read_from_the_complaint(output: str, holder: tuple[int, str] | None) -> None:
    assert apt.held_by(output) == holder


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("E: You don't have enough free space in /var/cache/apt/archives/.", "disk"),
        ("W: Failed to fetch http://example.test/Release  Temporary failure resolving 'example.test'", "network"),
        ("dpkg: error processing package nginx (--configure):", "fix-broken"),
    ],
)
def test_a_failure_says_what_to_do(output: str, word: str) -> None:
    trouble = apt.explain(Finished(100, output))
    assert word in f"{trouble.happened} {trouble.do}"
