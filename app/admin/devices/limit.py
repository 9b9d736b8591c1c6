"""How many wrong codes one address may send: a token bucket each, and a bound on how many addresses are remembered.

A code cannot be guessed; what this bounds is the noise that somebody who tries can make. Right codes cost nothing, so a
whole office behind one address can enrol in a morning.
"""

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Callable

WRONG_CODES = 10
EVERY_SECONDS = 60.0
MOST_ADDRESSES = 10_000


class WrongCodes:
    """The wrong codes of late, by address. Any thread."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._lock = threading.Lock()
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0: at once."""
        with self._lock:
            return math.ceil(max(0.0, self._left(_network(address)) - WRONG_CODES + 1) * EVERY_SECONDS / WRONG_CODES)

    def count(self, address: str) -> None:
        """One more wrong code from there."""
        network = _network(address)
        with self._lock:
            self._spent[network] = (self._left(network) + 1, self._now())
            self._spent.move_to_end(network)
            if len(self._spent) > MOST_ADDRESSES:
                self._spent.popitem(last=False)

    def _left(self, network: str) -> float:
        spent, since = self._spent.get(network, (0.0, self._now()))
        return max(0.0, spent - (self._now() - since) * WRONG_CODES / EVERY_SECONDS)


def _network(address: str) -> str:
    """An IPv6 host owns a /64 at least (RFC 6177), so that is what counts."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
