"""The demo: an example company's policy host, the agent on a screen, the way from a launch to the tool instead.

    demo           on your screen (or a virtual one): start Claude Code yourself and press the button
    demo --play    plays it on a virtual screen with real clicks, and saves a picture of every step

Standard output carries the agent's events as JSON lines, standard error is for people. Everything is kept below
`.cache/demo`; nothing of the person's is changed.
"""

import argparse
import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.admin.serve import StaticServer  # noqa: E402  the checkout has to be on the path first
from tests.support import product, real_bundle  # noqa: E402
from tests.support.desktop import Person, wait_until  # noqa: E402

BACKGROUND = 0xC9D3DF
DOWNLOADS = Path(os.environ.get("SIGNPOST_CACHE", ROOT / ".cache"))


@dataclass(frozen=True)
class Demo:
    """Where this demo lives, and who serves its policy."""

    folder: Path
    url: str
    pictures: Path

    @property
    def home(self) -> Path:
        """The throw-away home."""
        return self.folder / "home"

    @property
    def root(self) -> Path:
        """What an installer would have put on the machine."""
        return self.folder / "company/root.json"


def say(words: str) -> None:
    """Tell the person."""
    print(words, file=sys.stderr, flush=True)


def publish(folder: Path) -> Path:
    """Publish the example company's policy: with Qoder CLI as a bundle first, where tests have built one."""
    bundles = real_bundle.ready(DOWNLOADS)
    if bundles is None:
        return product.publish_example(folder / "company")
    return real_bundle.published(real_bundle.offered(bundles, folder / "authored"), folder / "company")


@contextlib.contextmanager
def company(folder: Path, pictures: Path) -> Iterator[Demo]:
    """Publish the example company's policy and serve it on loopback."""
    if folder.exists():
        shutil.rmtree(folder)
    home = folder / "home"
    home.mkdir(parents=True)
    for skeleton in Path("/etc/skel").glob(".*"):
        shutil.copy2(skeleton, home)
    pictures.mkdir(parents=True, exist_ok=True)
    public = publish(folder)
    with StaticServer(public) as server:
        thread = threading.Thread(target=server.serve_forever, name="policy-host")
        thread.start()
        try:
            yield Demo(folder, server.url, pictures)
        finally:
            server.shutdown()
            thread.join()


