"""How many wrong codes an address may send."""

from app.admin.devices.limit import EVERY_SECONDS, MOST_ADDRESSES, WRONG_CODES, WrongCodes


class _Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_too_many_wrong_codes_have_to_wait() -> None:
    clock = _Clock()
    limit = WrongCodes(clock)
    for _ in range(WRONG_CODES):
        assert limit.wait("192.0.2.1") == 0
        limit.count("192.0.2.1")
    wait = limit.wait("192.0.2.1")
    assert 0 < wait <= EVERY_SECONDS / WRONG_CODES
    assert limit.wait("192.0.2.2") == 0
    clock.at += wait
    assert limit.wait("192.0.2.1") == 0


def test_an_ipv6_network_counts_as_one() -> None:
    limit = WrongCodes(_Clock())
    for number in range(WRONG_CODES):
        limit.count(f"2001:db8:1:2::{number:x}")
    assert limit.wait("2001:db8:1:2:ffff::1") > 0
    assert limit.wait("2001:db8:1:3::1") == 0


def test_what_is_remembered_is_bounded() -> None:
    limit = WrongCodes(_Clock())
    for number in range(MOST_ADDRESSES + 100):
        limit.count(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(limit._spent) == MOST_ADDRESSES
