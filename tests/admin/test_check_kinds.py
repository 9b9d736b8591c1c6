"""`check` over recipes of every kind: each mistake with its line and column, judged by the kind it says it is."""

from pathlib import Path

import pytest

from app.admin.schema import authoring_schema
from app.policy import recipe
from tests.admin.test_check import GOOD, found, lines

BEFORE = GOOD[: GOOD.index("recipes:")]
SHA = "ab" * 32

DEB = """\
recipes:
  good:
    - kind: deb
      package: good
      version: 1.0.0-1
      requires:
        - {command: node, versions: "vers:npm/>=20"}
      blocking_processes: [good]
      builds:
        linux-x64: {artifact: good.deb}
      detect: {command: good, version: 1.0.0-1, package: good}
"""
EXE = """\
recipes:
  good:
    - kind: exe
      package: good
      version: 1.0.0
      arguments: [/S, "/D={prefix}"]
      uninstall: {file: "{prefix}\\\\uninstall.exe", arguments: [/S]}
      builds:
        windows-x64: {artifact: good.deb}
      detect: {file: "{prefix}\\\\good.exe"}
"""
PYPI = """\
recipes:
  good:
    - kind: pypi
      package: Good_Tool
      version: 1.0.0
      lock: lock.txt
      python: "3.12"
      builds:
        linux-x64:
          download_bytes: 1
          installed_bytes: 1
          commands:
            - {name: good, file: venv/bin/good}
      detect: {command: good, version: 1.0.0}
"""
LOCK = f"""\
# made by uv
good-tool==1.0.0 ; python_version >= '3.9' \\
    --hash=sha256:{SHA} \\
    --hash=sha256:{SHA}
"""


def checked(folder: Path, recipes: str, lock: str = LOCK) -> list[str]:
    """What `check` says of this, without warnings."""
    (folder / "good.deb").write_bytes(b"!<arch>\n")
    (folder / "lock.txt").write_text(lock)
    return lines(found(folder, BEFORE + recipes))


@pytest.mark.parametrize("recipes", [DEB, EXE, PYPI])
def test_good_recipes_have_nothing_to_say(recipes: str, tmp_path: Path) -> None:
    assert checked(tmp_path, recipes) == []


def test_files_become_signed_targets(tmp_path: Path) -> None:
    checked(tmp_path, DEB)
    report = found(tmp_path, BEFORE + DEB)
    assert report.authored is not None
    (one,) = report.authored.recipes.of("good")
    assert recipe.artifacts_of(one) == ("artifacts/good/good.deb",)
    assert report.authored.artifact_targets().keys() == {"artifacts/recipes.json", "artifacts/good/good.deb"}


MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "no-kind": (DEB, "kind: deb", "name: deb", "17:7 recipes.good[0] lacks kind"),
    "odd-kind": (DEB, "kind: deb", "kind: debb", "17:13 recipes.good[0].kind is 'debb', not one of appimage, brew,"),
    "kind-list": (DEB, "kind: deb", "kind: [deb]", "17:13 recipes.good[0].kind is ['deb'], not one of"),
    "key-of-another-kind": (
        DEB,
        "version: 1.0.0-1\n      req",
        "version: 1.0.0-1\n      lock: x\n      req",
        "20:7 recipes.good[0].lock unknown key",
    ),
    "range": (
        DEB,
        "version: 1.0.0-1\n      req",
        'version: ">=1"\n      req',
        "19:16 recipes.good[0].version '>=1' is not valid: write one exact version, no range",
    ),
    "condition": (
        DEB,
        "command: node,",
        "program: node,",
        "21:12 recipes.good[0].requires[0].program unknown key",
    ),
    "versions": (
        DEB,
        "vers:npm/>=20",
        "vers:npm/>=20|<3",
        "21:37 recipes.good[0].requires[0].versions is not sorted",
    ),
    "unknown-tool": (
        DEB,
        '{command: node, versions: "vers:npm/>=20"}',
        "{tool: goood}",
        "21:18 recipes.good[0].requires[0].tool 'goood' is not defined under tools; did you mean \"good\"?",
    ),
    "itself": (
        DEB,
        '{command: node, versions: "vers:npm/>=20"}',
        "{tool: good}",
        "21:18 recipes.good[0].requires[0].tool is the tool itself",
    ),
    "wrong-system": (
        DEB,
        "linux-x64: {art",
        "windows-x64: {art",
        "24:9 recipes.good[0].builds.windows-x64 is no system for the kind deb, which is for linux",
    ),
    "no-artifact": (
        DEB,
        "good.deb",
        "other.deb",
        "24:31 recipes.good[0].builds.linux-x64.artifact the file 'other.deb' cannot be read: No such file",
    ),
    "artifact-outside": (
        DEB,
        "good.deb",
        "../good.deb",
        "24:31 recipes.good[0].builds.linux-x64.artifact '../good.deb' must lie in the policy's folder or below it",
    ),
    "for-the-person": (
        DEB,
        "detect:",
        "scope: user\n      detect:",
        "25:14 recipes.good[0].scope cannot be user: the kind deb installs for the machine",
    ),
    "no-proof": (
        DEB,
        "{command: good, version: 1.0.0-1, package: good}",
        "{timeout: 3}",
        "25:7 recipes.good[0].detect has no proof: give a command, a package or a file",
    ),
    "proof-without-version": (
        DEB,
        "version: 1.0.0-1, package: good",
        "package: good",
        "25:7 recipes.good[0].detect lacks the version that its command or package must have",
    ),
    "hash-of-nothing": (
        DEB,
        "package: good}",
        f"sha256: {SHA}}}",
        "25:57 recipes.good[0].detect.sha256 is that of a file, and none is given",
    ),
    "process": (
        DEB,
        "[good]",
        "[/usr/bin/good]",
        "22:28 recipes.good[0].blocking_processes[0] '/usr/bin/good' is not valid",
    ),
    "placeholder": (
        EXE,
        "/D={prefix}",
        "/D={moon}",
        "20:23 recipes.good[0].arguments[1] placeholder {moon} is not known here; there are file, home, prefix,",
    ),
    "brace": (EXE, "/D={prefix}", "/D={prefix", "20:23 recipes.good[0].arguments[1] '/D={prefix' has a brace"),
    "upwards": (
        EXE,
        "{prefix}\\\\good.exe",
        "{prefix}\\\\..\\\\good.exe",
        "24:22 recipes.good[0].detect.file path '{prefix}\\\\..\\\\good.exe' must not lead upwards",
    ),
    "relative": (EXE, "{prefix}\\\\good.exe", "good.exe", "24:22 recipes.good[0].detect.file 'good.exe' is not valid"),
    "shell-text": (EXE, "arguments: [/S, ", "script: '/S && rm -rf /' #", "20:7 recipes.good[0].script unknown key"),
    "python": (PYPI, '"3.12"', '"3"', "21:15 recipes.good[0].python '3' is not valid"),
    "package": (
        PYPI,
        "Good_Tool",
        "other",
        "20:13 recipes.good[0].lock does not contain the recipe's package other",
    ),
    "other-version": (
        PYPI,
        "version: 1.0.0\n      lock",
        "version: 1.0.1\n      lock",
        "20:13 recipes.good[0].lock contains Good_Tool 1.0.0, not 1.0.1",
    ),
    "for-the-machine": (
        PYPI,
        "      detect:",
        "      scope: machine\n      detect:",
        "28:14 recipes.good[0].scope cannot be machine: the kind pypi installs for one person",
    ),
    "package-proof": (
        PYPI,
        "{command: good, version: 1.0.0}",
        "{command: good, version: 1.0.0, package: x}",
        "28:56 recipes.good[0].detect.package cannot be asked after: the kind pypi has no package manager",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_place_and_words(name: str, tmp_path: Path) -> None:
    recipes, old, new, expected = MISTAKES[name]
    assert recipes.count(old) == 1, "the test changes one place"
    said = checked(tmp_path, recipes.replace(old, new))
    assert any(line.startswith(f"policy.yaml:{expected}") for line in said), said


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        ("", "pins nothing"),
        ("good-tool==1.0.0\n", "no requirement with == and --hash=sha256:"),
        (f"good-tool>=1.0 --hash=sha256:{SHA}\n", "no requirement with == and --hash=sha256:"),
        (f"-e . --hash=sha256:{SHA}\n", "no requirement"),
        ("--index-url https://evil.example/simple\n", "no requirement"),
        (f"good-tool @ https://evil.example/g.whl --hash=sha256:{SHA}\n", "no requirement"),
        (f"good-tool==1.0.0 --hash=md5:{SHA}\n", "no requirement"),
        (f"good-tool==1.0.0 ; os == --hash=sha256:{SHA}\n", "no environment marker"),
        ("\x00\x00", "no requirement"),
    ],
)
def test_a_python_lock_that_does_not_pin(lock: str, said: str, tmp_path: Path) -> None:
    (line,) = checked(tmp_path, PYPI, lock)
    assert line.startswith("policy.yaml:20:13 recipes.good[0].lock ")
    assert said in line


def test_an_exe_that_cannot_be_taken_away_is_a_warning(tmp_path: Path) -> None:
    said = checked(tmp_path, "\n".join(line for line in EXE.split("\n") if "uninstall" not in line))
    assert said == ["policy.yaml:17:7 recipes.good[0] warning: lacks uninstall, so Signpost cannot take it away again"]


def test_an_exe_for_the_whole_computer_that_its_helper_would_leave_out_is_a_warning(tmp_path: Path) -> None:
    whole = EXE.replace("{prefix}", "{program_files}").replace("      builds:", "      scope: machine\n      builds:")
    assert checked(tmp_path, whole) == []
    (line,) = checked(tmp_path, whole.replace("/D={program_files}", "/D={home}"))
    assert line.startswith("policy.yaml:20:23 recipes.good[0].arguments[1] warning: speaks of one person's folder")
    (line,) = checked(tmp_path, whole.replace('{file: "{program_files}\\\\uninstall', '{file: "{prefix}\\\\uninstall'))
    assert "recipes.good[0].uninstall.file warning: speaks" in line
    proof = '{file: "{program_files}\\\\good.exe"}'
    assert proof in whole
    (line,) = checked(tmp_path, whole.replace(proof, "{command: good, version: 1.0.0}"))
    assert "recipes.good[0].detect warning: lacks a file" in line


def test_the_schema_names_every_kind_and_helps_with_each() -> None:
    schema = authoring_schema()
    offered = schema["properties"]["recipes"]["additionalProperties"]["items"]
    assert set(offered["discriminator"]["mapping"]) == recipe.KINDS
    for reference in offered["discriminator"]["mapping"].values():
        definition = schema["$defs"][reference.removeprefix("#/$defs/")]
        assert definition["description"]
        assert definition["additionalProperties"] is False
