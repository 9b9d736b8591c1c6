"""What can go wrong while a bundle is built."""

from app.errors import SignpostError


class BundleImpossible(SignpostError):
    """What was named cannot become a bundle."""

    what = "{given} cannot become a bundle: {detail}"
    todo = "Correct that, and run the command again. Nothing was written."


class NotWhatIsMeant(SignpostError):
    """An argument of the command that means nothing here."""

    what = "{given} is not what was expected: {detail}"
    todo = "`signpost-admin bundle --help` shows how it is written."


class PackagerFailed(SignpostError):
    """npm or pip ended with an error."""

    what = "{program} could not bring {given}: {detail}"
    todo = "Correct what it says (registry, name, version, network), and run the command again. Nothing was written."


class PackagerMissing(SignpostError):
    """There is no npm or pip on IT's computer."""

    what = "{program}, which brings {given}, is not on this computer."
    todo = "Install it here, and run the command again. The employees' computers need none."


class ScriptNotHere(SignpostError):
    """A script was allowed that runs on another system only."""

    what = "The scripts of {name} cannot be run for {system} on this computer ({here})."
    todo = "Build that bundle on a computer of its kind, or leave --allow-script out."
