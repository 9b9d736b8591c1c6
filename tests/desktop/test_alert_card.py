"""What an alert's card says: for every phase and status, for what started it, for what there is instead."""

from dataclasses import replace
from datetime import datetime

import msgspec
import pytest

from app.desktop import samples
from app.desktop.alert_card import Alternative, alert_view, alternatives
from app.desktop.card_model import AlertView, Badge
from app.desktop.wording import Wording
from app.policy.evidence import Evidence, Kind
from app.policy.model import Company, Policy, Risk, Status, Tool
from app.policy.recipe import Build, Command, Detect, NpmRecipe, Recipes
from app.policy.verdict import Phase

WORDING = Wording(now=samples.NOW, zone=samples.BERLIN, home="/home/lin")
OFFER = samples.OFFER


def card(wording: Wording = WORDING, others: tuple[Alternative, ...] = (OFFER,), **changes: object) -> AlertView:
    tool = msgspec.structs.replace(samples.CLAUDE_CODE, **changes)
    return alert_view(samples.alert(tool), samples.COMPANY, others, wording)


def facts(view: AlertView) -> dict[str, str]:
    return {fact.label: fact.value for fact in view.facts}


def test_a_ban_in_force() -> None:
    view = card()
    assert view.sender == "From Acme Security"
    assert (view.letter, view.badge) == ("C", Badge.OFF_LIMITS)
    assert view.title == "Claude Code is off limits at Acme"
    assert view.when == "Since Friday 10 July, 5 days ago"
    assert view.clocks == "00:00 in Hangzhou, Thursday 18:00 your time"
    assert facts(view) == {
        "Reason": "Source code stays on systems Acme has reviewed.",
        "Risk": "High",
        "Right now": "Nothing was closed. Your session keeps running.",
    }
    assert view.offer is not None
    assert (view.offer.title, view.offer.detail) == ("Qoder does this job here", "Approved. 93 MB to download.")
    assert (view.offer.button, view.later) == ("Set up Qoder", "Not now")


def test_an_announced_ban_speaks_of_leaving_and_of_time() -> None:
    wording = replace(WORDING, now=datetime(2026, 7, 5, 9, tzinfo=samples.BERLIN))
    view = alert_view(samples.alert(phase=Phase.ANNOUNCED), samples.COMPANY, (OFFER,), wording)
    assert (view.title, view.badge) == ("Claude Code is leaving Acme", Badge.SOON)
    assert view.when == "From Friday 10 July, in 5 days"
    assert facts(view)["Until then"] == "You can keep using it. Move whenever it suits you."
    assert view.offer is not None
    assert view.offer.title == "Qoder takes over this job"
    assert view.later == "Remind me later"


def test_a_tool_with_conditions_says_them() -> None:
    view = card(status=Status.RESTRICTED, conditions={"en": "Only without customer data."}, risk=Risk.MEDIUM)
    assert (view.title, view.badge) == ("Claude Code has conditions at Acme", Badge.CONDITIONS)
    assert facts(view)["Condition"] == "Only without customer data."
    assert facts(view)["Risk"] == "Medium"


def test_an_approved_tool_that_started_it_takes_the_blame_from_the_person() -> None:
    view = alert_view(samples.alert(started_by=samples.QODER), samples.COMPANY, (OFFER,), WORDING)
    assert facts(view)["Started by"] == "Qoder, an approved tool, started Claude Code. You did not do anything wrong."


@pytest.mark.parametrize(
    ("others", "button", "command", "detail", "later"),
    [
        ((OFFER,), "Set up Qoder", "", "Approved. 93 MB to download.", "Not now"),
        ((replace(OFFER, command="qodercli"),), "", "qodercli", "It is ready on this computer.", "Close"),
        ((Alternative("t", "Tabby"),), "", "", "Approved. Your IT can tell you how to get it.", "Close"),
        (
            (OFFER, Alternative("t", "Tabby"), Alternative("a", "Aider")),
            "Set up Qoder",
            "",
            "Approved. 93 MB to download. Also approved: Tabby, Aider.",
            "Not now",
        ),
    ],
)
def test_the_way_on(others: tuple[Alternative, ...], button: str, command: str, detail: str, later: str) -> None:
    view = card(others=others)
    assert view.offer is not None
    assert (view.offer.button, view.offer.command, view.offer.detail, view.later) == (button, command, detail, later)


