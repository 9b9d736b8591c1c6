"""What somebody is asked to sign, in words: nothing that changes may go unsaid.

Told from the very bytes that the waiting metadata names, not from what anybody says about them.
"""

from collections.abc import Iterator

import msgspec

from app.admin import edition, stages
from app.admin.diff import Change, diff
from app.admin.edition import Edition
from app.admin.keychange import keychanges
from app.admin.repository import SignedRepository
from app.admin.roles import DELEGATED
from app.admin.stages import Stage
from app.policy import recipe


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between what is published and what waits.

    `stage` is a sentence about a staged roll-out that begins, changes or ends, `staged` what it brings its devices.
    `files` are the targets that come, go or change: whatever no sentence speaks of is at least named here.
    """

    keys: tuple[str, ...]
    changes: tuple[Change, ...]
    stage: str = ""
    staged: tuple[Change, ...] = ()
    files: tuple[str, ...] = ()


def review(published: SignedRepository, waiting: SignedRepository) -> Review:
    """Compare the two states of one repository. Raises RepositoryDamaged."""
    after = edition.signed(waiting)
    before_stage, stage = stages.running(published), stages.running(waiting)
    said = f"Staged roll-out {stage}" if stage else f"The staged roll-out {before_stage} ends" if before_stage else ""
    is_news = before_stage != stage
    return Review(
        keys=tuple(keychanges(published, waiting)),
        changes=diff(edition.signed(published), after),
        stage=said if is_news else "",
        staged=diff(after, _of(stage, after)) if stage and is_news else (),
        files=tuple(_files(published, waiting)),
    )


def _of(stage: Stage, everybodys: Edition) -> Edition:
    recipes = recipe.load(stage.recipes) if stage.recipes is not None else everybodys.recipes
    return msgspec.structs.replace(everybodys, policy=stage.policy, recipes=recipes)


def _files(published: SignedRepository, waiting: SignedRepository) -> Iterator[str]:
    for role in DELEGATED:
        before, after = published.published(role), waiting.published(role)
        for path in sorted({*before, *after}):
            if before.get(path) != after.get(path):
                yield f"{'+' if path not in before else '-' if path not in after else '~'} {path}"
