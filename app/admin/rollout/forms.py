"""Every form a company's configuration can be made in, and the files of each."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from app.admin.rollout import admx, apple, intune, linux, msi, registry, schema
from app.admin.rollout.company import Company
from app.host import files

Files = dict[str, bytes]

_PLAIN: dict[str, Callable[[Company], Files]] = {
    "reg": lambda company: {f"signpost-{company.name}.reg": registry.reg(company)},
    "msi": lambda company: {f"signpost-{company.name}.ps1": msi.script(company)},
    "admx": lambda _: {
        "signpost.admx": admx.admx(),
        **{f"{language}/signpost.adml": admx.adml(language) for language in ("en-US", "zh-CN")},
    },
    "mobileconfig": lambda company: {f"signpost-{company.name}.mobileconfig": apple.mobileconfig(company)},
    "json-schema": lambda _: {"signpost.schema.json": schema.schema()},
    "intune-oma": lambda company: {f"signpost-{company.name}.intune.json": intune.oma(company)},
}
_PACKAGES = {"deb": linux.deb, "rpm": linux.rpm}
FORMS = (*_PACKAGES, *_PLAIN)
_LONG_AGO = 946684800
"""2000-01-01, the age of files in a package where SOURCE_DATE_EPOCH says none."""


def make(company: Company, forms: Sequence[str], release: int, out: Path) -> list[Path]:
    """Write the forms into `out`, each file whole or not at all; only their owner may read those with a secret.

    Raises WriterMissing, WriterFailed, NotWritable, DiskFull.
    """
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "") or _LONG_AGO)
    mode = 0o600 if company.secrets else 0o644
    made: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for form in forms:
            write = _PACKAGES.get(form)
            for name, data in (write(company, release, epoch) if write else _PLAIN[form](company)).items():
                (out / name).parent.mkdir(exist_ok=True)
                files.write_durably(out / name, data, mode=mode)
                made.append(out / name)
    except OSError as error:
        raise files.translated(error, out) from error
    return made
