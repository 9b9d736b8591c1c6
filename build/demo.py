"""The demo: an example company's policy host, the agent on a screen, the way from a launch to the tool instead.

    demo           on your screen (or a virtual one): start Claude Code yourself and press the button
    demo --play    plays it on a virtual screen with real clicks, and saves a picture of every step

Standard output carries the agent's events as JSON lines, standard error is for people. Everything is kept below
`.cache/demo`; nothing of the person's is changed.
"""

import argparse
import contextlib
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
from tests.support import product  # noqa: E402
from tests.support.screen import Box, VirtualDesktop, virtual_desktop, wait_until  # noqa: E402

ACCENT = 0x2A5BD0
"""The one primary button of a card, in the light theme (design tokens)."""


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
    public = product.publish_example(folder / "company")
    with StaticServer(public) as server:
        thread = threading.Thread(target=server.serve_forever, name="policy-host")
        thread.start()
        try:
            yield Demo(folder, server.url, pictures)
        finally:
            server.shutdown()
            thread.join()


def watch_along(demo: Demo, screen: VirtualDesktop | None) -> None:
    """Run the agent until it is interrupted, and tell the person what to do."""
    env = screen.env if screen is not None else None
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
            alert = agent.wait_for("alert", seconds=float(threading.TIMEOUT_MAX // 10))
            say(f"Alert: {alert['tool']} is {alert['verdict']} ({alert['rule']}).")
            if screen is not None:
                say(f"  saved {screen.screenshot(demo.pictures / 'alert.png')}")


def play(demo: Demo, screen: VirtualDesktop) -> None:
    """The whole way by itself: the real Claude Code, real clicks, the real Qoder CLI."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing: run `python3 build/dev.py setup`, then the same command again.")
    downloads = Path(os.environ.get("SIGNPOST_CACHE", ROOT / ".cache"))
    prefix = demo.folder / "prefix"
    env = {**screen.env, "LANG": os.environ.get("LANG", "C.UTF-8")}
    with product.agent(
        demo.home, demo.url, demo.root, env=env, errors=demo.folder / "agent.log", echo=sys.stdout
    ) as agent:
        agent.wait_for("policy", state="fresh")
        say(f"Installing {product.CLAUDE_CODE} from npm into {prefix} …")
        product.install_from_npm(Path(npm), product.CLAUDE_CODE, prefix, downloads)
        say("Starting it: claude --version")
        subprocess.run([prefix / "bin/claude", "--version"], check=True, stdout=subprocess.DEVNULL, timeout=60)
        alert = agent.wait_for("alert", tool="claude-code")
        say(f"Alert after {(alert['shown_ns'] - alert['seen_ns']) / 1e6:.0f} ms, as a {alert['channel']}.")
        wait_until("the notification", screen.notification)
        picture(demo, screen, "1-notification")

        say("Opening the card from the notification.")
        screen.press_notification_button(0, of=4)
        button = wait_until("the card", lambda: primary_button(demo, screen))
        picture(demo, screen, "2-card")

        say("Pressing “Set up”.")
        screen.click(button.x + button.width // 2, button.y + button.height // 2)
        agent.wait_for("setup", state="downloading", seconds=60)
        wait_until("the download", lambda: agent.wait_for("setup", seconds=300).get("done_bytes", 0) > 5_000_000)
        picture(demo, screen, "3-progress")
        done = agent.wait_for("setup-done", seconds=540)
        answer = product.in_login_shell(demo.home, "qodercli --version").strip()
        wait_until("the done card", lambda: not screen_has_motion(demo, screen))
        picture(demo, screen, "4-done")
        say(f"\n{done['tool']} {done['version']} is set up: in a new login shell, `qodercli --version` says {answer}.")
    say(f"Pictures: {demo.pictures}\nEvents were printed above; everything else lies below {demo.folder}.")


def picture(demo: Demo, screen: VirtualDesktop, name: str) -> None:
    """Save the screen under that name."""
    say(f"  saved {screen.screenshot(demo.pictures / f'{name}.png')}")


def primary_button(demo: Demo, screen: VirtualDesktop) -> Box | None:
    """Where the card's one primary button is: the widest run of accent colour on the screen, and the rows below it."""
    from PySide6.QtGui import QImage

    image = QImage(str(screen.screenshot(demo.folder / "look.png")))
    best = Box(0, 0, 0, 0)
    for y in range(image.height()):
        run = 0
        for x in range(image.width()):
            run = run + 1 if image.pixel(x, y) & 0xFFFFFF == ACCENT else 0
            if run > best.width:
                best = Box(x - run + 1, y, run, 1)
    if best.width < 150:
        return None
    height = 0
    while image.pixel(best.x, best.y + height) & 0xFFFFFF == ACCENT:
        height += 1
    return Box(best.x, best.y, best.width, height)


def screen_has_motion(demo: Demo, screen: VirtualDesktop) -> bool:
    """Whether two looks at the screen differ: a card is still on its way in."""
    looks = [screen.screenshot(demo.folder / f"look-{number}.png").read_bytes() for number in (1, 2)]
    return looks[0] != looks[1]


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
        screen = stack.enter_context(virtual_desktop(folder / "screen")) if virtual else None
        if options.play and screen is not None:
            play(demo, screen)
        else:
            watch_along(demo, screen)


def interrupted(*_: object) -> NoReturn:
    """SIGTERM ends the demo as Ctrl+C does: everything it started is ended."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
