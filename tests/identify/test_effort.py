"""However files name each other, and whatever they hold: an answer takes bounded work, and a cut one is not kept."""

import json
import math
import os
import threading
from collections.abc import Callable

import pytest

from app.identify.effort import is_spent, limited
from app.identify.files import Look
from app.identify.identify import Identifier
from app.identify.sites import MOST_ENTRIES, Sites
from app.policy.launch import Launch
from tests.identify.machine import Machine, Observer

Lay = Callable[[Machine], tuple[str, ...]]


def forest(machine: Machine) -> tuple[str, ...]:
    """A script with 64 imports of 64 imports each, of packages with as much in package.json as is read."""
    exports = {f"./s{number}": {"import": "./x.js"} for number in range(9000)}
    said = machine.file("said.json", json.dumps({"name": "q", "exports": exports, "z": "x" * 500_000}))
    for number in range(64):
        package = machine.file(f"node_modules/p{number}/x.js", "import('./y.js')").parent
        os.link(said, package / "package.json")
        machine.file(f"b{number}.js", "".join(f"import('p{other}/s{number}');\n" for other in range(64)))
    script = machine.file("a.js", "".join(f"import('./b{number}.js');\n" for number in range(64)))
    return "/usr/bin/node", "node", str(script)


def blank_gemspec(machine: Machine) -> tuple[str, ...]:
    machine.file("specifications/t-1.0.gemspec", "\n" * 260_000)
    return "/usr/bin/ruby3.1", "ruby", str(machine.file("gems/t-1.0/exe/t", "#!ruby\n"))


def dotted_key(machine: Machine) -> tuple[str, ...]:
    machine.file("pyproject.toml", '[project]\nname = "x"\n' + "a." * 65_000)
    return "/usr/bin/python3", "python3", str(machine.file("x/m.py", "1\n"))


def blanks(machine: Machine) -> tuple[str, ...]:
    machine.file("setup.cfg", "[metadata]\nname = x\na" + " " * 130_000)
    return "/usr/bin/python3", "python3", str(machine.file("x/m.py", "1\n"))


def no_options(machine: Machine) -> tuple[str, ...]:
    machine.file("setup.cfg", "[metadata]\nname = x\n" + "[\n" * 65_000)
    return "/usr/bin/python3", "python3", str(machine.file("x/m.py", "1\n"))


@pytest.mark.parametrize("lay", [forest, blank_gemspec, dotted_key, blanks, no_options], ids=lambda lay: lay.__name__)
def test_nothing_takes_for_ever(machine: Machine, lay: Lay) -> None:
    exe, *argv = lay(machine)
    done = threading.Event()

    def ask() -> None:
        Identifier().evidence(Launch(pid=1, exe=exe, argv=tuple(argv), cwd="/"))
        done.set()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    assert done.wait(timeout=60)


def test_a_cut_answer_is_not_kept(machine: Machine, observer: Observer) -> None:
    script = machine.npm("lib", "tool-x", "cli.js", bin={"tool": "cli.js"}) / "cli.js"
    with limited(0):
        assert observer.packages("/usr/bin/node", "node", str(script)) == []
    assert observer.packages("/usr/bin/node", "node", str(script)) == ["pkg:npm/tool-x@1.2.3"]


def test_what_was_cut_is_read_with_the_next_launch(machine: Machine) -> None:
    venv = machine.venv("venv")
    machine.dist(venv, "paint-tool", {"paint": "brush.main:main"})
    folder = str(venv / "lib/python3.11/site-packages")
    sites = Sites()
    site = sites.at(Look(), folder)
    assert site is not None
    with limited(0):
        assert site.with_entry_in("brush") == site.with_command("paint") == ()
    assert [one.name for one in site.with_entry_in("brush")] == ["paint_tool"]
    assert [one.name for one in site.with_command("paint")] == ["paint_tool"]


def test_a_folder_s_commands_are_kept_up_to_a_bound(machine: Machine) -> None:
    venv = machine.venv("venv")
    each = 500
    for number in range(MOST_ENTRIES // each + 5):
        machine.dist(venv, f"d{number}", {})
        info = venv / f"lib/python3.11/site-packages/d{number}-1.0.dist-info"
        (info / "entry_points.txt").write_text("[console_scripts]\n" + "".join(f"c{n} = m:f\n" for n in range(each)))
    site = Sites().at(Look(), str(venv / "lib/python3.11/site-packages"))
    assert site is not None
    assert len(site.with_entry_in("m")) == MOST_ENTRIES // each


def test_bounds_hold_inside_each_other_until_they_are_lifted() -> None:
    assert not is_spent()
    with limited(0):
        assert is_spent()
        with limited(60):
            assert is_spent()
        with limited(math.inf):
            assert not is_spent()
        assert is_spent()
    assert not is_spent()
