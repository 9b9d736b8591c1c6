"""What the facts about a launch depend on, besides the files themselves."""

import msgspec

from app.identify.interpreters import Run
from app.identify.pypath import Interpreter


class Question(msgspec.Struct, frozen=True):
    """What is run, and from where. Equal questions have equal answers, as long as no file changes.

    `own` says that the executable is a program of its own and no interpreter, `started_as` is the path given to execve
    where it is not the executable's, `folder` where relative paths start from, `installing` the npm package whose own
    scripts are setting it up. `image` and `flatpak` are the AppImage and the application that its environment names,
    `home` is set with the latter.
    """

    exe: str
    run: Run
    own: bool = True
    started_as: str = ""
    folder: str = ""
    installing: str = ""
    python: Interpreter | None = None
    image: str = ""
    flatpak: str = ""
    home: str = ""
