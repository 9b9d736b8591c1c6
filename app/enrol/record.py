"""What this person's computer keeps of its enrolment besides the token: one small file, 0600, replaced whole.

It is written before the service is asked, so that after a lost answer or a crash the same attempt is repeated and the
service gives another token for the same use of the code. Of the code only a hash is kept: to know whether the managed
configuration brought a new one.
"""

import hashlib
from datetime import datetime
from pathlib import Path

import msgspec

from app.enrol.errors import EnrolmentForgotten
from app.host import files
from app.host.paths import own_folder
from app.host.secret import Secret

FORMAT = 1


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The last code that was tried: its hash, the number of the `attempt`, and whether it was `answered` by a token.

    `refused` is when the service said no to it and `refusal` how (an error's code). `granted_at` and `renew_at` belong
    to the token in hand, whichever code brought it.
    """

    format: int = FORMAT
    url: str
    code: str
    attempt: str
    answered: bool = False
    refused: datetime | None = None
    refusal: str = ""
    granted_at: datetime | None = None
    renew_at: datetime | None = None

    def is_for(self, url: str, code: Secret) -> bool:
        """Whether it tells of that code and that service."""
        return self.url == url and self.code == hashed(code)


def hashed(code: Secret) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.value.strip().encode()).hexdigest()


def read(path: Path) -> Record | None:
    """None when nobody enrolled here yet. Raises EnrolmentForgotten."""
    try:
        return msgspec.json.decode(files.content(path), type=Record)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EnrolmentForgotten(path=path, detail=error) from error


def write(path: Path, record: Record) -> None:
    """Raises DiskFull, NotWritable."""
    own_folder(path.parent)
    files.write_durably(path, msgspec.json.encode(record))
