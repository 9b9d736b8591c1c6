"""The recorded launches beside the checkout: laid out, replayed by `signpost simulate`, scored by their own script."""

import json
import os
import sys
import time
from pathlib import Path

import msgspec

from app.host.run import run

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared/corpus"
POLICY = ROOT / "tests/corpus/policy.yaml"

TOOLS = {
    "claude-code": ["@anthropic-ai/claude-code"],
    "codex": ["@openai/codex"],
    "gemini-cli": ["@google/gemini-cli"],
    "aider": ["aider-chat"],
    "llm": ["llm"],
    "qoder-cli": ["@qoder-ai/qodercli"],
}
"""The ids in our policy and what the recording calls the tools."""


class Score(msgspec.Struct, frozen=True):
    """One replay: what the scoring script answered, what the replay said of itself, and its seconds."""

    code: int
    report: str
    summary: str
    seconds: float
    verdicts: Path


def lay_out(folder: Path) -> Path:
    """Lay the recording out in a folder that is not there yet."""
    _call("materialise.py", folder)
    (folder / "tools.json").write_text(json.dumps(TOOLS))
    return folder


def replay(recording: Path, rows: str) -> Score:
    """Replay one of the recording's files through the installed command, and score it."""
    launches, verdicts = recording / f"{rows}.jsonl", recording / f"{rows}.verdicts.jsonl"
    began = time.perf_counter()
    signpost = Path(sys.executable).with_name("signpost")
    done = run(
        [str(signpost), "simulate", "--policy", str(POLICY), "--launches", str(launches), "--platform", "linux"],
        env=dict(os.environ),
        timeout=100,
        keep=64 << 20,
    )
    seconds = time.perf_counter() - began
    assert done.code == 0, done.err
    verdicts.write_text(done.out)
    code, report = _call("score.py", launches, verdicts, recording / "tools.json")
    return Score(code, report, done.err.strip(), seconds, verdicts)


def _call(script: str, *arguments: Path) -> tuple[int, str]:
    """Run one of the recording's own scripts."""
    result = run([sys.executable, str(CORPUS / script), *map(str, arguments)], env=dict(os.environ), timeout=100)
    assert not result.ended_by, result
    return result.code, result.out + result.err
