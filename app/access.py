"""How this computer speaks to its policy host: in the open, or with the token it was enrolled for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.host.config import Config
from app.host.paths import Paths

if TYPE_CHECKING:
    import requests

    from app.enrol.enrolment import Enrolment


def session_opener(config: Config, paths: Paths) -> "Callable[[], requests.Session] | None":
    """What opens the sessions of a sync; None: the host asks nobody who they are.

    Opening one gets or renews the token when that is due, so it may raise what `Enrolment.token` raises.
    """
    if not config.enrol_url:
        return None

    def opened() -> "requests.Session":
        from app.host import http

        token = enrolment(config, paths).token()
        return http.session(auth=http.Bearer(http.origin_of(config.url), token))

    return opened


def enrolment(config: Config, paths: Paths) -> "Enrolment":
    """This person's enrolment with the company's service. Raises NowhereToEnrol."""
    from app.enrol.enrolment import Enrolment
    from app.enrol.errors import NowhereToEnrol
    from app.enrol.exchange import Enroller
    from app.enrol.tokens import TokenFile
    from app.host import http

    if not config.enrol_url:
        raise NowhereToEnrol
    return Enrolment(
        config.enrol_url,
        Enroller(config.enrol_url, config.device, lambda auth: http.session(auth=auth)),
        TokenFile(paths.state / "token.json", http.origin_of(config.url)),
        paths.state,
        code=config.enrol_code,
    )
