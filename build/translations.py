#!/usr/bin/env python3
"""The catalogues of the screens, with Qt Linguist's tools from the PySide6 package.

    python build/translations.py extract    bring resources/translations/*.ts up to date with the code
    python build/translations.py add fr     begin a catalogue for another language (as Qt writes it: fr, pt_BR)
    python build/translations.py compile    make the *.qm files the program loads (only those that are out of date)
    python build/translations.py check      name what is untranslated; exit code 1 if anything is

Besides what lupdate finds in app/desktop, `extract` collects the sentence templates of every `SignpostError` of the
employee's rooms into the context "errors", those about evidence (app/identify/words.py) into the context "evidence",
and what carry-over has to say of an item (app/carryover/notes.py) into "carry-over": they are translated as templates
and filled in afterwards. What is said of several things (calls of `counted`) gets as many forms as the language has; of
Python, lupdate cannot see that. What speaks on the command line speaks English.
"""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources/translations"
STAGING = ROOT / ".cache/translations"
ERRORS, EVIDENCE, NOTES = "errors", "evidence", "carry-over"
REVIEWED: frozenset[str] = frozenset()
"""Catalogues (`signpost_de`) that somebody fluent has read and found good."""
NOT_REVIEWED = "<!-- Not reviewed by a fluent reader. -->"
NO_SCREEN = ("admin", "commands", "doctor", "elevation", "trial")
"""Rooms that speak on the command line only, in English."""


class Message(NamedTuple):
    """One text of a catalogue; `translation` is empty while it is missing or not finished."""

    context: str
    source: str
    translation: str
    forms: tuple[str, ...] = ()
    """One for each number the language tells apart, where the text speaks of several things."""

    @property
    def said(self) -> tuple[str, ...]:
        """Everything a reader may see of it."""
        return self.forms or (self.translation,)


def catalogues() -> list[Path]:
    """The source catalogues, one a language."""
    return sorted(FOLDER.glob("signpost_*.ts"))


def messages(catalogue: Path) -> list[Message]:
    """Every text of a catalogue."""
    found = []
    for context in ET.parse(catalogue).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            text, forms = "", tuple[str, ...]()
            if translation is not None and finished:
                forms = tuple(form.text or "" for form in translation.iter("numerusform"))
                text = (forms[-1] if all(forms) else "") if forms else translation.text or ""
            found.append(Message(context.findtext("name", ""), message.findtext("source", ""), text, forms))
    return found


def templates() -> dict[str, list[str]]:
    """The texts that lupdate cannot see, by the context they are translated in."""
    return {ERRORS: _error_templates(), EVIDENCE: _evidence_templates(), NOTES: _note_templates()}


