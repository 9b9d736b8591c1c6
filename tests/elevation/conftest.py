"""A machine for the helper: a company that offers a real Debian package, and folders that are root's alone."""

import dataclasses
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

import pytest

from app.elevation.carried import Carrier
from app.elevation.helper import Helper, Tell
from app.elevation.managers import Record
from app.elevation.order import Order, Verb
from app.elevation.package import Manager
from app.elevation.trust import Folders, Trust
from app.setup.kinds.native import DEB
from tests.sync.company import Company
from tests.sync.hosts import Host, hosting

TARGET = "artifacts/good/good.deb"
PATIENCE = 2.0
"""Seconds that a helper under test waits for whoever says nothing."""

POLICY = """
company:
  name: Testing
tools:
  good:
    name: Good
    status: approved
recipes:
  good:
    - kind: deb
      package: signpost-good
      version: {word}
      scope: machine
      builds:
        linux-x64: {{artifact: good.deb}}
      detect: {{file: /opt/good, version: {word}}}
"""


def build_deb(
    folder: Path, version: str, package: str = "signpost-good", script: str = "", kind: str = "postinst"
) -> bytes:
    """The bytes of a package made by the real dpkg-deb; dpkg runs its `script` of that kind (deb-postinst(5))."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        tree = Path(made, "tree")
        (tree / "DEBIAN").mkdir(parents=True, mode=0o755)
        (tree / "opt").mkdir()
        (tree / "opt/good").write_text(version)
        (tree / "DEBIAN/control").write_text(
            f"Package: {package}\nVersion: {version}\nArchitecture: all\nMaintainer: g <g@g.example>\nDescription: g\n"
        )
        if script:
            (tree / "DEBIAN" / kind).write_text(script)
            (tree / "DEBIAN" / kind).chmod(0o755)
        argv = ["dpkg-deb", "--root-owner-group", "--build", str(tree), f"{made}/good.deb"]
        subprocess.run(argv, check=True, capture_output=True)
        return Path(made, "good.deb").read_bytes()


def known(package: str) -> Record:
    """A package of which no more than the name is needed."""
    return Record(target=TARGET, manager="", package=package, version="")


class Machine:
    """One computer: `etc` and `state` are root's, `root` is what dpkg believes to be the whole file system."""

    def __init__(self, company: Company, folder: Path, url: str) -> None:
        self.company = company
        self._lies_in(folder)
        for part in ("info", "updates", "triggers"):
            (self.root / "var/lib/dpkg" / part).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        self.etc.mkdir(mode=0o755)
        (self.etc / "root.json").write_bytes(company.root)
        (self.etc / "config.toml").write_text(f'url = "{url}"\nroot = "{self.etc}/root.json"\n')

    def _lies_in(self, folder: Path) -> None:
        self.folder = folder
        self.etc, self.state, self.root = folder / "etc", folder / "state", folder / "root"
        self.told: list[Mapping[str, object]] = []

    @classmethod
    def at(cls, folder: Path) -> Self:
        """The one that was made there, without its company: to start the helper in another process."""
        made = cls.__new__(cls)
        made._lies_in(folder)
        return made

    @property
    def manager(self) -> Manager:
        """The real dpkg, in a root of its own."""
        dpkg = ("dpkg", f"--root={self.root}", "--force-not-root", "--no-triggers")
        admin = f"--admindir={self.root}/var/lib/dpkg"
        asked = (DEB.asked[0], admin, *DEB.asked[1:])
        form = dataclasses.replace(
            DEB, asked=asked, install=(*dpkg, "--install", "{}"), remove=(*dpkg, "--purge", "{}")
        )
        return Manager(form)

    def helper(self, tell: Tell | None = None, *, carried: bool = False) -> Helper:
        """As the program would start it here; `carried`: what it wants is handed over on standard input."""
        say = tell or self.told.append
        carrier = functools.partial(Carrier, tell=say, patience=PATIENCE) if carried else None
        trust = Trust(Folders(self.etc, self.state), carrier)
        return Helper(self.state, trust.refreshed, say, {"apt": self.manager})

    def install(self, target: str = TARGET) -> None:
        """One start of the helper."""
        self.helper().carry_out(Order(Verb.INSTALL, target))

    def remove(self, target: str = TARGET) -> None:
        """One start of the helper."""
        self.helper().carry_out(Order(Verb.REMOVE, target))

    @property
    def installed(self) -> str:
        """The version that dpkg has."""
        return self.manager.installed(known("signpost-good"))

    def publish(self, version: str) -> None:
        """Offer the package in that version."""
        self.company.folder.joinpath("good.deb").write_bytes(build_deb(self.company.folder, version))
        self.company.publish(version, template=POLICY)


@pytest.fixture(scope="session")
def _offering(tmp_path_factory: pytest.TempPathFactory) -> Company:
    made = Company(tmp_path_factory.mktemp("offering") / "company")
    made.folder.joinpath("good.deb").write_bytes(build_deb(made.folder, "1.0.0"))
    made.publish("1.0.0", template=POLICY)
    return made


@pytest.fixture
def company(_offering: Company, tmp_path: Path) -> Company:
    """A company of one's own that offers version 1.0.0."""
    return _offering.copied(tmp_path / "company")


@pytest.fixture
def host(company: Company) -> Iterator[Host]:
    """Its policy host."""
    with hosting(company.public) as made:
        yield made


@pytest.fixture
def roots() -> Iterator[Path]:
    """A folder all of whose parents are root's alone, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="signpost-test-", dir="/var/lib"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def machine(company: Company, host: Host, roots: Path) -> Machine:
    """A computer that was told of the company at installation."""
    return Machine(company, roots, host.url)
