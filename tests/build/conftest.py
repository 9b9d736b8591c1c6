"""What the long rounds of packages share: the real frozen program."""

import os
from pathlib import Path

import pytest
from packages import freeze

EPOCH = 1_700_000_000
"""How old all of it is (Unix seconds)."""


@pytest.fixture(scope="session")
def frozen() -> Path:
    """The employee's program; freezing takes minutes. SIGNPOST_FROZEN names a folder that was frozen before."""
    said = os.environ.get("SIGNPOST_FROZEN")
    return Path(said) if said else freeze.freeze("signpost", EPOCH)
