"""HTML as a tree: what outsiders wrote can only ever become text. The document says itself that it loads nothing.

Written by ElementTree, which escapes each text and attribute, so that no string has to be trusted to be escaped.
"""

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def tag(tag_name: str, /, *children: "Element | str | None", **attributes: str | None) -> "Element":
    """An element; `class_` and `aria_label` stand for `class` and `aria-label`. None is left out."""
    from xml.etree.ElementTree import Element

    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    made = Element(tag_name, {key: printable(value) for key, value in named.items()})
    for child in children:
        add(made, child)
    return made


def add(parent: "Element", child: "Element | str | None") -> None:
    """One more child, after those there are."""
    if child is None:
        return
    if not isinstance(child, str):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + printable(child)
    else:
        parent.text = (parent.text or "") + printable(child)


def outside(text: str) -> "Element":
    """What outsiders wrote: its direction of writing cannot reach beyond it."""
    return tag("bdi", text)


def printable(text: str) -> str:
    """Without what moves, hides or ends text: controls, marks of direction, lone surrogates."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def document(language: str, title: str, style: str, body: "Element") -> bytes:
    """The whole page. Its policy allows this very style sheet by its hash, and nothing else (CSP Level 3, 6.1 and 8).

    `frame-ancestors` has no effect in a meta element; there is no script and no form that framing could abuse.
    """
    from xml.etree.ElementTree import Element, tostring

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    sheet = Element("style")
    sheet.text = style  # its line ends stay as they are: the hash is of these bytes
    meta = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
    )
    page = tag("html", tag("head", *meta, tag("title", title), sheet), body, lang=language)
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n".encode()
