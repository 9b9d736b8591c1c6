"""The one command for packages, with a form that needs no tools."""

import sys
from pathlib import Path

import package
import pytest
from devtools import environment, system
from packages import bill, products
from packages.forms import Form
from packages.products import Build
from packages.tree import Product


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Build]:
    """What the form `example` was asked for; each package has its bill of materials written by a stand-in."""
    builds: list[Build] = []

    def lay_out(build: Build) -> Product:
        builds.append(build)
        return Product(build.name, build.version, "", "", (), (), (), "", "")

    def write(product: Product, out: Path, *_: object) -> Path:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{product.name}.example").write_bytes(b"a package")
        return out / f"{product.name}.example"

    forms = {
        "example": Form(sys.platform, (), lay_out, write),
        "elsewhere": Form("another system", ("no-such-tool",), lay_out, write),
    }
    monkeypatch.setattr(package, "FORMS", forms)
    monkeypatch.setattr(package, "ROOT", tmp_path)
    monkeypatch.setattr(package, "OUT", tmp_path / "packages")
    monkeypatch.setattr(products, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(system, "ensure", lambda _: None)
    monkeypatch.setattr(environment, "ensure", lambda _: None)
    monkeypatch.setattr(bill, "beside", lambda *words: Path(f"{words[-1]}.cdx.json").touch())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "frozen").mkdir()
    return builds


def test_what_was_frozen_elsewhere_is_packed_wherever_it_lies(seen: list[Build], tmp_path: Path) -> None:
    assert package.main(["example", "--product", "signpost", "--frozen", "frozen"]) == 0
    assert [(build.frozen, build.epoch) for build in seen] == [(tmp_path / "frozen/signpost", 1_700_000_000)]
    assert sorted(path.name for path in package.OUT.iterdir()) == ["signpost.example", "signpost.example.cdx.json"]


def test_a_form_that_cannot_be_made_here_says_why_and_the_others_are_made(
    seen: list[Build], capsys: pytest.CaptureFixture[str]
) -> None:
    assert package.main(["example", "elsewhere", "--product", "signpost", "--frozen", "frozen"]) == 3
    assert "no elsewhere: no-such-tool not found" in capsys.readouterr().err
    assert len(seen) == 1


def test_a_frozen_folder_that_is_not_there_is_a_wrong_line_before_any_work(
    seen: list[Build], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "ensure", lambda _: pytest.fail("the system was looked at"))
    with pytest.raises(SystemExit) as ended:
        package.main(["example", "--frozen", "nosuch"])
    assert ended.value.code == 2
    assert "nosuch is no folder" in capsys.readouterr().err
    assert not seen
