"""A page of pictures side by side, to be looked at in any browser: static HTML, nothing in it runs. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from app.host.files import write_durably

NAME = "index.html"

_STYLE = """\
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #191c22; background: #f4f5f8; }
h2 { margin: 2.5rem 0 .5rem; }
p { max-width: 70ch; }
div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
figure { margin: 0; padding: .5rem; background: #fff; border: 1px solid #d9dce3; border-radius: 8px; }
figcaption { color: #4b5160; font-size: 13px; padding-bottom: .4rem; }
img { display: block; max-width: min(100%, 46rem); height: auto; }
blockquote { margin: 0; white-space: pre-line; max-width: 40ch; }
"""


@dataclass(frozen=True)
class Figure:
    """One thing to look at: a picture that lies beside the page, or (where `file` is None) words."""

    caption: str
    file: Path | None = None
    words: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Section:
    """What belongs side by side, under a heading."""

    heading: str
    figures: tuple[Figure, ...]
    note: str = ""


def write(folder: Path, title: str, sections: Iterable[Section]) -> Path:
    """Write the page into the folder; returns its file. Raises DiskFull, NotWritable."""
    file = folder / NAME
    write_durably(file, page(title, sections).encode(), mode=0o644)
    return file


def page(title: str, sections: Iterable[Section]) -> str:
    """The page as HTML. Every word from outside is escaped, and the same pictures make the same page."""
    lines = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
    ]
    for section in sections:
        lines.append(f'<h2 id="{escape(section.heading)}">{escape(section.heading)}</h2>')
        if section.note:
            lines.append(f"<p>{escape(section.note)}</p>")
        lines += ["<div>", *(_figure(one) for one in section.figures), "</div>"]
    return "\n".join([*lines, "</body></html>", ""])


def _figure(figure: Figure) -> str:
    caption = f"<figcaption>{escape(figure.caption)}</figcaption>"
    if figure.file is None:
        shown = f'<blockquote lang="{escape(figure.language)}" dir="auto">{escape(figure.words)}</blockquote>'
    else:
        name = escape(figure.file.name)
        shown = f'<a href="{name}"><img loading="lazy" src="{name}" alt="{escape(figure.caption)}"></a>'
    return f"<figure>{caption}{shown}</figure>"
