"""`signpost simulate` on the recorded launches: nearly all found, each once and as the right tool, nobody accused."""

import json
import re
from pathlib import Path

import pytest

from tests.support import corpus

pytestmark = pytest.mark.skipif(
    not corpus.CORPUS.is_dir(), reason="the recorded launches (../shared/corpus) are not here"
)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recording, laid out."""
    return corpus.lay_out(tmp_path_factory.mktemp("recording") / "laid-out")


def test_the_banned_launches_are_found(recording: Path) -> None:
    score = corpus.replay(recording, "launches")
    assert score.code == 0, score.report
    recall = re.search(r"recall ([\d.]+)", score.report)
    assert recall is not None
    assert float(recall[1]) >= 0.99
    assert not re.search(r"false|repeated", score.report)
    rows = [json.loads(line) for line in (recording / "launches.jsonl").read_text().splitlines()]
    verdicts = [json.loads(line) for line in score.verdicts.read_text().splitlines()]
    assert [(row["launch_id"], row["seq"]) for row in verdicts] == [(row["launch_id"], row["seq"]) for row in rows]
    fields = ["launch_id", "seq", "verdict", "tool", "phase", "evidence", "rule", "exception", "alerts"]
    assert all(list(verdict) == fields for verdict in verdicts)
    assert any(verdict["verdict"] == "approved" and verdict["tool"] == "qoder-cli" for verdict in verdicts)


def test_nobody_is_accused_by_a_near_miss(recording: Path) -> None:
    score = corpus.replay(recording, "near_misses")
    assert score.code == 0, score.report
    assert "false" not in score.report
