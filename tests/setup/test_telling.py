"""What `signpost setup` says at its end, of several commands of one tool."""

import io
from pathlib import Path

import msgspec

from app.host.paths import Paths
from app.setup import path_edit
from app.setup.on_path import OnPath
from app.setup.telling import Teller


def test_one_edit_for_two_commands_is_shown_once(tmp_path: Path) -> None:
    first = OnPath(command="paint", shell="bash", answered=True)  # noqa: S604
    second = msgspec.structs.replace(first, command="paintd")
    edit = path_edit.propose(Paths.below(tmp_path), first)
    assert edit is not None
    out = io.StringIO()
    tell = Teller(False, out)
    tell.found("paint", first, edit, applied=False)
    tell.found("paint", second, edit, applied=False, again=True)
    assert out.getvalue().count(path_edit.BEGIN) == 1
    assert out.getvalue().endswith("Nor do they find paintd; the same would do it.\n")