def plurals() -> list[tuple[str, str]]:
    """Context and template of every call of `counted`, in order."""
    found = set()
    for file in sorted((ROOT / "app/desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="counted"),
                    args=[_, ast.Constant(value=str(context)), ast.Constant(value=str(text)), _],
                ):
                    found.add((context, text))
                case _:
                    pass
    return sorted(found)


def _evidence_templates() -> list[str]:
    """The values of `SENTENCES` in app/identify/words.py."""
    for node in ast.walk(ast.parse((ROOT / "app/identify/words.py").read_text("utf-8"))):
        match node:
            case ast.Assign(targets=[ast.Name(id="SENTENCES")], value=ast.Dict() as sentences):
                return sorted(ast.literal_eval(sentences).values())
            case _:
                pass
    raise SystemExit("app/identify/words.py has no SENTENCES any more")


def _note_templates() -> list[str]:
    """The values of `NoteKind` in app/carryover/notes.py."""
    found = []
    for node in ast.walk(ast.parse((ROOT / "app/carryover/notes.py").read_text("utf-8"))):
        match node:
            case ast.ClassDef(name="NoteKind", body=body):
                found = [ast.literal_eval(one.value) for one in body if isinstance(one, ast.Assign)]
            case _:
                pass
    if not found:
        raise SystemExit("app/carryover/notes.py has no NoteKind any more")
    return sorted(found)


def _error_templates() -> list[str]:
    """The sentences of every error a screen may show, once each, in order.

    Read from the source, not by importing: rooms have modules that only one operating system can import.
    """
    texts = set()
    for file in sorted((ROOT / "app").rglob("*.py")):
        if file.relative_to(ROOT / "app").parts[0] not in NO_SCREEN:
            texts |= set(_templates(ast.parse(file.read_text("utf-8"))))
    return sorted(texts)


def _templates(module: ast.Module) -> Iterator[str]:
    """The literals that classes assign to `what` and `todo`."""
    for node in ast.walk(module):
        for statement in node.body if isinstance(node, ast.ClassDef) else ():
            match statement:
                case ast.Assign(targets=[ast.Name(id="what" | "todo")], value=ast.Constant(value=str(text))):
                    yield text
                case ast.AnnAssign(target=ast.Name(id="what" | "todo"), value=ast.Constant(value=str(text))):
                    yield text
                case _:
                    pass


def problems(catalogue: Path, templates: Mapping[str, list[str]]) -> list[str]:
    """What a reader in that language would stumble over: missing texts, and placeholders that differ."""
    found, listed = [], messages(catalogue)
    known = {(message.context, message.source) for message in listed}
    for context, texts in templates.items():
        found += [f"not extracted ({context}): {text!r}" for text in texts if (context, text) not in known]
    for message in listed:
        if not message.translation:
            found.append(f"no translation ({message.context}): {message.source!r}")
        elif any(_placeholders(form) - _placeholders(message.source) for form in message.said):
            found.append(f"unknown placeholder ({message.context}): {message.translation!r}")
        elif _placeholders(message.source) != _placeholders(message.translation):
            found.append(f"a fact is lost ({message.context}): {message.translation!r}")
    return found


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def extract() -> None:
    """Bring the source catalogues up to date; what is translated stays."""
    STAGING.mkdir(parents=True, exist_ok=True)
    single = [("QT_TRANSLATE_NOOP", context, text) for context, texts in templates().items() for text in texts]
    several = [("QT_TRANSLATE_N_NOOP", context, text) for context, text in plurals()]
    collected = STAGING / "templates.cpp"
    calls = [f"    {macro}({_quoted(context)}, {_quoted(text)});" for macro, context, text in (*single, *several)]
    collected.write_text("\n".join(("void collected() {", *calls, "}", "")), "utf-8")
    sources = sorted((ROOT / "app/desktop").rglob("*.py"))
    arguments = ["-no-obsolete", "-locations", "none", "-sort-messages", "-silent"]
    _tool("lupdate", *arguments, *map(str, [*sources, collected]), "-ts", *map(str, catalogues()))
    for catalogue in catalogues():
        if catalogue.stem not in REVIEWED:
            text = catalogue.read_text("utf-8")
            catalogue.write_text(text.replace("<!DOCTYPE TS>\n", f"<!DOCTYPE TS>\n{NOT_REVIEWED}\n", 1), "utf-8")


def _quoted(text: str) -> str:
    """A string literal of C++, as of JSON."""
    return json.dumps(text, ensure_ascii=False)


def add(language: str) -> None:
    """Begin a catalogue, every text of it unfinished."""
    catalogue = FOLDER / f"signpost_{language}.ts"
    if catalogue.exists():
        raise SystemExit(f"{catalogue.name} is there already")
    root = f'<TS version="2.1" language="{language}">\n</TS>'
    catalogue.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{root}\n', "utf-8")
    extract()


def compile_catalogues() -> list[Path]:
    """Make the files the program loads; those that are newer than their source are left. Returns what was made."""
    made = []
    for catalogue in catalogues():
        target = catalogue.with_suffix(".qm")
        if not target.exists() or target.stat().st_mtime_ns < catalogue.stat().st_mtime_ns:
            _tool("lrelease", "-silent", str(catalogue), "-qm", str(target))
            made.append(target)
    return made


def _tool(name: str, *arguments: str) -> None:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise SystemExit("PySide6 is not installed here: run `python3 build/dev.py setup`")
    program = Path(spec.origin).parent / (f"{name}.exe" if sys.platform == "win32" else name)
    subprocess.run([str(program), *arguments], check=True, cwd=ROOT)


def main(arguments: list[str]) -> int:
    """Run one command."""
    match arguments:
        case ["extract"]:
            extract()
        case ["add", language]:
            add(language)
        case ["compile"]:
            compile_catalogues()
        case ["check"]:
            collected = templates()
            found = {catalogue.name: problems(catalogue, collected) for catalogue in catalogues()}
            for name, lines in found.items():
                print("\n".join(f"{name}: {line}" for line in lines), end="\n" if lines else "")
            return 1 if any(found.values()) else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
