"""A request for an exception goes to its webhook by a process of its own."""

import threading
from pathlib import Path

import pytest

from app.asking.errors import NotTaken, TurnedDown
from app.host.config import Config
from app.host.network import Network
from app.host.paths import Paths
from app.runtime.errands.handover import hand_over
from tests.asking.receiver import receiving
from tests.asking.test_webhook import request
from tests.runtime.errands.running import running


def config_for(paths: Paths, ca_bundle: str) -> Config:
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text(f'ca_bundle = "{ca_bundle}"\n')
    return Config(url="https://policy.example/", root=b"", network=Network(ca_bundle=ca_bundle))


@pytest.mark.parametrize(("status", "error"), [(200, None), (503, NotTaken), (404, TurnedDown)])
def test_what_the_receiver_says_comes_back(
    tmp_path: Path, paths: Paths, status: int, error: type[Exception] | None
) -> None:
    with receiving(tmp_path, status) as receiver:
        config = config_for(paths, receiver.ca_bundle)
        if error is None:
            hand_over(config, paths, request(receiver.url), threading.Event())
        else:
            with pytest.raises(error):
                hand_over(config, paths, request(receiver.url), threading.Event())
        assert len(receiver.got) == 1
    assert not running()


def test_what_is_cut_off_was_not_taken(tmp_path: Path, paths: Paths) -> None:
    over = threading.Event()
    over.set()
    with receiving(tmp_path, 200) as receiver, pytest.raises(NotTaken):
        hand_over(config_for(paths, receiver.ca_bundle), paths, request(receiver.url), over)
    assert not running()
