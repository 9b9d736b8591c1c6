"""Debian and RPM packages of a company's configuration, by dpkg-deb and rpmbuild: files in /etc, no programs."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

from app.admin.rollout import rpmbuild
from app.admin.rollout.company import Company
from app.admin.rollout.errors import WriterFailed, WriterMissing
from app.admin.rollout.toml import toml
from app.host.run import run

_SUMMARY = "which company's tool policy Signpost follows"
_SECONDS = 120


def files(company: Company) -> dict[str, bytes]:
    """What is installed, by absolute path: the settings in the managed layer, and the root beside them."""
    root = f"/etc/signpost/{company.name}.root.json"
    head = f"# Company configuration of Signpost, package {package(company)}. For this computer alone: config.toml\n"
    text = head + toml({**company.values, "root": root})
    return {root: company.root.encode(), f"/etc/signpost/managed.d/{company.name}.toml": text.encode()}


def package(company: Company) -> str:
    """The package's name."""
    return f"signpost-config-{company.name}"


def deb(company: Company, release: int, epoch: int) -> dict[str, bytes]:
    """The Debian package, by its file's name. `epoch`: the age of all in it (s). Raises WriterMissing, WriterFailed."""
    name = f"{package(company)}_{release}_all.deb"

    def write(stage: Path) -> bytes:
        papers = _documents(company, release, epoch)
        installed = {**files(company), **papers}
        sums = "".join(f"{hashlib.md5(data).hexdigest()}  {path[1:]}\n" for path, data in sorted(installed.items()))  # noqa: S324
        meta = {
            "control": _control(company, release, sum(-(-len(data) // 1024) for data in installed.values())),
            "conffiles": "".join(f"{path}\n" for path in files(company)),
            "md5sums": sums,
        }
        _lay_out({**papers, **{f"/DEBIAN/{one}": text.encode() for one, text in meta.items()}}, stage, epoch)
        made = stage.parent / name
        _ask("deb", ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(stage), str(made)], "dpkg", epoch)
        return made.read_bytes()

    return {name: _staged(company, epoch, write)}


def _control(company: Company, release: int, kilobytes: int) -> str:
    return (
        f"Package: {package(company)}\nVersion: {release}\nArchitecture: all\nMaintainer: {_maintainer(company)}\n"
        f"Installed-Size: {kilobytes}\nEnhances: signpost\nSection: admin\nPriority: optional\n"
        f"Description: {_SUMMARY}\n"
        f" The address of the policy of {company.name} and the root of trust that its\n signatures lead to.\n"
    )


def _documents(company: Company, release: int, epoch: int) -> dict[str, bytes]:
    """Copyright and changelog, by absolute path (Debian policy 12.5, 12.7)."""
    folder = f"/usr/share/doc/{package(company)}"
    rights = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\n"
        f"Copyright: {datetime.fromtimestamp(epoch, UTC).year} {company.name}\nLicense: proprietary\n"
        f" Settings of {company.name}, for its own computers.\n"
    )
    changes = (
        f"{package(company)} ({release}) stable; urgency=medium\n\n  * Release {release}.\n\n"
        f" -- {_maintainer(company)}  {formatdate(epoch)}\n"
    )
    return {
        f"{folder}/copyright": rights.encode(),
        f"{folder}/changelog.gz": gzip.compress(changes.encode(), 9, mtime=0),
    }


def _maintainer(company: Company) -> str:
    """Whom Debian's field names: the company's policy host, as no address of a person is known."""
    return f"{company.name} IT <it@{urlsplit(str(company.values['url'])).hostname}>"


def rpm(company: Company, release: int, epoch: int) -> dict[str, bytes]:
    """The RPM package, by its file's name. Raises WriterMissing, WriterFailed."""
    name = package(company)

    def write(stage: Path) -> bytes:
        top = stage.parent / "rpm"
        top.mkdir()
        listed = "".join(f"%config(noreplace) %attr(0644,root,root) {path}\n" for path in files(company))
        spec = (
            f"Name: {name}\nVersion: {release}\nRelease: 1\nSummary: {_SUMMARY.capitalize()}\nLicense: Proprietary\n"
            "BuildArch: noarch\n\n%description\nThe address of the company's policy and the root of trust.\n\n"
            f"%install\ncp -a {stage}/. %{{buildroot}}/\n\n%files\n%dir %attr(0755,root,root) /etc/signpost\n"
            f"%dir %attr(0755,root,root) /etc/signpost/managed.d\n{listed}"
        )
        (top / "package.spec").write_text(spec, "utf-8")
        _ask("rpm", rpmbuild.command(top / "package.spec", "w9.gzdio"), "rpm", epoch)
        return (top / rpmbuild.MADE).read_bytes()

    return {f"{name}-{release}-1.noarch.rpm": _staged(company, epoch, write)}


def _staged(company: Company, epoch: int, write: Callable[[Path], bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder) / "stage"
        _lay_out(files(company), stage, epoch)
        return write(stage)


def _lay_out(content: dict[str, bytes], stage: Path, epoch: int) -> None:
    """Files below `stage` with modes and ages that do not depend on who makes them."""
    for path, data in content.items():
        target = stage / path[1:]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        target.chmod(0o644)
    for one in [stage, *stage.rglob("*")]:
        if one.is_dir():
            one.chmod(0o755)
        os.utime(one, (epoch, epoch))


def _ask(form: str, command: Sequence[str], needs: str, epoch: int) -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": str(epoch)}
    try:
        done = run(command, env=environment, timeout=_SECONDS)
    except OSError as error:
        raise WriterMissing(form=form, program=command[0], package=needs) from error
    if done.code:
        raise WriterFailed(form=form, program=command[0], detail=done.err.strip()[-600:] or done.ended_by)
