"""Whatever /proc says of a process, from the bytes to the words of an explanation: nothing raises, nothing leaks."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.policy.model import Company, Policy, Shape, Status, Tool
from app.trial.explain import Explained, as_json, as_text
from app.trial.judge import Judge, Opened
from app.watch.procfs import Reading
from app.watch.records import as_launch

NOW = datetime(2026, 7, 15, tzinfo=UTC)
SHAPES = (
    Shape(purl="pkg:npm/x"),
    Shape(path="**/x"),
    Shape(marker="the mark of x"),
    Shape(environment="TOOL=a*", sufficient=True),
    Shape(name="x"),
)
POLICY = Policy(
    format=1,
    version=1,
    published=NOW,
    company=Company(name="Acme"),
    tools=(Tool(id="x", name="X", status=Status.BANNED, match=SHAPES),),
)
BYTES = st.binary(max_size=30) | st.sampled_from(
    [
        b"/usr/bin/env",
        b"/opt/bun",
        b"/bin/sh",
        b"node\0-r\0\xff\0x.js\0",
        b"sh\0-c\0x",
        b"/dev/zero",
        b"/proc/self/fd/0",
    ]
)
ENVIRONMENTS = st.lists(
    st.sampled_from(
        [b"TOOL=a-secret", b"TOOL=\xff", b"TOOL", b"=", b"NODE_OPTIONS=-r \xff", b"PYTHONPATH=:\n:", b"HOME="]
    )
).map(b"\0".join)
READINGS = st.builds(
    Reading,
    pid=st.integers(0, 2**22),
    uid=st.integers(-1, 2**31 - 1),
    exe=BYTES,
    argv=BYTES,
    cwd=BYTES,
    comm=BYTES,
    parent_exe=BYTES,
    parent_comm=BYTES,
    env=ENVIRONMENTS,
    problem=BYTES,
)
JUDGE = Judge(Opened(POLICY), "linux", lambda: NOW)


@given(READINGS)
def test_no_process_is_too_strange_to_explain(reading: Reading) -> None:
    launch = as_launch(reading, 7)
    explained = Explained((JUDGE.judge(launch),))
    said = as_text(explained)
    assert "\x1b" not in said
    assert "secret" not in said + json.dumps(as_json(explained))
    # A stronger rule, such as the path's, may speak for the mark's.
    rule, marked = explained.judged.verdict.rule, launch.env.get("TOOL") == "a-secret"
    assert rule is not None if marked else rule != "x/3"
