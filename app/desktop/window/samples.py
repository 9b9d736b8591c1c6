"""Made-up situations for the gallery and tests: the window of somebody at the example company. No Qt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec

from app.desktop import samples
from app.desktop.setup_card import progress_view
from app.desktop.window.situation import Found, Looked, Situation
from app.desktop.wording import Wording
from app.policy.events import Events
from app.policy.model import Policy, Status, Tool
from app.policy.person import Person
from app.policy.recipe import Build, Command, Detect, NpmRecipe, Recipes
from app.report import ocsf
from app.report.happening import Facts, Happening, Kind
from app.report.ledger import Entry
from app.report.standing import NOT_ACCEPTED, NOT_YET, SENT, WAITING, WITHHELD
from app.setup.errors import RegistryUnreachable
from app.setup.place import Installed
from app.setup.plan import Progress, State
from app.setup.receipt import PrefixReceipt
from app.sync.errors import Offline
from app.sync.state import Freshness, Standing, SyncState

BUILD = "linux-x64"


def _approved(tool_id: str, name: str, category: str, english: str, chinese: str) -> Tool:
    return Tool(
        id=tool_id,
        name=name,
        status=Status.APPROVED,
        summary={"en": english, "zh-Hans": chinese},
        category=category,
    )


TOOLS = (
    samples.CLAUDE_CODE,
    Tool(
        id="filehop",
        name="FileHop",
        status=Status.BANNED,
        effective=datetime(2026, 9, 30, tzinfo=samples.HANGZHOU),
        alternatives=("nextcloud",),
    ),
    _approved("qoder", "Qoder CLI", "coding", "Coding agent in the terminal.", "终端中的编程智能体。"),
    _approved("vscode", "Visual Studio Code", "coding", "Edit, run and review code.", "编辑、运行和审查代码。"),
    _approved("nextcloud", "Nextcloud", "files", "Files stay at Acme.", "文件保存在 Acme 内部。"),
    _approved("bruno", "Bruno", "coding", "Try and test web services, offline.", "离线试用和测试网络服务。"),
    _approved(
        "keepassxc", "KeePassXC", "security", "Keeps your passwords in one safe file.", "把密码保存在一个安全的文件中。"
    ),
    Tool(
        id="dbeaver",
        name="DBeaver",
        status=Status.RESTRICTED,
        summary={"en": "Look into databases.", "zh-Hans": "查看数据库。"},
        conditions={"en": "Test databases only.", "zh-Hans": "仅限测试数据库。"},
        category="data",
    ),
)

POLICY = Policy(
    format=1,
    version=42,
    published=datetime(2026, 7, 3, 12, tzinfo=samples.BERLIN),
    company=samples.COMPANY,
    events=Events(url="https://events.example.com/acme", include=("device",)),
    tools=TOOLS,
)


def _recipe(name: str, version: str, size: int) -> NpmRecipe:
    build = Build(commands=(Command(name=name, file="x"),), download_bytes=size, installed_bytes=1)
    detect = Detect(command=name, version=version)
    return NpmRecipe(package=name, version=version, lock="x.json", builds={BUILD: build}, detect=detect)


RECIPES = Recipes(
    format=1,
    recipes={
        "qoder": (_recipe("qodercli", "1.1.52", 93_000_000),),
        "nextcloud": (_recipe("nextcloud", "4.2.0", 142_000_000),),
        "bruno": (_recipe("bru", "3.5.0", 12_400_000),),
        "keepassxc": (_recipe("keepassxc", "2.8.0", 31_000_000),),
    },
)


STATE = SyncState(
    policy=POLICY,
    recipes=RECIPES,
    freshness=Freshness(standing=Standing.FRESH, since=samples.NOW - timedelta(minutes=2)),
    version=42,
    verified=True,
    next_at=samples.NOW + timedelta(minutes=3),
)


def installed(tool: str, version: str, command: str) -> Installed:
    """A tool that Signpost set up."""
    at = datetime(2026, 7, 14, tzinfo=UTC)
    return Installed(
        tool=tool,
        kind="npm",
        package=tool,
        version=version,
        pin="0" * 64,
        receipt=PrefixReceipt(folder=version, commands=(command,)),
        at=at,
    )


LOOKED = Looked(
    found=(
        Found("claude-code", "/home/lin/.local/share/claude/versions/2.1.330", "2.1.330"),
        Found("vscode", "/usr/bin/code", "1.118.0", 2),
        Found("dbeaver", "/snap/bin/dbeaver-ce", "26.1.0"),
    ),
    at=samples.NOW,
)


def situations() -> dict[str, Situation]:
    """By name, as of `samples.NOW`."""
    usual = Situation(
        state=STATE,
        person=Person("lin"),
        build=BUILD,
        looked=LOOKED,
        installed={
            "bruno": installed("bruno", "3.4.0", "bru"),
            "keepassxc": installed("keepassxc", "2.8.0", "keepassxc"),
        },
        alerted=frozenset({"claude-code"}),
    )
    since = Freshness(standing=Standing.STALE, since=samples.NOW - timedelta(minutes=92), why=Offline(host="policy"))
    offline = SyncState(policy=POLICY, recipes=RECIPES, freshness=since, version=42, verified=True)
    unknown = Offline(host="policy.example.com", detail="Name or service not known")
    never = Freshness(standing=Standing.NEVER, why=unknown)
    calm = replace(usual, looked=Looked(LOOKED.found[1:], samples.NOW), alerted=frozenset())
    return {
        "": usual,
        "calm": calm,
        "closing": replace(usual, counting={"claude-code": samples.countdown(8 * 60)}),
        "offline": replace(calm, state=offline),
        "first": Situation(state=None, build=BUILD),
        "never": Situation(state=SyncState(policy=None, recipes=RECIPES, freshness=never), build=BUILD),
    }


def downloading(wording: Wording) -> Situation:
    """A set-up goes on."""
    going = Progress(tool="qoder", state=State.DOWNLOADING, done_bytes=38_200_000, total_bytes=93_000_000)
    return replace(situations()[""], progress={"qoder": progress_view(going, "Qoder CLI", 21.0, wording)})


def busy(wording: Wording) -> Situation:
    """Two set-ups go on at once, and one did not work."""
    going, starting = downloading(wording), Progress(tool="bruno", state=State.INSTALLING)
    return replace(
        going,
        progress={**going.progress, "bruno": progress_view(starting, "Bruno", None, wording)},
        failed={"nextcloud": RegistryUnreachable(registry="", code="ENOTFOUND")},
    )


def ledger_entries() -> tuple[Entry, ...]:
    """Records of two days, newest first, in every state."""
    verdict = samples.alert().verdict
    ready, alerted = samples.NOW - timedelta(minutes=3), samples.NOW - timedelta(minutes=5)
    failed, before = samples.NOW - timedelta(days=1, minutes=52), samples.NOW - timedelta(days=1, minutes=55)
    events = (
        (ocsf.set_up("qoder", "1.1.52", ready), WAITING, NOT_YET),
        (ocsf.banned_launch(POLICY, verdict, samples.CLAUDE_CODE, alerted, "s-1"), SENT, ""),
        (ocsf.set_up("qoder", "1.1.52", failed, "setup.RegistryUnreachable"), WITHHELD, NOT_ACCEPTED),
        (ocsf.banned_launch(POLICY, verdict, samples.CLAUDE_CODE, before, "s-0"), SENT, ""),
    )
    return tuple(
        Entry(str(number), event["time"], state, reason, msgspec.json.encode(event, order="sorted").decode())
        for number, (event, state, reason) in enumerate(events)
    )


def happenings() -> tuple[Happening, ...]:
    """Some days of activity, newest first."""
    claude, qoder = Facts(name="Claude Code"), Facts(name="Qoder CLI", version="1.1.52", commands=("qodercli",))
    alerted = Facts(
        name="Claude Code",
        level="effective",
        phase="effective",
        rule="claude-code/npm",
        exe=samples.LAUNCH.exe,
        parent="bash",
        running=True,
        evidence=samples.EVIDENCE,
    )
    error = RegistryUnreachable(registry="", code="ENOTFOUND")
    failed = Facts(name="Qoder CLI", code=error.code, happened=error.what, advice=error.todo, values=error.facts)
    told = (
        (3, Kind.READY, "qoder", qoder),
        (4, Kind.CHOSE_SET_UP, "qoder", Facts(name="Qoder CLI")),
        (5, Kind.ALERT, "claude-code", alerted),
        (1440 + 52, Kind.FAILED, "qoder", failed),
        (1440 + 55, Kind.ALERT, "claude-code", alerted),
        (8 * 1440 - 397, Kind.CHOSE_LATER, "claude-code", claude),
        (8 * 1440 - 396, Kind.ALERT, "claude-code", msgspec.structs.replace(alerted, phase="announced")),
        (12 * 1440 - 141, Kind.POLICY, "", Facts(name="Acme", version="42")),
    )
    return tuple(
        Happening(
            at=int((samples.NOW - timedelta(minutes=minutes)).timestamp() * 1000),
            kind=kind,
            tool=tool,
            facts=facts,
            number=len(told) - place,
        )
        for place, (minutes, kind, tool, facts) in enumerate(told)
    )