def test_nothing_instead_leaves_the_panel_out() -> None:
    view = card(others=())
    assert (view.offer, view.later) == (None, "Close")
    announced = alert_view(samples.alert(phase=Phase.ANNOUNCED), samples.COMPANY, (), WORDING)
    assert facts(announced)["Until then"] == "You can keep using it."


def test_without_a_date_it_simply_holds() -> None:
    view = card(effective=None, announced=None)
    assert (view.when, view.clocks) == ("In force now", "")


def test_missing_texts_leave_no_empty_rows_and_unknown_zones_do_not_hurt() -> None:
    bare = Tool(id="x", name="X", status=Status.BANNED, effective=samples.CLAUDE_CODE.effective)
    view = alert_view(samples.alert(bare), Company(name="Acme", timezone="Moon/Crater"), (), WORDING)
    assert list(facts(view)) == ["Right now"]
    assert view.sender == "From Acme"
    assert view.clocks == "16:00 in Crater, 18:00 your time"


def test_texts_from_outside_are_tamed() -> None:
    view = card(name="Cl\u202eaude\x1b", reason={"en": "<b>bold</b>\nsecond"})
    assert view.title == "Claude is off limits at Acme"
    assert facts(view)["Reason"] == "<b>bold</b> second"


def test_evidence_in_plain_words() -> None:
    kinds = (
        (Kind.HASH, "a" * 64, "Its file is byte for byte one the policy lists (aaaaaaaaaaaa…)."),
        (Kind.SIGNER, "Anthropic PBC", "Its file is signed by Anthropic PBC."),
        (
            Kind.PACKAGE,
            "pkg:npm/%40anthropic-ai/claude-code@2.1.330",
            "It belongs to the npm package @anthropic-ai/claude-code 2.1.330.",
        ),
        (Kind.PACKAGE, "pkg:pypi/aider-chat", "It belongs to the Python package aider-chat."),
        (Kind.PACKAGE, "pkg:deb/debian/x@1?arch=amd64#sub", "It belongs to the package debian/x 1."),
        (Kind.MARKER, "PACKAGE_URL", "Its file names itself PACKAGE_URL."),
        (Kind.PATH, "/home/lin/.local/bin/claude", "Its file is ~/.local/bin/claude."),
        (Kind.ENVIRONMENT, "CLAUDECODE", "It was started with the variable CLAUDECODE."),
        (Kind.NAME, "claude", "Its file is called claude."),
    )
    assert {kind for kind, _, _ in kinds} == set(Kind)
    alert = samples.alert()
    verdict = msgspec.structs.replace(alert.verdict, evidence=tuple(Evidence(kind, value) for kind, value, _ in kinds))
    view = alert_view(msgspec.structs.replace(alert, verdict=verdict), samples.COMPANY, (), WORDING)
    assert view.evidence[: len(kinds)] == tuple(sentence for _, _, sentence in kinds)
    assert view.evidence[len(kinds) :] == (
        "The program that started is ~/.local/share/claude/versions/2.1.330.",
        "It was started by bash.",
        "The policy's rule for this is claude-code/npm.",
    )
    assert not any("claude --" in sentence for sentence in view.evidence), "arguments may hold what a person typed"


def test_alternatives_that_this_machine_can_be_given_come_first() -> None:
    tabby = Tool(id="tabby", name="Tabby", status=Status.APPROVED)
    tool = msgspec.structs.replace(samples.CLAUDE_CODE, alternatives=("tabby", "qoder"))
    policy = Policy(
        format=1, version=1, published=samples.NOW, company=samples.COMPANY, tools=(tool, tabby, samples.QODER)
    )
    build = Build(commands=(Command(name="qodercli", file="q"),), download_bytes=93_000_000, installed_bytes=1)
    recipe = NpmRecipe(
        package="q", version="1", lock="q.json", builds={"linux-x64": build}, detect=Detect(command="q", version="1")
    )
    recipes = Recipes(format=1, recipes={"qoder": (recipe,)})
    here = alternatives(tool, policy, recipes, "linux-x64", lambda _: "")
    assert [(one.tool, one.download) for one in here] == [("qoder", 93_000_000), ("tabby", None)]
    elsewhere = alternatives(tool, policy, recipes, "macos-arm64", lambda _: "")
    assert [(one.tool, one.download) for one in elsewhere] == [("tabby", None), ("qoder", None)]
    ready = alternatives(tool, policy, None, "linux-x64", {"qoder": "qodercli", "tabby": ""}.__getitem__)
    assert ready[0] == Alternative("qoder", "Qoder", None, "qodercli")
