"""How the page looks: the product's tokens as custom properties, light and dark, on screens and on paper."""

_LIGHT = {
    "bg": "#F5F6F8",
    "surface": "#FFFFFF",
    "sunken": "#ECEEF2",
    "line": "#DFE3E9",
    "edge": "#858D9B",
    "ink": "#191C22",
    "ink2": "#4E5563",
    "ink3": "#616977",
    "accent": "#2A5BD0",
    "accent_soft": "#EAF0FD",
    "accent_ink": "#2450B8",
    "warm": "#CB7214",
    "warm_ink": "#8A4704",
    "warm_soft": "#FDF2E4",
    "danger": "#B3261E",
}
_DARK = {
    "bg": "#16181C",
    "surface": "#1F2227",
    "sunken": "#2A2E35",
    "line": "#363B44",
    "edge": "#757D8B",
    "ink": "#F2F4F7",
    "ink2": "#B8BFCA",
    "ink3": "#9AA2AF",
    "accent": "#8FB2FF",
    "accent_soft": "#232F4B",
    "accent_ink": "#A6C2FF",
    "warm": "#EFA452",
    "warm_ink": "#F6BF85",
    "warm_soft": "#3A2D1D",
    "danger": "#FF9C94",
}
TOKENS = {"light": _LIGHT, "dark": _DARK}
"""Role -> colour, the same as on the employees' screens (compared with them by a test)."""

# The two groups between old and new are the tokens' own hues, mixed with the ground, so that neighbours differ in
# lightness, too.
_MIXED = """
  --moved: var(--accent);
  --trying: color-mix(in srgb, var(--accent) 42%, var(--surface));
  --using: var(--warm);
  --quiet: color-mix(in srgb, var(--edge) 34%, var(--surface));
"""


def _properties(colours: dict[str, str]) -> str:
    return "".join(f"  --{role.replace('_', '-')}: {colour};\n" for role, colour in colours.items())


