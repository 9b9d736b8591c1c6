"""A company for tests: a repository of its own with a small policy, published as often as wanted."""

import copy
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from app.admin.check import check
from app.admin.content import Content
from app.admin.create import create
from app.admin.publish import Published, publish
from app.admin.repository import SignedRepository, open_repository
from app.policy.person import Person
from app.sync.client import Sync
from tests.sync.hosts import hosting

LOCK = """{
  "lockfileVersion": 3,
  "packages": {
    "": {"dependencies": {"@good/tool": "1.0.0"}},
    "node_modules/@good/tool": {"version": "1.0.0", "integrity": "sha512-AAAA"}
  }
}
"""

POLICY = """
company:
  name: Testing
tools:
  bad:
    name: Bad
    status: banned
    summary: {{en: "{word}"}}
    match:
      - purl: pkg:npm/bad
  good:
    name: Good
    status: approved
recipes:
  good:
    - kind: npm
      package: "@good/tool"
      version: 1.0.0
      lock: lock.json
      builds:
        linux-x64:
          download_bytes: 1
          installed_bytes: 1
          commands: [{{name: good, file: node_modules/@good/tool/cli.js}}]
      detect: {{command: good, version: 1.0.0}}
"""

LOCK_TARGET = "artifacts/good/lock.json"


class Company:
    """Publishes below `folder`; `public` is what a web server would serve."""

    def __init__(self, folder: Path, now: datetime | None = None) -> None:
        self._lies_in(folder)
        folder.mkdir(parents=True)
        create(self.repository_folder, now or datetime.now(UTC))
        self.root = (self.repository_folder / "root.json").read_bytes()

    def _lies_in(self, folder: Path) -> None:
        self.folder = folder
        self.repository_folder = folder / "repository"
        self.public = self.repository_folder / "public"

    def copied(self, folder: Path) -> Self:
        """The company as it is now, of the same keys, in another folder."""
        shutil.copytree(self.folder, folder, copy_function=shutil.copy)  # published now, by their times
        made = copy.copy(self)
        made._lies_in(folder)
        return made

    def publish(
        self, word: str, *, lock: str = LOCK, ago: timedelta = timedelta(0), extra: str = "", template: str = POLICY
    ) -> Published:
        """Publish a policy that says `word`, and whatever `extra` YAML adds."""
        (self.folder / "policy.yaml").write_text(template.format(word=word) + extra)
        (self.folder / "lock.json").write_text(lock)
        now = datetime.now(UTC) - ago
        report = check(self.folder / "policy.yaml", now)
        assert report.authored is not None, report.problems
        return publish(report.authored, self.repository_folder, now)

    def repository(self, *, ago: timedelta = timedelta(0)) -> SignedRepository:
        """The repository, to sign what `publish` would refuse."""
        return open_repository(self.repository_folder, datetime.now(UTC) - ago)

    def sign(self, role: str, contents: Mapping[str, Content]) -> None:
        """Sign and publish these targets as they are."""
        repository = self.repository()
        repository.replace_targets(role, contents)
        repository.renew()
        repository.save()

    def target(self, name: str) -> Path:
        """The newest served file of a target, by the end of its name."""
        return max(self.public.joinpath("targets").rglob(f"*.{name}"), key=lambda path: path.stat().st_mtime_ns)

    def copy_of_public(self) -> Path:
        """What is served now, kept for later."""
        kept = self.folder / "kept"
        shutil.copytree(self.public, kept)
        return kept

    def serve_again(self, kept: Path) -> None:
        """Serve an earlier state."""
        shutil.rmtree(self.public)
        shutil.copytree(kept, self.public)

    def client(self, url: str, folder: Path, *, seconds: float = 30.0, person: Person | None = None) -> Sync:
        """A machine of this company."""
        return Sync(url=url, root=self.root, folder=folder, seconds=seconds, person=person)


def verified_earlier(company: Company, folder: Path, template: str = POLICY) -> str:
    """Publish a policy and have a machine verify it into `folder`; the address of the host, which is gone again."""
    company.publish("one", template=template)
    with hosting(company.public) as host:
        assert company.client(host.url, folder).refresh().error is None
        return host.url


def word(sync: Sync) -> str:
    """What the policy in force says, read from disk alone."""
    policy = sync.current().policy
    return policy.tools[0].summary["en"] if policy else ""
