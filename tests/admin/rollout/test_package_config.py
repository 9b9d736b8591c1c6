"""What IT rolls out, read back by others than those who wrote it."""

import json
import plistlib
import re
import subprocess
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.admin.rollout.chinese import CHINESE
from app.host import config
from app.host.paths import Paths
from app.host.settings import TABLE, Settings
from tests.admin.conftest import Admin

URL = "https://policy.example.com/"
ROOT = '{"signed": {"_type": "root"}}'
HOSTILE = "\"'\\<&>]]></string><key>x</key>%{nil}$(id)`日😀"
_NS = {"": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}


def asked(published: Path, out: Path, *more: str) -> list[str | Path]:
    return ["package-config", "--root", published / "root.json", "--url", URL, "--org", "acme", "--out", out, *more]


def tool(*command: str | Path, cwd: Path | None = None) -> str:
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def parsed(path: Path) -> ElementTree.Element:
    return ElementTree.fromstring(path.read_bytes())  # noqa: S314


def unpacked(form: Path, into: Path) -> Path:
    into.mkdir()
    if form.suffix == ".deb":
        tool("dpkg-deb", "-x", form, into)
    else:
        tool("rpm2archive", form)
        tool("tar", "-xzf", form.with_name(f"{form.name}.tgz"), cwd=into)
    return into


