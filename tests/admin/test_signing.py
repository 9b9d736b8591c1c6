"""Several people and machines: thresholds, what waits, rotations that a real computer follows, lost keys."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.admin import keys, pending, pkcs8
from app.admin.errors import PendingUnusable
from app.admin.passphrase import VARIABLE
from app.admin.repository import open_repository
from app.admin.sign import sign
from app.policy.person import Person
from app.sync.client import Sync
from tests.admin.conftest import Admin
from tests.admin.test_publish import policy, tree
from tests.sync.hosts import hosting

ALICE, BOB = "alice has a passphrase", "bob has another one"
WAITING = 3


class Desk:
    """One person's copy of the repository, with the passphrase they know."""

    def __init__(self, admin: Admin, folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.admin, self.folder, self.passphrase, self._monkeypatch = admin, folder, passphrase, monkeypatch

    def __call__(self, *args: str | Path, code: int = 0) -> str:
        self._monkeypatch.setenv(VARIABLE, self.passphrase)
        said = self.admin(*args)
        assert said.code == code, said.out + said.err
        return said.out + said.err

    def hand_over(self, to: "Desk") -> None:
        """As a shared folder or git does: everything but the keys."""
        for path in [path for path in self.folder.rglob("*") if path.is_file()]:
            name = path.relative_to(self.folder)
            if name.parts[0] != "keys" and name.name != "lock":
                (to.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, to.folder / name)
        if not (self.folder / "pending.json").exists():
            (to.folder / "pending.json").unlink(missing_ok=True)


@pytest.fixture
def desks(
    admin: Admin, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Desk, Desk]:
    """Alice made the repository; Bob has a copy and the second key of artifacts, which never was on Alice's machine.

    Made once: key files are slow to open on purpose. These are a fifth as slow; test_keys tells what real ones take.
    """
    monkeypatch.setattr(pkcs8, "_PARALLEL", 1)
    made = tmp_path_factory.getbasetemp() / "desks"
    if not (made / "bob/root.json").exists():
        _made(admin, made, monkeypatch)
    for name in ("alice", "bob"):
        shutil.copytree(made / name, tmp_path / name)
    return (
        Desk(admin, tmp_path / "alice", ALICE, monkeypatch),
        Desk(admin, tmp_path / "bob", BOB, monkeypatch),
    )


def _made(admin: Admin, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = Desk(admin, folder / "alice", ALICE, monkeypatch)
    bob = Desk(admin, folder / "bob", BOB, monkeypatch)
    (folder / "bob/keys").mkdir(parents=True)
    bob("key", folder / "bob/keys/bob.pem")
    (folder / "alice-artifacts").mkdir()
    alice("key", folder / "alice-artifacts/alice.pem")
    public = folder / "bob/keys/bob.pub.pem"
    mine = f"artifacts=file2:{folder / 'alice-artifacts/alice.pem'}"
    out = alice("init", alice.folder, "--key", mine, "--key", f"artifacts={public}", code=WAITING)
    assert "artifacts: 1 of 2 signatures; bob can sign" in out
    assert not (alice.folder / "root.json").exists()
    alice.hand_over(bob)
    # The online keys are only at Alice's, so her refresh brings out what Bob completed.
    assert "snapshot" in bob("sign", bob.folder, "--yes", code=WAITING)
    bob.hand_over(alice)
    assert "Published what had waited" in alice("refresh", alice.folder)
    assert (alice.folder / "root.json").exists()
    alice.hand_over(bob)


def computer(desk: Desk, url: str, folder: Path) -> Sync:
    return Sync(url=url, root=(desk.folder / "root.json").read_bytes(), folder=folder)


def test_two_people_bring_a_recipe_out(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    alice, bob = desks
    with hosting(alice.folder / "public") as host:
        served = tree(alice.folder / "public")
        said = alice("publish", policy(tmp_path, "one"), "--repo", alice.folder, "--yes", code=WAITING)
        assert "bob can sign" in said
        assert tree(alice.folder / "public") == served
        assert "waits for signatures already" in alice(
            "publish", policy(tmp_path, "two"), "--repo", alice.folder, "--yes", code=1
        )
        alice.hand_over(bob)
        shown = bob("sign", bob.folder, "--yes", code=WAITING)
        assert "+ Bad (bad): banned" in shown
        assert "@good/tool 1.0.0 can be set up with a click" in shown
        assert "Signed artifacts with bob." in shown
        bob.hand_over(alice)
        assert tree(alice.folder / "public") == served
        said = alice("sign", alice.folder, "--yes")
        assert "None of the keys here was missing." in said
        assert "Published." in said
        assert computer(alice, host.url, tmp_path / "computer").refresh().state.version == 1
    assert not (alice.folder / "pending.json").exists()


def test_words_need_nobody_else(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    alice, bob = desks
    alice("publish", policy(tmp_path, "one"), "--repo", alice.folder, "--yes", code=WAITING)
    alice.hand_over(bob)
    bob("sign", bob.folder, "--yes", code=WAITING)
    bob.hand_over(alice)
    alice("refresh", alice.folder)
    assert "version 2" in alice("publish", policy(tmp_path, "two"), "--repo", alice.folder, "--yes")


def test_what_waits_for_an_older_state_is_refused(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    alice, bob = desks
    alice("publish", policy(tmp_path, "one"), "--repo", alice.folder, "--yes", code=WAITING)
    stale = (alice.folder / "pending.json").read_bytes()
    alice.hand_over(bob)
    bob("sign", bob.folder, "--yes", code=WAITING)
    bob.hand_over(alice)
    alice("sign", alice.folder, "--yes")
    alice("publish", policy(tmp_path, "two"), "--repo", alice.folder, "--yes")
    (alice.folder / "pending.json").write_bytes(stale)
    before = tree(alice.folder / "public")
    assert "is published" in alice("sign", alice.folder, "--yes", code=1)
    assert "cannot be signed" in alice("status", alice.folder, code=WAITING)
    assert "cannot be signed" in alice("refresh", alice.folder, code=1)
    assert tree(alice.folder / "public") == before
    assert "Dropped" in alice("discard", alice.folder, "--yes")
    assert "Nothing waits" in alice("discard", alice.folder, "--yes")


@pytest.mark.parametrize("damage", ["text", "signature", "target", "role", "version", "date", "path", "delegation"])
def test_what_waits_was_tampered_with(desks: tuple[Desk, Desk], tmp_path: Path, damage: str) -> None:
    alice, bob = desks
    alice("publish", policy(tmp_path, "one"), "--repo", alice.folder, "--yes", code=WAITING)
    alice.hand_over(bob)
    path = bob.folder / "pending.json"
    waiting = json.loads(path.read_bytes())
    artifacts = json.loads(waiting["metadata"]["artifacts"])
    if damage == "text":
        waiting = []
    elif damage == "signature":
        artifacts["signatures"][0]["sig"] = "00" * 64
    elif damage == "target":
        waiting["targets"] = dict.fromkeys(waiting["targets"], "AAAA")
    elif damage == "role":
        waiting["metadata"]["timestamp"] = waiting["metadata"]["artifacts"]
    elif damage == "date":
        artifacts["signed"]["expires"] = "2999-01-01T00:00:00Z"
    elif damage == "path":
        artifacts["signed"]["targets"]["artifacts/../../x"] = {"length": 0, "hashes": {"sha256": "0" * 64}}
    elif damage == "delegation":
        artifacts["signed"]["delegations"] = {"keys": {}, "roles": []}
    else:
        artifacts["signed"]["version"] = 99
    if isinstance(waiting, dict):
        waiting["metadata"]["artifacts"] = json.dumps(artifacts)
    path.write_text(json.dumps(waiting))
    before = path.read_bytes(), tree(bob.folder / "public")
    if damage == "signature":  # a signature that is none does not count: Alice has to sign again
        assert "artifacts: 1 of 2 signatures; alice can sign" in bob(
            "sign", bob.folder, "--yes", "--key", "bob", code=WAITING
        )
    else:
        bob("sign", bob.folder, "--yes", code=1)
        assert (path.read_bytes(), tree(bob.folder / "public")) == before


@pytest.fixture
def alone(admin: Admin, published: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One person with every key, who has published once."""
    return Desk(admin, published, ALICE, monkeypatch)


@pytest.mark.parametrize("role", ["root", "targets", "snapshot", "timestamp", "policy", "artifacts"])
def test_a_computer_follows_the_rotation_of_every_role(alone: Desk, tmp_path: Path, role: str) -> None:
    leaves = {"root": "root-1", "artifacts": "artifacts-2"}.get(role, role)
    with hosting(alone.folder / "public") as host:
        old = computer(alone, host.url, tmp_path / "old")
        assert old.refresh().error is None
        said = alone(
            "rotate", role, "--repo", alone.folder, "--remove", leaves, "--new", "1", "--no-passphrase", "--yes"
        )
        assert "Published." in said
        (alone.folder / f"keys/{leaves}.pem").unlink()
        alone("publish", policy(tmp_path, "two"), "--repo", alone.folder, "--yes")
        outcome = old.refresh()
        assert outcome.error is None, outcome.error
        assert outcome.state.version == 2
        assert computer(alone, host.url, tmp_path / "new").refresh().state.version == 2
    roles = json.loads(alone("status", alone.folder, "--json"))["roles"]
    assert leaves not in [key["name"] for one in roles if one["role"] == role for key in one["keys"]]


def test_a_computer_follows_many_roots(alone: Desk, tmp_path: Path) -> None:
    with hosting(alone.folder / "public") as host:
        old = computer(alone, host.url, tmp_path / "old")
        assert old.refresh().error is None
        for name in ("root-1", "root-2", "root-3"):
            alone("rotate", "root", "--repo", alone.folder, "--remove", name, "--new", "1", "--no-passphrase", "--yes")
        alone("rotate", "root", "--repo", alone.folder, "--threshold", "3", "--yes")
        assert old.refresh().error is None
    assert len(list((alone.folder / "public/metadata").glob("*.root.json"))) == 5


def test_a_lost_root_key_is_replaced_by_the_two_that_are_left(alone: Desk) -> None:
    (alone.folder / "keys/root-2.pem").unlink()
    assert "root-2 (elsewhere)" in alone("status", alone.folder)
    alone("rotate", "root", "--repo", alone.folder, "--remove", "root-2", "--new", "1", "--no-passphrase", "--yes")
    assert "(elsewhere)" not in alone("status", alone.folder)


def test_too_few_root_keys_wait_and_the_others_finish(alone: Desk, tmp_path: Path) -> None:
    (tmp_path / "drawer").mkdir()
    for name in ("root-2", "root-3"):
        shutil.move(alone.folder / f"keys/{name}.pem", tmp_path / "drawer")
    before = tree(alone.folder / "public")
    said = alone("rotate", "policy", "--repo", alone.folder, "--new", "1", "--no-passphrase", "--yes")
    assert "Published." in said  # the key of targets is here
    before = tree(alone.folder / "public")
    said = alone(
        "rotate",
        "timestamp",
        "--repo",
        alone.folder,
        "--remove",
        "timestamp",
        "--new",
        "1",
        "--no-passphrase",
        "--yes",
        code=3,
    )
    assert "root: 1 of 2 signatures; root-2 or root-3 can sign" in said
    assert tree(alone.folder / "public") == before
    shown = alone("sign", alone.folder, "--keys", tmp_path / "drawer", "--yes")
    assert "timestamp: 1 of 1 keys sign (before: 1 of 1); timestamp leaves; timestamp-2 comes" in shown
    assert "Published." in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["policy", "--remove", "policy"], "too few"),
        (["artifacts", "--threshold", "3"], "too few"),
        (["artifacts", "--remove", "root-1"], "no key root-1 for artifacts"),
    ],
)
def test_rotations_that_cannot_be(alone: Desk, arguments: list[str], words: str) -> None:
    before = tree(alone.folder)
    assert words in alone("rotate", *arguments, "--repo", alone.folder, "--yes", code=1)
    after = tree(alone.folder)
    assert {name: after[name] for name in before} == before


def test_one_key_does_not_count_twice(alone: Desk) -> None:
    signer = keys.generate(alone.folder / "mine.pem", ALICE)
    (alone.folder / "mine.pub.pem").write_bytes(keys.public_bytes(signer))
    public = alone.folder / "mine.pub.pem"
    alone("rotate", "artifacts", "--repo", alone.folder, "--add", public, "--yes")
    said = alone("rotate", "policy", "--repo", alone.folder, "--add", public, "--yes", code=1)
    assert "is the same key as" in said


def test_the_daily_job_needs_the_online_keys_only(alone: Desk, admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (alone.folder / "keys").iterdir():
        if path.stem not in ("snapshot", "timestamp"):
            path.unlink()
    monkeypatch.delenv(VARIABLE, raising=False)
    said = admin("refresh", alone.folder, "--json")
    assert said.code == 0, said.err
    assert json.loads(said.out)["wear"]["timestamp"] == "valid"
    later = datetime.now(UTC) + timedelta(days=70)
    said = admin("refresh", alone.folder, "--now", later.isoformat())
    assert said.code == 4
    assert "policy runs out at" in said.err
    (alone.folder / "keys/timestamp.pem").unlink()
    said = admin("refresh", alone.folder, "--now", later.isoformat())
    assert said.code == 1
    assert "timestamp can sign" in said.err


def test_a_clock_in_the_past(alone: Desk, tmp_path: Path) -> None:
    before = tree(alone.folder / "public")
    past = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    publishing: list[str | Path] = ["publish", policy(tmp_path, "two"), "--repo", alone.folder, "--yes"]
    others: list[list[str | Path]] = [["refresh", alone.folder], ["lift", "bad", "--repo", alone.folder, "--yes"]]
    for command in (publishing, *others):
        assert "Set the clock right" in alone(*command, "--now", past, code=1)
    assert tree(alone.folder / "public") == before


def test_what_changed_while_somebody_read_it_is_not_signed(alone: Desk, tmp_path: Path) -> None:
    online = ["--key", "snapshot", "--key", "timestamp"]
    alone("publish", policy(tmp_path, "two"), "--repo", alone.folder, "--yes", *online, code=WAITING)
    repository = open_repository(alone.folder, datetime.now(UTC))
    waited = pending.load(repository)
    assert waited is not None
    (alone.folder / "pending.json").write_bytes(waited + b"\n")
    before = tree(alone.folder)
    with pytest.raises(PendingUnusable, match="meanwhile"):
        sign(repository, waited)
    (alone.folder / "lock").unlink(missing_ok=True)
    after = tree(alone.folder)
    assert {name: after.get(name) for name in before if not name.endswith("/lock")} == {
        name: digest for name, digest in before.items() if not name.endswith("/lock")
    }


def test_keys_that_are_here_but_not_to_be_used(alone: Desk, tmp_path: Path) -> None:
    names = ["--key", "snapshot", "--key", "timestamp"]
    said = alone("publish", policy(tmp_path, "two"), "--repo", alone.folder, "--yes", *names, code=3)
    assert "policy: 0 of 1 signatures; policy can sign" in said
    assert "no key nobody" in alone("sign", alone.folder, "--key", "nobody", "--yes", code=1)
    assert "Published." in alone("sign", alone.folder, "--yes")


def test_root_keys_on_other_media(admin: Admin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(admin, tmp_path / "repo", ALICE, monkeypatch)
    desk("init", desk.folder, "--keys-dir", f"root={tmp_path / 'stick'}", "--role", "root=3/5", "--encrypt-online")
    assert len(list((tmp_path / "stick").glob("root-*.pem"))) == 5
    assert not list((desk.folder / "keys").glob("root*"))
    assert all(b"ENCRYPTED" in path.read_bytes() for path in (desk.folder / "keys").iterdir())
    shutil.move(tmp_path / "stick", tmp_path / "moved")
    assert "root-5 (elsewhere)" in desk("status", desk.folder)
    assert "(elsewhere)" not in desk("status", desk.folder, "--keys", tmp_path / "moved")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--role", "artifacts=3/2"], "at most all sign"),
        (["--role", "artifacts=two"], "write it like artifacts=2/3"),
        (["--role", "boss=1/1"], "the roles are root"),
        (["--key", "policy=awskms:alias/x"], "pip install 'securesystemslib[awskms]'"),
        (["--key", "policy=nowhere.pem"], "No such file"),
    ],
)
def test_an_init_that_cannot_be_leaves_nothing(
    admin: Admin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: list[str], words: str
) -> None:
    desk = Desk(admin, tmp_path / "repo", ALICE, monkeypatch)
    assert words in desk("init", desk.folder, *option, code=1)
    assert not desk.folder.exists()


def test_init_without_a_passphrase_says_how_to_give_one(admin: Admin, tmp_path: Path) -> None:
    said = admin("init", tmp_path / "repo")
    assert said.code == 1
    assert "--passphrase-file" in said.err
    assert not (tmp_path / "repo").exists()


def test_nothing_that_is_signed_goes_unsaid(alone: Desk, tmp_path: Path) -> None:
    """A roll-out changes nothing for everybody; whoever signs it must see it all the same."""
    online = ["--key", "snapshot", "--key", "timestamp"]
    stage = ["--stage", "pilot", "--percent", "5"]
    alone("publish", policy(tmp_path, "two"), "--repo", alone.folder, *stage, *online, "--yes", code=WAITING)
    said = alone("sign", alone.folder, "--yes")
    assert "+ the roll-out pilot: version 2 for 5% of the devices" in said
    assert "~ Bad: summary in en: two" in said
    assert "file + rollout.json" in said
    assert "file + rollout/pilot.json" in said
    assert "signed anew" not in said
    alone("publish", policy(tmp_path, "one"), "--repo", alone.folder, *online, "--yes", code=0)


def test_a_lift_reaches_the_devices_of_a_roll_out_too(alone: Desk, tmp_path: Path) -> None:
    alone("publish", policy(tmp_path, "two"), "--repo", alone.folder, "--stage", "pilot", "--device", "lt-*", "--yes")
    with hosting(alone.folder / "public") as host:
        root = (alone.folder / "root.json").read_bytes()
        plain = Sync(url=host.url, root=root, folder=tmp_path / "plain")
        pilot = Sync(url=host.url, root=root, folder=tmp_path / "pilot", person=Person(device="lt-1"))
        assert (plain.refresh().state.version, pilot.refresh().state.version) == (1, 2)
        alone("lift", "bad", "--repo", alone.folder, "--yes")
        versions = set()
        for sync, word in ((plain, "one"), (pilot, "two")):
            outcome = sync.refresh()
            assert outcome.error is None
            assert outcome.state.policy is not None
            assert outcome.state.policy.tools[0].lifted is not None
            assert outcome.state.policy.tools[0].summary == {"en": word}
            versions.add(outcome.state.version)
    assert versions == {3, 4}
