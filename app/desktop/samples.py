"""Made-up alerts and set-ups for the gallery: the example company's case, in every state a card can have. No Qt."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec

from app.alerts.alert import Alert, Level
from app.alerts.brake import Held, Pause
from app.alerts.closing import Closing, Stage
from app.alerts.silence import Silence
from app.asking import request as asking
from app.desktop.alert_card import Alternative, alert_view
from app.desktop.ask_card import Asks, allowed_view, ask_view, asked_view, ending_view
from app.desktop.card_model import CardView
from app.desktop.countdown_text import Countdown, closes_at
from app.desktop.pause_card import pause_view
from app.desktop.setup_card import Ready, done_view, failed_view, progress_view
from app.desktop.snooze_card import snoozed_view
from app.desktop.wording import Wording
from app.policy.asking import Asking
from app.policy.evidence import Evidence, Kind
from app.policy.launch import Launch, Parent
from app.policy.model import Company, Risk, Status, Tool
from app.policy.person import Person
from app.policy.verdict import Phase, Verdict
from app.setup.errors import RegistryUnreachable
from app.setup.going_back import Obstacle
from app.setup.plan import Progress, State

HANGZHOU = timezone(timedelta(hours=8))
BERLIN = timezone(timedelta(hours=2))
NOW = datetime(2026, 7, 15, 9, 42, tzinfo=BERLIN)

COMPANY = Company(
    name="Acme",
    sender={"en": "Acme Security", "zh-Hans": "Acme 信息安全部"},
    timezone="Asia/Shanghai",
    place={"en": "Hangzhou", "zh-Hans": "杭州"},
)
CLAUDE_CODE = Tool(
    id="claude-code",
    name="Claude Code",
    status=Status.BANNED,
    risk=Risk.HIGH,
    reason={
        "en": "Source code stays on systems Acme has reviewed.",
        "zh-Hans": "源代码只存放在 Acme 审核过的系统中。",
    },
    announced=datetime(2026, 7, 1, tzinfo=HANGZHOU),
    effective=datetime(2026, 7, 10, tzinfo=HANGZHOU),
    alternatives=("qoder",),
)
QODER = Tool(id="qoder", name="Qoder", status=Status.APPROVED)
OFFER = Alternative("qoder", "Qoder", 93_000_000)
LAUNCH = Launch(
    pid=4242,
    exe="/home/lin/.local/share/claude/versions/2.1.330",
    argv=("claude",),
    parent=Parent(pid=4000, exe="/usr/bin/bash", comm="bash"),
)
EVIDENCE = (
    Evidence(Kind.PACKAGE, "pkg:npm/%40anthropic-ai/claude-code@2.1.330"),
    Evidence(Kind.PATH, "/home/lin/.local/share/claude/versions/2.1.330"),
    Evidence(Kind.NAME, "claude"),
)
PAUSE = Pause(
    session="paused-sample",
    since=NOW,
    until=NOW + timedelta(hours=1),
    version=3,
    most_per_hour=6,
    held=(Held("claude-code", "Claude Code", 4), Held("codex", "Codex"), Held("cursor", "Cursor", 2)),
)
BY_MAIL = Asking(mail="it-security@acme.example")
ASKS = Asks(Asking(webhook="https://requests.acme.example/exceptions"), Person(user="lin", device="LT-0417"))
REQUEST = asking.Request(
    id="0a1b2c3d-0000-4000-8000-000000000000",
    tool="claude-code",
    name="Claude Code",
    reason="A customer's project that ends in August",
    until=NOW + timedelta(days=30),
    at=NOW,
    way=ASKS.way,
    stage=asking.Stage.SENT,
)
EDIT_LINES = (
    "# >>> signpost: commands set up for you >>>",
    'case ":$PATH:" in *:"$HOME"/.local/bin:*) ;; *) export PATH="$HOME"/.local/bin:"$PATH" ;; esac',
    "# <<< signpost <<<",
)


def alert(tool: Tool = CLAUDE_CODE, phase: Phase = Phase.EFFECTIVE, started_by: Tool | None = None) -> Alert:
    """An alert about `tool` as it would come from the agent."""
    level = Level.HEADS_UP if phase is Phase.ANNOUNCED else Level.EFFECTIVE
    verdict = Verdict(status=tool.status, tool=tool, phase=phase, rule=f"{tool.id}/npm", evidence=EVIDENCE)
    return Alert(session="sample", level=level, verdict=verdict, tool=tool, launch=LAUNCH, started_by=started_by)


def countdown(seconds: int, stage: Stage = Stage.COUNTING) -> Countdown:
    """The countdown of the made-up alert's tool, with so many seconds left."""
    closing = Closing(
        session="sample", tool="claude-code", uid=1000, since_ns=0, minutes=10, stage=stage, asked=1, left=1
    )
    return Countdown(closing, closing.due_ns - seconds * 10**9)


