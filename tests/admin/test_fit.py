"""What another desk prepared is refused when it says anything that no sentence would tell."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.admin.create import create
from app.admin.fit import misfit
from app.admin.repository import open_repository
from app.admin.tufapi import DelegatedRole

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def _other_paths(signed: Any) -> None:
    signed.delegations.roles["artifacts"].paths.append("policy.json")


def _first_in_line(signed: Any) -> None:
    signed.delegations.roles = {"evil": DelegatedRole("evil", [], 1, True, ["*"]), **signed.delegations.roles}


def _goes_on(signed: Any) -> None:
    signed.delegations.roles["policy"].terminating = False


def _later(signed: Any) -> None:
    signed.expires += timedelta(days=3)


def _over(signed: Any) -> None:
    signed.expires = NOW


def _names_collide(signed: Any) -> None:
    signed.consistent_snapshot = False


@pytest.mark.parametrize(
    ("role", "change", "words"),
    [
        ("targets", _other_paths, "lets artifacts speak for something else"),
        ("targets", _first_in_line, "delegates to others"),
        ("targets", _goes_on, "lets policy speak for something else"),
        ("root", _later, "longer than 365 days"),
        ("policy", _later, "longer than 90 days"),
        ("policy", _over, "while it waited"),
        ("root", _names_collide, "another kind"),
    ],
)
def test_misfits(tmp_path: Path, role: str, change: Callable[[Any], None], words: str) -> None:
    create(tmp_path, NOW)
    signed = open_repository(tmp_path, NOW).open(role).signed
    assert misfit(role, signed, NOW) == ""
    change(signed)
    assert words in misfit(role, signed, NOW)


def test_one_role_in_the_place_of_another(tmp_path: Path) -> None:
    create(tmp_path, NOW)
    repository = open_repository(tmp_path, NOW)
    assert "another kind" in misfit("root", repository.open("targets").signed, NOW)
    assert "another kind" in misfit("policy", repository.open("snapshot").signed, NOW)
    assert "delegates" in misfit("policy", repository.open("targets").signed, NOW)
