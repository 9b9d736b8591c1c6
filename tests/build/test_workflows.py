"""GitHub's workflows, as far as they can be told without GitHub: what they run exists here, every action is one exact
commit, no job may do more than it says, and nothing from outside becomes part of a script."""

import re
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from devtools import commands
from devtools.places import ROOT, VENV_BIN
from packages import appimage
from packages.forms import FORMS
from ruamel.yaml import YAML

FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
JOBS = [
    pytest.param(job, id=f"{file.stem}-{name}")
    for file in FILES
    for name, job in YAML(typ="safe").load(file)["jobs"].items()
]
SCRIPTS = [
    pytest.param(
        step["run"], job.get("defaults", {}).get("run", {}).get("shell", "bash"), id=f"{file.stem}-{name}-{number}"
    )
    for file in FILES
    for name, job in YAML(typ="safe").load(file)["jobs"].items()
    for number, step in enumerate(job["steps"])
    if "run" in step
]
MAY_WRITE = {
    ("packages", "attest", "id-token"),
    ("packages", "attest", "attestations"),
    ("packages", "draft", "contents"),
}


def _read(file: Path) -> dict[Any, Any]:
    return cast("dict[Any, Any]", YAML(typ="safe").load(file))


def test_there_are_the_two_that_readme_names() -> None:
    assert [file.name for file in FILES] == ["ci.yml", "packages.yml"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_action_is_one_commit_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert used
    for words in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", words), words


def test_an_action_is_the_same_commit_everywhere() -> None:
    used = re.findall(r"uses: (.*)@(.*)", "\n".join(file.read_text("utf-8") for file in FILES))
    assert len(set(used)) == len({action for action, _ in used})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_job_may_do_more_than_it_needs(file: Path) -> None:
    workflow = _read(file)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    granted = {
        (file.stem, name, what)
        for name, job in workflow["jobs"].items()
        for what, right in job["permissions"].items()
        if right != "read"
    }
    assert granted == {row for row in MAY_WRITE if row[0] == file.stem}


@pytest.mark.parametrize("job", JOBS)
def test_no_job_runs_for_ever_or_leaves_a_token_behind(job: dict[str, Any]) -> None:
    assert 0 < job["timeout-minutes"] <= 60
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(("script", "shell"), SCRIPTS)
def test_scripts_are_sound_and_hold_nothing_from_outside(script: str, shell: str) -> None:
    assert "${{" not in script
    if shell == "pwsh":
        return
    checker = [str(VENV_BIN / "shellcheck"), "--shell=bash", "-"]
    done = subprocess.run(
        checker, input=f"set -eo pipefail\n{script}", capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout


def test_what_they_run_exists() -> None:
    text = "\n".join(file.read_text("utf-8") for file in FILES)
    run = re.findall(r"python[\d.]* (\S+\.py)(.*)", text)
    assert {file for file, _ in run} == {"build/dev.py", "build/package.py"}
    for file, line in run:
        assert (ROOT / file).is_file()
        words = line.partition("--")[0].split()
        assert set(words[:1] if file == "build/dev.py" else words) <= {*commands.COMMANDS, *FORMS}
    assert "CI .ci/run" in text
    assert (ROOT / ".ci/run").is_file()
    for path in re.findall(r"tests/\S+", text):
        assert (ROOT / path).exists(), path


def test_the_appimages_runtime_is_the_release_whose_hash_is_known() -> None:
    text = (ROOT / ".github/workflows/packages.yml").read_text("utf-8")
    assert f"gh release download {appimage.RELEASE} --repo AppImage/type2-runtime --pattern runtime-x86_64" in text
    assert f"{appimage.VARIABLE}=$RUNNER_TEMP/runtime-x86_64" in text


def test_every_form_is_made_by_a_job_and_gathered() -> None:
    jobs = _read(ROOT / ".github/workflows/packages.yml")["jobs"]
    made = {
        name: set(re.findall(r"build/package\.py ([a-z ]+)", step["run"])[0].split())
        for name, job in jobs.items()
        for step in job["steps"]
        if re.search(r"build/package\.py [a-z]", step.get("run", ""))
    }
    assert set().union(*made.values()) == set(FORMS)
    assert set(jobs["gather"]["needs"]) >= set(made)
    kept = {
        name for name in jobs for step in jobs[name]["steps"] if step.get("with", {}).get("name") == f"packages-{name}"
    }
    assert kept == set(made)


def test_a_workflow_that_is_unsafe_is_found(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    careless = (
        (ROOT / ".github/workflows/ci.yml")
        .read_text("utf-8")
        .replace("python build/dev.py setup", "echo ${{ github.head_ref }}")
    )
    (folder / "careless.yml").write_text(careless)
    zizmor = [str(VENV_BIN / "zizmor"), "--offline", "--no-progress", "--quiet"]
    for checked, clean in ((folder, False), (ROOT / ".github", True)):
        done = subprocess.run([*zizmor, str(checked)], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode == 0) is clean, done.stdout
