"""Whether what a recipe would bring is there already, by the record; and whether that still proves itself."""

from typing import Any

from app.policy.recipe import kind_of
from app.setup import detect
from app.setup.errors import NotDetected
from app.setup.installer import Installer, Job
from app.setup.place import Installed
from app.setup.plan import Event
from app.setup.prefix import link
from app.setup.receipt import PrefixReceipt

_Job = Job[Any, Any]
_Installer = Installer[Any, Any]


def is_it(before: Installed, installer: _Installer, job: _Job) -> bool:
    """Whether the record names the very bytes and commands that the recipe does."""
    recipe = job.recipe
    commands = tuple(command.name for command in getattr(job.build, "commands", ()))
    if isinstance(before.receipt, PrefixReceipt) and before.commands != commands:
        return False
    same = (before.kind, before.version) == (kind_of(recipe), recipe.version)
    return same and before.pin == installer.pin(job)


def still_there(before: Installed, installer: _Installer, job: _Job) -> bool:
    """Whether what the record names proves itself once more."""
    job.course.step(Event.FOUND)
    try:
        if isinstance(before.receipt, PrefixReceipt):
            link(job.place, before.receipt)
        known = job.place, job.recipe.detect, before.receipt, job.environment, job.cancel
        detect.prove(*known, lambda: installer.found(job))
        job.go_on()
    except NotDetected:
        job.course.step(Event.MISSING)
        return False
    return True
