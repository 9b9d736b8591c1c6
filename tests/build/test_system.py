"""What a machine lacks, and the one command that brings it."""

from devtools.system import NEEDS, Group, Kind, Need, debian_packages, has_screen, missing, one_command


def test_a_machine_with_everything_lacks_nothing() -> None:
    assert missing(Group, lambda _need: True) == []


def test_only_the_groups_asked_for_count() -> None:
    lacking = missing([Group.SCREEN], lambda _need: False)
    assert {need.group for need in lacking} == {Group.SCREEN}
    assert len(lacking) < len(NEEDS)


def test_a_package_that_meets_two_needs_is_named_once() -> None:
    lacking = [need for need in NEEDS if need.debian == "dbus-daemon"]
    assert len(lacking) == 2
    assert debian_packages(lacking) == ["dbus-daemon"]


def test_debian_gets_one_command_that_also_refreshes_the_lists() -> None:
    lacking = [need for need in NEEDS if need.probe in ("nginx", "libxcb-cursor.so.0")]
    assert one_command(lacking, "apt-get", root=False) == (
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libxcb-cursor0 nginx"
    )
    assert "sudo" not in one_command(lacking, "apt-get", root=True)


def test_rpm_systems_are_asked_for_what_a_package_provides() -> None:
    lacking = [
        Need(Group.QT, Kind.LIBRARY, "libxcb-cursor.so.0", "libxcb-cursor0"),
        Need(Group.SCREEN, Kind.PROGRAM, "Xvfb", "xvfb"),
        Need(Group.PARTS, Kind.FILE, "/usr/include/stdio.h", "libc6-dev", "glibc-devel"),
    ]
    command = one_command(lacking, "dnf", root=False)
    assert command == "sudo dnf install '/usr/bin/Xvfb' 'glibc-devel' 'libxcb-cursor.so.0()(64bit)'"
    assert one_command(lacking, "zypper", root=True).startswith("zypper install ")


def test_arch_gets_the_groups_it_lacks_and_no_other() -> None:
    lacking = [need for need in NEEDS if need.group is Group.PARTS]
    command = one_command(lacking, "pacman", root=False)
    assert command.startswith("sudo pacman -S --needed ")
    assert "nginx" in command
    assert "xcb-util-cursor" not in command


def test_an_unknown_package_tool_is_told_what_to_look_for() -> None:
    lacking = [need for need in NEEDS if need.probe == "Xvfb"]
    assert "Xvfb" in one_command(lacking, None, root=False)


def test_a_screen_is_x11_or_wayland() -> None:
    assert has_screen({"DISPLAY": ":0"})
    assert has_screen({"WAYLAND_DISPLAY": "wayland-0"})