def cards(wording: Wording) -> dict[str, CardView]:
    """Every card by name, in words as of `NOW`, for somebody in Berlin."""
    wording = replace(wording, now=NOW, zone=BERLIN, home="/home/lin")
    before = replace(wording, now=datetime(2026, 7, 5, 9, 42, tzinfo=BERLIN))
    restricted = Tool(
        id="cursor",
        name="Cursor",
        status=Status.RESTRICTED,
        reason={"en": "Its index leaves the computer.", "zh-Hans": "它的索引会离开本机。"},
        conditions={"en": "Only for projects without customer data.", "zh-Hans": "仅限不含客户数据的项目。"},
    )
    ban = alert()
    closing = msgspec.structs.replace(ban, closes_after=10)
    progress = Progress(tool="qoder", state=State.DOWNLOADING, done_bytes=38_200_000, total_bytes=93_000_000)
    ready = Ready("qoder", "Qoder", "1.1.52", "qodercli", brings=True)
    newer = replace(ready, before="1.1.50", replaces="claude-code", replaced="Claude Code")
    lost = Ready("qoder", "Qoder", "1.1.52", "qodercli", file=str(Path("/home/lin/.profile")), lines=EDIT_LINES)
    failed = failed_view("qoder", "Qoder", RegistryUnreachable(registry="", code="ENOTFOUND"), wording)
    others = (OFFER, Alternative("tabby", "Tabby"), Alternative("aider", "Aider"))
    return {
        "ban": alert_view(ban, COMPANY, (OFFER,), wording),
        "ban-unfolded": alert_view(ban, COMPANY, (OFFER,), wording),
        "ban-started-by-approved": alert_view(alert(started_by=QODER), COMPANY, others, wording),
        "ban-nothing-instead": alert_view(ban, COMPANY, (), wording),
        "ban-already-set-up": alert_view(ban, COMPANY, (replace(OFFER, command="qodercli"),), wording),
        "announced": alert_view(alert(phase=Phase.ANNOUNCED), COMPANY, (OFFER,), before),
        "announced-snooze": alert_view(alert(phase=Phase.ANNOUNCED), COMPANY, (OFFER,), before),
        "snoozed": snoozed_view(Silence("claude-code", NOW, NOW + timedelta(hours=1)), CLAUDE_CODE, wording),
        "closing": alert_view(closing, COMPANY, (OFFER,), wording, countdown(8 * 60)),
        "closing-last-minute": alert_view(closing, COMPANY, (OFFER,), wording, countdown(42)),
        "closing-asked": alert_view(closing, COMPANY, (OFFER,), wording, countdown(0, Stage.ASKED)),
        "closing-left": alert_view(closing, COMPANY, (OFFER,), wording, countdown(0, Stage.LEFT)),
        "closing-snoozed": snoozed_view(
            Silence("claude-code", NOW, NOW + timedelta(hours=1)),
            CLAUDE_CODE,
            wording,
            closes_at(countdown(8 * 60), wording),
        ),
        "ban-can-ask": alert_view(ban, COMPANY, (OFFER,), wording, None, ASKS),
        "announced-can-ask": alert_view(alert(phase=Phase.ANNOUNCED), COMPANY, (OFFER,), before, None, ASKS),
        "ask": ask_view(CLAUDE_CODE, "sample", ASKS, wording),
        "ask-by-mail": ask_view(CLAUDE_CODE, "sample", replace(ASKS, way=BY_MAIL), wording),
        "asked": asked_view(REQUEST, wording),
        "asked-waiting": asked_view(msgspec.structs.replace(REQUEST, stage=asking.Stage.WAITING), wording),
        "asked-held": asked_view(msgspec.structs.replace(REQUEST, stage=asking.Stage.HELD), wording),
        "asked-by-mail": asked_view(msgspec.structs.replace(REQUEST, way=BY_MAIL), wording),
        "allowed": allowed_view(CLAUDE_CODE, REQUEST.until, COMPANY, wording),
        "ending": ending_view(CLAUDE_CODE, REQUEST.until, wording),
        "conditions": alert_view(alert(restricted), COMPANY, (), wording),
        "paused": pause_view(PAUSE, wording),
        "paused-unfolded": pause_view(PAUSE, wording),
        "progress": progress_view(progress, "Qoder", 21.0, wording),
        "progress-unknown": progress_view(Progress(tool="qoder", state=State.INSTALLING), "Qoder", None, wording),
        "done": done_view(ready, wording),
        "done-replaced": done_view(newer, wording),
        "done-no-way-back": done_view(replace(newer, stays=Obstacle.NEWEST_ONLY), wording),
        "done-path": done_view(lost, wording),
        "done-path-edited": done_view(replace(lost, edited=True), wording),
        "failed": failed,
        "failed-unfolded": failed,
    }