_RULES = """
* { box-sizing: border-box; }
html { background: var(--bg); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 40px 32px 64px; max-width: 1120px; color: var(--ink); background: var(--bg);
  font: 14px/20px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, p, figure, dl, dd { margin: 0; }
.sender { display: flex; align-items: center; gap: 8px; color: var(--ink2); font-size: 13px; margin-bottom: 20px; }
.sender svg { width: 20px; height: 20px; flex: none; color: var(--accent); }
h1 { font-size: 30px; line-height: 38px; font-weight: 600; letter-spacing: -0.01em; text-wrap: balance; }
html:lang(zh-Hans) body { line-height: 22px; }
html:lang(zh-Hans) h1 { letter-spacing: 0; line-height: 42px; }
h2 { font-size: 18px; line-height: 24px; font-weight: 600; }
h3 { font-size: 14px; line-height: 20px; font-weight: 600; }
.span { color: var(--ink2); margin-top: 8px; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px; margin: 28px 0 32px; }
.tile, section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.tile { padding: 16px 20px; }
.tile dt { color: var(--ink2); font-size: 13px; }
.tile .figure { font-size: 30px; line-height: 40px; font-weight: 600; margin-top: 4px; }
.tile .beside { color: var(--ink3); font-size: 12px; line-height: 16px; }
section { padding: 24px; margin-top: 16px; }
section > * + * { margin-top: 16px; }
.note { color: var(--ink2); font-size: 13px; margin-top: 4px; max-width: 100ch; }
.small { color: var(--ink3); font-size: 12px; line-height: 18px; max-width: 90ch; }
.told { background: var(--accent-soft); border-radius: 10px; padding: 16px 20px; }
.told p { color: var(--ink2); font-size: 13px; max-width: 100ch; margin-top: 4px; }
.legend {
  display: grid; grid-template-columns: repeat(4, auto); justify-content: start; gap: 12px 24px; padding: 0;
  margin: 16px 0 0;
  list-style: none;
}
.legend li {
  display: grid; grid-template-columns: 12px 1fr; column-gap: 8px; font-size: 12px; line-height: 16px;
  color: var(--ink2);
}
.legend b { grid-column: 2; font-size: 18px; line-height: 24px; font-weight: 600; color: var(--ink); }
.legend svg { width: 12px; height: 12px; margin-top: 2px; }
.plot svg { display: block; width: 100%; height: auto; overflow: visible; }
.plot svg text { font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; }
.narrow { display: none; }
.tool { display: grid; grid-template-columns: 184px 1fr 64px; gap: 16px; align-items: end; padding: 12px 0; }
.tool + .tool { border-top: 1px solid var(--line); }
.tool .name { font-weight: 500; align-self: center; }
.tool .name span { display: block; font-weight: 400; font-size: 12px; line-height: 16px; color: var(--ink3); }
.tool .sum { text-align: right; font-size: 18px; line-height: 24px; font-weight: 600; align-self: center; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 32px; }
details { font-size: 13px; }
summary {
  color: var(--accent-ink); cursor: pointer; width: fit-content; border-radius: 4px; min-height: 28px; padding: 4px 0;
}
.scroll { overflow: auto; max-height: 360px; margin-top: 8px; border: 1px solid var(--line); border-radius: 10px; }
.wide { overflow-x: auto; }
.wide th, .wide td { white-space: nowrap; }
.wide .sentence { white-space: normal; width: 60%; min-width: 280px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 20px; }
th { text-align: left; font-weight: 500; color: var(--ink3); font-size: 12px; white-space: nowrap; }
th, td { padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { color: var(--ink); font-size: 13px; white-space: normal; }
.n { text-align: right; white-space: nowrap; }
.day { white-space: nowrap; }
.scroll th, .scroll td { padding: 6px 16px; }
.scroll thead th {
  position: sticky; top: 0; background: var(--surface); box-shadow: inset 0 -1px var(--line); border: 0;
}
code { font: 12px/18px ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; color: var(--ink2); }
.pill {
  display: inline-block; padding: 1px 8px; border-radius: 999px; background: var(--sunken); color: var(--ink2);
  font-size: 12px; line-height: 18px; white-space: nowrap;
}
.pill.soon { background: var(--warm-soft); color: var(--warm-ink); }
.pill.on { background: var(--accent-soft); color: var(--accent-ink); }
.quality { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 32px; }
.quality div {
  display: flex; justify-content: space-between; gap: 16px; padding: 8px 0; border-bottom: 1px solid var(--line);
  font-size: 13px;
}
.quality dt { color: var(--ink2); }
.quality dd { text-align: right; font-weight: 500; }
footer { color: var(--ink3); font-size: 12px; margin-top: 24px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media screen and (max-width: 760px) {
  body { padding: 24px 16px 40px; }
  h1 { font-size: 24px; line-height: 32px; }
  .tiles { grid-template-columns: 1fr 1fr; }
  .legend { grid-template-columns: 1fr 1fr; justify-content: stretch; }
  .tiles { gap: 12px; margin: 20px 0; }
  .tile { padding: 12px 16px; }
  section { padding: 16px; }
  .pair, .quality { grid-template-columns: 1fr; gap: 0; }
  .tool { grid-template-columns: 1fr 64px; gap: 4px 16px; }
  .tool .plot { grid-column: 1 / -1; grid-row: 2; }
  .broad { display: none; }
  .narrow { display: block; }
}
@media (forced-colors: active) { .plot svg, .legend svg { forced-color-adjust: none; background: var(--surface); } }
@media print {
  html, body { background: #FFFFFF; }
  body { padding: 0; max-width: none; font-size: 12px; }
  .tile, section { border-color: #C9CED6; }
  .tile { break-inside: avoid; }
  details:not([open]) { display: none; }
  .scroll { max-height: none; }
  .wide { overflow: visible; }
  .wide th, .wide td { white-space: normal; overflow-wrap: break-word; padding-right: 10px; }
  .wide .sentence { width: 44%; min-width: 0; }
  .wide .day, .wide .n, .wide thead th { white-space: nowrap; }
  .tiles { gap: 8px; margin: 16px 0; }
  .tile { padding: 12px; }
  .tile .figure { font-size: 24px; line-height: 32px; }
  section { padding: 16px; break-inside: auto; }
  .plot, .tool, tr, h2, h3, .legend { break-inside: avoid; }
  h2, h3, .note, .legend { break-after: avoid; }
}
@page { margin: 14mm; }
"""

STYLE = (
    f":root {{\n  color-scheme: light dark;\n{_properties(_LIGHT)}{_MIXED}}}\n"
    f"@media screen and (prefers-color-scheme: dark) {{ :root {{\n{_properties(_DARK)}}} }}"
    f"{_RULES}"
)
"""The whole style sheet. Paper is light."""
