"""Whether IT wants another version of a tool than the one that was set up, and who begins. Pure."""

from collections.abc import Sequence

from app.host import platform
from app.policy.recipe import Recipe, Update
from app.setup.place import Installed


def update_of(installed: Installed, recipes: Sequence[Recipe], build: str = "") -> Recipe | None:
    """The recipe that would change what is installed; None where that is what IT wants, or wants left alone.

    `build` names the kind of machine ("": this one). Whether a recipe is viable is not asked: an installed version that
    any of them names for this machine is right.
    """
    machine = build or platform.build_name()
    here = [one for one in recipes if machine in one.builds and one.version]
    if any(one.version == installed.version for one in here):
        return None
    return next((one for one in here if one.update is not Update.NEVER), None)


def by_itself(installed: Installed, recipes: Sequence[Recipe]) -> Recipe | None:
    """The same, where IT says that nobody needs to ask; not to the version the person went back from."""
    recipe = update_of(installed, recipes)
    if recipe is None or recipe.update is not Update.AUTO or recipe.version == installed.left:
        return None
    return recipe
