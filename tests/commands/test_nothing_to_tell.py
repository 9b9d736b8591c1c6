"""A command that has nothing to tell says so on standard error; what programs read stays empty."""

import pytest

from app.host.paths import Paths
from app.main import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["settings"], "Nothing is set here."),
        (["log"], "Nothing is in the log yet."),
        (["log", "--since", "1h"], "Nothing of that is in the log."),
        (["log", "--errors"], "Nothing of that is in the log."),
        (["ledger"], "No event is kept here."),
        (["ask", "--list"], "Nothing was asked for here."),
    ],
)
def test_it_is_said_to_people_alone(
    paths: Paths, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    home = ["--home", str(paths.home)]
    assert main([*words, *home]) == 0
    assert capsys.readouterr() == ("", f"{said}\n")
    assert main([*words, "--json", *home]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ('{"settings": []}\n' if words == ["settings"] else "", "")
