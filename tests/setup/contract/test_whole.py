"""Whole set-ups through the engine, for the kinds whose real parts run here: done means that detection passed."""

import base64
import contextlib
import hashlib
import shlex
import subprocess
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from app.errors import SignpostError
from app.policy.recipe import AppImageRecipe, DebRecipe, Detect, RpmRecipe
from app.setup import menu
from app.setup.engine import Installed, Setup
from app.setup.errors import IntegrityMismatch, NotDetected, PackageNotFound, RecipeUnusable, RegistryUnreachable
from app.setup.installer import Programs
from app.setup.kinds import appimage
from app.setup.kinds.native import DEB, RPM, NativeInstaller
from app.setup.manager_errors import ManagerMissing
from app.setup.plan import Progress
from app.setup.removal import take_away
from tests.setup.contract.worlds import ODD, WORLDS, AsRoot, World, wheel

REAL = ("bundle", "pypi", "appimage", "deb", "rpm", "flatpak")


def made(kind: str, tmp_path: Path) -> World:
    """A world whose recipe proves its tool in the way that fits the kind."""
    (tmp_path / ODD / "state").mkdir(parents=True)
    world = WORLDS[kind](tmp_path / ODD)
    proofs = {
        "deb": Detect(package="signpost-q", version="1.0.0", file=f"{world.state}/root/opt/q/q"),
        "rpm": Detect(package="signpost-q", version="1.0.0-1", file=f"{world.state}/root/opt/q/q"),
        "flatpak": Detect(package="org.q.Q", version="1.0.0"),
        "appimage": Detect(command="q", version=coreutils()),
    }
    detect = proofs.get(kind, Detect(command="q", version="1.0.0"))
    world.recipe = msgspec.structs.replace(world.recipe, detect=detect)
    return world


def coreutils() -> str:
    """The version that /usr/bin/env says, which stands for an application."""
    said = subprocess.run(["/usr/bin/env", "--version"], capture_output=True, text=True, check=True).stdout
    return said.split("\n")[0].split()[-1]


