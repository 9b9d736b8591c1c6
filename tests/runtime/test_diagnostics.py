"""The bundle for IT holds what helps, and nothing that is nobody's business."""

import io
import json
import platform
import zipfile

from app.host.config import Config
from app.host.network import Network
from app.host.paths import Paths
from app.host.secret import Secret
from app.runtime.diagnostics import bundle, redacted

CONFIG = Config(
    url="https://policy.example.com/secret-path/",
    root=b"{}",
    user="lin",
    device="lt-0042",
    groups=("audit",),
    token=Secret("t0ken-that-nobody-may-see"),
    enrol_code=Secret("7ZK4M-09QXT"),
    network=Network(proxy="http://lin:password@proxy.example.com:3128"),
)


def test_the_log_is_in_it_without_names_secrets_and_home(paths: Paths) -> None:
    paths.state.mkdir(parents=True)
    line = (
        f'{{"event":"setup","path":"{paths.home}/.local","who":"lin","on":"lt-0042","t":"t0ken-that-nobody-may-see"}}'
    )
    (paths.state / "signpost.log").write_text(line + f"\n{platform.node()} 7ZK4M-09QXT berlin\n", "utf-8")
    (paths.state / "signpost.log.1").write_bytes(b"\xff older")
    (paths.state / "token.json").write_text("never", "utf-8")
    with zipfile.ZipFile(io.BytesIO(bundle(CONFIG, paths, None, {"qt": "6"}))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(files) == ["configuration.json", "policy.json", "signpost.log", "signpost.log.1", "system.json"]
    said = "\n".join(files.values())
    for private in ("t0ken", "7ZK4M", "password", "secret-path", str(paths.home), '"lin"', "lt-0042", "audit", "never"):
        assert private not in said
    assert "~/.local" in files["signpost.log"]
    assert "berlin" in files["signpost.log"], "only whole words are names"
    told = json.loads(files["configuration.json"])
    assert (told["policy_host"], told["token"], told["groups"], told["proxy"]) == ("policy.example.com", True, 1, True)
    assert json.loads(files["system.json"])["qt"] == "6"


def test_the_longest_private_word_goes_first() -> None:
    assert redacted("/home/lin/x lin", {"lin": "<account>", "/home/lin": "~"}) == "~/x <account>"
