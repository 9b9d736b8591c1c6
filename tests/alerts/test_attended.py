"""Who started it: somebody at this screen, or cron, a service, a build, a line from afar; what a terminal is told."""

from datetime import UTC, datetime

import msgspec
import pytest

from app.alerts.alert import Alert, Level
from app.alerts.attended import is_attended
from app.alerts.terminal_line import terminal_line
from app.policy.launch import Launch
from app.policy.model import Company, Policy, Status, Tool
from app.policy.verdict import Phase, Verdict

USER = "/user.slice/user-1000.slice/"
TERMINAL = USER + "user@1000.service/app.slice/app-org.gnome.Terminal.slice/vte-spawn-1.scope"


@pytest.mark.parametrize(
    ("variables", "unit", "attended"),
    [
        ({"DISPLAY": ":0"}, TERMINAL, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, USER + "user@1000.service/app.slice/app-code@1.service", True),
        ({"DISPLAY": ":10.0", "SSH_CONNECTION": "1 2 3 4"}, USER + "session-4.scope", True),
        ({"SSH_CONNECTION": "1 2 3 4"}, USER + "session-4.scope", False),
        ({"HOME": "/home/lin"}, "/system.slice/cron.service", False),
        ({}, USER + "user@1000.service/app.slice/backup.service", False),
        ({}, USER + "user@1000.service/init.scope", True),
        ({}, USER + "session-2.scope", True),
        ({"CI": "true", "DISPLAY": ":99"}, "", False),
        ({"CI": "false"}, "", True),
        ({}, "", True),
        ({}, "/", True),
        ({"DISPLAY": ""}, "/system.slice/ssh.service", False),
    ],
)
def test_who_started_it(variables: dict[str, str], unit: str, attended: bool) -> None:
    assert is_attended(variables, unit) is attended


NOW = datetime(2026, 7, 15, tzinfo=UTC)
BAN = Tool(id="c", name="Claude Code", status=Status.BANNED, effective=NOW, alternatives=("q",))
QODER = Tool(id="q", name="Qoder CLI", status=Status.APPROVED)
CURSOR = Tool(id="k", name="Cursor", status=Status.RESTRICTED, conditions={"de": "Nur so", "en": "No customer data"})
POLICY = Policy(format=1, version=1, published=NOW, company=Company(name="Acme"), tools=(BAN, QODER, CURSOR))


@pytest.mark.parametrize(
    ("tool", "phase", "line"),
    [
        (BAN, Phase.EFFECTIVE, "Claude Code is off limits at Acme since 15 July 2026. Instead: Qoder CLI."),
        (BAN, Phase.ANNOUNCED, "Claude Code will be off limits at Acme from 15 July 2026. Instead: Qoder CLI."),
        (CURSOR, Phase.EFFECTIVE, "Cursor has conditions at Acme: No customer data."),
        (msgspec.structs.replace(CURSOR, conditions={}), Phase.EFFECTIVE, "Cursor has conditions at Acme."),
        (Tool(id="d", name="D", status=Status.BANNED), Phase.EFFECTIVE, "D is off limits at Acme."),
    ],
)
def test_what_a_terminal_is_told(tool: Tool, phase: Phase, line: str) -> None:
    judged = Verdict(status=tool.status, tool=tool, phase=phase)
    alert = Alert(session="s", level=Level.EFFECTIVE, verdict=judged, tool=tool, launch=Launch(pid=1))
    assert terminal_line(alert, POLICY) == f"Signpost: {line}"
