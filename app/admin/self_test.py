"""`signpost-admin self-test`: the parts of this program, each used once (`app.host.proofs`). No command of IT's."""

import contextlib
import io
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from app.host import proofs
from app.host.paths import resources
from app.host.proofs import Proof


@click.command(hidden=True, name="self-test", short_help="Use each part once.")
@click.pass_context
def self_test(context: click.Context) -> int:
    """Use each part once."""
    asked = proofs.asked()
    found: dict[str, Proof] = {
        "report": _report,
        "signature": proofs.signature,
        "publishing": partial(_publishing, context.find_root().command),
    }
    if asked.url:
        found["TLS"] = partial(proofs.tls, asked)
    if asked.imports:
        found["imports"] = partial(proofs.everything_imported, asked.imports)
    return proofs.prove(found)


def _report() -> str:
    """A drawing of the report."""
    from app.admin.report.drawing import draw

    values = [{"day": number, "sessions": number * number} for number in range(1, 6)]
    encoding = {"x": {"field": "day", "type": "ordinal"}, "y": {"field": "sessions", "type": "quantitative"}}
    drawn = draw({"data": {"values": values}, "mark": "bar", "encoding": encoding}, "Sessions a day")
    bars = [element for element in drawn.iter() if element.tag.endswith("path") and element.get("d")]
    if len(bars) < len(values):
        raise ValueError(f"{len(bars)} shapes were drawn")
    return f"{len(bars)} shapes"


def _publishing(commands: click.Command) -> str:
    """The example company's policy, signed with new keys."""
    with tempfile.TemporaryDirectory(prefix="signpost-self-test-") as folder, _silence():
        repository = Path(folder) / "repository"
        policy = resources() / "example-company/policy.yaml"
        for words in (
            ["init", str(repository), "--no-passphrase"],
            ["publish", str(policy), "--repo", str(repository), "--yes"],
            ["status", str(repository)],
        ):
            try:
                code = commands.main(words, prog_name="signpost-admin", standalone_mode=False)
            except SystemExit as ended:
                code = ended.code
            if code:
                raise ValueError(f"{words[0]} ended with {code}")
        return f"{sum(1 for _ in (repository / 'public').rglob('*'))} files"


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
