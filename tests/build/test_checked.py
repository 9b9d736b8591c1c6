"""What Debian, freedesktop.org and systemd say of the employee's package, with a stand-in for the frozen program; and
two makings compared."""

import gzip
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from devtools.console import Trouble
from packages import checked, compared, deb, tree
from packages.tree import Item, Product

EPOCH = 1_780_000_000
MANUAL = b'.TH SIGNPOST "1" "2026" "Signpost" "Signpost"\n.SH NAME\nsignpost \\- says what is off limits\n'


@pytest.fixture
def product(tmp_path: Path) -> Product:
    """The employee's, around a program of one line."""
    frozen = tmp_path / "frozen"
    frozen.mkdir()
    (frozen / "signpost").write_text("#!/bin/sh\nexit 0\n")
    (frozen / "signpost").chmod(0o755)
    papers = {"/usr/share/man/man1/signpost.1.gz": gzip.compress(MANUAL, 9, mtime=0)}
    return Product(
        "signpost", "1.0", "says when a tool is off limits, and what to use",
        "Sits in the tray of a company computer and keeps its signed tool policy.",
        tree.employee(frozen, papers, "1.0", "abc", "2026-11-23"), ("libc6",), ("pkexec",), "employee", "utils",
    )  # fmt: skip


def test_what_the_desktop_and_systemd_read_is_valid(product: Product, tmp_path: Path) -> None:
    checked.contents(product, tmp_path)
    looked_at = {path.name for path in (tmp_path / "checked").iterdir() if path.is_file()}
    assert looked_at == {"signpost.desktop", "com.signpost.Signpost.metainfo.xml", "signpost.service"}


@pytest.mark.parametrize(
    ("end", "wrong"),
    [
        (".desktop", b"[Desktop Entry]\nName=A\nExec=a\n"),
        (".metainfo.xml", b"<component type='desktop-application'><id>a</id></component>"),
        (".service", b"[Service]\nExecStart=/usr/bin/signpost\nType=whatever\nRestart=sometimes\nExecStop=bin\n"),
    ],
)
def test_what_is_wrong_with_them_is_said(product: Product, tmp_path: Path, end: str, wrong: bytes) -> None:
    items = tuple(replace(item, data=wrong) if item.path.endswith(end) else item for item in product.items)
    with pytest.raises(Trouble, match=r"(validate|appstreamcli|systemd-analyze) failed"):
        checked.contents(replace(product, items=items), tmp_path)


def test_debian_has_nothing_to_say_against_the_package(product: Product, tmp_path: Path) -> None:
    file = deb.write(product, tmp_path / "out", tmp_path / "scratch", EPOCH)
    checked.debian(product, file, tmp_path)


def test_an_error_of_the_package_keeps_it_from_going_out(product: Product, tmp_path: Path) -> None:
    wrong = replace(product, items=(*product.items, Item("/usr/local/bin/signpost", data=b"#!/bin/sh\n", mode=0o755)))
    file = deb.write(wrong, tmp_path / "out", tmp_path / "scratch", EPOCH)
    with pytest.raises(Trouble, match="usr-local"):
        checked.debian(wrong, file, tmp_path)


def test_what_differs_between_two_packages_is_named(product: Product, tmp_path: Path) -> None:
    first = deb.write(product, tmp_path / "one", tmp_path / "1", EPOCH)
    before = os.umask(0o077)
    again = deb.write(product, tmp_path / "two", tmp_path / "2", EPOCH)
    os.umask(before)
    assert compared.differing(compared.package(first), compared.package(again)) == []
    items = tuple(
        replace(item, data=item.data + b"# other\n") if item.path.endswith("/stop") else item for item in product.items
    )
    other = deb.write(replace(product, items=items), tmp_path / "three", tmp_path / "3", EPOCH)
    assert compared.differing(compared.package(first), compared.package(other)) == [
        "DEBIAN/md5sums", first.name, "usr/lib/signpost/stop",
    ]  # fmt: skip


def test_what_differs_between_two_folders_is_named(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for file in ("same", "bytes", "mode"):
            (tmp_path / name / file).write_text("a")
        (tmp_path / name / "link").symlink_to("same" if name == "one" else "bytes")
    (tmp_path / "two/bytes").write_text("b")
    (tmp_path / "two/mode").chmod(0o700)
    (tmp_path / "two/more").touch()
    found = compared.differing(compared.folder(tmp_path / "one"), compared.folder(tmp_path / "two"))
    assert found == ["/bytes", "/link", "/mode", "/more"]


@pytest.fixture
def person(tmp_path: Path) -> dict[str, str]:
    """The variables of somebody's session."""
    (tmp_path / "run/signpost").mkdir(parents=True)
    return {"HOME": str(tmp_path / "home"), "XDG_RUNTIME_DIR": str(tmp_path / "run"), "PATH": os.defpath}


def _wanted(person: dict[str, str]) -> bool:
    code = subprocess.run(["/bin/sh", tree.LINUX / "wanted.sh"], env=person, check=False, timeout=30).returncode
    assert code in (0, 1)
    return code == 0


def test_it_starts_at_login_unless_the_person_said_no(person: dict[str, str]) -> None:
    assert _wanted(person)
    entry = Path(person["HOME"]) / ".config/autostart/signpost.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text("[Desktop Entry]\nType=Application\nName=Signpost\nHidden=true\n")
    assert not _wanted(person)
    entry.write_text("[Desktop Entry]\nType=Application\nName=Signpost\nExec=signpost run\n")
    assert _wanted(person)


@pytest.mark.parametrize("session", [True, False])
def test_it_does_not_start_beside_an_agent_that_runs(person: dict[str, str], session: bool) -> None:
    runtime = Path(person["XDG_RUNTIME_DIR"], "signpost")
    if not session:
        runtime = Path(person.pop("HOME"), ".local/state/signpost/run")
        person |= {"HOME": str(runtime.parents[3])}
        del person["XDG_RUNTIME_DIR"]
        runtime.mkdir(parents=True)
    lock = runtime / "agent.lock"
    lock.touch()
    assert _wanted(person), "one ran once"
    with subprocess.Popen(
        ["flock", lock, "sh", "-c", "echo held; exec cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as agent:
        assert agent.stdin is not None
        assert agent.stdout is not None
        assert agent.stdout.readline() == b"held\n"
        assert not _wanted(person)
        agent.stdin.close()
    assert _wanted(person)
