"""What somebody is asked to sign, in words: nothing that changes may go unsaid.

Told from the very bytes that the waiting metadata names, not from what anybody says about them.
"""

from collections.abc import Iterator

import msgspec

from app.admin import edition
from app.admin.diff import Change, diff
from app.admin.keychange import keychanges
from app.admin.repository import SignedRepository
from app.admin.roles import DELEGATED


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between what is published and what waits.

    `changes` tell of a staged roll-out, too. `files` are the targets that come, go or change: whatever no sentence
    speaks of is at least named here.
    """

    keys: tuple[str, ...]
    changes: tuple[Change, ...]
    files: tuple[str, ...] = ()


def review(published: SignedRepository, waiting: SignedRepository) -> Review:
    """Compare the two states of one repository. Raises RepositoryDamaged."""
    return Review(
        keys=tuple(keychanges(published, waiting)),
        changes=diff(edition.signed(published), edition.signed(waiting)),
        files=tuple(_files(published, waiting)),
    )


def _files(published: SignedRepository, waiting: SignedRepository) -> Iterator[str]:
    for role in DELEGATED:
        before, after = published.published(role), waiting.published(role)
        for path in sorted({*before, *after}):
            if before.get(path) != after.get(path):
                yield f"{'+' if path not in before else '-' if path not in after else '~'} {path}"
