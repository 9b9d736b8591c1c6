"""A start puts the stored policy into force first; what is heavy and not needed for that is loaded afterwards."""

import subprocess
import sys
from pathlib import Path

from app.host.paths import Paths
from tests.sync.company import Company, verified_earlier

PROGRAM = """
import sys
from app.host import deferred
deferring = deferred.deferring()
deferring.__enter__()
from app.watch.opening import Opening
opening = Opening()

class Asked(Exception):
    "The policy is in force: enough."

def in_force(self, policy, running, exceptions):
    self._use(policy, running, exceptions)
    print(policy.company.name, *(name for name, module in sys.modules.items() if type(module) is not deferred.Deferred))
    raise Asked

try:
    from app.commands import line
    options = line.read(sys.argv[1:])
    from app.agent import Agent
    Agent._use, Agent.use = Agent.use, in_force
    options.opening = opening
    options.command(options)
except Asked:
    pass
finally:
    opening.close()
"""

HEAVY = {
    *("tuf", "requests", "urllib3", "cryptography", "securesystemslib", "truststore", "ssl", "http", "email"),
    *("sqlite3", "logging", "concurrent", "asyncio", "psutil", "platformdirs", "tempfile", "shutil", "random"),
    *("jeepney", "keyring", "PySide6", "typing_extensions", "inspect", "tomllib", "configparser", "traceback"),
    *("argparse", "gettext", "locale", "platform", "ipaddress", "textwrap", "msgspec.inspect", "dataclasses"),
    *("app.identify", "app.setup", "app.enrol", "app.trial", "app.admin", "app.desktop", "app.host.http"),
    *("app.commands.parser", "app.host.run", "app.host.wakeup", "app.report.ledger", "app.report.activity"),
    *("app.sync.proof", "app.sync.updater", "app.sync.trusted", "app.watch.polling", "app.watch.inotify"),
}
"""Modules and packages."""


def test_nothing_heavy_is_loaded_before_the_stored_policy_is_in_force(paths: Paths, tmp_path: Path) -> None:
    company = Company(tmp_path / "company")
    url = verified_earlier(company, paths.state / "policy")
    root = tmp_path / "root.json"
    root.write_bytes(company.root)
    words = ["run", "--headless", "--url", url, "--root", str(root), "--home", str(paths.home)]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout, done.stderr
    name, *loaded = done.stdout.split()
    assert name == "Testing"
    assert "msgspec" in loaded
    assert HEAVY.isdisjoint(loaded), sorted(HEAVY.intersection(loaded))
