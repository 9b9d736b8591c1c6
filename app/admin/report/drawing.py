"""A Vega-Lite specification -> a drawing inside the page, still and without script.

vl-convert runs Vega in this process and hands back SVG. No spec of ours names an address, and none would be asked.
"""

import re
from typing import TYPE_CHECKING, Any

from app.admin.report.errors import PlotLibraryMissing
from app.admin.report.markup import printable, tag

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

VEGA_LITE = "6.1"
CONFIG: dict[str, Any] = {
    "background": None,
    "view": {"stroke": None},
    "font": "sans-serif",
    "padding": {"left": 0, "top": 4, "right": 2, "bottom": 0},
    "axis": {
        "labelColor": "var(--ink3)",
        "labelFontSize": 12,
        "gridColor": "var(--line)",
        "domainColor": "var(--edge)",
        "tickColor": "var(--edge)",
        "tickSize": 4,
        "labelPadding": 6,
        "title": None,
    },
    "text": {"color": "var(--ink)"},
}
_SVG = "{http://www.w3.org/2000/svg}"
_DROPPED = frozenset({"role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "class"})


def draw(spec: dict[str, Any], label: str) -> "Element":
    """The SVG element, one picture to a screen reader; `label` says what it shows. Raises PlotLibraryMissing.

    A mark that has a description gets it as its tooltip.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise PlotLibraryMissing(detail=error) from error
    from xml.etree.ElementTree import fromstring

    made = fromstring(  # noqa: S314  what the library just wrote
        vl_convert.vegalite_to_svg(printable_values(spec), vl_version=VEGA_LITE, config=CONFIG, allowed_base_urls=[])
    )
    for element in made.iter():
        _make_plain(element)
    for part in made:
        part.set("aria-hidden", "true")  # the label says it all, and the table beside it says it in numbers
    for name in ("width", "height", "version"):
        made.attrib.pop(name, None)
    made.set("role", "img")
    made.set("aria-label", printable(label))
    made.set("focusable", "false")
    return made


_DATA = frozenset({"bar", "rect mark", "area mark"})
"""Vega's names for marks that stand for data (its ARIA role descriptions)."""
_FRACTION = re.compile(r"\.\d{3,}")


def _make_plain(element: "Element") -> None:
    """Vega's own names for a screen reader go; what a mark says of itself becomes its tooltip."""
    element.tag = element.tag.removeprefix(_SVG)
    is_data = element.get("aria-roledescription") in _DATA
    said = element.get("aria-label", "")
    for name in _DROPPED.intersection(element.keys()):
        del element.attrib[name]
    for name in ("d", "transform"):
        if path := element.get(name):
            element.set(name, _FRACTION.sub(lambda found: found[0][:3], path))
    if is_data:
        element.set("class", "mark")
        element.insert(0, tag("title", said))


def printable_values(value: Any) -> Any:
    """The same with every text printable: JSON has no room for half a character."""
    if isinstance(value, dict):
        return {key: printable_values(one) for key, one in value.items()}
    if isinstance(value, list):
        return [printable_values(one) for one in value]
    return printable(value) if isinstance(value, str) else value
