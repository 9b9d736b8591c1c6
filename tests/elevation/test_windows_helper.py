"""The helper as Windows starts it: a real signed policy over loopback, its programs played, its access lists, too."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from app.elevation import run
from app.elevation.errors import (
    InstallationRunning,
    NotAdministrator,
    NotOffered,
    OpenToOthers,
    PackageManagerFailed,
    PackageMismatch,
    WouldDowngrade,
)
from app.elevation.helper import Helper, Tell
from app.elevation.managers import call
from app.elevation.order import Order, Verb
from app.elevation.trust import Folders, Trust
from app.elevation.windows.exe import SetUpProgram
from app.elevation.windows.msi import WindowsInstaller
from app.elevation.windows.owned import SHOWN, AccessListed
from app.elevation.windows.start import Started, prepared
from app.errors import SignpostError
from app.host.managed import MACHINE, Managed
from app.host.run import Result
from app.setup.uac import Listening, said_by
from app.sync.errors import Expired, TrustTrouble
from tests.elevation.windows_disk import Disk
from tests.sync.company import Company
from tests.sync.hosts import hosting

PRODUCT = "{AC76BA86-7AD7-1033-7B44-AC0F074E4100}"
MSI, EXE = "artifacts/good/good.msi", "artifacts/good/good.exe"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
POLICY = """
company:
  name: Testing
tools:
  good:
    name: Good
    status: approved
recipes:
  good:
    - kind: msi
      product: 'PRODUCT'
      version: VERSION
      scope: machine
      properties: {INSTALLDIR: 'C:\\Good Tools'}
      builds:
        windows-x64: {artifact: good.msi}
      detect: {file: '{program_files}/Good/good.dll'}
    - kind: exe
      package: Good
      version: VERSION
      scope: machine
      arguments: [/S, '/D={program_files}/Good']
      builds:
        windows-x64: {artifact: good.exe}
      detect: {file: '{program_files}/Good/good.exe'SHA256}
      uninstall: {file: '{program_files}/Good/uninstall.exe', arguments: [/S]}
"""

_MSIEXEC = """#!/bin/sh
here="${0%/*}"
printf '%s\\n' "$@" > "$here/msiexec.asked"
env > "$here/msiexec.environment"
case $1 in
/i) cmp -s "$2" "$here/expected" || exit 67
    [ -e "$here/lies" ] || cp "$here/version" "$here/installed" ;;
