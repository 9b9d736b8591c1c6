"""Recall and false alerts on the recorded launches beside the checkout, by the recording's own scripts.

The policy is plain data (`corpus_policy.json`): owner packages, a marker, a few digests and paths. `python -m pytest -s
tests/identify/test_corpus.py` prints the scores.
"""

import json
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.host.run import run
from app.identify.identify import Identifier
from app.policy.launch import Launch, Parent
from app.policy.model import load
from app.policy.verdict import PolicyIndex

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
TOOLS = {
    "claude-code": ["@anthropic-ai/claude-code"],
    "codex": ["@openai/codex"],
    "gemini-cli": ["@google/gemini-cli"],
    "aider": ["aider-chat"],
    "llm": ["llm"],
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded launches (../shared/corpus) are not here")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recording, laid out."""
    folder = tmp_path_factory.mktemp("corpus") / "laid-out"
    call("materialise.py", str(folder))
    (folder / "tools.json").write_text(json.dumps(TOOLS))
    return folder


def call(script: str, *arguments: str) -> tuple[int, str]:
    """Run one of the recording's own scripts."""
    result = run([sys.executable, str(CORPUS / script), *arguments], env=dict(os.environ), timeout=100)
    assert not result.ended_by, result
    return result.code, result.out + result.err


def replay(recording: Path, rows: str) -> tuple[int, str]:
    """Judge every row as the agent does, one alert per launch and tool, and score the verdicts."""
    identifier = Identifier()
    index = PolicyIndex(load((Path(__file__).parent / "corpus_policy.json").read_bytes()), "linux")
    alerted: set[tuple[str, str]] = set()
    verdicts = []
    for line in (recording / f"{rows}.jsonl").read_text().splitlines():
        row = json.loads(line)
        launch = as_launch(row)
        evidence = identifier.evidence(launch)
        verdict = index.decide(evidence, NOW)
        if sought := index.second_look(verdict, launch):
            verdict = index.decide((*evidence, *identifier.costly(launch, evidence, sought)), NOW)
        tool = verdict.tool.id if verdict.tool else ""
        alerts = verdict.word == "banned" and (row["launch_id"], tool) not in alerted
        alerted.add((row["launch_id"], tool))
        verdicts.append(
            {"launch_id": row["launch_id"], "seq": row["seq"], "verdict": verdict.word, "tool": tool, "alerts": alerts}
        )
    file = recording / f"{rows}.verdicts.jsonl"
    file.write_text("".join(json.dumps(verdict) + "\n" for verdict in verdicts))
    return call("score.py", str(recording / f"{rows}.jsonl"), str(file), str(recording / "tools.json"))


def as_launch(row: dict[str, Any]) -> Launch:
    """What the watcher would have handed on."""
    return Launch(
        pid=1,
        exe=row["exe"],
        argv=tuple(row["argv"]),
        cwd=row["cwd"],
        comm=row["comm"],
        execfn=row.get("execfn") or "",
        env=row["env"],
        parent=Parent(exe=row.get("parent_exe") or "", comm=row.get("parent_comm") or ""),
        previous_exe=row.get("exec_chain_prev") or "",
    )


def test_the_recorded_launches_are_found(recording: Path) -> None:
    code, report = replay(recording, "launches")
    print(report)
    assert code == 0, report
    recall = re.search(r"recall ([\d.]+)", report)
    assert recall is not None
    assert float(recall[1]) >= 0.99


def test_the_near_misses_alert_nobody(recording: Path) -> None:
    code, report = replay(recording, "near_misses")
    print(report)
    assert code == 0, report
    assert "false" not in report
