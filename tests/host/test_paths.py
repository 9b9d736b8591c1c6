"""Where things are kept on Linux: the XDG base folders, as platformdirs would say too."""

import sys
from pathlib import Path

import platformdirs
import pytest

from app.host.files import NotWritable
from app.host.paths import Paths, own_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="XDG is Linux's; elsewhere platformdirs is asked")

VARIABLES = ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")


@pytest.mark.parametrize("moved", [False, True])
def test_the_folders_are_those_that_platformdirs_names(moved: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        if moved:
            monkeypatch.setenv(name, f"/elsewhere/{name}")
    dirs = platformdirs.PlatformDirs("signpost", appauthor=False)
    paths = Paths.of_person()
    assert paths.state == Path(dirs.user_state_dir)
    assert paths.cache == Path(dirs.user_cache_dir)
    assert paths.tools == Path(dirs.user_data_dir) / "tools"
    assert paths.config == Path(dirs.user_config_dir)
    assert paths.machine_config == Path("/etc/signpost")


def test_a_base_folder_that_is_not_absolute_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "somewhere")
    assert Paths.of_person().state == Path.home() / ".local/state/signpost"


@pytest.mark.parametrize("below", ["", "state"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable) as found:
        own_folder(tmp_path / "file" / below)
    assert found.value.facts["path"] == str(tmp_path / "file" / below)


def test_the_folders_above_are_for_this_person_only_too(tmp_path: Path) -> None:
    own_folder(tmp_path / "state" / "signpost" / "crashes")
    for folder in ("state", "state/signpost", "state/signpost/crashes"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700, folder
