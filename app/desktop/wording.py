"""What every sentence needs besides its facts: the language, the moment, whose clocks, whose home folder. No Qt."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from app.desktop.dates import Translate, Zones, time_of_day
from app.desktop.plain import isolated, plain
from app.policy.model import Company, Text
from app.policy.text import choose


def english(context: str, template: str, note: str = "", n: int = -1) -> str:
    """The translation of a program without catalogues: the source text."""
    del context, note, n
    return template


_FULL_WIDTH = frozenset("\u3002\uff01\uff1f\uff09\u300d\u300f")
"""Ends of sentences that bring their own room."""

_FULL_WIDTH_INSIDE = _FULL_WIDTH | frozenset("\uff08\uff0c\uff1a\u3001\u300c\u300e")
"""What only a text of that script has."""


def sentences(*parts: str) -> str:
    """One after the other, those that say nothing left out; after a full-width stop no space follows."""
    said = ""
    for part in filter(None, parts):
        said += part if not said or said[-1] in _FULL_WIDTH else f" {part}"
    return said


def stopped(said: str) -> str:
    """With the full stop of its script, unless it has an end: it may close with what somebody else wrote."""
    if not said or said[-1] in _FULL_WIDTH or said[-1] in ".!?\u2026":
        return said
    return said + ("\u3002" if _FULL_WIDTH_INSIDE.intersection(said) else ".")


def plain_number(value: float, decimals: int = 0) -> str:
    """`38.2`: as it is written where no language says otherwise."""
    return f"{value:.{decimals}f}"


@dataclass(frozen=True)
class Wording:
    """How to say things to one person now. `languages` are BCP 47 tags, best first; `home` is shown as `~`.

    `spoken` is the catalogue's name, `mirrored` says that the screens read from the right.

    `number` writes a number with so many decimals, `time` the time of a moment, both as the person's system does.
    """

    now: datetime
    translate: Translate = english
    languages: tuple[str, ...] = ("en",)
    zone: tzinfo | None = None
    spoken: str = "en"
    home: str = ""
    mirrored: bool = False
    number: Callable[[float, int], str] = plain_number
    time: Callable[[datetime], str] = time_of_day

    def text(self, texts: Text) -> str:
        """The company's text in the best language there is, safe to show."""
        return self.apart(plain(choose(texts, self.languages)))

    def apart(self, text: str) -> str:
        """What may be written in another direction than the screens, made to keep to itself among their words."""
        return isolated(text) if self.mirrored and text else text

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other, in the order of reading."""
        return self.translate("card", ", ").join(self.apart(name) for name in names)

    def zones(self, company: Company) -> Zones:
        """The company's clock and the person's. An unknown zone name is read as UTC: `check` has warned IT of it."""
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 1 MB, for what has a date to tell

        try:
            zone: tzinfo = ZoneInfo(company.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            zone = UTC
        place = self.text(company.place) or company.timezone.rpartition("/")[2].replace("_", " ")
        return Zones(company=zone, place=plain(place), person=self.zone, time=self.time)

    def path(self, path: str) -> str:
        """A path as people write it, safe to show."""
        if self.home and path.startswith(self.home.rstrip("/") + "/"):
            path = "~" + path[len(self.home.rstrip("/")) :]
        return self.apart(plain(path, 200))

    def size(self, count: int) -> str:
        """`93 MB`: decimal units, as downloads are told."""
        if count >= 1_000_000_000:
            return f"{self.number(count / 1e9, 1)} GB"
        if count >= 1_000_000:
            return f"{self.number(count / 1e6, 0)} MB"
        return f"{self.number(max(1.0, count / 1e3), 0)} kB"

    def amount(self, done: int, total: int | None) -> str:
        """`38.2 of 93.0 MB`, in the unit of the whole; `38.2 MB` while that is unknown."""
        unit, divisor = ("GB", 1e9) if (total or done) >= 1_000_000_000 else ("MB", 1e6)
        if total is None:
            return f"{self.number(done / divisor, 1)} {unit}"
        template = self.translate("setup", "{done} of {total}")
        return template.format(done=self.number(done / divisor, 1), total=f"{self.number(total / divisor, 1)} {unit}")
