"""How the helper is asked for: pkexec's arguments, what its endings mean, polkit's action; deb and rpm go that way."""

import dataclasses
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.errors import SignpostError
from app.host.paths import resources
from app.policy.recipe import Detect, Scope
from app.setup.elevator import HELPER, Host, OnBytes, Say, Wish
from app.setup.errors import Cancelled, Unsuitable
from app.setup.installer import Job
from app.setup.kinds.exe import ExeInstaller
from app.setup.kinds.msi import MsiInstaller
from app.setup.kinds.native import NativeInstaller
from app.setup.manager_errors import (
    ManagerBusy,
    ManagerFailed,
    ManagerMissing,
    ManagerUnready,
    NotAuthorised,
    RemovalFailed,
)
from app.setup.pkexec import Pkexec
from app.setup.receipt import PackageReceipt
from tests.setup.contract.worlds import ODD, WORLDS, World

WISH = Wish("q", "install", "artifacts/q/q.deb", 60)
POLICY = resources() / "polkit/com.signpost.setup.policy"


def pkexec(folder: Path, script: str) -> dict[str, str]:
    """An environment whose pkexec is that shell script."""
    program = folder / "pkexec"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_the_helper_is_told_a_verb_and_a_target_and_nothing_else(tmp_path: Path) -> None:
    environment = pkexec(tmp_path, f'printf "%s\\n" "$@" > "{tmp_path}/argv"')
    Pkexec().carry_out(WISH, environment, threading.Event())
    told = (tmp_path / "argv").read_text().splitlines()
    assert told == ["--disable-internal-agent", str(HELPER), "install", "artifacts/q/q.deb"]


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 126", Cancelled),
        ("exit 127", NotAuthorised),
        ("exit 75", ManagerBusy),
        ("exit 70", ManagerFailed),
        ("""echo '{"error": "expired", "what": "It has run out.", "todo": ""}'; exit 1""", ManagerFailed),
        ("kill -9 $$", ManagerFailed),
        ("echo '[1]'; echo '{'; echo 7; exit 1", ManagerFailed),
    ],
)
def test_an_ending_is_the_error_it_means(script: str, error: type[SignpostError], tmp_path: Path) -> None:
    with pytest.raises(SignpostError) as caught:
        Pkexec().carry_out(WISH, pkexec(tmp_path, script), threading.Event())
    assert type(caught.value) is error
    if "expired" in script:
        assert caught.value.facts["code"] == "expired"
        assert "It has run out." in caught.value.happened


def test_what_the_helper_says_is_passed_on_and_anything_else_passed_over(tmp_path: Path) -> None:
    said = (
        '{"phase": "downloading"}', '{"bytes": 5, "total": 9}', '{"bytes": "x", "total": {}}', '{"says": "Unpacking"}',
        "no json", "[" * 3000, '{"bytes": 9, "total": null}',
    )  # fmt: skip
    script = "cat <<'END'\n" + "\n".join(said) + '\nEND\nyes \'{"phase": "x"}\' | head -c 3000000'
    counted: list[tuple[int, int | None]] = []
    words: list[str] = []
    Pkexec().carry_out(
        WISH, pkexec(tmp_path, script), threading.Event(), lambda *told: counted.append(told), words.append
    )
    assert counted == [(5, 9), (9, None)]
    assert words == ["Unpacking"]


