"""Whether IT wants another version of a tool than the one that was set up, and who begins. Pure."""

from collections.abc import Callable, Sequence

from app.host import platform
from app.policy.recipe import Recipe, Update, kind_of
from app.setup.place import Installed

Differs = Callable[[Installed, Recipe], bool]
"""Whether a recipe of that version brings something else than what is installed (`app.setup.pins`)."""


def update_of(
    installed: Installed, recipes: Sequence[Recipe], build: str = "", differs: Differs = lambda *_: False
) -> Recipe | None:
    """The recipe that would change what is installed; None where that is what IT wants, or wants left alone.

    `build` names the kind of machine ("": this one). Whether a recipe is viable is not asked: an installed version that
    any of them names for this machine is right, unless that one `differs`: then it was changed under its version.
    """
    machine = build or platform.build_name()
    here = [one for one in recipes if machine in one.builds and one.version]
    same = [one for one in here if one.version == installed.version]
    alike = [one for one in same if kind_of(one) == installed.kind]
    if same and not (alike and all(differs(installed, one) for one in alike)):
        return None
    return next((one for one in alike or here if one.update is not Update.NEVER), None)


def by_itself(installed: Installed, recipes: Sequence[Recipe], differs: Differs = lambda *_: False) -> Recipe | None:
    """The same, where IT says that nobody needs to ask; not to the version the person went back from."""
    recipe = update_of(installed, recipes, differs=differs)
    if recipe is None or recipe.update is not Update.AUTO or recipe.version == installed.left:
        return None
    return recipe
