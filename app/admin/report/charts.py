"""What is drawn, as Vega-Lite specifications (https://vega.github.io/vega-lite/docs/spec.html): data in, marks out.

Colours are the page's custom properties, so that one drawing serves light and dark. Days are days of UTC.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import msgspec

from app.admin.report.figures import Figures, Movement, ToolStarts
from app.admin.report.words import Words

Spec = dict[str, Any]

WIDE, NARROW = 1000, 330
"""Widths in CSS pixels: of the page's column, and of a telephone."""
MOST_BARS = 124
"""A period of more days is drawn by weeks."""
GROUPS = ("moved", "trying", "using", "quiet")
"""The stack of `movement`, from the ground up."""


class Bin(msgspec.Struct, frozen=True):
    """Some days that are drawn together: `begins` and `ends` (excluded) count from the period's first day."""

    begins: int
    ends: int


class Deadline(msgspec.Struct, frozen=True):
    """A day from which tools are off limits."""

    day: date
    tools: str


def bins(length: int) -> tuple[Bin, ...]:
    """A day each, or a week each where there are too many days."""
    step = 1 if length <= MOST_BARS else 7
    return tuple(Bin(begins, min(begins + step, length)) for begins in range(0, length, step))


def summed(numbers: Sequence[int], some: Sequence[Bin]) -> tuple[int, ...]:
    """What falls into each."""
    return tuple(sum(numbers[one.begins : one.ends]) for one in some)


def movement(figures: Figures, moved: Movement, words: Words, width: int, deadlines: Sequence[Deadline]) -> Spec:
    """The four groups, stacked, as areas with a step a day."""
    days = figures.days
    data = [
        {
            "day": _ms(days[number]),
            "group": group,
            "rank": rank,
            "number": getattr(moved, group)[number],
            "said": words(group),
        }
        for rank, group in enumerate(GROUPS)
        for number in range(len(days))
    ]
    colour = {"domain": list(GROUPS), "range": [f"var(--{group})" for group in GROUPS]}
    area = {
        "data": {"values": data},
        "mark": {"type": "area", "interpolate": "monotone", "opacity": 1, "stroke": "var(--surface)", "strokeWidth": 1},
        "encoding": {
            "x": _days(days[0], days[-1], words, width),
            "y": {"field": "number", "type": "quantitative", "stack": "zero", "axis": _amount(moved.started)},
            "color": {"field": "group", "type": "nominal", "scale": colour, "legend": None},
            "order": {"field": "rank", "type": "quantitative"},
            "description": {"field": "said"},
        },
    }
    return {"width": width, "height": 280, "layer": [area, *_deadlines(figures, deadlines)]}


def funnel(moved: Movement, words: Words, width: int) -> Spec:
    """How many came how far: three bars, each with its words above it."""
    steps = (("stage-started", moved.started), ("stage-set-up", moved.set_up), ("stage-settled", moved.settled))
    data = [
        {
            "step": number,
            "number": much,
            "colour": ("var(--warm)", "var(--trying)", "var(--accent)")[number],
            "said": f"{words(key)}: {words.number(much)}"
            + (f" ({words.share(much, moved.started)})" if number else ""),
        }
        for number, (key, much) in enumerate(steps)
    ]
    y = {"field": "step", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0, "paddingOuter": 0}}
    bar = {
        "mark": {"type": "bar", "height": 12, "cornerRadius": 3, "yOffset": 10},
        "encoding": {
            "x": {
                "field": "number",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [0, max(moved.started, 1)], "nice": False},
            },
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "description": {"field": "said"},
        },
    }
    text = {
        "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 13, "yOffset": -8},
        "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "said"}, "color": {"value": "var(--ink)"}},
    }
    return {"width": width, "height": {"step": 48}, "data": {"values": data}, "layer": [bar, text]}


def starts(figures: Figures, tool: ToolStarts, words: Words, width: int, most: int, *, dated: bool) -> Spec:
    """Sessions of one tool: a bar a day, on a scale up to `most`. `dated`: with days at the axis."""
    some = bins(len(figures.days))
    colour = "var(--warm)" if tool.status != "restricted" else "var(--edge)"
    data = _bars(figures, some, [("", colour, tool.by_day)], words)
    axis = {"values": [most], "domain": False, "ticks": False, "gridDash": [2, 3]}
    y = {"axis": axis, "scale": {"domain": [0, max(most, 1)], "nice": False}}
    spec = _bar_chart(figures, data, words, width, 44, y)
    if not dated:
        spec["encoding"]["x"]["axis"] = {**spec["encoding"]["x"]["axis"], "labels": False}
    return spec


def set_ups(figures: Figures, words: Words, width: int) -> Spec:
    """Set-ups that were completed and that failed, a bar a day."""
    rows = [(words("done"), "var(--accent)", figures.done), (words("failed"), "var(--danger)", figures.failed)]
    data = _bars(figures, bins(len(figures.days)), rows, words)
    return _bar_chart(figures, data, words, width, 160, {"axis": _amount(_highest(data))})