@pytest.fixture
def made(admin: Admin, published: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    said = admin(*asked(published, out, "--set", f"device={HOSTILE}", "--set", "language=zh-CN",
                        "--set", "groups=a, b\\c", "--set", "quiet_from=18:00:00", "--set", "poll_seconds=600",
                        "--set", "terminal_notice=true",
                        "--set", "quiet_days=1,2"))  # fmt: skip
    assert said.code == 0, said.err
    assert not said.err
    return out


def test_the_packages_configure_a_computer(made: Path, published: Path, tmp_path: Path) -> None:
    for number, form in enumerate(("signpost-config-acme_1_all.deb", "signpost-config-acme-1-1.noarch.rpm")):
        root = unpacked(made / form, tmp_path / str(number))
        assert sorted(str(path.relative_to(root)) for path in root.glob("etc/**/*") if path.is_file()) == [
            "etc/signpost/acme.root.json",
            "etc/signpost/managed.d/acme.toml",
        ]
        settings = root / "etc/signpost/managed.d/acme.toml"
        assert settings.stat().st_mode & 0o777 == 0o644
        text = settings.read_text().replace('"/etc', f'"{root}/etc')
        settings.write_text(text)
        read = config.load(Paths.below(root), Settings())
        assert (read.url, read.device, read.groups, read.poll_seconds) == (URL, HOSTILE, ("a", "b\\c"), 600)
        assert read.quiet_days == (1, 2)
        assert json.loads(read.root) == json.loads((published / "root.json").read_bytes())


def test_dpkg_and_rpm_know_the_files_as_configuration(made: Path) -> None:
    deb, rpm = made / "signpost-config-acme_1_all.deb", made / "signpost-config-acme-1-1.noarch.rpm"
    conffiles = ["/etc/signpost/acme.root.json", "/etc/signpost/managed.d/acme.toml"]
    assert tool("dpkg-deb", "-I", deb, "conffiles").split() == conffiles
    assert (
        tool("dpkg-deb", "-f", deb, "Package", "Architecture") == "Package: signpost-config-acme\nArchitecture: all\n"
    )
    assert tool("rpm", "-qpc", rpm).split() == conffiles
    assert tool("rpm", "-qp", "--qf", "%{name} %{arch}", rpm) == "signpost-config-acme noarch"


def test_debian_has_nothing_to_say_against_the_package(made: Path) -> None:
    deb = made / "signpost-config-acme_1_all.deb"
    assert tool("lintian", "--allow-root", "--fail-on", "error,warning", deb) == ""


def test_the_registration_file_says_it_in_regedits_words(made: Path) -> None:
    text = (made / "signpost-acme.reg").read_bytes().decode("utf-16")
    lines = text.split("\r\n")
    assert lines[0] == "Windows Registry Editor Version 5.00"
    assert lines[4] == r"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Signpost]"
    rows = [re.fullmatch(r'"(\w+)"=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{8})|hex\(7\):([0-9a-f,]+))', line)
            for line in lines[5:] if line]  # fmt: skip
    read = {row[1]: row for row in rows if row}
    assert len(read) == len(rows) == 9
    assert re.sub(r"\\(.)", r"\1", read["device"][2]) == HOSTILE
    assert read["poll_seconds"][3] == "00000258"
    assert read["terminal_notice"][3] == "00000001"
    assert bytes.fromhex(read["groups"][4].replace(",", "")).decode("utf-16-le") == "a\0b\\c\0\0"
    assert json.loads(re.sub(r"\\(.)", r"\1", read["root"][2]))["signed"]["_type"] == "root"


def test_the_script_installs_with_properties_and_sets_the_rest_itself(made: Path) -> None:
    text = (made / "signpost-acme.ps1").read_bytes().decode("utf-8-sig")
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    said = [line.strip()[1:-1].replace("''", "'") for line in lines if line.startswith("    '")]
    assert said == [f'URL="{URL}"', 'LANGUAGE="zh-CN"']
    (root,) = (line for line in lines if line.startswith("Set-ItemProperty -LiteralPath $key -Name root "))
    assert json.loads(root.partition("-Value ")[2][1:-1])["signed"]["_type"] == "root"
    (device,) = (line for line in lines if "-Name device " in line)
    assert device.partition("-Value ")[2][1:-1].replace("''", "'") == HOSTILE
    assert "-Name groups -Type MultiString -Value @('a', 'b\\c')" in text
    assert "-Name poll_seconds -Type DWord -Value 600" in text
    assert "-Name terminal_notice -Type DWord -Value 1" in text
    assert "-Name quiet_from -Type String -Value '18:00:00'" in text


def test_no_secret_stands_in_the_installers_log(admin: Admin, published: Path, tmp_path: Path) -> None:
    said = admin(*asked(published, tmp_path, "--set", "token=s3cret", "--set", "device=#5", "--formats", "msi"))
    assert said.code == 0, said.err
    text = (tmp_path / "signpost-acme.ps1").read_bytes().decode("utf-8-sig")
    assert "TOKEN=" not in text
    assert "DEVICE=" not in text, "the installer would write a number"
    assert "-Name token -Type String -Value 's3cret'" in text


def test_the_profile_is_a_property_list_for_the_whole_machine(made: Path) -> None:
    profile = plistlib.loads((made / "signpost-acme.mobileconfig").read_bytes())
    assert profile["PayloadScope"] == "System"
    (payload,) = profile["PayloadContent"]
    assert payload["PayloadType"] == "com.signpost.Signpost"
    assert payload["device"] == HOSTILE
    assert payload["quiet_from"] == "18:00:00"
    assert payload["groups"] == ["a", "b\\c"]
    assert "x" not in payload


def test_the_template_has_every_setting_in_both_languages(made: Path) -> None:
    policies = parsed(made / "signpost.admx").findall("policies/policy", _NS)
    names = [row.name for row in TABLE]
    assert [policy.get("name") for policy in policies] == names == list(CHINESE)
    for language in ("en-US", "zh-CN"):
        texts = parsed(made / language / "signpost.adml")
        strings = {one.get("id") for one in texts.findall(".//string", _NS)}
        shown = {one.get("id") for one in texts.findall(".//presentation", _NS)}
        used = re.findall(r"\$\((string|presentation)\.(\w+)\)", (made / "signpost.admx").read_text())
        assert {name for kind, name in used if kind == "string"} == strings
        assert {name for kind, name in used if kind == "presentation"} == shown


def test_intune_gets_the_template_and_each_value(made: Path) -> None:
    profile = json.loads((made / "signpost-acme.intune.json").read_bytes())
    values = {one["displayName"]: one["value"] for one in profile["omaSettings"]}
    assert values["Template"].encode() == (made / "signpost.admx").read_bytes()
    device = ElementTree.fromstring(f"<all>{values['device']}</all>").find("data")  # noqa: S314
    assert device is not None
    assert device.get("value") == HOSTILE
    assert values["terminal_notice"] == "<enabled/>"


def test_the_schema_has_a_property_for_each_setting(made: Path) -> None:
    schema = json.loads((made / "signpost.schema.json").read_bytes())
    assert list(schema["properties"]) == [row.name for row in TABLE]
    assert schema["__preferencedomain"] == "com.signpost.Signpost"


def test_the_same_input_gives_the_same_bytes(admin: Admin, published: Path, tmp_path: Path) -> None:
    outs = [tmp_path / name for name in ("first", "second")]
    for out in outs:
        assert admin(*asked(published, out)).code == 0
    files = sorted(path.relative_to(outs[0]) for path in outs[0].rglob("*") if path.is_file())
    assert len(files) == 10
    for file in files:
        assert (outs[0] / file).read_bytes() == (outs[1] / file).read_bytes(), file


def test_a_secret_is_for_its_owner_only_and_said(admin: Admin, published: Path, tmp_path: Path) -> None:
    said = admin(*asked(published, tmp_path, "--set", "enrol_code=7ZK4M-09QXT", "--formats", "deb,reg"))
    assert said.code == 0
    assert "enrol_code" in said.err
    assert "7ZK4M" not in said.out + said.err
    for name in ("signpost-config-acme_1_all.deb", "signpost-acme.reg"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--url", "http://policy.example.com/"), "not an https address"),
        (("--url", "https://it:s3cret@policy.example.com/"), "may hold no user, password, query or fragment"),
        (("--url", "https://policy.example.com/?a=1"), "may hold no user, password, query or fragment"),
        (("--url", "https://policy.example.com/#a"), "may hold no user, password, query or fragment"),
        (("--url", "https://policy.example.com/a b"), "url holds a space, a quote"),
        (("--url", 'https://policy.example.com/"a'), "url holds a space, a quote"),
        (("--url", "https://policy.example.com:99999/"), "url is no address, or its port"),
        (("--url", "https://it:s3cret"), "url is no address, or its port"),
        (("--url", "https://policy.example.com:0/"), "url has the port 0"),
        (("--set", "enrol_url=https://it:s3cret@policy.example.com/"), "enrol_url may hold no user"),
        (("--set", "events_url=https://siem.example.com:99999/"), "events_url is no address"),
        (("--set", "poll_seconds=-5"), "poll_seconds"),
        (("--set", "poll_seconds=0"), "`int` >= 1"),
        (("--set", "poll_seconds=86401"), "`int` <= 86400"),
        (("--org", "../x"), "cannot be part of a package's name"),
        (("--org", "a\nb"), "cannot be part of a package's name"),
        (("--set", "colour=red"), "no such setting"),
        (("--set", "poll_seconds=often"), "poll_seconds"),
        (("--set", "quiet_days=8"), "quiet_days"),
        (("--set", "device=a\nb"), "cannot be printed"),
        (("--set", "device=a\x1bb"), "cannot be printed"),
        (("--set", "device=\udcff"), "cannot be printed"),
        (("--set", "url=https://other.example/"), "own options"),
        (("--set", "events_token=x"), "needs events_url"),
        (("--now", "2126-01-01T00:00Z"), "expired on"),
        (("--formats", "deb,exe"), "'exe' is none of"),
    ],
)
def test_what_no_computer_would_take_is_not_made(
    admin: Admin, published: Path, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "none"
    answer = admin(*asked(published, out, *more))
    assert answer.code != 0
    assert said in answer.err
    assert "s3cret" not in answer.err
    assert not out.exists()


def test_a_writer_that_fails_leaves_nothing_and_is_not_said_to_be_missing(
    admin: Admin, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = tmp_path / "bin/dpkg-deb"
    writer.parent.mkdir()
    writer.write_text('#!/bin/sh\nfor last; do :; done\n: > "$last"\necho no room left >&2\nexit 2\n')
    writer.chmod(0o755)
    monkeypatch.setenv("PATH", str(writer.parent))
    answer = admin(*asked(published, tmp_path / "out", "--formats", "deb"))
    assert answer.code != 0
    assert "dpkg-deb failed: no room left" in answer.err
    assert "Install" not in answer.err
    writer.unlink()
    answer = admin(*asked(published, tmp_path / "out", "--formats", "deb"))
    assert answer.code != 0
    assert "there is no dpkg-deb" in answer.err
    assert "Install dpkg-deb" in answer.err
    assert not list((tmp_path / "out").iterdir())


def test_only_a_signed_root_is_rolled_out(admin: Admin, published: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    timestamp = (published / "public/metadata/timestamp.json", "it is the role timestamp")
    broken = json.loads((published / "root.json").read_bytes())
    broken["signed"]["version"] = 7
    other.write_text(json.dumps(broken))
    (tmp_path / "text").write_text("{")
    for path, said in (timestamp, (other, "signed by its own keys"), (tmp_path / "text", "no root metadata")):
        answer = admin(*asked(published, tmp_path / "none", "--root", str(path)))
        assert answer.code != 0
        assert said in answer.err


def test_a_company_and_a_computer_and_a_person_in_this_order(tmp_path: Path) -> None:
    paths = Paths.below(tmp_path)
    texts = {
        paths.machine_config / "managed.d/acme.toml": {"url": URL, "root": ROOT, "language": "de"},
        paths.machine_config / "config.toml": {"language": "fr", "device": "lt-1", "npm": "/machine"},
        paths.config / "config.toml": {"language": "en", "npm": "/own", "uv": "/own"},
    }
    for path, values in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items()))
        assert tomllib.loads(path.read_text()) == values
    read = config.load(paths, Settings())
    assert (read.language, read.npm, read.uv, read.device, read.root) == (
        "de",
        "/machine",
        "/own",
        "lt-1",
        ROOT.encode(),
    )
