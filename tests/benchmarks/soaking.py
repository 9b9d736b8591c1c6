"""The product with a clock that can be moved on, and that says what it holds: `soaking.py WORDS...` runs `signpost`.

Besides the usual `orders` it takes `clock SECONDS` (so far ahead is the clock on the wall from now on), `fill-names`
(see there) and `count`, which is answered with a line on standard output: `{"event": "counted", …}`, see `counted`.
"""

import gc
import json
import sys
import threading
from collections import Counter
from datetime import datetime, timedelta

from app.host import clock


class MovedClock:
    """The clock on the wall, ahead of the real one."""

    def __init__(self) -> None:
        self._real, self._ahead = clock.now, timedelta()

    def now(self) -> datetime:
        """See `clock.now`."""
        return self._real() + self._ahead

    def move(self, seconds: str) -> None:
        """From now on it is so far ahead."""
        self._ahead = timedelta(seconds=float(seconds))


_NAMES, _LASTING = 24_000, 5_000


def _fill_names(_: str) -> None:
    """Have Python's table of names grow as it does once anyway, sometime in the first days: by 1 MB.

    Each name that is gone leaves its place taken. When all are, the table is made anew, for three times the names there
    are (Objects/dictobject.c, `insertion_resize`): 22,000 here, and no more by then. Its room then lasts for a day.
    """
    lasting = [sys.intern(f"lasting name {number}") for number in range(_LASTING)]
    for number in range(_NAMES):
        sys.intern(f"passing name {number}")
    del lasting


def counted() -> dict[str, object]:
    """What there is of each kind once the garbage is gone: Python's objects, Qt's, threads."""
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from app.host.memory import give_back

    give_back()
    held = gc.get_objects()
    kinds = Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in held)
    qt = [one for one in held if isinstance(one, QObject)]
    kinds |= Counter(f"Qt object {type(one).__module__}.{type(one).__qualname__}" for one in qt)
    shown = Counter(f"top-level {type(one).__qualname__}" for one in QApplication.topLevelWidgets())
    return {
        "objects": len(held),
        "qobjects": len(qt),
        "widgets": len(QApplication.allWidgets()),
        "windows": len(QGuiApplication.allWindows()),
        "python_threads": threading.active_count(),
        "kinds": dict(kinds) | shown,
    }


def _count(_: str) -> None:
    print(json.dumps({"event": "counted", **counted()}), flush=True)


def main() -> int:
    """Run it."""
    moved = MovedClock()
    clock.now = moved.now  # before anybody has taken hold of the real one
    from app.main import main as product
    from tests.benchmarks.orders import Orders

    orders = Orders({"clock": moved.move, "count": _count, "fill-names": _fill_names})
    status = product(sys.argv[1:])
    del orders
    return status


if __name__ == "__main__":
    sys.exit(main())
