"""A value that no log, traceback or error may show."""

import msgspec


class Secret(msgspec.Struct, frozen=True):
    """Something secret; `value` gives it away, printing it does not."""

    value: str

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__
