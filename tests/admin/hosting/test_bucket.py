"""A bucket instead of a web server: our script with the real aws command, an S3-compatible server, and a real sync."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests

from app.admin.hosting.plan import plan
from tests.support.ports import free_port
from tests.support.tools import kept
from tests.sync.company import Company, word

pytestmark = [pytest.mark.full, pytest.mark.timeout(600)]

PACKAGES = ("moto[s3,server]==5.2.5", "awscli==1.46.3")
HOSTING = Path(__file__).resolve().parents[3] / "build/hosting"


@pytest.fixture(scope="module")
def env(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment in which `aws` is the real command and moto can be run, from a folder of their own."""

    def install(staged: Path) -> None:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--target",
            str(staged),
        ]
        done = subprocess.run([*pip, *PACKAGES], capture_output=True, text=True, timeout=500, check=False)
        assert done.returncode == 0, done.stderr

    libraries = kept(downloads / "tools" / "bucket-5.2.5", install)
    commands = tmp_path_factory.mktemp("bin")
    aws = commands / "aws"
    aws.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awscli "$@"\n')
    aws.chmod(0o755)
    return {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(libraries),
        "HOME": str(commands),
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": "anything",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


@pytest.fixture
def bucket(env: Mapping[str, str], tmp_path: Path) -> Iterator[str]:
    """The server's address; its bucket `policy` is made."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    log = (tmp_path / "moto.log").open("w")
    with (
        log,
        subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], env=env, stdout=log, stderr=log
        ) as server,
    ):
        try:
            deadline = time.monotonic() + 60
            while True:
                assert server.poll() is None
                assert time.monotonic() < deadline, "the S3 server does not answer"
                with contextlib.suppress(requests.ConnectionError):
                    assert requests.put(url + "policy", timeout=20).status_code == 200
                    break
            readable = (HOSTING / "bucket-policy.json").read_text().replace("BUCKET", "policy")
            asked = ["aws", "--endpoint-url", url, "s3api", "put-bucket-policy", "--bucket", "policy"]
            subprocess.run([*asked, "--policy", readable], env=env, check=True, timeout=100)
            yield url
        finally:
            server.terminate()


def test_the_script_brings_a_repository_to_a_bucket_and_computers_sync_from_it(
    env: Mapping[str, str], bucket: str, tmp_path: Path
) -> None:
    company = Company(tmp_path / "company")
    company.publish("one")

    def bring() -> list[str]:
        """Run the script; returns what it sent, in order."""
        command = ["sh", str(HOSTING / "bucket.sh"), str(company.repository_folder), "s3://policy"]
        told = {**env, "AWS_ENDPOINT_URL": bucket.rstrip("/")}
        done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=200, check=False)
        assert done.returncode == 0, done.stderr
        return [line.rpartition("s3://policy/")[2] for line in done.stdout.splitlines()]

    sent, uploads = bring(), plan(company.repository_folder)
    assert sorted(sent) == sorted(upload.path for upload in uploads)
    steps = [_step(path) for path in sent]
    assert steps == sorted(steps)
    assert sent[-1] == uploads[-1].path
    for upload in uploads:
        answer = requests.get(f"{bucket}policy/{upload.path}", timeout=20)
        assert answer.content == (company.public / upload.path).read_bytes()
        assert answer.headers["Cache-Control"] == upload.cache_control
        assert answer.headers["Content-Type"] == upload.content_type
    sync = company.client(f"{bucket}policy/", tmp_path / "store")
    assert sync.refresh().error is None
    assert word(sync) == "one"
    assert sync.refresh().error is None
    company.publish("two")
    assert len(bring()) < len(uploads)
    assert sync.refresh().error is None
    assert word(sync) == "two"


def _step(path: str) -> int:
    """Which of the script's four commands should have sent it."""
    if path.startswith("targets/"):
        return 1
    return 4 if path.endswith(".root.json") else 3 if path.endswith("timestamp.json") else 2