def run(world: World, *recipes: Any, seen: list[Progress] | None = None) -> Installed:
    """As the agent does it."""
    setup = Setup(world.paths, environment=world.environment)
    report = (seen if seen is not None else []).append
    return setup.run("q", recipes or (world.recipe,), world.targets, report, threading.Event())


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Root installs for itself; a device for FUSE."""
    (tmp_path / "fuse").touch()
    table: dict[type[msgspec.Struct], Any] = {
        AppImageRecipe: appimage.AppImageInstaller(tmp_path / "fuse"),
        DebRecipe: NativeInstaller(DEB, AsRoot()),
        RpmRecipe: NativeInstaller(RPM, AsRoot()),
    }
    from app.setup import engine, kinds, recovery

    for module in (engine, recovery):
        monkeypatch.setattr(module, "KINDS", {**kinds.KINDS, **table})


@pytest.mark.parametrize("kind", REAL)
def test_set_up_proved_and_taken_away_whole(kind: str, tmp_path: Path) -> None:
    world = made(kind, tmp_path)
    before, seen = world.visible(), list[Progress]()
    installed = run(world, seen=seen)
    assert (installed.kind, installed.version) == (kind, world.recipe.version)
    assert seen[-1].state.value == "done"
    assert {one.for_machine for one in seen if one.state.value == "downloading"} == {kind in ("deb", "rpm")}
    assert world.visible() != before
    again = list[Progress]()
    assert run(world, seen=again) == installed
    assert "downloading" not in {progress.state.value for progress in again}
    take_away(world.paths, "q", world.environment)
    assert world.visible() == before


@pytest.mark.parametrize("kind", REAL)
def test_a_proof_that_fails_takes_all_of_it_back(kind: str, tmp_path: Path) -> None:
    world = made(kind, tmp_path)
    before = world.visible()
    detect = msgspec.structs.replace(world.recipe.detect, file="/nowhere/at/all")
    world.recipe = msgspec.structs.replace(world.recipe, detect=detect)
    with pytest.raises(NotDetected):
        run(world)
    assert world.visible() == before


def test_the_first_viable_recipe_wins_and_the_others_are_not_touched(tmp_path: Path) -> None:
    world, other = made("deb", tmp_path), made("pypi", tmp_path / "other")
    world.targets.files.update(other.targets.files)
    world.targets.signed.update(other.targets.signed)
    installed = run(world, other.recipe, world.recipe)  # there is no uv on this one's PATH
    assert installed.kind == "deb"


def test_of_none_all_reasons_are_said(tmp_path: Path) -> None:
    world, other = made("appimage", tmp_path), made("pypi", tmp_path / "other")
    (tmp_path / "fuse").unlink()
    world.targets.files.update(other.targets.files)
    world.targets.signed.update(other.targets.signed)
    with pytest.raises(SignpostError) as caught:
        run(world, other.recipe, world.recipe)
    assert "uv, which installs q, was not found" in caught.value.happened
    assert "there is no FUSE" in caught.value.happened


def test_the_menu_s_entry_starts_the_application_and_is_not_anybody_else_s(tmp_path: Path) -> None:
    world = made("appimage", tmp_path)
    entry = menu.entry_path(world.place)
    run(world)
    lines = dict(line.split("=", 1) for line in entry.read_text().splitlines()[1:])
    assert lines["Name"] == "Q ü \\\\ %"
    assert lines["TryExec"] == str(world.paths.bin / "q")
    assert lines["Exec"].startswith('"')
    unquoted = lines["Exec"].removesuffix(" %U").replace("\\\\", "\\")[1:-1].replace("%%", "%")
    for letter in '"`$\\':
        unquoted = unquoted.replace(f"\\{letter}", letter)
    assert unquoted == str(world.paths.bin / "q")
    entry.write_text("[Desktop Entry]\nName=mine\n")
    take_away(world.paths, "q", world.environment)
    assert entry.read_text() == "[Desktop Entry]\nName=mine\n"
    run(world)
    assert entry.read_text() == "[Desktop Entry]\nName=mine\n"


@pytest.mark.parametrize(("at", "data"), [(8, b"AI\x01"), (0, b"#!/bin/sh\nec"), (18, b"\xf3\x00")])
def test_what_is_no_appimage_for_this_machine_is_refused(at: int, data: bytes, tmp_path: Path) -> None:
    world = made("appimage", tmp_path)
    file = world.targets.files["artifacts/q/Q.AppImage"]
    changed = bytearray(file.read_bytes())
    changed[at : at + len(data)] = data
    file.write_bytes(changed)
    world.targets.signed["artifacts/q/Q.AppImage"] = hashlib.sha256(changed).hexdigest()
    before = world.visible()
    with pytest.raises(IntegrityMismatch):
        run(world)
    assert world.visible() == before


def relock(world: World, files: Mapping[str, str], extra: str = "") -> None:
    """Publish a wheel of these files, and sign a lock for it."""
    index = world.folder / "index/signpost-q"
    digest = wheel(index, "signpost_q", "1.0.0", {"signpost_q.py": "def main():\n    print('1.0.0')\n", **files})
    lock = world.targets.files["artifacts/q/lock.txt"]
    lock.write_text(f"signpost-q==1.0.0 --hash=sha256:{digest}\n{extra}")
    world.targets.signed["artifacts/q/lock.txt"] = hashlib.sha256(lock.read_bytes()).hexdigest()


def test_a_python_package_cannot_write_beside_its_place(tmp_path: Path) -> None:
    world = made("pypi", tmp_path)
    relock(world, {f"{'../' * up}outside.txt": "x" for up in range(1, 12)})
    with contextlib.suppress(SignpostError):  # uv leaves such entries out; whether it does or fails, none is written
        run(world)
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_lock_that_names_more_than_the_index_has_is_an_error(tmp_path: Path) -> None:
    world = made("pypi", tmp_path)
    relock(world, {}, f"missing==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(PackageNotFound):
        run(world)


def test_an_index_that_is_not_there_is_said(tmp_path: Path) -> None:
    world = made("pypi", tmp_path)
    world.environment |= {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_HTTP_RETRIES": "0"}
    with pytest.raises(RegistryUnreachable):
        run(world)


def test_a_lock_for_another_package_is_the_recipe_s_mistake(tmp_path: Path) -> None:
    world = made("pypi", tmp_path)
    with pytest.raises(RecipeUnusable, match=r"does not hold signpost-q 1\.0\.1"):
        run(world, msgspec.structs.replace(world.recipe, version="1.0.1"))


def test_the_person_s_python_settings_do_not_reach_uv(tmp_path: Path) -> None:
    world = made("pypi", tmp_path)
    world.environment |= {
        "PYTHONPATH": str(tmp_path), "PYTHONHOME": "/nowhere", "VIRTUAL_ENV": "/nowhere", "UV_NO_BINARY": "1",
        "UV_LINK_MODE": "symlink", "UV_TARGET": str(tmp_path / "target"),
    }  # fmt: skip
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('loaded')")
    assert run(world).version == "1.0.0"
    assert not (tmp_path / "target").exists()


class _Index(BaseHTTPRequestHandler):
    """A package index that wants to know who asks."""

    folder: Path
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        said = self.headers.get("Authorization", "")
        self.asked.append((self.path, said))
        file = self.folder / self.path.strip("/").removeprefix("simple/")
        file = file / "index.html" if file.is_dir() else file
        known = said == "Basic " + base64.b64encode(b"ana:of-this-person").decode()
        self.send_response(200 if known and file.is_file() else 404 if known else 401)
        body = file.read_bytes() if known and file.is_file() else b""
        self.send_header("WWW-Authenticate", "Basic")
        self.send_header("Content-Type", "text/html" if file.suffix == ".html" else "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


def test_the_company_s_index_wins_and_its_password_is_on_no_command_line(
    tmp_path: Path,
) -> None:
    world = made("pypi", tmp_path)
    program = world.bin / "uv"
    real = program.resolve()
    own = world.folder / "uv of the company"
    log = world.folder / "argv"
    own.write_text(f'#!/bin/sh\n/usr/bin/printf "%s\\n" "$*" >> {shlex.quote(str(log))}\nexec {real} "$@"\n')
    own.chmod(0o755)
    program.unlink()
    _Index.folder = world.folder / "index"
    with ThreadingHTTPServer(("127.0.0.1", 0), _Index) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        (world.paths.home / ".netrc").write_text("machine 127.0.0.1 login ana password of-this-person\n")
        (world.paths.home / ".netrc").chmod(0o600)
        world.environment |= {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/", "UV_FIND_LINKS": "/nowhere"}
        programs = Programs(uv=str(own), index=f"http://127.0.0.1:{server.server_port}/simple/")
        try:
            setup = Setup(world.paths, environment=world.environment, programs=programs)
            installed = setup.run("q", [world.recipe], world.targets, lambda _: None, threading.Event())
        finally:
            server.shutdown()
            serving.join()
    assert installed.version == "1.0.0"
    assert any(path.endswith(".whl") for path, _ in _Index.asked)
    assert "of-this-person" not in log.read_text()
    take_away(world.paths, "q", world.environment)
    missing = Setup(world.paths, environment=world.environment, programs=Programs(uv="/nowhere/at/all/uv"))
    with pytest.raises(ManagerMissing, match="at/all/uv"):
        missing.run("q", [world.recipe], world.targets, lambda _: None, threading.Event())
