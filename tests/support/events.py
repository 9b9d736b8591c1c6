"""Every event that the product can produce, made by its own builders, a line each."""

from datetime import UTC, datetime, timedelta

from app.policy.evidence import Evidence, Kind
from app.policy.model import Company, Policy, PolicyUnreadable, Risk, Status, Tool
from app.policy.verdict import Phase, Verdict
from app.report import ocsf
from app.report.ocsf import Event

NOW = datetime(2026, 7, 15, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=9)
TOOL = Tool(id="claude-code", name="Claude Code", status=Status.BANNED, risk=Risk.HIGH)
POLICY = Policy(format=1, version=42, published=NOW, company=Company(name="Acme"), tools=(TOOL,))
PURL = "pkg:npm/%40anthropic-ai/claude-code@2.1.330"
VERDICT = Verdict(
    status=Status.BANNED,
    tool=TOOL,
    phase=Phase.EFFECTIVE,
    rule="claude-code/npm",
    evidence=(
        Evidence(Kind.PACKAGE, PURL, "/home/jo/x/package.json"),
        Evidence(Kind.PATH, "/home/jo/secret-project/cli.js", "/home/jo/secret-project/cli.js"),
    ),
)
REQUEST = "0d0e8f1a-7a43-4c0e-9f57-0b1f5be0a111"
ASKED = {"reason": "A customer's project.", "until": "2026-07-24T00:00:00Z", "user": "jo", "device": "lt-7"}
UNREADABLE = PolicyUnreadable(detail="format 9")


def every() -> dict[str, Event]:
    """Each by a name of its own."""
    began = NOW - timedelta(seconds=42)
    path_alone = Verdict(status=Status.RESTRICTED, tool=TOOL, phase=None, rule="claude-code/0", evidence=())
    unrated = Tool(id="x", name="X", status=Status.RESTRICTED)
    return {
        "launch": ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s1"),
        "launch, nobody there": ocsf.banned_launch(POLICY, VERDICT, TOOL, NOW, "s1", attended=False),
        "launch, restricted": ocsf.banned_launch(POLICY, path_alone, unrated, NOW, "s2"),
        "ended": ocsf.asked_to_end(POLICY, TOOL, "s1", NOW, asked=3, left=0),
        "not ended": ocsf.asked_to_end(POLICY, TOOL, "s1", NOW, asked=3, left=1),
        "set up": ocsf.set_up("qoder", "1.1.52", NOW, began=began),
        "set up, no times": ocsf.set_up("qoder", "", NOW),
        "set-up failed": ocsf.set_up("qoder", "1.1.52", NOW, "npm-missing", began=began),
        "updated": ocsf.set_up("qoder", "1.1.53", NOW, before="1.1.52", began=began),
        "update failed": ocsf.set_up("qoder", "1.1.53", NOW, "disk-full", before="1.1.52", began=began),
        "clock set back": ocsf.set_up("qoder", "1.1.52", NOW, began=NOW + timedelta(hours=1)),
        "rolled back": ocsf.rolled_back("qoder", "1.1.52", NOW, before="1.1.53"),
        "removed": ocsf.removed("qoder", NOW),
        "not removed": ocsf.removed("qoder", NOW, "not-writable"),
        "asked": ocsf.exception_asked("claude-code", "Claude Code", 42, NOW, REQUEST, ASKED),
        "withdrawn": ocsf.exception_withdrawn(TOOL.id, TOOL.name, 42, NOW, REQUEST),
        "granted": ocsf.exception_granted(TOOL.id, TOOL.name, 42, NOW, LATER, REQUEST),
        "granted unasked": ocsf.exception_granted(TOOL.id, TOOL.name, 42, NOW, LATER),
        "exception over": ocsf.exception_ended(TOOL.id, TOOL.name, 42, NOW, LATER, REQUEST),
        "exception over, unasked": ocsf.exception_ended(TOOL.id, TOOL.name, 42, NOW, LATER),
        "found": ocsf.installed(POLICY, TOOL, Phase.EFFECTIVE, "2.1.330", [PURL], NOW),
        "found, no version": ocsf.installed(POLICY, TOOL, None, "", ["pkg:npm/x"], NOW),
        "found, no package": ocsf.installed(POLICY, TOOL, Phase.ANNOUNCED, "", [], NOW),
        "gone": ocsf.gone(POLICY, TOOL, "2.1.330", NOW),
        "gone, no version": ocsf.gone(POLICY, TOOL, "", NOW),
        "paused": ocsf.alerts_paused(POLICY, NOW, 6),
        "watcher": ocsf.watching_otherwise(NOW, "connector", "user"),
        "missed": ocsf.launches_missed(NOW, 3, "the kernel's buffer overran"),
        "missed some": ocsf.launches_missed(NOW, 0, "the watcher ended by signal 9"),
        "dropped": ocsf.events_dropped(NOW, {"launches": 12, "agent": 1}),
        "ignored": ocsf.policy_ignored(NOW, UNREADABLE, 42),
    }
