"""The person's choices in their config.toml: written line by line, the rest stays; the company's word wins."""

from datetime import time
from pathlib import Path

import pytest

from app.host.choices import Choices, Value, choices, choose
from app.host.config import ConfigUnreadable, load, read_layer
from app.host.paths import Paths
from app.host.settings import Settings


def own(paths: Paths) -> Path:
    paths.config.mkdir(parents=True, exist_ok=True)
    return paths.config / "config.toml"


def test_nothing_is_chosen_at_first(paths: Paths) -> None:
    assert choices(paths) == Choices()


def test_what_is_chosen_is_what_the_configuration_says(paths: Paths, tmp_path: Path) -> None:
    choose(paths, {"language": "zh_CN", "quiet_from": time(18), "quiet_until": time(9), "quiet_days": (1, 5)})
    assert choices(paths) == Choices(
        language="zh_CN", quiet_from=time(18), quiet_until=time(9), quiet_days=(1, 5), managed=frozenset()
    )
    root = tmp_path / "root.json"
    root.write_bytes(b'{"signed": {"_type": "root"}}')
    config = load(paths, Settings(url="https://policy.example.com/", root=str(root)))
    assert (config.language, config.quiet_from, config.quiet_days) == ("zh_CN", time(18), (1, 5))
    choose(paths, {"language": None, "quiet_from": None, "quiet_until": None, "quiet_days": None})
    assert choices(paths) == Choices()
    assert own(paths).stat().st_mode & 0o777 == 0o600


def test_what_was_written_by_hand_stays(paths: Paths) -> None:
    own(paths).write_text('# mine\npoll_seconds = 60  # often\nlanguage="de"\n', "utf-8")
    choose(paths, {"language": 'x"\\y\u202e'})
    assert "# mine\npoll_seconds = 60  # often\n" in own(paths).read_text("utf-8")
    assert read_layer(own(paths)) == Settings(poll_seconds=60, language='x"\\y\u202e')


def test_what_the_company_set_is_named_and_wins(paths: Paths) -> None:
    paths.machine_config.mkdir(parents=True)
    (paths.machine_config / "config.toml").write_text('language = "de"\n', "utf-8")
    choose(paths, {"language": "en", "terminal_notice": True})
    assert choices(paths) == Choices(language="de", terminal_notice=True, managed=frozenset({"language"}))


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ("not toml", {"language": "en"}),
        ('unknown_key = "x"\n', {"language": "en"}),
        ("quiet_days = [\n 1,\n 2,\n]\n", {"quiet_days": (3,)}),
    ],
)
def test_a_file_that_cannot_be_changed_line_by_line_is_left_as_it_is(
    paths: Paths, before: str, changes: dict[str, Value]
) -> None:
    own(paths).write_text(before, "utf-8")
    with pytest.raises(ConfigUnreadable):
        choose(paths, changes)
    assert own(paths).read_text("utf-8") == before


def test_days_are_days(paths: Paths) -> None:
    own(paths).write_text("quiet_days = [0]\n", "utf-8")
    with pytest.raises(ConfigUnreadable):
        choices(paths)