/x) rm "$here/installed" ;;
esac
"""
_REG = """#!/bin/sh
here="${0%/*}"
[ "$1 $3 $4" = 'query /v DisplayVersion' ] || exit 64
[ "$2" = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\PRODUCT' ] || exit 1
[ "$5" = /reg:32 ] && [ -e "$here/installed" ] || exit 1
printf '\\r\\n%s\\r\\n    DisplayVersion    REG_SZ    %s\\r\\n\\r\\n' "$2" "$(cat "$here/installed")"
"""
_SET_UP = """MZ=
target="${2#/D=}"
mkdir -p "$target"
printf VERSION > "$target/good.exe"
env > "$target/environment"
echo 'rm "${0%/*}/good.exe"' > "$target/uninstall.exe"
exit CODE
"""
"""A program by its first two letters, which a shell takes, too."""


def policy(*, sha256: str = "") -> str:
    """A template that offers both; `sha256` of what the set-up program puts there."""
    text = POLICY.replace("PRODUCT", PRODUCT).replace("SHA256", f", sha256: {sha256}" if sha256 else "")
    return text.replace("{", "{{").replace("}", "}}").replace("VERSION", "{word}")


def offer(company: Company, version: str, *, code: int = 0, sha256: str = "") -> None:
    """Publish both in that version; the set-up program ends with `code`."""
    company.folder.joinpath("good.msi").write_bytes(COMPOUND + version.encode())
    company.folder.joinpath("good.exe").write_text(_SET_UP.replace("VERSION", version).replace("CODE", str(code)))
    company.publish(version, template=policy(sha256=sha256))


class Source:
    """The registry's values of this computer's installation."""

    name = f"HKLM\\{MACHINE}"

    def __init__(self, url: str, root: bytes) -> None:
        self.set: dict[str, object] = {"url": url, "root": root.decode()}

    def values(self) -> Mapping[str, object]:
        return self.set


class Shown:
    """What an administrator finds in the event log; `allowed`: what the token of the process says."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.allowed, self.for_administrators = True, False

    def write(self, words: str) -> None:
        self.words.append(words)

    def is_administrators(self) -> bool:
        return self.allowed

    def make_for_administrators(self) -> None:
        self.for_administrators = True


class Windows:
    """A computer: `data` is %ProgramData%, `files` %ProgramFiles%, `system` System32 with its programs."""

    def __init__(self, company: Company, folder: Path, url: str) -> None:
        self.company, self.disk, self.log = company, Disk(), Shown()
        self.data, self.files, self.system = (folder / name for name in ("ProgramData", "Program Files", "System32"))
        for made in (self.data, self.files, self.system):
            made.mkdir(parents=True)
        self.disk.give(folder, "O:TIG:TID:P(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)")
        self.disk.give(self.data, "O:SYG:SYD:P(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)")
        for name, text in (("msiexec.exe", _MSIEXEC), ("reg.exe", _REG.replace("PRODUCT", PRODUCT))):
            (self.system / name).write_text(text)
            (self.system / name).chmod(0o755)
        self.source = Source(url, company.root)
        self.disk.keys["SOFTWARE"] = self.disk.keys[MACHINE] = "O:SYG:SYD:P(A;CI;KR;;;BU)(A;CI;KA;;;SY)"
        self.folders = Folders(self.data / "Signpost", self.data / "Signpost/setup")
        self.ours = AccessListed(self.disk)
        self.code = 0
        """What msiexec ends with; no process here could end with so much."""

    def call(self, manager: str, argv: Sequence[str], *rest: Any) -> Result:
        """As `managers.call`, of programs that are none here."""
        if argv[0].endswith("msiexec.exe"):
            result = call(manager, argv, *rest)
            return msgspec.structs.replace(result, code=result.code or self.code)
        return call(manager, argv if argv[0].endswith("reg.exe") else ("/bin/sh", *argv), *rest)

    def publish(self, version: str, *, code: int = 0, sha256: str = "") -> None:
        """Offer that version, as a package and as a set-up program that ends with `code`."""
        offer(self.company, version, code=code, sha256=sha256)
        self.brings(version)

    def brings(self, version: str) -> None:
        """What msiexec finds in the package, if it is the one that was signed."""
        (self.system / "expected").write_bytes(COMPOUND + version.encode())
        (self.system / "version").write_text(version)

    def helper(self, tell: Tell) -> Helper:
        environment = {"PATH": os.defpath, "SystemRoot": "C:\\Windows", "TEMP": os.environ.get("TEMP", "")}
        installer = WindowsInstaller(self.system, environment)
        programs = SetUpProgram({"program_files": self.files}, environment, self.ours.expect_file)
        managers = {known.name: known for known in (installer, programs)}
        trust = Trust(self.folders, ours=self.ours, system=Managed((), (self.source,)))
        return Helper(self.folders.state, trust.refreshed, tell, managers, self.ours)

    def carry_out(self, verb: Verb, target: str) -> list[Mapping[str, object]]:
        """One start of the helper, as far as its order goes."""
        told: list[Mapping[str, object]] = []
        with prepared(self.ours, self.folders):
            self.helper(told.append).carry_out(Order(verb, target))
        return told

    def install(self, target: str) -> list[Mapping[str, object]]:
        return self.carry_out(Verb.INSTALL, target)

    def remove(self, target: str) -> list[Mapping[str, object]]:
        return self.carry_out(Verb.REMOVE, target)

    @property
    def installed(self) -> str:
        """What Windows Installer has."""
        found = self.system / "installed"
        return found.read_text() if found.exists() else ""

    @property
    def records(self) -> list[str]:
        """Of what is the helper's to remove."""
        return sorted(place.name for place in (self.folders.state / "installed").iterdir())


@pytest.fixture(scope="module")
def _offering(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = Company(tmp_path_factory.mktemp("offering") / "company")
    offer(made, "1.0.0")
    return made


def _computer(company: Company, folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Windows:
    made = Windows(company, folder, url)
    for name in ("TEMP", "TMP"):
        monkeypatch.setenv(name, "")  # it sets them; they are put back
    for module in ("msi", "exe"):
        monkeypatch.setattr(f"app.elevation.windows.{module}.call", made.call)
    return made


@pytest.fixture
def windows(_offering: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    """A computer whose company offers version 1.0.0."""
    company = _offering.copied(tmp_path / "company")
    with hosting(company.public) as host:
        made = _computer(company, tmp_path / "C", host.url, monkeypatch)
        made.brings("1.0.0")
        yield made


def test_a_package_is_installed_from_its_targets_name_alone_and_removed_again(windows: Windows) -> None:
    told = windows.install(MSI)
    assert windows.installed == "1.0.0"
    assert [said["phase"] for said in told if "phase" in said] == [
        "refreshing", "downloading", "verifying", "installing", "done",
    ]  # fmt: skip
    file = windows.folders.state / "packages/good.msi"
    asked = (windows.system / "msiexec.asked").read_text().splitlines()
    assert asked == ["/i", str(file), "/qn", "/norestart", "ALLUSERS=1", "INSTALLDIR=C:\\Good Tools"]
    assert (windows.records, file.exists()) == ([f"{PRODUCT}.json"], False)
    windows.remove(MSI)
    assert (windows.system / "msiexec.asked").read_text().splitlines() == ["/x", PRODUCT, "/qn", "/norestart"]
    assert (windows.installed, windows.records) == ("", [])
    with pytest.raises(SignpostError, match="not installed by Signpost"):
        windows.remove(MSI)


def test_a_newer_version_replaces_an_older_one_and_never_the_other_way(windows: Windows) -> None:
    windows.install(MSI)
    windows.publish("1.10.0")
    windows.install(MSI)
    assert windows.installed == "1.10.0"
    windows.publish("1.9.0")
    with pytest.raises(WouldDowngrade):
        windows.install(MSI)
    assert windows.installed == "1.10.0"


def test_an_earlier_policy_is_refused_by_the_helpers_own_cache(windows: Windows) -> None:
    kept = windows.company.copy_of_public()
    windows.publish("2.0.0")
    windows.install(MSI)
    windows.company.serve_again(kept)
    with pytest.raises(TrustTrouble):
        windows.install(MSI)
    assert windows.installed == "2.0.0"


def test_expired_metadata_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = timedelta(days=900)
    company = Company(tmp_path / "old", datetime.now(UTC) - long_ago)
    with hosting(company.public) as host:
        windows = _computer(company, tmp_path / "C", host.url, monkeypatch)
        for name in ("good.msi", "good.exe"):
            company.folder.joinpath(name).write_bytes(COMPOUND)
        company.publish("1.0.0", template=policy(), ago=long_ago)
        with pytest.raises(Expired):
            windows.install(MSI)
    assert windows.installed == ""


def test_other_bytes_from_the_host_are_refused(windows: Windows) -> None:
    served = windows.company.target("good.msi")
    served.write_bytes(served.read_bytes()[:-1] + b"x")
    with pytest.raises(TrustTrouble):
        windows.install(MSI)
    assert windows.installed == ""


def test_what_is_exchanged_after_it_was_fetched_is_found_out_in_the_helpers_own_copy(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sync.artifact import SignedArtifacts

    fetch = SignedArtifacts.fetch

    def exchanged(self: SignedArtifacts, *arguments: Any) -> Path:
        place = fetch(self, *arguments)
        place.write_bytes(COMPOUND + b"worse")
        return place

    monkeypatch.setattr(SignedArtifacts, "fetch", exchanged)
    with pytest.raises(PackageMismatch):
        windows.install(MSI)
    assert windows.installed == ""
    assert list((windows.folders.state / "packages").iterdir()) == []


def test_what_is_no_package_is_refused_though_it_was_signed(windows: Windows) -> None:
    for name in ("good.msi", "good.exe"):
        windows.company.folder.joinpath(name).write_bytes(b"PK")
    windows.company.publish("1.0.0", template=policy())
    for target in (MSI, EXE):
        with pytest.raises(PackageMismatch):
            windows.install(target)
    assert windows.installed == ""


def test_what_no_recipe_offers_for_the_computer_is_refused(windows: Windows) -> None:
    with pytest.raises(NotOffered):
        windows.install("artifacts/good/other.msi")
    windows.company.publish("1.0.0", template=policy().replace("scope: machine", "scope: user"))
    with pytest.raises(NotOffered):
        windows.install(MSI)


_THEIRS = "O:MEG:MED:P(A;OICI;FA;;;ME)(A;OICI;FA;;;BA)"
_OPEN = "O:BAG:BAD:AI(A;OICIID;FA;;;BA)(A;CIID;DCLCRPCR;;;BU)"


@pytest.mark.parametrize("sddl", [_THEIRS, _OPEN])
@pytest.mark.parametrize(
    "name", ["", "setup", "progress", "setup/packages", "setup/installed", "config.toml", "managed.d"]
)
def test_what_others_could_change_is_not_believed(windows: Windows, name: str, sddl: str) -> None:
    with prepared(windows.ours, windows.folders), windows.helper(lambda _: None).alone():
        pass  # now every folder is there
    place = windows.folders.configuration / name
    if not place.exists():
        place.touch() if place.suffix == ".toml" else place.mkdir()
    windows.disk.give(place, sddl)
    with pytest.raises(OpenToOthers):
        windows.install(MSI)
    assert windows.installed == ""


def test_a_folder_of_that_name_that_somebody_made_before_us_is_not_taken_over(windows: Windows) -> None:
    windows.folders.configuration.mkdir()
    windows.disk.give(windows.folders.configuration, _THEIRS)
    with pytest.raises(OpenToOthers, match="belongs to S-1-5-21"):
        windows.install(MSI)
    assert list(windows.folders.configuration.iterdir()) == []


def test_a_link_to_another_place_is_none(windows: Windows) -> None:
    windows.install(MSI)
    shutil.move(windows.folders.state, windows.data / "elsewhere")
    windows.folders.state.symlink_to(windows.data / "elsewhere")
    with pytest.raises(OpenToOthers, match="leads to another place"):
        windows.install(MSI)


def test_a_key_of_the_registry_that_others_may_write_to_says_nothing(windows: Windows) -> None:
    windows.disk.keys[MACHINE] = "O:SYG:SYD:P(A;CI;KA;;;BU)(A;CI;KA;;;SY)"
    with pytest.raises(OpenToOthers, match="Signpost is not used as administrator"):
        windows.install(MSI)


def test_a_root_of_trust_in_a_file_that_others_may_write_to_is_refused(windows: Windows) -> None:
    root = windows.data / "root.json"
    root.write_bytes(windows.company.root)
    windows.source.set["root"] = str(root)
    windows.disk.give(root, SHOWN)
    windows.install(MSI)
    windows.disk.give(root, _OPEN)
    with pytest.raises(OpenToOthers, match=r"root\.json"):
        windows.install(MSI)


def test_its_own_folders_are_closed_to_others_and_only_what_it_says_is_shown(windows: Windows) -> None:
    windows.install(MSI)
    lists = {
        path.name: sddl for path, sddl in windows.disk.lists.items() if windows.folders.configuration in path.parents
    }
    assert "BU" in lists.pop("progress")
    assert set(lists) == {"setup", "temporary", "packages", "installed"}
    assert not [name for name, sddl in lists.items() if "BU" in sddl]


def test_a_program_of_windows_is_told_nothing_of_the_callers_environment(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COR_PROFILER", "PYTHONPATH", "SECRET"):
        monkeypatch.setenv(name, "evil")
    windows.install(MSI)
    seen = (windows.system / "msiexec.environment").read_text()
    assert "evil" not in seen
    assert f"TEMP={windows.folders.state / 'temporary' / str(os.getpid())}" in seen


def test_what_installers_unpacked_goes_at_the_end_and_that_of_another_stays(windows: Windows) -> None:
    temporary = windows.folders.state / "temporary"
    with prepared(windows.ours, windows.folders):
        own = Path(os.environ["TEMP"])
        (own / "unpacked").mkdir()
        (temporary / "of another").mkdir()
        (temporary / "left").mkdir()
        os.utime(temporary / "left", (0, 0))
    assert not own.exists()
    with prepared(windows.ours, windows.folders):
        pass
    assert [path.name for path in temporary.iterdir()] == ["of another"]


@pytest.mark.parametrize("code", [3010, 1641])
def test_a_restart_that_is_wanted_is_said_and_is_no_failure(windows: Windows, code: int) -> None:
    windows.code = code
    assert {"says": "Windows has to be restarted to finish"} in windows.install(MSI)
    assert windows.installed == "1.0.0"


@pytest.mark.parametrize(
    ("code", "means"), [(1618, InstallationRunning), (1602, PackageManagerFailed), (1603, PackageManagerFailed)]
)
def test_what_windows_installer_did_not_get_in_leaves_no_record(
    windows: Windows, code: int, means: type[SignpostError]
) -> None:
    windows.code = code
    (windows.system / "lies").touch()
    with pytest.raises(means):
        windows.install(MSI)
    assert (windows.installed, windows.records) == ("", [])


def test_success_that_brought_nothing_is_a_failure(windows: Windows) -> None:
    (windows.system / "lies").touch()
    with pytest.raises(PackageManagerFailed, match="has nothing"):
        windows.install(MSI)
    assert windows.records == []


def test_what_was_there_before_is_not_taken_away(windows: Windows) -> None:
    (windows.system / "installed").write_text("0.9")
    windows.install(MSI)
    assert (windows.installed, windows.records) == ("1.0.0", [])


def test_a_set_up_program_is_started_with_the_recipes_words_and_taken_away_by_its_own(windows: Windows) -> None:
    windows.install(EXE)
    good = windows.files / "Good/good.exe"
    assert good.read_text() == "1.0.0"
    assert "SystemRoot=C:\\Windows" in (windows.files / "Good/environment").read_text()
    windows.remove(EXE)
    assert (good.exists(), windows.records) == (False, [])


def test_a_set_up_programs_own_record_says_what_is_older(windows: Windows) -> None:
    windows.install(EXE)
    windows.publish("0.9.0")
    with pytest.raises(WouldDowngrade):
        windows.install(EXE)
    windows.publish("1.1.0")
    windows.install(EXE)
    assert (windows.files / "Good/good.exe").read_text() == "1.1.0"


def test_a_set_up_program_has_to_bring_the_bytes_that_prove_it(windows: Windows) -> None:
    windows.publish("1.0.0", sha256=hashlib.sha256(b"1.0.0").hexdigest())
    windows.install(EXE)
    windows.remove(EXE)
    windows.publish("1.0.0", sha256=hashlib.sha256(b"2").hexdigest())
    with pytest.raises(PackageManagerFailed, match="another file"):
        windows.install(EXE)


@pytest.mark.parametrize(("code", "means"), [(1, PackageManagerFailed), (1618 % 256, PackageManagerFailed)])
def test_a_set_up_program_that_fails_is_said(windows: Windows, code: int, means: type[SignpostError]) -> None:
    windows.publish("1.0.0", code=code)
    with pytest.raises(means, match=f"exit code {code}"):
        windows.install(EXE)


def test_an_uninstaller_that_others_could_exchange_is_not_started(windows: Windows) -> None:
    windows.install(EXE)
    windows.disk.give(windows.files / "Good/uninstall.exe", _OPEN)
    with pytest.raises(OpenToOthers):
        windows.remove(EXE)
    assert (windows.files / "Good/good.exe").exists()


@pytest.mark.parametrize(
    "change",
    [
        ("{{program_files}}/Good/good.exe", "{{home}}/good.exe"),
        ("/D={{program_files}}/Good", "/D={{local_app_data}}/Good"),
        ("file: '{{program_files}}/Good/good.exe'", "command: good, version: 1.0.0"),
    ],
)
def test_a_recipe_that_is_for_one_person_or_proves_nothing_by_a_file_is_not_offered(
    windows: Windows, change: tuple[str, str]
) -> None:
    windows.company.publish("1.0.0", template=policy().replace(*change))
    with pytest.raises(NotOffered):
        windows.install(EXE)


def _started(windows: Windows) -> Started:
    played = cast("Any", windows.log)
    return Started(played, played, windows.folders, windows.ours)


def _run(windows: Windows, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, list[Any]]:
    """The exit code of one start of the whole program, and what the caller hears."""
    monkeypatch.setattr(run, "_expect_isolation", lambda: None)
    started, heard = _started(windows), list[Any]()

    def obey(order: Order, tell: Tell) -> None:
        with prepared(windows.ours, windows.folders) as said:
            started._progress.open(said)
            windows.helper(tell).carry_out(order)

    code = run.Run(started, obey).carry_out(list(words))
    said = said_by(windows.folders.configuration / "progress", os.getpid())
    Listening(said, lambda line: heard.append(json.loads(line))).go_on()
    return code, heard


def test_it_is_logged_and_said_where_the_caller_can_read_it(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    code, heard = _run(windows, monkeypatch, "install", MSI)
    assert (code, heard[0], heard[-1]) == (0, {"phase": "refreshing"}, {"phase": "done"})
    assert windows.log.words == [f"install {MSI}", "done"]
    assert windows.log.for_administrators
    code, heard = _run(windows, monkeypatch, "remove", EXE)
    assert (code, heard[-1]["error"]) == (1, "not-put-there")
    assert windows.log.words[-1] == "refused: not-put-there"


def test_who_is_no_administrator_is_refused_before_anything_is_made(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.log.allowed = False
    assert _run(windows, monkeypatch, "install", MSI) == (77, [])
    assert not windows.folders.configuration.exists()
    with pytest.raises(NotAdministrator):
        _started(windows).expect_administrator()


def test_what_is_open_to_others_has_a_code_of_its_own_and_nothing_is_written_there(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.folders.configuration.mkdir()
    windows.disk.give(windows.folders.configuration, _OPEN)
    assert _run(windows, monkeypatch, "install", MSI) == (78, [])
    assert windows.log.words[-1] == "refused: open-to-others"


def test_what_is_no_order_is_refused_first(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ((), ("install", "C:\\evil.msi"), ("install", "artifacts/good/..\\evil.msi"), ("run", MSI)):
        assert _run(windows, monkeypatch, *words) == (64, [])
    assert windows.log.words == ["refused: bad-order"] * 4


def test_only_one_works_at_a_time(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    with prepared(windows.ours, windows.folders), windows.helper(lambda _: None).alone():
        code, heard = _run(windows, monkeypatch, "install", MSI)
    assert (code, heard[-1]["error"]) == (75, "in-use")
