"""The sections that are drawn: who moved from old to new, sessions by tool, set-ups."""

from collections.abc import Mapping
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from app.admin.report import charts
from app.admin.report.charts import GROUPS, Deadline, bins, summed
from app.admin.report.figures import Figures, Movement, ToolStarts
from app.admin.report.markup import outside, tag
from app.admin.report.parts import legend, plot, section, table, unfolded
from app.admin.report.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TOOL_WIDTHS = (720, 330)


def movement(figures: Figures, words: Words, names: Mapping[str, str], effective: Mapping[str, date]) -> "Element":
    """Adoption over time, where the events name computers or people; else what can be said without."""
    moved = figures.movement
    if moved is None:
        return _unnamed(figures, words)
    deadlines = _deadlines(words, names, effective)
    label = words(f"movement-{moved.named_by}")
    rows = [
        (words.day(day), *(words.number(getattr(moved, group)[number]) for group in GROUPS))
        for number, day in enumerate(figures.days)
    ]
    shown = table((words("day"), *(words(group) for group in GROUPS)), rows, numbers=(1, 2, 3, 4))
    notes = [words("quiet-note")]
    if moved.unnamed_starts:
        notes.append(words("unnamed-starts", moved.unnamed_starts))
    return section(
        words("movement"),
        legend([(group, words(group), words.number(getattr(moved, group)[-1])) for group in GROUPS]),
        plot(lambda width: charts.movement(figures, moved, words, width, deadlines), label),
        unfolded(words, shown, label),
        tag("h3", words("funnel")),
        plot(lambda width: charts.funnel(moved, words, width), _funnel_said(moved, words)),
        tag("p", " ".join(notes), class_="small"),
        note=label,
    )


def _deadlines(words: Words, names: Mapping[str, str], effective: Mapping[str, date]) -> tuple[Deadline, ...]:
    """One for each day, whatever becomes off limits then."""
    days: dict[date, list[str]] = {}
    for tool, day in effective.items():
        days.setdefault(day, []).append(names.get(tool) or tool)
    return tuple(Deadline(day, words("effective", tools=words.listed(tools))) for day, tools in sorted(days.items()))


def _funnel_said(moved: Movement, words: Words) -> str:
    steps = (("stage-started", moved.started), ("stage-set-up", moved.set_up), ("stage-settled", moved.settled))
    return words.listed(f"{words(key)}: {words.number(much)}" for key, much in steps)


def _unnamed(figures: Figures, words: Words) -> "Element":
    starts, so_far = charts.banned_by_day(figures), list(accumulate(figures.done))
    rows = [
        (words.day(day), words.number(starts[number]), words.number(so_far[number]))
        for number, day in enumerate(figures.days)
    ]
    shown = table((words("day"), words("sessions"), words("done-so-far")), rows, numbers=(1, 2))
    wide, narrow = 460, charts.NARROW
    return section(
        words("movement"),
        tag("div", tag("h3", words("unknown-title")), tag("p", words("unknown")), class_="told"),
        tag(
            "div",
            tag(
                "div",
                tag("h3", words("sessions")),
                plot(lambda width: charts.sessions(figures, words, width), words("sessions"), wide, narrow),
            ),
            tag(
                "div",
                tag("h3", words("done-so-far")),
                plot(lambda width: charts.so_far(figures, words, width), words("done-so-far"), wide, narrow),
            ),
            class_="pair",
        ),
        unfolded(words, shown, words("both")),
        note=words("both"),
    )


def tools(figures: Figures, words: Words, names: Mapping[str, str], effective: Mapping[str, date]) -> "Element":
    """Sessions by tool and day: a row a tool, all on one scale."""
    if not figures.starts:
        return section(words("tools"), tag("p", words("no-tools"), class_="note"))
    some = bins(len(figures.days))
    most = max(max(summed(tool.by_day, some)) for tool in figures.starts)
    rows = [
        _row(
            figures,
            tool,
            words,
            _name(tool, words, names),
            _standing(figures, tool, words, effective),
            most,
            dated=number == len(figures.starts),
        )
        for number, tool in enumerate(figures.starts, 1)
    ]
    heads = (
        words("day" if len(some) == len(figures.days) else "week-of"),
        *(_name(t, words, names) for t in figures.starts),
    )
    columns = [summed(tool.by_day, some) for tool in figures.starts]
    body = [
        (words.day(figures.days[one.begins]), *(words.number(column[number]) for column in columns))
        for number, one in enumerate(some)
    ]
    shown = table(heads, body, numbers=range(1, len(heads)))
    return section(words("tools"), tag("div", *rows), unfolded(words, shown, words("tools")), note=words("tools-note"))


def _standing(figures: Figures, tool: ToolStarts, words: Words, effective: Mapping[str, date]) -> str:
    """What the policy says of it, and how much of it no person started."""
    facts = []
    if tool.tool in effective and effective[tool.tool] > figures.last:
        facts.append(words("from", day=words.day(effective[tool.tool])))
    elif tool.status in ("banned", "restricted"):
        facts.append(words(tool.status))
    if tool.unattended:
        facts.append(words("unattended", tool.unattended))
    return " · ".join(facts)


def _row(
    figures: Figures, tool: ToolStarts, words: Words, name: str, standing: str, most: int, *, dated: bool
) -> "Element":
    label = f"{name}: {words.number(tool.total)}"
    return tag(
        "div",
        tag("div", outside(name), tag("span", standing) if standing else None, class_="name"),
        plot(lambda width: charts.starts(figures, tool, words, width, most, dated=dated), label, *_TOOL_WIDTHS),
        tag("div", words.number(tool.total), class_="sum"),
        class_="tool",
    )


def _name(tool: ToolStarts, words: Words, names: Mapping[str, str]) -> str:
    return names.get(tool.tool) or tool.name or tool.tool or words("others")


def set_ups(figures: Figures, words: Words, names: Mapping[str, str]) -> "Element":
    """Set-ups by day, and which tools they were for."""
    done, failed = sum(figures.done), sum(figures.failed)
    if not done and not failed:
        return section(words("setups"), tag("p", words("no-setups"), class_="note"))
    some = bins(len(figures.days))
    pairs = zip(some, summed(figures.done, some), summed(figures.failed, some), strict=True)
    rows = [(words.day(figures.days[one.begins]), words.number(well), words.number(ill)) for one, well, ill in pairs]
    first = words("day" if len(some) == len(figures.days) else "week-of")
    shown = table((first, words("done"), words("failed")), rows, numbers=(1, 2))
    label = f"{words('done')}: {words.number(done)}, {words('failed')}: {words.number(failed)}"
    which = [f"{names.get(tool) or tool} {words.number(much)}" for tool, much in figures.set_up_tools[:6]]
    told = [words.listed(which)] if which else []
    if figures.removed:
        told.append(words("removed", figures.removed))
    return section(
        words("setups"),
        legend([("accent", words("done"), words.number(done)), ("danger", words("failed"), words.number(failed))]),
        plot(lambda width: charts.set_ups(figures, words, width), label),
        tag("p", outside(" · ".join(told)), class_="small") if told else None,
        unfolded(words, shown, words("setups")),
        note=words("setups-note"),
    )
