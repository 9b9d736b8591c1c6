"""How a host is asked whether its timestamp changed; when it is asked so: tests/runtime/errands/test_looking.py."""

import pytest

from app.sync.poll import conditions

SECOND = "Fri, 10 Jul 2026 00:00:%02d GMT"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"ETag": 'W/"1"', "Last-Modified": "Fri, 10 Jul 2026 00:00:00 GMT"}, {"If-None-Match": 'W/"1"'}),
        ({"Last-Modified": "Fri, 10 Jul 2026 00:00:00 GMT"}, {"If-Modified-Since": "Fri, 10 Jul 2026 00:00:00 GMT"}),
        ({"ETag": '"1"', "Last-Modified": SECOND % 9, "Date": SECOND % 11}, {"If-None-Match": '"1"'}),
        ({"ETag": '"1"', "Last-Modified": SECOND % 9, "Date": SECOND % 10}, {}),
        ({"ETag": '"1"', "Last-Modified": SECOND % 9, "Date": SECOND % 8}, {}),
        ({"ETag": '"1"', "Last-Modified": "yesterday", "Date": SECOND % 8}, {"If-None-Match": '"1"'}),
        ({"ETag": "x" * 300}, {}),
        ({"ETag": '"a\x07b"'}, {}),
        ({"ETag": '"é"'}, {}),
        ({}, {}),
    ],
)
def test_how_a_host_is_asked(said: dict[str, str], asks: dict[str, str]) -> None:
    assert conditions(said) == asks
