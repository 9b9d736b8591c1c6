"""What the helper believes on Windows: judged on a disk whose access lists are played, its files being real."""

import os
from pathlib import Path, PureWindowsPath

import pytest

from app.doctor.finding import Grade
from app.doctor.installed import trusted_helper
from app.elevation.errors import OpenToOthers
from app.elevation.windows import owned
from app.elevation.windows.owned import PRIVATE, SHOWN, AccessListed
from app.host.managed import MACHINE, POLICIES
from tests.elevation.windows_disk import ABOVE, Disk

KEY = "O:SYG:SYD:PAI(A;CI;KR;;;BU)(A;CI;KA;;;BA)(A;CI;KA;;;SY)(A;CIIO;KA;;;CO)"
PROGRAM_DATA = "O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)"


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    made = Disk()
    made.give(tmp_path, PROGRAM_DATA)
    return made


@pytest.fixture
def ours(disk: Disk) -> AccessListed:
    return AccessListed(disk)


@pytest.fixture
def folder(disk: Disk, tmp_path: Path) -> Path:
    """Signpost's, with a file in it."""
    made = tmp_path / "Signpost"
    disk.make_folder(made, SHOWN)
    (made / "config.toml").write_bytes(b"url = 1\n")
    return made


def test_each_folder_from_the_drive_down_is_looked_at_itself_and_held_until_the_last(
    disk: Disk, ours: AccessListed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once: list[int] = []
    read = disk.read

    def counted(handle: int, most: int) -> bytes:
        at_once.append(len(disk.held))
        return read(handle, most)

    monkeypatch.setattr(disk, "read", counted)
    assert ours.read(folder / "config.toml") == b"url = 1\n"
    every = [*reversed((folder / "config.toml").parents), folder / "config.toml"]
    assert (disk.looked, at_once[0], disk.held) == (every, len(every), {})


@pytest.mark.parametrize("name", ["", "config.toml"])
@pytest.mark.parametrize(
    "sddl",
    [
        PROGRAM_DATA,  # what a folder gets that is made there without a list of its own
        "O:MEG:MED:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)",  # somebody was there before us, and lets us in
        "O:BAG:BAD:P(A;OICI;FA;;;BA)(A;;0x1301bf;;;ME)",
        "O:BA",
        "O:BAG:BAD:P(OA;;FA;;;BA)",
    ],
)
def test_what_others_could_change_is_not_believed(
    disk: Disk, ours: AccessListed, folder: Path, name: str, sddl: str
) -> None:
    disk.give(folder / name, sddl)
    with pytest.raises(OpenToOthers):
        ours.read(folder / "config.toml") if name else ours.expect_folder(folder)
    assert disk.held == {}


@pytest.mark.parametrize("sddl", ["O:SYD:P(A;;DT;;;BU)", "O:SYD:P(A;;SD;;;BU)", "O:MED:P(A;;FA;;;SY)", "O:SY"])
def test_a_folder_above_in_which_others_could_put_another_in_its_place_spoils_all_below(
    disk: Disk, ours: AccessListed, folder: Path, sddl: str
) -> None:
    ours.expect_folder(folder)
    disk.give(folder.parent, sddl)
    with pytest.raises(OpenToOthers):
        ours.expect_folder(folder)
    with pytest.raises(OpenToOthers):
        ours.make_folder(folder / "new")


def test_no_link_is_followed_neither_at_the_end_nor_on_the_way(ours: AccessListed, folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/file").write_bytes(b"x")
    (folder / "junction").symlink_to(folder / "elsewhere")
    (folder / "link").symlink_to(folder / "elsewhere/file")
    for path in ("junction/file", "link", "junction"):
        with pytest.raises(OpenToOthers, match="leads to another place"):
            ours.read(folder / path)
    with pytest.raises(OpenToOthers, match="leads to another place"):
        ours.make_folder(folder / "junction")


def test_what_is_no_plain_file_or_no_folder_is_refused(ours: AccessListed, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for path in ("pipe", "", "nothing"):
        with pytest.raises(OpenToOthers):
            ours.read(folder / path)
    with pytest.raises(OpenToOthers, match="no folder"):
        ours.expect_folder(folder / "config.toml")
    with pytest.raises(OpenToOthers, match="more than 3 bytes"):
        ours.read(folder / "config.toml", 3)


@pytest.mark.parametrize("path", [Path("config.toml"), Path("/x/../y")])
def test_a_path_that_could_lead_elsewhere_is_refused(ours: AccessListed, path: Path) -> None:
    with pytest.raises(OpenToOthers):
        ours.read(path)


def test_only_a_drive_of_this_computer_is_looked_at() -> None:
    assert owned._is_local(PureWindowsPath("C:\\ProgramData\\Signpost"))
    for path in ("\\\\host\\share\\x", "\\\\?\\UNC\\host\\x", "\\x", "C:x", "x", "C:\\a\\..\\b"):
        assert not owned._is_local(PureWindowsPath(path))


def test_a_folder_has_its_own_list_from_its_first_moment_and_one_that_is_there_is_only_looked_at(
    disk: Disk, ours: AccessListed, folder: Path
) -> None:
    ours.make_folder(folder / "setup")
    assert disk.lists[folder / "setup"] == PRIVATE
    ours.make_folder(folder / "setup")
    (folder / "theirs").mkdir()
    disk.give(folder / "theirs", "O:MED:(A;OICI;FA;;;ME)(A;OICI;FA;;;BA)")
    with pytest.raises(OpenToOthers, match="belongs to S-1-5-21"):
        ours.make_folder(folder / "theirs")
    assert disk.lists[folder / "theirs"] != PRIVATE
    with pytest.raises(OpenToOthers):
        ours.make_folder(folder / "no/where")


def test_a_file_that_is_to_be_started_is_looked_at_in_the_same_way(
    disk: Disk, ours: AccessListed, folder: Path
) -> None:
    ours.expect_file(folder / "config.toml")
    disk.give(folder / "config.toml", ABOVE.replace("(A;;LC;;;AU)", "(A;;LC;;;BU)"))
    with pytest.raises(OpenToOthers):
        ours.expect_file(folder / "config.toml")


def test_the_doctor_says_what_the_helper_would_refuse(
    disk: Disk, ours: AccessListed, folder: Path, tmp_path: Path
) -> None:
    helper = tmp_path / "signpostw.exe"
    assert "not installed" in trusted_helper(helper, folder, ours).said
    helper.touch()
    disk.give(helper, SHOWN)
    assert trusted_helper(helper, folder, ours).grade is Grade.OK
    assert trusted_helper(helper, tmp_path / "not made yet", ours).grade is Grade.OK
    disk.give(folder, "O:MEG:MED:(A;OICI;FA;;;ME)(A;OICI;FA;;;BA)")
    found = trusted_helper(helper, folder, ours)
    assert (found.grade, "Signpost is not used as administrator" in found.said) == (Grade.FAILED, True)
    disk.give(helper, PROGRAM_DATA)
    assert "signpostw.exe is not used" in trusted_helper(helper, folder, ours).said


def test_keys_that_others_could_write_to_are_not_believed(disk: Disk, ours: AccessListed) -> None:
    for key in ("SOFTWARE", "SOFTWARE\\Policies", POLICIES):
        disk.keys[key] = KEY
    ours.expect_source(f"HKLM\\{POLICIES}")
    ours.expect_source(f"HKLM\\{MACHINE}")  # it is not there, and nobody else could make it
    for key in ("SOFTWARE\\Policies", POLICIES):
        disk.keys[key] = KEY.replace("(A;CI;KR;;;BU)", "(A;CI;KA;;;BU)")
        with pytest.raises(OpenToOthers, match="S-1-5-32-545"):
            ours.expect_source(f"HKLM\\{POLICIES}")
        disk.keys[key] = KEY
    with pytest.raises(OpenToOthers):
        ours.expect_source(f"HKCU\\{POLICIES}")
