"""No parser of outside bytes is forgotten: every module that decodes is reached by a target, or its reason is here."""

from tests.fuzz.decoders import APP, parsers
from tests.fuzz.found import kept
from tests.fuzz.table import table

WRITES = "it writes that format; what it takes to read is its own"
CHECKED = "the same bytes were decoded before, by a module that has a target"
SYSTEM = "a structure that the kernel or a library of the system fills, of a length that was asked for"

NOT_OUTSIDE = {
    "app.admin.bundle.bom": WRITES,
    "app.admin.bundle.build": WRITES,
    "app.admin.bundle.pack": WRITES,
    "app.admin.diff": CHECKED,
    "app.admin.lift": CHECKED,
    "app.commands.self_test": "a database in memory, which it fills itself",
    "app.desktop.agent_window": SYSTEM,
    "app.desktop.window.event_title": CHECKED,
    "app.desktop.window.told_view": CHECKED,
    "app.desktop.x11": SYSTEM,
    "app.doctor.diagnostics": WRITES,
    "app.host.doorbell": SYSTEM,
    "app.elevation.windows.objects": SYSTEM,
    "app.host.proofs": "what whoever runs the self-test asks of it, on its standard input",
    "app.runtime.everything": WRITES,
    "app.runtime.asking": "a part of a request, which this program made; `app.asking.store` has a target",
    "app.setup.kinds.msi": "a constant, with which files are compared",
    "app.watch.scheduling": SYSTEM,
}
"""Modules that decode nothing from outside, each with why."""


def test_every_module_that_decodes_is_reached_by_a_target() -> None:
    reached = {module for target in table().values() for module in target.modules}
    missing = {name: sorted(calls) for name, calls in parsers().items() if name not in reached | NOT_OUTSIDE.keys()}
    assert not missing, "write a target for these (tests/fuzz/targets), or say why none is needed"


def test_what_the_table_names_is_there() -> None:
    named = {module for target in table().values() for module in target.modules}
    there = {".".join(path.relative_to(APP.parent).with_suffix("").parts) for path in APP.rglob("*.py")}
    assert named <= there | {name.removesuffix(".__init__") for name in there}
    assert NOT_OUTSIDE.keys() <= parsers().keys(), "a reason for a module that decodes nothing any more"
    assert not NOT_OUTSIDE.keys() & named, "a module is reached, or it has a reason"


def test_findings_belong_to_targets() -> None:
    assert {name for name, _ in kept()} <= table().keys()
