"""What a recipe would install, told by its pin, without carrying it out: so that a change under one version is noticed.

Nothing is fetched: the hashes of large files are signed with their names, small ones came with the policy.
"""

import threading
from typing import Any

from app.errors import SignpostError
from app.host import platform
from app.host.paths import Paths
from app.policy.recipe import Recipe, kind_of
from app.setup.course import Course
from app.setup.installer import Artifacts, Job
from app.setup.kinds import KINDS
from app.setup.place import Installed, Place
from app.setup.there import is_it


class Pins:
    """By the artifacts of the policy in force."""

    def __init__(self, paths: Paths, artifacts: Artifacts) -> None:
        self._paths, self._artifacts = paths, artifacts

    def differs(self, installed: Installed, recipe: Recipe) -> bool:
        """Whether the recipe, of the same kind and version, brings other bytes or commands than are installed.

        False where that cannot be told.
        """
        installer, build = KINDS.get(type(recipe)), recipe.builds.get(platform.build_name())
        if installer is None or build is None or installed.kind != kind_of(recipe):
            return False
        place = Place(self._paths, installed.tool)
        job = Job[Any, Any](
            place=place,
            recipe=recipe,
            build=build,
            artifacts=self._artifacts,
            environment={},
            cancel=threading.Event(),
            course=Course(installed.tool, lambda _: None),
            staging=place.folder,
        )
        try:
            return not is_it(installed, installer, job)
        except SignpostError:
            return False
