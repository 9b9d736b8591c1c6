"""How this computer speaks to its policy host: for whom, through which proxy, in the open or with its own token."""

import functools
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.host import clock
from app.host.clock import Clock
from app.host.config import Config
from app.host.paths import Paths
from app.host.secret import Secret
from app.policy.person import Person

if TYPE_CHECKING:
    import requests

    from app.enrol.enrolment import Enrolment
    from app.enrol.tokens import TokenFile
    from app.policy.events import Events
    from app.sync.artifact import SignedArtifacts
    from app.sync.client import Sync
    from app.sync.store import Store


def person(config: Config) -> Person:
    """Whom the policy is judged for on this computer."""
    return Person(config.user, config.groups, config.device)


def policy_sync(
    config: Config,
    paths: Paths,
    seconds: float | None = None,
    now: Clock = clock.now,
    monotonic: Callable[[], float] = time.monotonic,
) -> "Sync":
    """The company's policy as it is kept here, and the way to a newer one: a refresh takes at most `seconds`."""
    from app.sync.client import Sync
    from app.sync.poll import REFRESH_SECONDS

    return Sync(
        url=config.url,
        root=config.root,
        folder=_store(paths),
        now=now,
        monotonic=monotonic,
        seconds=seconds or REFRESH_SECONDS,
        person=person(config),
        device_key=functools.partial(_device_key, config.inventory_name),
        open_session=session_opener(config, paths),
    )


def policy_store(paths: Paths) -> "Store":
    """Where the policy in force is kept."""
    from app.sync.store import Store

    return Store(_store(paths))


def artifacts(config: Config, paths: Paths, held: Mapping[str, bytes]) -> "SignedArtifacts":
    """The signed files of the policy that is in force; `held` are those that came with it."""
    from app.sync.artifact import SignedArtifacts

    return SignedArtifacts(
        url=config.url,
        root=config.root,
        store_folder=_store(paths),
        folder=artifacts_folder(paths),
        held=held,
        open_session=session_opener(config, paths),
    )


def artifacts_folder(paths: Paths) -> Path:
    """Where large files lie that were fetched."""
    return paths.cache / "artifacts"


def _store(paths: Paths) -> Path:
    return paths.state / "policy"


def _device_key(inventory_name: str) -> str:
    """What decides by hash; loaded where a staged roll-out asks for a share of the devices."""
    from app.host.machine import device_key

    return device_key(inventory_name)


def session_opener(config: Config, paths: Paths) -> "Callable[[], requests.Session]":
    """What opens the sessions of a sync.

    Opening one gets or renews the token when that is due, so it may raise what `Enrolment.token` and `TokenFile.read`
    raise, and AuthoritiesUnreadable.
    """

    def opened() -> "requests.Session":
        from app.host import http

        token = _token(config, paths)
        return http.session(config.network, http.Bearer(http.origin_of(config.url), token) if token else None)

    return opened


def plain_session(config: Config) -> "requests.Session":
    """A session that carries no token, for whoever is not the policy host. Raises AuthoritiesUnreadable."""
    from app.host import http

    return http.session(config.network)


def _token(config: Config, paths: Paths) -> Secret | None:
    """The managed one, else the one this computer enrolled for, else the one a person was given; None: none."""
    if config.token is not None:
        return config.token
    if config.enrol_url:
        return enrolment(config, paths).token()
    return tokens(config, paths).read()


def tokens(config: Config, paths: Paths, *, use_keyring: bool = True) -> "TokenFile":
    """Where this person's token for the policy host is kept. With `--home` nothing leaves that folder: no keyring."""
    from app.enrol.tokens import TokenFile
    from app.host import http
    from app.host.keychain import Keychain

    keychain = Keychain() if use_keyring and paths.home == Path.home() else None
    return TokenFile(_token_file(paths), http.origin_of(config.url), keychain)


def events_token(config: Config, paths: Paths, url: str) -> Secret | None:
    """The token for the receiver of events at `url`: the managed one, else the one that came with enrolment.

    Each is bound to the host it was made for; None: there is none for this one. Raises what `TokenFile.read` raises.
    """
    from app.host import http

    if config.events_token is not None and http.origin_of(config.events_url) == http.origin_of(url):
        return config.events_token
    return events_tokens(paths, url).read()


def events_tokens(paths: Paths, url: str) -> "TokenFile":
    """Where the token for the receiver of events at `url` is kept, apart from that for the policy host."""
    from app.enrol.tokens import TokenFile
    from app.host import http
    from app.host.keychain import Keychain

    keychain = Keychain() if paths.home == Path.home() else None
    return TokenFile(_events_token_file(paths), f"events {http.origin_of(url)}", keychain)


def events_session(config: Config, paths: Paths, events: "Events") -> "requests.Session":
    """A session that has the token for the receiver of events, and no other.

    A computer that enrolled before there were tokens for events gets one now. Raises NoEventToken,
    AuthoritiesUnreadable and what `TokenFile.read` and `Enrolment.renew` raise.
    """
    from app.host import http
    from app.report.errors import NoEventToken
    from app.report.wire import SCHEMES

    token = events_token(config, paths, events.url)
    if token is None and config.enrol_url and config.token is None:
        enrolment(config, paths).renew()
        token = events_tokens(paths, events.url).read()
    if token is None:
        raise NoEventToken(host=events.host)
    return http.session(config.network, http.Bearer(http.origin_of(events.url), token, SCHEMES[events.format]))


def token_changes(paths: Paths) -> Callable[[], bool]:
    """Answers whether a token was kept, replaced or forgotten since the last time it was asked, by whomever."""
    return _changes(_token_file(paths))


def events_token_changes(paths: Paths) -> Callable[[], bool]:
    """The same of the token for events."""
    return _changes(_events_token_file(paths))


def _changes(file: Path) -> Callable[[], bool]:
    before = _stamp(file)

    def changed() -> bool:
        nonlocal before
        last, before = before, _stamp(file)
        return last != before

    return changed


def _token_file(paths: Paths) -> Path:
    return paths.state / "token.json"


def _events_token_file(paths: Paths) -> Path:
    return paths.state / "events-token.json"


def _stamp(file: Path) -> tuple[int, int] | None:
    """Every change puts another file in its place (app.host.files)."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def enrolment(config: Config, paths: Paths) -> "Enrolment":
    """This person's enrolment with the company's service. Raises NowhereToEnrol."""
    from app.enrol.enrolment import Enrolment
    from app.enrol.errors import NowhereToEnrol
    from app.enrol.exchange import Enroller
    from app.host import http

    if not config.enrol_url:
        raise NowhereToEnrol
    return Enrolment(
        config.enrol_url,
        Enroller(config.enrol_url, config.device, functools.partial(http.session, config.network)),
        tokens(config, paths),
        paths.state,
        code=config.enrol_code,
        keep_events=lambda granted: events_tokens(paths, granted.url).write(granted.token),
    )
