"""The order of an upload, and that a client may come at any moment of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.admin.create import create
from app.admin.errors import NotARepository, RepositoryDamaged
from app.admin.hosting.copy import copy
from app.admin.hosting.plan import TIMESTAMP, plan
from tests.admin.conftest import Admin
from tests.sync.company import Company, word
from tests.sync.hosts import answer, hosting


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = Company(tmp_path / "company")
    made.publish("one")
    return made


def test_targets_then_metadata_then_the_timestamp_and_roots_last(company: Company) -> None:
    company.publish("two")
    paths = [upload.path for upload in plan(company.repository_folder)]
    kinds = [path.split("/")[0] for path in paths]
    assert kinds == sorted(kinds, reverse=True)
    assert paths[-2:] == [TIMESTAMP, "metadata/1.root.json"]
    assert paths[-3].endswith(".snapshot.json")
    served = {path.relative_to(company.public).as_posix() for path in company.public.rglob("*") if path.is_file()}
    assert set(paths) == served


def test_a_client_may_come_at_any_moment_of_a_copy(company: Company, tmp_path: Path) -> None:
    host = tmp_path / "host"
    for _ in copy(company.repository_folder, plan(company.repository_folder), host):
        pass
    company.publish("two")
    seen = []
    with hosting(host) as served:
        old = company.client(served.url, tmp_path / "old")
        assert old.refresh().error is None
        for number, path in enumerate(copy(company.repository_folder, plan(company.repository_folder), host)):
            fresh = company.client(served.url, tmp_path / f"fresh-{number}")
            assert fresh.refresh().error is None, path
            assert old.refresh().error is None, path
            seen.append(word(fresh))
    assert path == TIMESTAMP
    assert seen == ["one"] * (len(seen) - 1) + ["two"]
    assert word(old) == "two"


def test_a_copy_sends_what_is_new_mends_what_is_not_whole_and_deletes_nothing(
    admin: Admin, company: Company, tmp_path: Path
) -> None:
    host = tmp_path / "host"
    first = admin("hosting", "copy", company.repository_folder, host)
    assert first.out.splitlines()[-2:] == [TIMESTAMP, "metadata/1.root.json"]
    again = admin("hosting", "copy", company.repository_folder, host)
    assert (again.out, again.code) == ("", 0)
    (host / "metadata/1.root.json").write_text("half")
    (host / "metadata/old.json").write_text("kept")
    company.publish("two")
    newer = admin("hosting", "copy", company.repository_folder, host)
    assert "metadata/1.root.json" in newer.out
    assert (host / "metadata/1.root.json").read_bytes() == company.root
    assert (host / "metadata/old.json").exists()
    assert len(newer.out.splitlines()) < len(plan(company.repository_folder))


def test_the_plan_for_machines(admin: Admin, company: Company) -> None:
    said = admin("hosting", "plan", company.repository_folder, "--json")
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [row["path"] for row in rows] == [upload.path for upload in plan(company.repository_folder)]
    assert [row["path"] for row in rows if row["cache_control"] == "no-cache"] == [TIMESTAMP]
    assert rows[0]["cache_control"] == "public, max-age=31536000, immutable"
    private = admin("hosting", "plan", company.repository_folder, "--json", "--enrolled-only").out.splitlines()
    assert all(json.loads(line)["cache_control"].startswith("private, ") for line in private)


def test_what_cannot_be_brought_anywhere(admin: Admin, company: Company, tmp_path: Path) -> None:
    with pytest.raises(NotARepository):
        plan(tmp_path)
    uploads = plan(company.repository_folder)
    (company.public / uploads[0].path).write_bytes(b"something else")
    with pytest.raises(RepositoryDamaged):
        list(copy(company.repository_folder, uploads, tmp_path / "host"))
    (tmp_path / "file").touch()
    said = admin("hosting", "copy", company.repository_folder, tmp_path / "file" / "below")
    assert said.code == 1
    create(tmp_path / "new", datetime.now(UTC))
    assert TIMESTAMP in [upload.path for upload in plan(tmp_path / "new")]


def test_a_bucket_that_may_not_be_listed_says_403_for_the_root_that_is_not_there_yet(
    company: Company, tmp_path: Path
) -> None:
    with hosting(company.public) as bucket:
        denied = b"<Error><Code>AccessDenied</Code></Error>"
        bucket.faults["2.root.json"] = answer(403, denied, header="Connection: close\r\n")
        sync = company.client(bucket.url, tmp_path / "store")
        assert sync.refresh().error is None
        assert word(sync) == "one"
    assert "/metadata/2.root.json" in bucket.requests
