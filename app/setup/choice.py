"""Which of a tool's recipes is carried out: the first viable one; where none is, the reasons of all are said."""

from collections.abc import Iterator, Sequence

from app.host import platform
from app.policy.recipe import Recipe
from app.setup.errors import NoBuild, NoneViable, NoRecipe, Unsuitable


def offered(recipes: Sequence[Recipe]) -> Recipe | None:
    """The first with a build for this machine, for those who only show: whether it is viable is not asked."""
    return next((recipe for recipe in recipes if platform.build_name() in recipe.builds), None)


class Reasons:
    """Goes through the recipes of a tool, and remembers why each was left out."""

    def __init__(self, tool: str, recipes: Sequence[Recipe]) -> None:
        self._tool, self._recipes = tool, recipes
        self._reasons: list[Unsuitable] = []

    def for_this_machine(self) -> Iterator[Recipe]:
        """Those with a build for this system and processor, in order. Raises NoRecipe."""
        if not self._recipes:
            raise NoRecipe(tool=self._tool)
        for recipe in self._recipes:
            if platform.build_name() in recipe.builds:
                yield recipe
            else:
                self.add(NoBuild(tool=self._tool, system=platform.build_name()))

    def add(self, reason: Unsuitable) -> None:
        """One is not for this machine."""
        self._reasons.append(reason)

    def none_viable(self) -> Unsuitable | NoneViable:
        """What to raise when all were left out: the one reason there is, or all."""
        if len({reason.happened for reason in self._reasons}) == 1:
            return self._reasons[0]
        return NoneViable(tool=self._tool, reasons=" ".join(reason.happened for reason in self._reasons))
