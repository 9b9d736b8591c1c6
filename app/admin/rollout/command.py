"""`signpost-admin package-config`: from the company's root and address to what IT rolls out."""

from datetime import datetime
from pathlib import Path

import click

from app.admin.commands import options
from app.admin.commands.output import document, say
from app.host.settings import TABLE

_FORMS = ("deb", "rpm", "reg", "msi", "admx", "mobileconfig", "json-schema", "intune-oma")


class _Forms(click.ParamType[tuple[str, ...]]):
    name = "forms"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        asked = value if isinstance(value, tuple) else tuple(dict.fromkeys(value.split(",")))
        for one in asked:
            if one not in _FORMS:
                self.fail(f"{one!r} is none of {', '.join(_FORMS)}", param, ctx)
        return asked


def _settings() -> str:
    rows = "\n".join(f"{row.name}: {row.kind.value}" for row in TABLE if row.name not in ("url", "root"))
    return f"\b\nSettings for --set (lists with commas):\n{rows}"


@click.command("package-config", short_help="Make the configuration that IT rolls out.", epilog=_settings())
@click.option("--root", type=options.POLICY, required=True, metavar="root.json", help="The root of trust.")
@click.option("--url", required=True, help="Where the policy is served (https).")
@click.option("--org", required=True, metavar="NAME", help="The company's short name: a-z, 0-9 and -.")
@click.option("--set", "said", multiple=True, metavar="KEY=VALUE", help="A further setting; may be repeated.")
@click.option("--out", type=options.FOLDER, default=Path(), metavar="DIR", help="Where to write. Default: here.")
@click.option("--formats", type=_Forms(), default=",".join(_FORMS), help=f"Default: {', '.join(_FORMS)}.")
@click.option("--release", type=click.IntRange(1, 99999999), default=1, help="Version of deb and rpm; count it up.")
@options.as_json
@options.now
def package_config(
    root: Path,
    url: str,
    org: str,
    said: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    release: int,
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Make what tells the computers their company, in the form each system's management takes.

    The same input gives the same bytes. deb and rpm need dpkg-deb and rpmbuild.
    """
    from app.admin.rollout import forms
    from app.admin.rollout.company import company

    checked = company(org, root, url, said, now)
    made = forms.make(checked, formats, release, out)
    if as_json:
        document({"made": [str(path) for path in made], "secrets": list(checked.secrets)})
    else:
        for path in made:
            say(f"Made {path}")
    if checked.secrets:
        say(
            f"WARNING: these files hold {', '.join(checked.secrets)}. Only you may read them here; on the computers "
            "everybody can. Give each computer its own, or an enrolment code that runs out.",
            err=True,
        )