def sessions(figures: Figures, words: Words, width: int) -> Spec:
    """All sessions of banned tools, a bar a day: where nobody is named."""
    data = _bars(figures, bins(len(figures.days)), [("", "var(--warm)", banned_by_day(figures))], words)
    return _bar_chart(figures, data, words, width, 140, {"axis": _amount(_highest(data))})


def so_far(figures: Figures, words: Words, width: int) -> Spec:
    """How many set-ups were completed until each day."""
    data = [
        {"day": _ms(day), "number": number, "said": words("done-so-far")}
        for day, number in zip(figures.days, accumulate(figures.done), strict=True)
    ]
    return {
        "width": width,
        "height": 140,
        "data": {"values": data},
        "mark": {
            "type": "area",
            "interpolate": "step-after",
            "color": "var(--accent-soft)",
            "opacity": 1,
            "line": {"color": "var(--accent)", "strokeWidth": 2},
        },
        "encoding": {
            "x": _days(figures.first, figures.last, words, width),
            "y": {"field": "number", "type": "quantitative", "axis": _amount(sum(figures.done))},
            "description": {"field": "said"},
        },
    }


def banned_by_day(figures: Figures) -> tuple[int, ...]:
    """Sessions of everything that is not merely restricted."""
    chosen = [tool.by_day for tool in figures.starts if tool.status != "restricted"]
    return tuple(map(sum, zip(*chosen, strict=True))) if chosen else (0,) * len(figures.days)


def _highest(bars: list[dict[str, Any]]) -> int:
    return max((bar["high"] for bar in bars), default=0)


def _amount(most: int) -> dict[str, Any]:
    """An axis of whole numbers up to that."""
    return {"tickCount": min(4, max(most, 1)), "format": ",d", "domain": False, "ticks": False}


def _bars(
    figures: Figures, some: Sequence[Bin], rows: Sequence[tuple[str, str, Sequence[int]]], words: Words
) -> list[dict[str, Any]]:
    """A value for each bin and row that has something in it, the rows on top of each other."""
    days = figures.days
    ground = [0] * len(some)
    found = []
    for name, colour, numbers in rows:
        for place, (one, number) in enumerate(zip(some, summed(numbers, some), strict=True)):
            if number:
                said = " · ".join(filter(None, (words.day(days[one.begins]), name, words.number(number))))
                begins, ends = _ms(days[one.begins]), _ms(days[one.ends - 1] + timedelta(days=1))
                low, ground[place] = ground[place], ground[place] + number
                value = {"from": begins, "to": ends, "low": low, "high": ground[place], "colour": colour, "said": said}
                found.append(value)
    return found


def _bar_chart(
    figures: Figures, data: list[dict[str, Any]], words: Words, width: int, height: int, y: dict[str, Any]
) -> Spec:
    end = figures.last + timedelta(days=1)
    return {
        "width": width,
        "height": height,
        "data": {"values": data},
        "mark": {"type": "rect", "stroke": "var(--surface)", "strokeWidth": 1},
        "encoding": {
            "x": {**_days(figures.first, end, words, width), "field": "from"},
            "x2": {"field": "to"},
            "y": {**y, "field": "high", "type": "quantitative"},
            "y2": {"field": "low"},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "description": {"field": "said"},
        },
    }


def _days(first: date, last: date, words: Words, width: int) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "labelExpr": f"utcFormat(datum.value, '{words.axis}')",
        "tickCount": max(width // 130, 2),
        "grid": False,
        "labelOverlap": "greedy",
        "labelFlush": True,
    }
    span = (last - first).days
    if span < axis["tickCount"]:  # else it would tick by hours, and say the same day again and again
        axis["values"] = [_ms(first + timedelta(days=number)) for number in range(max(span, 1))]
    scale = {"type": "utc", "domain": [_ms(first), _ms(last)], "nice": False}
    return {"field": "day", "type": "temporal", "scale": scale, "axis": axis}


def _deadlines(figures: Figures, deadlines: Sequence[Deadline]) -> list[Spec]:
    """A line at each deadline within the period, its words above it, towards the side with more room."""
    half = (_ms(figures.first) + _ms(figures.last)) / 2
    found: list[Spec] = []
    for row, one in enumerate(shown for shown in deadlines if figures.first < shown.day < figures.last):
        x = {"field": "day", "type": "temporal"}
        data = {"values": [{"day": _ms(one.day), "said": one.tools}]}
        left = _ms(one.day) < half
        text = {
            "type": "text",
            "align": "left" if left else "right",
            "dx": -1 if left else 1,
            "y": -8 - 18 * (row % 2),
            "baseline": "middle",
            "fontSize": 12,
            "fontWeight": 500,
            "color": "var(--warm-ink)",
            "limit": 320,
        }
        rule = {"type": "rule", "color": "var(--ink)", "strokeDash": [3, 3], "strokeWidth": 1}
        found.append({"data": data, "mark": rule, "encoding": {"x": x}})
        found.append({"data": data, "mark": text, "encoding": {"x": x, "text": {"field": "said"}}})
    return found


def _ms(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000
