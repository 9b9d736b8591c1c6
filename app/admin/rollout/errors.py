"""What can be wrong with a company's configuration before it is rolled out."""

from app.errors import SignpostError


class RootUnusable(SignpostError):
    """Not the root of trust that computers can start with."""

    what = "{path} cannot be rolled out as the root of trust: {detail}."
    todo = "Give the root.json of your repository (`signpost-admin init` says where it is). Nothing was made."


class SettingWrong(SignpostError):
    """A setting that no computer would accept."""

    what = "The setting {name} cannot be rolled out: {detail}."
    todo = "`signpost-admin package-config --help` lists the settings. Correct it; nothing was made."


class NameWrong(SignpostError):
    """A company's short name that cannot become part of a package's name."""

    what = "{name!r} cannot be part of a package's name."
    todo = "Use two to forty of a-z, 0-9 and -, a letter first: for example example-company."


class WriterMissing(SignpostError):
    """The system's own program that writes a package is not here."""

    what = "The {form} package cannot be made here: there is no {program}."
    todo = "Install {program} (Debian: apt-get install {package}), or leave this form out with --formats."


class WriterFailed(SignpostError):
    """The system's own program that writes a package is here, and wrote none."""

    what = "The {form} package was not made: {program} failed: {detail}"
    todo = "See to what it says and run the same command again, or leave this form out with --formats."
