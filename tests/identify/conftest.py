"""What the identify tests share."""

from pathlib import Path

import pytest

from tests.identify.machine import Machine, Observer


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty machine."""
    return Machine(tmp_path.resolve())


@pytest.fixture
def observer(machine: Machine) -> Observer:
    """A fresh Identifier that works in the machine's root."""
    return Observer(machine.root)
