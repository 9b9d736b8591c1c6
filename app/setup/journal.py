"""What a run is about to do to this computer, written down before it does: `tools/<tool>/journal.json`.

There is one from the moment something becomes visible (a folder is switched, a foreign manager is started) until the
record is written. A run without one that was cut off has only filled its staging folder.

What a foreign manager was left with and could not be given back stays written down, too (`half`): else the next run
would take it for the person's own.
"""

from datetime import datetime

import msgspec

from app.host.files import sync_folder, write_durably
from app.policy.recipe import Recipe
from app.setup.errors import RecordUnreadable
from app.setup.place import Place
from app.setup.receipt import PackageReceipt, Receipt


class Journal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The recipe that is carried out, what stands for its bytes, and what will have been put where.

    `run` is the mark of all that is started for it (`app.host.offspring`): a manager that outlives us is ended by it.
    `half`: the run is over, what it left is ours and could not be given back, and that was told.
    """

    recipe: Recipe
    pin: str
    receipt: Receipt
    at: datetime
    run: str = ""
    half: bool = False


def write(place: Place, journal: Journal) -> None:
    """Have it on the disk before anything it names happens. Raises DiskFull, NotWritable."""
    write_durably(place.journal, msgspec.json.format(msgspec.json.encode(journal, order="sorted")))


def read(place: Place) -> Journal | None:
    """The journal of a run that was cut off; None when there is none. Raises RecordUnreadable."""
    try:
        return msgspec.json.decode(place.journal.read_bytes(), type=Journal)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise RecordUnreadable(path=place.journal, detail=error) from error


def ours_by_half(place: Place, receipt: Receipt) -> Receipt:
    """The receipt of a new run; what an earlier one left by half was not the person's, so it was not there before.

    Raises RecordUnreadable.
    """
    entry = read(place)
    left = entry.receipt if entry is not None and entry.half else None
    if not isinstance(receipt, PackageReceipt) or not isinstance(left, PackageReceipt):
        return receipt
    same = (left.manager, left.package) == (receipt.manager, receipt.package)
    return msgspec.structs.replace(receipt, before="") if same else receipt


def close(place: Place) -> None:
    """The record, or the disk, agrees with what was done: nothing is open any more. Raises OSError."""
    place.journal.unlink(missing_ok=True)
    if place.folder.is_dir():
        sync_folder(place.folder)
