"""The HTTP session: whose proxy, whose authorities, and to whom a token goes."""

from pathlib import Path

import pytest
import requests

from app.host import http
from app.host.network import AuthoritiesUnreadable, Network
from app.host.secret import Secret
from tests.sync.hosts import Host, answer, hosting

TOKEN = Secret("s3cret-token")
MANAGED = Network("http://127.0.0.1:9", ("intern.example", "10.0.0.0/8"))


def proxy_for(session: object, url: str) -> str:
    assert isinstance(session, http._Session)
    return session._proxies(url).get("https", "")


def test_the_managed_proxy_wins_over_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://system.example:1")
    monkeypatch.setenv("NO_PROXY", "policy.example.com")
    with http.session(MANAGED) as session:
        assert proxy_for(session, "https://policy.example.com/x") == "http://127.0.0.1:9"
        assert proxy_for(session, "https://other.example/") == "http://127.0.0.1:9"
        for direct in ("https://a.intern.example/", "https://10.1.2.3/", "https://localhost/", "http://127.0.0.1:8/"):
            assert proxy_for(session, direct) == ""
    with http.session() as session:
        assert proxy_for(session, "https://policy.example.com/x") == ""
        assert proxy_for(session, "https://other.example/") == "http://system.example:1"


def test_a_request_goes_through_the_managed_proxy(tmp_path: Path) -> None:
    with hosting(tmp_path) as proxy, http.session(Network(proxy.url)) as session:
        proxy.faults["/file"] = answer(200, b"by proxy")
        assert session.get("http://policy.invalid/file", timeout=20).content == b"by proxy"
        assert proxy.requests == ["http://policy.invalid/file"]


def test_the_companys_authorities_are_trusted_besides_the_systems(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    for content in (None, b"", b"not pem"):
        if content is not None:
            bundle.write_bytes(content)
        with pytest.raises(AuthoritiesUnreadable) as caught:
            http.session(Network(ca_bundle=str(bundle)))
        assert str(bundle) in str(caught.value)


@pytest.mark.parametrize(
    ("origin", "url", "sent"),
    [
        ("https://policy.example.com", "https://policy.example.com/metadata/1.root.json", True),
        ("https://policy.example.com", "https://POLICY.example.com:443/", True),
        ("https://policy.example.com", "https://policy.example.com:8443/", False),
        ("https://policy.example.com", "https://policy.example.com.evil.example/", False),
        ("https://policy.example.com", "https://policy.example.com@evil.example/", False),
        ("https://policy.example.com", "http://policy.example.com/", False),
        ("http://policy.example.com", "http://policy.example.com/", False),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/", True),
        ("", "https://policy.example.com/", False),
    ],
)
def test_a_token_goes_to_its_own_host_and_never_in_the_clear(origin: str, url: str, sent: bool) -> None:
    with http.session(auth=http.Bearer(origin, TOKEN)) as session:
        request = session.prepare_request(requests.Request("GET", url))
    assert request.headers.get("Authorization") == (f"Bearer {TOKEN.value}" if sent else None)


def test_each_request_is_its_own_however_alike_the_one_before_was() -> None:
    host, other = "https://policy.example.com", "https://other.example.com"
    asked: list[tuple[str, str, dict[str, str], bytes | None]] = [
        ("GET", f"{host}/a?b=1", {}, None),
        ("GET", f"{host}/a b", {"If-None-Match": '"1"'}, None),
        ("GET", f"{host}/c", {"If-None-Match": '"2"'}, None),
        ("GET", f"{other}/c", {"If-None-Match": '"2"'}, None),
        ("POST", f"{host}/c", {}, b"one"),
        ("POST", f"{host}/c", {}, b"two"),
        ("GET", f"{host}/c", {}, b"three"),
        ("GET", f"{host}/a?b=1", {}, None),
    ]
    with http.session(auth=http.Bearer(host, TOKEN)) as session:
        for method, url, headers, data in asked:
            request = requests.Request(method, url, headers=headers, data=data)
            prepared = session.prepare_request(request)
            assert (prepared.method, prepared.url, prepared.body) == (method, url.replace(" ", "%20"), data)
            assert prepared.headers.get("If-None-Match") == headers.get("If-None-Match")
            assert ("Authorization" in prepared.headers) == url.startswith(host)


def test_nobody_is_sent_on_and_no_token_with_them(tmp_path: Path) -> None:
    with hosting(tmp_path) as other, hosting(tmp_path) as host:
        host.faults["/file"] = answer(302, header=f"Location: {other.url}file\r\n")
        with http.session(auth=http.Bearer(http.origin_of(host.url), TOKEN)) as session:
            told = session.get(f"{host.url}file", timeout=20)
        assert told.status_code == 302
        assert host.headers[0]["authorization"] == f"Bearer {TOKEN.value}"
        assert other.requests == []


def test_a_secret_shows_in_nothing_that_is_printed() -> None:
    assert TOKEN.value not in f"{TOKEN} {TOKEN!r} {[TOKEN]} {http.Bearer('https://a.example', TOKEN)!r}"


def test_netrc_is_not_read_and_cookies_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with hosting(tmp_path) as host, http.session() as session:
        _twice(host, session)
        assert not any({"authorization", "cookie"} & set(headers) for headers in host.headers)


def _twice(host: Host, session: requests.Session) -> None:
    host.faults["/file"] = answer(200, b"x", header="Set-Cookie: id=1; Path=/\r\n")
    for _ in range(2):
        assert session.get(f"{host.url}file", timeout=20).content == b"x"
    assert len(host.headers) == 2
