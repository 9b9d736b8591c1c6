"""The one HTTP session maker: requests with the system's trust store and proxies, no .netrc, no cookies.

What the company manages wins over the system: its proxy replaces the system's, its authorities are trusted besides the
system's. A proxy script (PAC) is not run: PyPAC, the one kept library, brings a JavaScript engine (dukpy) into this
process and has it run whatever the network serves as `wpad.dat`. `proxy` and `no_proxy` say the same in two lines.
"""

import functools
import ssl
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.utils import get_environ_proxies, should_bypass_proxies

from app import __version__
from app.host.connections import watch_pools
from app.host.network import AuthoritiesUnreadable, Network
from app.host.secret import Secret

USER_AGENT = f"Signpost/{__version__}"

_AS_THE_SYSTEM_SAYS = Network()

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class _Adapter(HTTPAdapter):
    """Its answers are bounded (`app.host.connections`), also those through a proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        watch_pools(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        pools = super().proxy_manager_for(*args, **kwargs)
        watch_pools(pools)
        return pools


class _SystemTrustAdapter(_Adapter):
    """Verifies servers against the operating system's trust store (which a company manages), not certifi's list."""

    def __init__(self, ca_bundle: str) -> None:
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if ca_bundle:
            try:
                self._context.load_verify_locations(cafile=ca_bundle)
            except OSError as error:  # ssl.SSLError is one
                raise AuthoritiesUnreadable(path=ca_bundle, detail=error.strerror or error) from error
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = self._context
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        # Through a proxy requests makes another pool manager, which would otherwise not get the context.
        kwargs.setdefault("ssl_context", self._context)
        return super().proxy_manager_for(*args, **kwargs)

    def cert_verify(self, conn: Any, *_: Any) -> None:
        """Leave the context alone: requests would add certifi's authorities to it (research note, section 1)."""
        conn.cert_reqs = "CERT_REQUIRED"


class _Session(requests.Session):
    """Knows its proxies from the start. requests would look through the environment at every request, for longer than
    the request itself takes, and would let the environment win over what is managed."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.trust_env = False
        self._network = network
        self._proxies_of: dict[str, Mapping[str, str]] = {}
        self._asked: tuple[object, requests.PreparedRequest] | None = None

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        return {"proxies": self._proxies(str(url)), "stream": bool(stream), "verify": True, "cert": None}

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        # One host's files are asked for in one way, again and again; to prepare that takes a third of a poll's time.
        own = request.params, request.data, request.json, request.files, request.cookies, request.auth
        if request.method != "GET" or any(own):
            return super().prepare_request(request)
        url = str(request.url)
        asks = origin_of(url), tuple((request.headers or {}).items())
        if self._asked is None or self._asked[0] != asks:
            self._asked = asks, super().prepare_request(request)
        prepared = self._asked[1].copy()
        if url != prepared.url:
            prepared.prepare_url(url, None)
        return prepared

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None  # nobody is sent on: the answer that says so is the answer

    def _proxies(self, url: str) -> Mapping[str, str]:
        origin = origin_of(url)
        if origin not in self._proxies_of:
            self._proxies_of[origin] = self._proxies_for(origin)
        return self._proxies_of[origin]

    def _proxies_for(self, origin: str) -> Mapping[str, str]:
        if not self._network.proxy:
            return get_environ_proxies(origin, no_proxy=None)
        if should_bypass_proxies(origin, no_proxy=",".join(("localhost", "127.0.0.1", *self._network.no_proxy))):
            return {}
        return {"http": self._network.proxy, "https": self._network.proxy}


class Bearer(AuthBase):
    """Sends `token` to the one origin it was given for, and never in the clear: https, or this very machine.

    requests asks it anew for every request; a redirect's target gets nothing (RFC 6750, section 5.3). `scheme` is
    another word than Bearer where a receiver wants one.
    """

    def __init__(self, origin: str, token: Secret, scheme: str = "Bearer") -> None:
        self._origin, self._token, self._scheme = origin, token, scheme

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if origin_of(request.url or "") == self._origin and is_private(self._origin):
            request.headers["Authorization"] = f"{self._scheme} {self._token.value}"
        return request


def session(network: Network = _AS_THE_SYSTEM_SAYS, auth: Bearer | None = None) -> requests.Session:
    """A new session, for one thread. Proxies are those of the moment; .netrc is not read, cookies are not kept.

    It follows no redirect, not even to the same host: the address is what IT configured, a static host has no need of
    any, and what sends people on is mostly a network's sign-in page.
    Raises AuthoritiesUnreadable.
    """
    made = _Session(network)
    made.auth = auth or _no_auth
    made.headers.clear()
    made.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
    made.mount("http://", _Adapter())
    made.mount("https://", _SystemTrustAdapter(network.ca_bundle))
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return made


@functools.lru_cache(maxsize=32)
def origin_of(url: str) -> str:
    """Scheme, host and port, spelt one way (RFC 6454): `https://policy.example.com`. Empty when `url` is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def is_private(url: str) -> bool:
    """https anywhere; plain http only to this very machine (W3C Secure Contexts, section 3.1)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An explicit no-op, because without one requests would send credentials it finds in ~/.netrc."""
    return request