def test_cancelled_while_the_password_is_asked_for(tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        Pkexec().carry_out(WISH, pkexec(tmp_path, "exec sleep 600"), cancel)


def test_once_the_helper_works_it_is_waited_for(tmp_path: Path) -> None:
    cancel = threading.Event()
    script = 'echo \'{"says": "it works"}\'; while [ ! -e go ]; do sleep 0.1; done; exit 75'
    script = script.replace("go", f"'{tmp_path}/go'", 1)

    def said(_: str) -> None:
        cancel.set()
        threading.Timer(1.0, (tmp_path / "go").touch).start()

    with pytest.raises(ManagerBusy):
        Pkexec().carry_out(WISH, pkexec(tmp_path, script), cancel, say=said)


def test_without_pkexec_the_helper_or_a_bus_the_next_recipe_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    with pytest.raises(ManagerMissing):
        Pkexec(tmp_path / "helper").viable("q", {"PATH": str(tmp_path)})
    environment = pkexec(tmp_path, "exit 0")
    with pytest.raises(Unsuitable, match="is not installed"):
        Pkexec(tmp_path / "helper").viable("q", environment)
    (tmp_path / "helper").touch()
    with pytest.raises(Unsuitable, match="there is no system bus"):
        Pkexec(tmp_path / "helper").viable("q", environment)


def test_polkit_always_asks_for_an_administrators_password_and_for_our_helper_only() -> None:
    root = ET.parse(POLICY).getroot()  # noqa: S314 - our own file
    (action,) = root.findall("action")
    defaults = action.find("defaults")
    assert action.get("id") == POLICY.name.removesuffix(".policy")
    assert defaults is not None
    assert {one.tag: one.text for one in defaults} == dict.fromkeys(
        ("allow_any", "allow_inactive", "allow_active"), "auth_admin"
    )
    assert {one.get("key"): one.text for one in action.findall("annotate")} == {
        "org.freedesktop.policykit.exec.path": str(HELPER)
    }


def test_polkits_message_speaks_every_language_of_the_product() -> None:
    action = ET.parse(POLICY).getroot().find("action")  # noqa: S314 - our own file
    assert action is not None
    names = {path.stem.removeprefix("signpost_") for path in (resources() / "translations").glob("*.ts")}
    for tag in ("description", "message"):
        spoken = {one.get("{http://www.w3.org/XML/1998/namespace}lang", "") for one in action.findall(tag)}
        assert spoken == {"", *names}


class Asked:
    """Writes down what it is asked for, and ends as told."""

    def __init__(self, ending: Callable[[Wish], None]) -> None:
        self.wishes: list[Wish] = []
        self.ending = ending

    def needed(self) -> bool:
        return True

    def viable(self, tool: str, environment: Mapping[str, str]) -> None:
        self.ending(Wish(tool, "viable", "", 0))

    def carry_out(
        self,
        wish: Wish,
        environment: Mapping[str, str],
        cancel: threading.Event,
        on_bytes: OnBytes = lambda *_: None,
        say: Say = lambda _: None,
        host: Host | None = None,
    ) -> None:
        self.wishes.append(wish)
        self.ending(wish)


def world_of(kind: str, folder: Path) -> World:
    (folder / ODD / "state").mkdir(parents=True)
    return WORLDS[kind](folder / ODD)


@pytest.mark.parametrize("kind", ["deb", "rpm"])
def test_packages_of_the_machine_go_by_the_helper(kind: str, tmp_path: Path) -> None:
    world = world_of(kind, tmp_path)
    asked = Asked(lambda _: None)
    installer = NativeInstaller(world.installer.form, asked)
    job = world.job()
    installer.viable(job)
    assert installer.receipt(job).target == f"artifacts/q/q.{kind}"
    installer.run_install(job)
    assert [(wish.verb, wish.target) for wish in asked.wishes] == [("install", f"artifacts/q/q.{kind}")]
    assert "An administrator's password is asked for" in world.told


def _for_everybody(world: World, **changed: object) -> Job[Any, Any]:
    recipe = msgspec.structs.replace(world.recipe, scope=Scope.MACHINE, **changed)
    return dataclasses.replace(world.job(), recipe=recipe)


def test_a_package_of_windows_goes_by_the_helper_when_it_is_for_everybody(tmp_path: Path) -> None:
    world, asked = world_of("msi", tmp_path), Asked(lambda _: None)
    installer, job = MsiInstaller(asked), _for_everybody(world)
    installer.viable(job)
    assert installer.receipt(job).target == "artifacts/q/q.msi"
    installer.run_install(job)
    assert [(wish.verb, wish.target) for wish in asked.wishes] == [("install", "artifacts/q/q.msi")]


@pytest.mark.parametrize(
    ("file", "arguments", "said"),
    [
        ("", ("/S",), "no file that proves"),
        ("{local_app_data}/q.exe", ("/S",), "the folder local_app_data"),
        ("{program_files}/q.exe", ("/D={home}",), "the folder home"),
        ("{program_files}/q.exe", ("/S", "/D={program_files_x86}"), ""),
    ],
)
def test_a_set_up_program_for_everybody_has_to_say_enough_before_anything_is_fetched(
    file: str, arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    world, asked = world_of("exe", tmp_path), Asked(lambda _: None)
    detect = Detect(file=file) if file else Detect(command="q", version="1.0.0")
    job = _for_everybody(world, detect=detect, arguments=arguments, uninstall=None)
    named = {**job.environment, "ProgramFiles": "C:\\Program Files", "ProgramFiles(x86)": "C:\\Program Files (x86)"}
    job = dataclasses.replace(job, environment=named)
    if said:
        with pytest.raises(ManagerUnready, match=said):
            ExeInstaller(asked).viable(job)
    else:
        ExeInstaller(asked).viable(job)


def test_nobody_is_asked_for_a_password_for_what_is_not_there(tmp_path: Path) -> None:
    world = world_of("deb", tmp_path)
    asked = Asked(lambda _: None)
    job = world.job()
    receipt = PackageReceipt(manager="apt", package="signpost-q", version="1.0.0", target="artifacts/q/q.deb")
    NativeInstaller(world.installer.form, asked).remove(job.place, receipt, job.environment, job.cancel)
    assert asked.wishes == []


def test_what_the_helper_put_there_it_takes_away_and_a_refusal_is_said(tmp_path: Path) -> None:
    def refused(wish: Wish) -> None:
        raise NotAuthorised(tool=wish.tool)

    world = world_of("deb", tmp_path)
    job = world.job()
    world.installer.run_install(job)
    asked = Asked(refused)
    receipt = PackageReceipt(manager="apt", package="signpost-q", version="1.0.0", target="artifacts/q/q.deb")
    with pytest.raises(RemovalFailed, match="not authorised"):
        NativeInstaller(world.installer.form, asked).remove(job.place, receipt, job.environment, job.cancel)
    assert [(wish.verb, wish.target) for wish in asked.wishes] == [("remove", "artifacts/q/q.deb")]
