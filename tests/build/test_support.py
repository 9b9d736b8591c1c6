"""shiboken6's support modules as modules of the program: they are found, and run when they are needed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from packages import support

PROGRAM = """
import sys
from app.host.deferred import Deferred, deferring
with deferring():
    import shiboken6.Shiboken
    from PySide6.QtCore import QRect
    import shibokensupport.signature.loader as loader
    print(loader.__file__)
    names = ("parser", "layout", "errorhandler", "lib.pyi_generator")
    print([isinstance(sys.modules[f"shibokensupport.signature.{name}"], Deferred) for name in names])
    print(isinstance(sys.modules["zipfile"], Deferred))
    try:
        QRect("wrong")
    except TypeError as error:
        print(str(error).splitlines()[-1].strip())
"""


def test_they_come_as_modules_and_most_run_only_when_they_are_needed(tmp_path: Path, root: Path) -> None:
    """In a copy of the library's folder: that of this environment stays as it is."""
    found = importlib.util.find_spec("shiboken6")
    assert found is not None
    assert found.origin is not None
    copy = tmp_path / "shiboken6"
    copy.mkdir()
    for file in Path(found.origin).parent.iterdir():
        if file.name == "__init__.py":
            (copy / file.name).write_bytes(file.read_bytes())  # it is the one that is resolved
        elif file.suffix != ".pyi":
            (copy / file.name).symlink_to(file)
    names = support.write(tmp_path / support.PLACE)
    assert {"shibokensupport", "shibokensupport.signature.loader", "shibokensupport.signature.lib"} <= set(names)
    command = [sys.executable, "-c", PROGRAM]
    environment = {"PYTHONPATH": f"{tmp_path}:{root}", "PATH": "/usr/bin:/bin"}
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
    assert said.stderr == ""
    place, deferred, archive, line = said.stdout.splitlines()
    assert place.startswith(str(tmp_path / support.PLACE))
    assert deferred == "[True, True, True, True]"
    assert archive == "True"
    assert line.startswith("PySide6.QtCore.QRect.__init__(")
