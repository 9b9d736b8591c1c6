"""Regular expressions that are compiled when they are first needed.

Compiling the hundred of them that judging may need takes 40 ms, which every start would pay, and most computers never
need half of them: none has a Homebrew, a snap and a Java all at once.
"""

import functools
import re
from collections.abc import Callable
from typing import AnyStr


def regex(text: AnyStr, flags: int = 0) -> "Callable[[], re.Pattern[AnyStr]]":
    """What gives the compiled expression: `_NAME = regex(...)` at the top of a module, `_NAME().match(...)` in use."""
    return functools.cache(lambda: re.compile(text, flags))
