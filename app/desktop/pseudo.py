"""Two made-up languages that show where a screen cannot be translated: nobody speaks them, the gallery and tests do.

`en-XA` is English with accents and a third longer, as long as German gets; what stays plain was never handed to a
translator, and what lacks its closing bracket is cut off. `ar-XB` is the same, written from right to left. The tags
are those of CLDR's pseudo-locales (UTS 35, "Unicode locale identifiers": XA, XB).
"""

import re

from PySide6.QtCore import QObject, QTranslator

ACCENTS, FROM_RIGHT = "en-XA", "ar-XB"
PSEUDO = (ACCENTS, FROM_RIGHT)

LONGER = 0.35
"""How much longer the texts are than the English ones."""

_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPRSTUVWYZabcdefghijklmnoprstuvwyz", "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛṼŴÝŽåƀçðéƒĝĥîĵķļɱñöþŕšţûṽŵýž"
)
_PLACEHOLDER = re.compile(r"(\{\w+\}|%n|%\d)")
_FILLER = "lorem ipsum dolor sit amet "
_RIGHT_TO_LEFT, _POP, _RIGHT_TO_LEFT_MARK = "\u202e", "\u202c", "\u200f"


def pseudo(text: str, tag: str) -> str:
    """`text` in that language, its placeholders as they are."""
    parts = [part if _PLACEHOLDER.fullmatch(part) else part.translate(_ACCENTED) for part in _PLACEHOLDER.split(text)]
    words = len(_PLACEHOLDER.sub("", text))
    more = max(1, round(words * LONGER) - 3)
    filler = (_FILLER * (more // len(_FILLER) + 1))[:more].strip()
    if tag == FROM_RIGHT:
        parts = [part if _PLACEHOLDER.fullmatch(part) else _turned(part) for part in parts]
        filler = _turned(filler)
    mark = _RIGHT_TO_LEFT_MARK if tag == FROM_RIGHT else ""
    return f"{mark}[{''.join(parts)} {filler}]"


def _turned(text: str) -> str:
    """Each word from right to left; the spaces between stay where lines may break."""
    return re.sub(r"\S+", lambda word: f"{_RIGHT_TO_LEFT}{word.group()}{_POP}", text)


class PseudoTranslator(QTranslator):
    """Translates whatever it is asked for."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def isEmpty(self) -> bool:
        return False

    def language(self) -> str:
        return self._tag

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
        parent: QObject | None = None,
    ) -> str:
        return pseudo(sourceText, self._tag) if sourceText.strip(" ,") else sourceText
