"""The real Qoder CLI from a bundle, as an employee without Node and without any network but the policy host gets it."""

import json
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.support import real_bundle

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def bundles(downloads: Path, npm: Path) -> Path:
    return real_bundle.built(downloads, npm)


def test_qoder_from_a_bundle_alone(bundles: Path, tmp_path: Path) -> None:
    policy = real_bundle.offered(bundles, tmp_path / "authored")
    public = real_bundle.published(policy, tmp_path / "company")
    result = real_bundle.alone(public, tmp_path / "machine")
    assert (result["kind"], result["said"]) == ("bundle", "1.1.52")
    assert result["told"] == result["bytes"] == next(bundles.glob("*.tar.zst")).stat().st_size
    assert result["states"][-1] == "done"
    prefix = tmp_path / "machine/home/.local/share/signpost/tools/qoder-cli/1.1.52"
    assert (prefix / "node_modules/@qoder-ai/qodercli/package.json").is_file(), "what it is can be told by its package"
    assert "@qoder-ai/qodercli 1.1.52" in (prefix / "licences.txt").read_text()


def test_its_bill_of_materials(bundles: Path) -> None:
    text = next(bundles.glob("*.cdx.json")).read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    purls = {one["purl"] for one in json.loads(text)["components"]}
    assert "pkg:npm/%40qoder-ai/qodercli@1.1.52" in purls
    assert any(purl.startswith("pkg:npm/node-linux-") for purl in purls)
