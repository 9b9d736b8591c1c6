"""A policy of three tools, a machine to look at, and the product's command in this process."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.main import main
from app.policy.model import Company, Policy, Shape, Status, Tool, dump
from tests.admin.conftest import admin as admin  # noqa: PLC0414  the fixture
from tests.identify.machine import Machine

NOW = datetime(2026, 7, 15, tzinfo=UTC)
BANNED = Tool(
    id="paint",
    name="Paint",
    status=Status.BANNED,
    effective=NOW - timedelta(days=5),
    match=(
        Shape(id="npm", purl="pkg:npm/%40acme/paint"),
        Shape(id="extension", purl="pkg:vscode-extension/acme/paint"),
        Shape(id="brew", purl="pkg:brew/paint"),
        Shape(id="conda", purl="pkg:conda/paint-kit"),
        Shape(id="flatpak", purl="pkg:flatpak/org.acme.Paint"),
        Shape(id="jetbrains", purl="pkg:jetbrains/com.acme.paint"),
        Shape(id="folder", path="~/.paint/versions/*"),
        Shape(id="content", marker="the mark of paint"),
    ),
)
RESTRICTED = Tool(id="brush", name="Brush", status=Status.RESTRICTED, match=(Shape(id="pypi", purl="pkg:pypi/brush"),))
APPROVED = Tool(id="pencil", name="Pencil", status=Status.APPROVED, match=(Shape(id="npm", purl="pkg:npm/pencil"),))
POLICY = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BANNED, RESTRICTED, APPROVED))


class Said(msgspec.Struct, frozen=True):
    """What a command answered."""

    code: int
    out: str
    err: str


Signpost = Callable[..., Said]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine whose home is its root."""
    return Machine(tmp_path.resolve())


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    """The policy in published form."""
    file = tmp_path / "policy.json"
    file.write_bytes(dump(POLICY))
    return file


@pytest.fixture
def signpost(capsys: pytest.CaptureFixture[str]) -> Signpost:
    """Run `signpost` with these arguments."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run