def watch_along(demo: Demo, screen: Person | None) -> None:
    """Run the agent until it is interrupted, and tell the person what to do."""
    env = screen.environment if screen is not None else None
    errors = demo.folder / "agent.log"
    with product.agent(demo.home, demo.url, demo.root, env=env, errors=errors, echo=sys.stdout) as agent:
        agent.wait_for("policy", state="fresh")
        say(f"\nThe policy of Acme is in force (served at {demo.url}).")
        say("Now start Claude Code in any terminal, for example: npx @anthropic-ai/claude-code --version")
        if screen is not None:
            say(f"There is no screen here, so alerts are drawn on a virtual one and saved in {demo.pictures}.")
            say("`python3 build/dev.py demo --play` plays the whole way by itself.")
        say(f"All is kept below {demo.folder}. End with Ctrl+C.\n")
        while True:
            told = agent.wait_for(("alert", "setup-done", "setup-failed"), seconds=float(threading.TIMEOUT_MAX // 10))
            if told["event"] == "alert":
                say(f"Alert: {told['tool']} is {told['verdict']} ({told['rule']}).")
                if screen is not None:
                    picture(demo, screen, "alert")
            elif told["event"] == "setup-done":
                say(f"Set up in the demo's own home: {demo.home / '.local/bin' / told['commands'][0]}")
            else:
                say(f"Not set up: {told['what']} {told['todo']}")


def play(demo: Demo, screen: Person) -> None:
    """The whole way by itself: the real Claude Code, real clicks, the real Qoder CLI."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing: run `python3 build/dev.py setup`, then the same command again.")
    prefix = demo.folder / "prefix"
    english = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": ""}  # buttons are found by what they say
    env = {**screen.environment, **english}
    with product.agent(
        demo.home, demo.url, demo.root, env=env, errors=demo.folder / "agent.log", echo=sys.stdout
    ) as agent:
        agent.wait_for("policy", state="fresh")
        say(f"Installing {product.CLAUDE_CODE} from npm into {prefix} …")
        product.install_from_npm(Path(npm), product.CLAUDE_CODE, prefix, DOWNLOADS)
        say("Starting it: claude --version")
        subprocess.run([prefix / "bin/claude", "--version"], check=True, stdout=subprocess.DEVNULL, timeout=60)
        alert = agent.wait_for("alert", tool="claude-code")
        say(f"Alert after {(alert['shown_ns'] - alert['seen_ns']) / 1e6:.0f} ms, as a {alert['channel']}.")
        wait_until(lambda: screen.button("Show"), "the notification")
        picture(demo, screen, "1-notification")

        say("Opening the card from the notification.")
        screen.press_button("Show")
        wait_until(lambda: not screen.button("Show"), "the end of the notification")
        wait_until(lambda: screen.button("Set up Qoder CLI"), "the card")
        wait_until(lambda: is_still(demo, screen), "a card at rest")
        picture(demo, screen, "2-card")

        say("Pressing “Set up Qoder CLI”.")
        screen.press_button("Set up Qoder CLI")
        agent.wait_for("setup", state="downloading", seconds=60)
        wait_until(lambda: agent.wait_for("setup", seconds=300)["done_bytes"] > 5_000_000, "the download", 300)
        picture(demo, screen, "3-progress")
        done = agent.wait_for("setup-done", seconds=540)
        answer = product.in_login_shell(demo.home, "qodercli --version").strip()
        wait_until(lambda: screen.window("Qoder CLI is ready"), "the done card")
        wait_until(lambda: is_still(demo, screen), "a card at rest")
        picture(demo, screen, "4-done")
        say(f"\n{done['tool']} {done['version']} is set up: in a new login shell, `qodercli --version` says {answer}.")
    say(f"Pictures: {demo.pictures}\nEvents were printed above; everything else lies below {demo.folder}.")


def picture(demo: Demo, screen: Person, name: str) -> None:
    """Save the screen under that name."""
    file = demo.pictures / f"{name}.png"
    screen.screenshot(file)
    say(f"  saved {file}")


def is_still(demo: Demo, screen: Person) -> bool:
    """Whether two looks at the screen are the same: nothing is on its way in or out."""
    looks = [demo.folder / f"look-{number}.png" for number in (1, 2)]
    for look in looks:
        screen.screenshot(look)
    return looks[0].read_bytes() == looks[1].read_bytes()


@contextlib.contextmanager
def virtual_screen(folder: Path) -> Iterator[Person]:
    """A screen of its own, with a session bus, a notification daemon and the accessibility bus that finds buttons."""
    with Person(folder, screen="1280x800x24") as screen:
        paint(screen.environment["DISPLAY"])
        screen.start_accessibility()
        screen.start_daemon("xfce4-notifyd")
        yield screen


def paint(display: str) -> None:
    """A quiet colour, so that pictures look like a desktop and not like a hole (Xlib, XSetWindowBackground)."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    server = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    if server.value is not None:
        root = ctypes.c_ulong(x11.XDefaultRootWindow(server))
        x11.XSetWindowBackground(server, root, ctypes.c_ulong(BACKGROUND))
        x11.XClearWindow(server, root)
        x11.XCloseDisplay(server)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="build/dev.py demo", description="The whole way, once, on the real thing.")
    parser.add_argument("--play", action="store_true", help="play it by itself on a virtual screen")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where pictures go (default: .cache/demo/pictures)")
    options = parser.parse_args()
    folder = ROOT / ".cache/demo"
    pictures = (options.out or folder / "pictures").resolve()
    signal.signal(signal.SIGTERM, interrupted)
    linux = sys.platform == "linux"
    virtual = options.play or (linux and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")))
    if virtual and not linux:
        sys.exit("--play needs a virtual screen, which only Linux has. Run the demo without it and press the button.")
    with contextlib.ExitStack() as stack, contextlib.suppress(KeyboardInterrupt):
        demo = stack.enter_context(company(folder, pictures))
        screen = stack.enter_context(virtual_screen(folder / "screen")) if virtual else None
        if options.play and screen is not None:
            play(demo, screen)
        else:
            watch_along(demo, screen)


def interrupted(*_: object) -> NoReturn:
    """SIGTERM ends the demo as Ctrl+C does: everything it started is ended."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
