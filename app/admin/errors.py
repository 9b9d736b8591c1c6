"""What can go wrong at IT's desk."""

from app.errors import SignpostError


class FolderTaken(SignpostError):
    """`init` into a folder that holds something else."""

    what = "{path} is not empty and is no Signpost repository."
    todo = "Choose a folder that does not exist yet, or an empty one."


class NotARepository(SignpostError):
    """The folder was not made by `init`."""

    what = "{path} is no Signpost repository."
    todo = "Make one with `signpost-admin init {path}`, or name the folder that `init` was given."


class RepositoryDamaged(SignpostError):
    """A file that the repository's own metadata names is missing or not what was signed."""

    what = "The repository {path} is damaged: {detail}"
    todo = "Restore the folder from a backup. Nothing was published."


class KeyUnusable(SignpostError):
    """A private key cannot be loaded."""

    what = "The signing key {key} cannot be used: {detail}"
    todo = "Put the key back where `init` wrote it. Nothing was published."


class KeysMissing(SignpostError):
    """Fewer signatures than the role's threshold."""

    what = "The role {role} could not be signed with enough keys ({detail})."
    todo = "Put the role's keys back where `init` wrote them. Nothing was published."


class NotPublishable(SignpostError):
    """`check` found errors."""

    what = "{path} was not published: {count} to correct."
    todo = "Correct what is listed above; `signpost-admin check {path}` says when it is right."


class NotServable(SignpostError):
    """The address is taken or not allowed."""

    what = "Port {port} on this computer cannot be used ({detail})."
    todo = "Choose another with --port, or leave it out."


class PolicyWrong(SignpostError):
    """A policy that is to be tried has errors."""

    what = "{path} has errors:\n{detail}"
    todo = "Correct them; `signpost-admin check {path}` says when it is right."
