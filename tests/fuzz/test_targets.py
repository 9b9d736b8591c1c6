"""Every parser of outside bytes, given what nobody meant it to get: hypothesis by turns, and all that was found before.

For coverage-guided rounds by the hour there is `python3 build/dev.py fuzz`.
"""

import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.found import kept
from tests.fuzz.inputs import inputs
from tests.fuzz.judge import judge
from tests.fuzz.table import table
from tests.fuzz.target import Target

_TARGETS = table()
_FEW, _MANY = 20, 3_000


@pytest.fixture
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one folder a target may write to."""
    return Path(tmp_path_factory.mktemp("box")).resolve()


def _give(target: Target, box: Path, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @seed(zlib.crc32(target.name.encode()))
    @given(inputs(target))
    def nothing_is_found(data: bytes) -> None:
        assert judge(target, data, box).finding is None

    nothing_is_found()


@pytest.mark.parametrize("name", _TARGETS)
def test_good_inputs_and_bad_ones(name: str, box: Path) -> None:
    target = _TARGETS[name]
    for data in target.seeds:
        assert judge(target, data, box, weigh=True).finding is None
    _give(target, box, _FEW)


@pytest.mark.full
@pytest.mark.parametrize("name", _TARGETS)
def test_many_bad_inputs(name: str, box: Path) -> None:
    _give(_TARGETS[name], box, _MANY)


@pytest.mark.parametrize(("name", "file"), kept(), ids=lambda one: one.name if isinstance(one, Path) else one)
def test_what_was_found_once_stays_away(name: str, file: Path, box: Path) -> None:
    assert judge(_TARGETS[name], file.read_bytes(), box, weigh=True).finding is None
