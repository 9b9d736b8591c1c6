"""Where we run, by what each such place leaves behind."""

from pathlib import Path

import pytest

from app.watch import place
from app.watch.place import Place, places

RELEASES = {
    "5.15.167.4-microsoft-standard-WSL2": [place.WSL],
    "4.4.0-19041-Microsoft": [place.WSL],
    "6.18.0-generic": [],
}


@pytest.mark.parametrize("release", RELEASES)
def test_wsl_is_known_by_its_kernel(tmp_path: Path, release: str) -> None:
    file = tmp_path / "proc/sys/kernel/osrelease"
    file.parent.mkdir(parents=True)
    file.write_text(release + "\n")
    assert [*places({}, tmp_path)] == RELEASES[release]


@pytest.mark.parametrize("name", ["run/.containerenv", ".dockerenv", "run/systemd/container"])
def test_a_container_is_known_by_the_file_its_maker_leaves(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).touch()
    assert places({}, tmp_path) == (place.CONTAINER,)


VARIABLES = {
    "SSH_CONNECTION": place.SSH,
    "REMOTE_CONTAINERS": place.DEV_CONTAINER,
    "CODESPACES": place.DEV_CONTAINER,
    "XRDP_SESSION": place.REMOTE_DESKTOP,
    "VNCDESKTOP": place.REMOTE_DESKTOP,
    "X2GO_SESSION": place.REMOTE_DESKTOP,
    "CHROME_REMOTE_DESKTOP_SESSION": place.REMOTE_DESKTOP,
}


@pytest.mark.parametrize(("name", "found"), VARIABLES.items())
def test_a_session_from_afar_is_known_by_its_variable(tmp_path: Path, name: str, found: Place) -> None:
    assert places({name: "something"}, tmp_path) == (found,)
    assert places({name: ""}, tmp_path) == ()


def test_a_session_by_ssh_into_a_container_is_both(tmp_path: Path) -> None:
    (tmp_path / ".dockerenv").touch()
    assert places({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, tmp_path) == (place.CONTAINER, place.SSH)
