"""The one HTTP session maker: requests with the system's trust store, no .netrc, no cookies."""

import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter

from app import __version__
from app.host.deadline import watch_pools

USER_AGENT = f"Signpost/{__version__}"


class _Adapter(HTTPAdapter):
    """Its connections can be ended by `app.host.deadline`, also those through a proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        watch_pools(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        pools = super().proxy_manager_for(*args, **kwargs)
        watch_pools(pools)
        return pools


class _SystemTrustAdapter(_Adapter):
    """Verifies servers against the operating system's trust store (which a company manages), not certifi's list."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        # Through a proxy requests makes another pool manager, which would otherwise not get the context.
        kwargs.setdefault("ssl_context", truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        return super().proxy_manager_for(*args, **kwargs)

    def cert_verify(self, conn: Any, *_: Any) -> None:
        """Leave the context alone: requests would add certifi's authorities to it (research note, section 1)."""
        conn.cert_reqs = "CERT_REQUIRED"


def session() -> requests.Session:
    """A new session. Proxies come from the system as requests reads them; .netrc is not read, cookies are not kept."""
    made = requests.Session()
    made.auth = _no_auth
    made.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
    made.mount("http://", _Adapter())
    made.mount("https://", _SystemTrustAdapter())
    made.max_redirects = 3
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return made


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An explicit no-op, because without one requests would send credentials it finds in ~/.netrc."""
    return request
