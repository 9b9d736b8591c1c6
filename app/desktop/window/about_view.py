"""About in words: versions, where the policy comes from, and whose work is inside. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app import __version__
from app.desktop.card_model import Fact
from app.desktop.plain import plain
from app.desktop.wording import Wording


@dataclass(frozen=True)
class AboutView:
    """The page. `licences` unfolds."""

    heading: str
    note: str
    facts: tuple[Fact, ...]
    licences_heading: str
    licences: tuple[str, ...]
    welcome: str


def about_view(
    host: str, device: str, versions: Iterable[tuple[str, str]], licences: tuple[str, ...], wording: Wording
) -> AboutView:
    """The page; `host` is the policy's, `versions` names what else is worth knowing."""
    translate = wording.translate
    facts = [
        Fact(translate("about", "Version"), __version__),
        Fact(translate("about", "Policy from"), plain(host, 120)),
        Fact(translate("about", "Computer"), plain(device, 120)),
    ]
    return AboutView(
        heading=translate("window", "About"),
        note=translate("about", "Signpost points the way when a tool changes at your company."),
        facts=(*(fact for fact in facts if fact.value), *(Fact(name, plain(said, 60)) for name, said in versions)),
        licences_heading=translate("about", "Work by others, with its licences"),
        licences=licences,
        welcome=translate("about", "Show the welcome again"),
    )


def licences() -> tuple[str, ...]:
    """What came with this program, a line each: name, version, licence as its makers state it. Reads files."""
    from importlib import metadata  # 0.7 MB, for who unfolds them

    lines = set()
    for found in metadata.distributions():
        said = found.metadata.json
        name, version = str(said.get("name", "")), str(said.get("version", ""))
        stated = str(said.get("license_expression") or said.get("license") or "").strip().splitlines()
        licence = stated[0] if stated else _classified(said.get("classifier") or [])
        if name and name.lower() != "signpost":
            lines.add(f"{plain(name, 60)} {plain(version, 40)}: {plain(licence, 80) or '?'}")
    return tuple(sorted(lines, key=str.casefold))


def _classified(classifiers: Sequence[str]) -> str:
    found = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return ", ".join(found)
