"""What device management wrote: taken as it is written there, or refused with its place."""

import plistlib
from collections.abc import Mapping
from datetime import time
from pathlib import Path

import pytest

from app.host import config, managed
from app.host.choices import choices
from app.host.config import ConfigUnreadable
from app.host.managed import Plist
from app.host.paths import Paths
from app.host.settings import Settings

LEFT_BY_A_PROFILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>PayloadUUID</key>
	<string>6B5E8C0E-53B5-5D0C-9C0B-4F2E0B2A7C11</string>
	<key>groups</key>
	<array>
		<string>audit</string>
	</array>
	<key>poll_seconds</key>
	<integer>600</integer>
	<key>quiet_from</key>
	<string>18:00:00</string>
	<key>root</key>
	<string>{"signed":{}}</string>
	<key>terminal_notice</key>
	<true/>
	<key>url</key>
	<string>https://policy.example.com/</string>
</dict>
</plist>
"""


class Registry:
    """A key's values as winreg.EnumValue gives them: REG_SZ str, REG_DWORD int, REG_MULTI_SZ a list."""

    def __init__(self, **values: object) -> None:
        self._values = values

    @property
    def name(self) -> str:
        return r"HKLM\SOFTWARE\Policies\Signpost"

    def values(self) -> Mapping[str, object]:
        return self._values


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_managed_preferences_are_read_in_either_form(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    file = tmp_path / "managed.plist"
    file.write_bytes(plistlib.dumps(plistlib.loads(LEFT_BY_A_PROFILE), fmt=form))
    name, layer = config.system_layer(Plist(file))
    assert name == str(file)
    assert layer == Settings(
        url="https://policy.example.com/",
        root='{"signed":{}}',
        poll_seconds=600,
        quiet_from=time(18),
        groups=("audit",),
        terminal_notice=True,
    )


def test_where_nothing_is_managed_nothing_is_said(tmp_path: Path) -> None:
    assert config.system_layer(Plist(tmp_path / "none.plist"))[1] == Settings()


@pytest.mark.parametrize(
    "data",
    [b"", b"no list", b"bplist00", b"bplist00" + b"\xff" * 40, plistlib.dumps(["url"]), plistlib.dumps({"url": 7.5}),
     plistlib.dumps({"colour": "red"}), LEFT_BY_A_PROFILE[:-30], b"<plist><dict>" * 300],
)  # fmt: skip
def test_what_is_no_configuration_is_refused_with_its_place(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "managed.plist"
    file.write_bytes(data)
    with pytest.raises(ConfigUnreadable) as refused:
        config.system_layer(Plist(file))
    assert str(file) in refused.value.happened


def test_the_registrys_numbers_switches_and_lists_are_settings() -> None:
    said = Registry(poll_seconds=600, terminal_notice=0, quiet_days=["1", "2"], quiet_until="09:00:00", groups=["a b"])
    assert config.system_layer(said)[1] == Settings(
        poll_seconds=600, terminal_notice=False, quiet_days=(1, 2), quiet_until=time(9), groups=("a b",)
    )
    with pytest.raises(ConfigUnreadable, match="Policies"):
        config.system_layer(Registry(terminal_notice=b"\0\1"))


def test_management_goes_before_files_and_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    policies = Registry(language="de"), Registry(language="fr", npm="/fr")
    monkeypatch.setattr(
        managed, "of_person", lambda: managed.Managed(policies, (Registry(npm="/machine", uv="/machine"),))
    )
    paths = msgspec.structs.replace(Paths.below(tmp_path), system=True)
    (paths.machine_config / "managed.d").mkdir(parents=True)
    (paths.machine_config / "managed.d/acme.toml").write_text('language = "es"\nproxy = "http://managed.example"\n')
    (paths.machine_config / "config.toml").write_text(
        'uv = "/file"\nurl = "https://p.example"\nroot = \'{"signed": {}}\'\n'
    )
    read = config.load(paths, Settings())
    assert (read.language, read.npm, read.uv, read.network.proxy) == ("de", "/fr", "/machine", "http://managed.example")
    assert choices(paths).managed == {"language"}
    assert config.load(Paths.below(tmp_path), Settings()).language == "es"
