"""What can go wrong between the policy host and this machine, in a person's words.

Two families: the network (somebody can wait or mend a connection) and trust (somebody at IT has to look). None of them
ever changes the policy in force; whether there is one, and that it stays, is for those to say who show the state.
"""

from app.errors import SignpostError


class NetworkTrouble(SignpostError):
    """Base of everything that a better connection would cure."""

    what = "The policy host {host} could not be reached ({detail})."
    todo = "Signpost tries again by itself."


class Offline(NetworkTrouble):
    """No route to the host, or its name does not resolve."""

    what = "This computer is offline, or {host} cannot be found ({detail})."


class Refused(NetworkTrouble):
    """The host is there and nothing answers."""

    what = "The policy host {host} does not answer ({detail})."


class CutOff(NetworkTrouble):
    """The connection broke before the file was whole."""

    what = "The connection to {host} broke off in the middle of {file}."


class NoEnd(NetworkTrouble):
    """Headers, interim answers, trailers or the like without end, in place of the file or around it."""

    what = "{host} sent far more around {file} than belongs there."
    todo = "If it stays so, IT should check the policy host and the proxy."


class TooSlow(NetworkTrouble):
    """The time for one refresh was used up."""

    what = "{host} was too slow: {file} had not arrived when the time was up."


class NotTrusted(NetworkTrouble):
    """The server's certificate does not verify against the system's trust store."""

    what = "The connection to {host} is not secure ({detail})."
    todo = "IT: check the certificate of the host, or this computer's date."


class NotTheServer(NetworkTrouble):
    """Something answered that is no policy host, most often a network's sign-in page."""

    what = "Something answered in place of {host}: {detail}."
    todo = "If this network asks you to sign in, open a web page and do so. Signpost tries again by itself."


class BadStatus(NetworkTrouble):
    """An HTTP status where a file should be."""

    what = "{host} answered {status} for {file}."
    todo = "If it stays so, IT should check the address and the policy host."


class NotSignedIn(BadStatus):
    """401: the host wants a token, and this computer has none, or one that no longer counts."""

    what = "{host} does not know this computer ({status} for {file}): its access token is missing or no longer valid."
    todo = "Ask IT for a new code, and run: signpost enrol"


class NotAllowed(BadStatus):
    """403: the host knows who asks and does not let them."""

    what = "{host} does not let this computer in ({status} for {file})."
    todo = "IT: check what this computer's token may read, and the file's rights."


class TrustTrouble(SignpostError):
    """Base of everything that the signatures, hashes, versions and dates do not bear out."""

    what = "The policy from {host} was not accepted: {detail}"
    todo = "Tell IT: only they can publish a policy this computer accepts."


class WrongRoot(TrustTrouble):
    """Signed by keys this machine's root does not know, or the installed root is none."""

    what = "The policy at {host} is signed by somebody this computer was not told to trust ({detail})."
    todo = "IT: the address and the root of this installation do not belong together."


class Tampered(TrustTrouble):
    """A signature, hash or length does not fit what was signed."""

    what = "{file} from {host} is not what was signed ({detail})."


class TooLarge(TrustTrouble):
    """More bytes than were announced or than a policy may have."""

    what = "{file} from {host} is larger than it may be ({detail})."


class Expired(TrustTrouble):
    """Metadata past its date: nobody vouches for it any more."""

    what = "The policy at {host} ran out: its {role} was valid until {since}."
    todo = "IT: publish again. If the date is not past, check this computer's clock."


class RolledBack(TrustTrouble):
    """An older version than one this machine has already seen."""

    what = "{host} offers an older policy than this computer has already seen ({detail})."


class NothingPublished(TrustTrouble):
    """A valid repository that lacks a file it should have."""

    what = "{host} has no {file} yet."
    todo = "IT: run `signpost-admin publish`."


class StoreDamaged(SignpostError):
    """The last good policy on disk could not be read; it was put aside."""

    what = "The stored policy was damaged ({detail}) and was put aside."
    todo = "Nothing to do: Signpost fetches it again as soon as it reaches the policy host."


class StoreFromNewer(StoreDamaged):
    """A newer Signpost stored the last good policy in a form this one does not know; it was put aside."""

    what = "The stored policy was written by a newer Signpost and was put aside."
    todo = "Nothing to do: Signpost fetches it again as soon as it reaches the policy host."


class NotVouchedFor(SignpostError):
    """The signatures of the last good policy on disk do not lead back to the installed root; it was put aside."""

    what = "The stored policy is not signed as it has to be ({detail}) and was put aside."
    todo = "Nothing to do: Signpost fetches it again. If this comes back, tell IT: something changes files here."


class OtherCompany(SignpostError):
    """The store was made with another root."""

    what = "The stored policy belongs to another installation of Signpost and was put aside."
    todo = "Nothing to do: Signpost fetches this company's policy as soon as it reaches the policy host."


class EarlierTrouble(SignpostError):
    """What another process met at its last attempt, in the words it had for it."""

    what = "{what}"
    todo = "{todo}"


class NotCheckedYet(SignpostError):
    """The last good policy was verified too long ago to call it fresh, and no attempt since has failed."""

    what = "Whether there is a newer policy has not been checked since {since}."
    todo = "Nothing to do: Signpost checks as soon as it can."


class Stopped(SignpostError):
    """Whoever wanted the file does not want it any more."""

    what = "The download of {file} was stopped."
    todo = "What has arrived is kept and serves the next try."


class NotSigned(SignpostError):
    """A recipe names a file that the artifacts role of the policy in force does not sign."""

    what = "{file} is not part of what the company signed for set-ups."
    todo = "Try again in a minute. If it stays so, IT must publish the recipe and its file again."
