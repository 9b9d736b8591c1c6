"""The bill of materials, asked for by what runs without .venv's packages (see `packages.bom`)."""

from pathlib import Path

from devtools.places import ROOT, VENV_PYTHON

from packages import asked


def keep(name: str, frozen: Path) -> None:
    """Find out what is in a frozen folder, and keep it beside. Raises Trouble."""
    _run("found", str(frozen), str(kept_at(name, frozen)))


def beside(name: str, version: str, frozen: Path, package: Path) -> None:
    """Write the document beside a package. Raises Trouble."""
    _run("beside", name, version, str(frozen), str(package))


def kept_at(name: str, frozen: Path) -> Path:
    """Where what is in a frozen folder is kept."""
    return frozen.with_name(f"{name}.parts.json")


def _run(*words: str) -> None:
    asked.output([str(VENV_PYTHON), "-m", "packages.bom", *words], PYTHONPATH=str(ROOT / "build"))
