"""A real browser without a screen: Debian's Chromium, driven by its own driver, both ended by the driver's quit."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
_FLAGS = (
    "--headless",
    "--no-sandbox",  # CI is root, and Chromium's sandbox wants another user
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """One window of it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver

    def show(self, page: Path, width: int = 1200, *, dark: bool = False, media: str = "") -> None:
        """Open a file, in a window that wide; `media` is `print` to see it there as on paper."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.do("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.do("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self._driver.get(page.as_uri())

    def do(self, command: str, **arguments: Any) -> Any:
        """A command of the DevTools protocol."""
        return self._driver.execute_cdp_cmd(command, arguments)

    def ask(self, script: str, *values: Any) -> Any:
        """What a script finds; it runs beside the page, which its own policy cannot forbid."""
        return self._driver.execute_script(f"return ({script})", *values)

    def press(self, key: str) -> None:
        """A key, as a person presses it."""
        code = {"Tab": 9, "Enter": 13}[key]
        more = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.do("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)
            more = {}

    def complaints(self) -> list[str]:
        """What the console shows since the last time, refusals by a page's policy included."""
        return [str(entry["message"]) for entry in self._log("browser")]

    def requested(self) -> list[str]:
        """The addresses asked for since the last time, but for those that a page's policy forbade."""
        told = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        failed = [one["params"] for one in told if one["method"] == "Network.loadingFailed"]
        forbidden = {one["requestId"] for one in failed if one.get("blockedReason") == "csp"}
        sent = [one["params"] for one in told if one["method"] == "Network.requestWillBeSent"]
        return [one["request"]["url"] for one in sent if one["requestId"] not in forbidden]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        """One of the driver's logs (chromedriver's `se/log`, for which the library has no types)."""
        found: list[dict[str, Any]] = self._driver.execute("getLog", {"type": kind})["value"]
        return found


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in `folder`."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*_FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.get("about:blank")  # its page for new tabs may be loading still
        yield Browser(driver)
    finally:
        driver.quit()
