"""Durable files, locks, the subprocess gate, configuration."""

import json
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from app.host import config, files, offspring
from app.host.config import ConfigUnreadable, NotConfigured
from app.host.paths import Paths
from app.host.process import is_running, start_time
from app.host.run import run
from app.host.settings import Settings

ENV = {"PATH": os.environ["PATH"]}


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    target = tmp_path / "state.json"
    files.write_durably(target, b"old")
    files.write_durably(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "state.json"
    files.write_durably(target, b"old")
    code = (
        "import resource, signal, sys; from pathlib import Path; from app.host import files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: files.write_durably(Path(sys.argv[1]), b'x' * 5000)\n"
        "except files.NotWritable as error: print(error.advice)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True)
    assert "Nothing was changed" in done.stdout
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_lock_is_held_by_one_and_dies_with_its_process(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = (
        "import sys; from pathlib import Path; from app.host.files import exclusive\n"
        "with exclusive(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(files.InUse), files.exclusive(lock):
            pass
        holder.kill()
    with files.exclusive(lock):
        pass


def test_a_lock_that_is_a_link_is_not_made_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(files.NotWritable), files.exclusive(tmp_path / "lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_child_that_talks_much_neither_blocks_nor_fills_memory() -> None:
    done = run([sys.executable, "-c", "print('x' * 3_000_000); print('end')"], env=ENV, timeout=30, keep=1000)
    assert done.code == 0
    assert done.out.endswith("end\n")
    assert len(done.out) <= 1000


@pytest.mark.parametrize("how", ["timeout", "cancel"])
def test_the_whole_family_is_ended(how: str, tmp_path: Path) -> None:
    """A child that ignores SIGTERM and has children of its own is gone afterwards, all of it."""
    pids = tmp_path / "pids"
    code = (
        "import os, signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "stay = 'import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)'\n"
        "child = subprocess.Popen([sys.executable, '-c', stay])\n"
        "open(sys.argv[1] + '.new', 'w').write(f'{os.getpid()} {child.pid}')\n"
        "os.rename(sys.argv[1] + '.new', sys.argv[1])\n"
        "time.sleep(600)"
    )
    cancel = threading.Event()

    def tick() -> None:
        if how == "cancel" and pids.exists():
            cancel.set()

    timeout = 2.0 if how == "timeout" else 60.0
    done = run([sys.executable, "-c", code, str(pids)], env=ENV, timeout=timeout, cancel=cancel, tick=tick)
    assert done.ended_by == how
    family = [int(pid) for pid in pids.read_text().split()]
    deadline = time.monotonic() + 10
    while any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in family):
        assert time.monotonic() < deadline


ESCAPES = {
    "a session of its own": "subprocess.Popen(stay, start_new_session=True)",
    "a double fork": "os.fork() or (os.setsid(), os.fork() or os.execv(stay[0], stay), os._exit(0))",
    "no environment": "subprocess.Popen(stay, start_new_session=True, env={})",
}


@pytest.mark.parametrize("how", ESCAPES)
def test_what_left_our_group_is_ended_too(how: str, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    pids.touch()
    code = (
        "import os, subprocess, sys, time\n"
        'leave = \'import os, sys, time; open(sys.argv[1], "a").write(f"{os.getpid()} "); time.sleep(600)\'\n'
        f"stay = [sys.executable, '-c', leave, sys.argv[1]]\n{ESCAPES[how]}\ntime.sleep(600)"
    )
    cancel = threading.Event()

    def tick() -> None:
        if pids.read_text():
            cancel.set()

    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    try:
        assert run([sys.executable, "-c", code, str(pids)], env=ENV, timeout=60, cancel=cancel, tick=tick).ended_by
        deadline = time.monotonic() + 10
        for pid in map(int, pids.read_text().split()):
            while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                assert time.monotonic() < deadline
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_mark_that_was_inherited_ends_nobody_else() -> None:
    """As in a terminal that a program opened which a set-up had started."""
    inherited = {**ENV, offspring.MARK: "f" * 32}
    neighbour = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], env=inherited)
    cancel = threading.Event()
    try:
        assert (
            run(["/bin/sleep", "600"], env=inherited, timeout=60, cancel=cancel, tick=cancel.set).ended_by == "cancel"
        )
        assert neighbour.poll() is None
    finally:
        neighbour.kill()
        neighbour.wait()
    ours = offspring.marked(inherited)
    assert offspring.marked(ours) == ours


def test_a_process_is_its_pid_and_start_time() -> None:
    mine = start_time(os.getpid())
    assert mine is not None
    assert is_running(os.getpid(), mine)
    assert not is_running(os.getpid(), mine + 1)
    assert not is_running(2**22 + 1, mine)


def test_configuration_by_precedence(paths: Paths) -> None:
    root = paths.home / "root.json"
    root.write_bytes(b'{"signed": {"_type": "root"}}')
    paths.machine_config.mkdir(parents=True)
    paths.config.mkdir(parents=True)
    (paths.config / "config.toml").write_text('url = "https://mine.example/"\nlanguage = "zh-CN"\n')
    assert config.load(paths, Settings(root=str(root))).url == "https://mine.example/"
    assert config.load(paths, Settings(url="https://flag.example", root=str(root))).url == "https://flag.example/"
    (paths.machine_config / "config.toml").write_text('url = "https://it.example/p"\npoll_seconds = 60\n')
    loaded = config.load(paths, Settings(url="https://flag.example", root=str(root)))
    assert (loaded.url, loaded.poll_seconds, loaded.language) == ("https://it.example/p/", 60, "zh-CN")


@pytest.mark.parametrize(
    "text",
    [
        'url = "http://policy.example"',
        'url = "http://127.0.0.1.evil.example"',
        'ulr = "https://x"',
        "url = 7",
        "[",
        "\xff",
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(paths: Paths, text: str) -> None:
    root = paths.home / "root.json"
    root.write_bytes(b'{"signed": {"_type": "root"}}')
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigUnreadable) as caught:
        config.load(paths, Settings(root=str(root)))
    assert json.dumps(caught.value.as_json())


def test_without_configuration_it_says_what_is_missing(paths: Paths) -> None:
    with pytest.raises(NotConfigured, match="url is not set"):
        config.load(paths, Settings())
    with pytest.raises(ConfigUnreadable, match=r"root\.json"):
        config.load(paths, Settings(url="https://x.example", root=str(paths.home / "root.json")))


def test_what_is_no_plain_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"all of it")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert files.content(tmp_path / "real") == files.content(tmp_path / "link") == b"all of it"
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name in ("pipe", "endless", "."):
        with pytest.raises(OSError, match="no plain file"):
            files.content(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        files.content(tmp_path / "gone")
