"""What jeepney's blocking and threaded connections share. The type variable is the queue that a filter fills."""

from types import TracebackType
from typing import Generic, TypeVar

_Q = TypeVar("_Q")

class RouterClosed(Exception): ...

class FilterHandle(Generic[_Q]):
    queue: _Q
    def close(self) -> None: ...
    def __enter__(self) -> _Q: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None: ...
