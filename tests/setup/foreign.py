"""A foreign package manager made here: a shell script over a folder, which works, hangs, lies or has its caller killed.

Its installer stands in for a kind of family MANAGER; what the engine makes of such a kind is what is tested.
"""

import threading
from collections.abc import Mapping
from pathlib import Path

from app.host import offspring, platform
from app.host.run import run
from app.policy.recipe import Detect, FlatpakBuild, FlatpakRecipe, Scope
from app.setup.errors import NpmFailed, TimedOut
from app.setup.installer import Family, Job, Needs
from app.setup.place import Place
from app.setup.receipt import PackageReceipt, Receipt

PACKAGE = "org.example.Demo"
_Job = Job[FlatpakRecipe, FlatpakBuild]

SCRIPT = """#!/bin/sh
# manager FOLDER install NAME VERSION | remove NAME | version NAME ; FOLDER/how says how it behaves
cd "$1" || exit 9
how=$(cat how)
case $2 in
version) cat "$3" 2>/dev/null; exit 0 ;;
remove)
    [ "$how" = cannot-remove ] && exit 5
    rm -f "$3" "$3.command"; echo "remove $3" >> log; exit 0 ;;
esac
echo "install $3 $4" >> log
case $how in
outlives)
    echo $$ > pid
    kill -9 "$(cat caller)"
    exec setsid sh -c 'echo $$ > pid; sleep 300; printf late > "$1"' - "$3" ;;
kill-before) kill -9 "$(cat caller)" $$ ;;
lies) exit 0 ;;
hangs) echo $$ > pid; trap '' TERM; sleep 300 & wait ;;
esac
printf '%s' "$4" > "$3"
[ "$how" = half ] && exit 7
[ "$how" = kill-half ] && kill -9 "$(cat caller)" $$
printf '#!/bin/sh\\necho "demo %s"\\n' "$4" > "$3.command"
[ "$how" = broken ] && printf '#!/bin/sh\\necho broken\\n' > "$3.command"
chmod 755 "$3.command"
[ "$how" = kill-after ] && kill -9 "$(cat caller)"
exit 0
"""


def manager_in(folder: Path, how: str = "works") -> None:
    """Put the manager and its world below the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manager").write_text(SCRIPT)
    (folder / "manager").chmod(0o755)
    (folder / "how").write_text(how)


def recipe(version: str = "1.2.3", timeout: int = 60, scope: Scope = Scope.USER) -> FlatpakRecipe:
    """Proved by the manager's word and by its command."""
    return FlatpakRecipe(
        package=PACKAGE,
        version=version,
        builds={platform.build_name(): FlatpakBuild(commit="a" * 64)},
        detect=Detect(command=f"{PACKAGE}.command", version=version, package=PACKAGE, timeout=20),
        timeout=timeout,
        scope=scope,
    )


class ForeignInstaller:
    """Runs the manager in `folder`."""

    family = Family.MANAGER

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def viable(self, job: _Job) -> None:
        """Always."""

    def needs(self, job: _Job) -> Needs:
        return ()

    def pin(self, job: _Job) -> str:
        return f"{job.recipe.version} {job.build.commit}"

    def download(self, job: _Job) -> None:
        """The manager does."""

    def verify(self, job: _Job) -> None:
        """The manager does."""

    def receipt(self, job: _Job) -> PackageReceipt:
        return PackageReceipt(
            manager="demo-manager",
            package=PACKAGE,
            version=job.recipe.version,
            before=self.found(job),
            commands=(f"{PACKAGE}.command",),
        )

    def install(self, job: _Job, receipt: Receipt) -> None:
        result = run(
            [str(self._folder / "manager"), str(self._folder), "install", PACKAGE, job.recipe.version],
            env={"PATH": "/usr/bin:/bin", offspring.MARK: job.environment[offspring.MARK]},
            timeout=job.recipe.timeout,
            cancel=job.cancel,
            grace=0.2,
        )
        if result.ended_by == "timeout":
            raise TimedOut(tool=job.place.tool, seconds=job.recipe.timeout)
        job.go_on()
        if result.code != 0:
            raise NpmFailed(tool=job.place.tool, code=result.code, detail="the manager failed")

    def found(self, job: _Job) -> str:
        return self._run("version", PACKAGE)

    def remove(self, place: Place, receipt: Receipt, environment: Mapping[str, str], cancel: threading.Event) -> None:
        if isinstance(receipt, PackageReceipt) and not receipt.before:
            self._run("remove", PACKAGE)

    def _run(self, *words: str) -> str:
        argv = [str(self._folder / "manager"), str(self._folder), *words]
        return run(argv, env={"PATH": "/usr/bin:/bin"}, timeout=20).out
