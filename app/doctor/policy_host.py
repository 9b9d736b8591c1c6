"""The way to the policy host, step by step: its name, the proxy, TLS, its answer, the token, and the clock by its Date.

One GET of the small file that every poll asks for, with the same session the agent has.
"""

import socket
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.access import session_opener
from app.doctor.finding import Finding, Subject, failed, ok, warning
from app.host import clock

if TYPE_CHECKING:
    import requests

SECONDS = 8.0
LATE_SECONDS, WRONG_SECONDS = 60.0, 300.0
"""Off by so much the clock deserves a word; by the second TLS and signatures begin to fail."""

_SIGN_IN = "If this network asks you to sign in, do that in a browser. Else ask IT whether the host is up."


def policy_host(subject: Subject) -> Iterator[Finding]:
    """Ask it. Says nothing without a company."""
    if subject.config is None:
        yield failed(
            "company",
            "Signpost does not know its company.",
            f"IT: install the company configuration ({subject.paths.machine_config / 'config.toml'}).",
        )
        return
    url = subject.config.url
    host = urlsplit(url).hostname or ""
    yield ok("company", f"The policy comes from {host}.")
    with session_opener(subject.config, subject.paths)() as session:
        proxy = _proxy(session, url)
        if proxy:
            yield ok("proxy", f"It is reached through the proxy {proxy}.")
        else:
            finding = _name(host, urlsplit(url).port)
            yield finding
            if finding.todo:
                return
        yield from _asked(session, f"{url}metadata/timestamp.json", host, proxy)


def _proxy(session: "requests.Session", url: str) -> str:
    """The proxy's host and port; "" for none. Its user and password are nobody's business."""
    proxies = session.merge_environment_settings(url, {}, False, True, None)["proxies"]
    parts = urlsplit(str(proxies.get(urlsplit(url).scheme, "")))
    return f"{parts.hostname}:{parts.port}" if parts.hostname and parts.port else parts.hostname or ""


def _name(host: str, port: int | None) -> Finding:
    try:
        socket.getaddrinfo(host, port or 443, proto=socket.IPPROTO_TCP)
    except OSError as error:
        said = f"The name {host} is not known here ({error.strerror or 'no answer'})."
        return failed("name", said, "Check the network, and the VPN where your company has one.")
    return ok("name", f"The name {host} is known.")


def _asked(session: "requests.Session", url: str, host: str, proxy: str) -> Iterator[Finding]:
    from requests import exceptions

    from app.host.deadline import deadline

    try:
        with deadline(SECONDS), session.get(url, timeout=SECONDS, stream=True) as answer:
            status, date = answer.status_code, answer.headers.get("Date", "")
    except exceptions.ProxyError:
        yield failed("proxy", f"The proxy {proxy} does not let us through.", "Ask IT about the proxy.")
    except exceptions.SSLError as error:
        yield failed("tls", f"{host} shows no certificate that this computer trusts ({_reason(error)}).", _TLS)
    except (exceptions.Timeout, TimeoutError):
        yield failed("policy-host", f"{host} did not answer within {SECONDS:g} seconds.", _SIGN_IN)
    except (exceptions.RequestException, OSError) as error:
        yield failed("policy-host", f"{host} does not answer ({type(error).__name__}).", _SIGN_IN)
    else:
        yield from _judged(status, date, host)


_TLS = "Check the date of this computer. Where a proxy looks into connections IT names its authority in `ca_bundle`."


def _judged(status: int, date: str, host: str) -> Iterator[Finding]:
    match status:
        case 200 | 304:
            yield ok("policy-host", f"{host} answers.")
        case 401 | 403:
            yield failed(
                "policy-host", f"{host} does not accept this computer's token ({status}).", "Ask IT for a new code."
            )
        case 407:
            yield failed("proxy", "The proxy wants a password (407).", "Ask IT: `proxy` in the company configuration.")
        case 404:
            yield failed("policy-host", f"{host} has no policy there (404).", "IT: check `url`, and publish a policy.")
        case _:
            yield failed("policy-host", f"{host} answers with {status}.", _SIGN_IN)
    yield from _clock(date, host)


def _clock(date: str, host: str) -> Iterator[Finding]:
    """By the host's Date (RFC 9110, 6.6.1), which has whole seconds."""
    try:
        theirs = parsedate_to_datetime(date)
    except (ValueError, OverflowError):  # a year of twenty digits
        return
    off = (clock.now() - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))).total_seconds()
    said = f"The clock is {abs(off):.0f} seconds {'ahead of' if off > 0 else 'behind'} that of {host}."
    todo = "Have the clock set by the network (`timedatectl set-ntp true`): signatures and certificates have dates."
    if abs(off) > WRONG_SECONDS:
        yield failed("clock", said, todo)
    elif abs(off) > LATE_SECONDS:
        yield warning("clock", said, todo)
    else:
        yield ok("clock", f"The clock is right by that of {host}.")


def _reason(error: Exception) -> str:
    """Why TLS failed, as OpenSSL or the system says it."""
    text = str(error)
    for known in (
        "certificate has expired",
        "self-signed certificate",
        "unable to get local issuer",
        "Hostname mismatch",
    ):
        if known.lower() in text.lower():
            return known
    return "it was refused"
