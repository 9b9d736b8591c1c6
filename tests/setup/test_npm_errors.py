"""npm's words as they were recorded (npm 9.2.0 and 11.19.1), and what a person is told."""

import pytest

from app.errors import SignpostError
from app.host.files import DiskFull, NotWritable
from app.setup.errors import (
    CertificateRefused,
    IntegrityMismatch,
    NpmFailed,
    PackageNotFound,
    RegistryRefused,
    RegistryUnreachable,
)
from app.setup.npm_errors import meaning, plain

FACTS = {"tool": "demo", "package": "demo 1.2.3", "path": "/tools", "node": 18}

REFUSED_11 = """\
npm http fetch GET http://127.0.0.1:9/x attempt 1 failed with ECONNREFUSED
npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
npm error FetchError: request to http://user:pass@127.0.0.1:9/x failed, reason:
npm error   code: 'ECONNREFUSED',
npm error A complete log of this run can be found in: /root/.npm/_logs/x.log
"""
REFUSED_9 = """\
npm ERR! code ECONNREFUSED
npm ERR! syscall connect
npm ERR! errno ECONNREFUSED
npm ERR! FetchError: request to http://127.0.0.1:9/x failed, reason: connect ECONNREFUSED 127.0.0.1:9
npm ERR! If you are behind a proxy, please make sure that the
npm ERR! 'proxy' config is set properly.  See: 'npm help config'
"""


@pytest.mark.parametrize("output", [REFUSED_11, REFUSED_9])
def test_a_refused_connection(output: str) -> None:
    error = meaning(output, 1, FACTS)
    assert isinstance(error, RegistryUnreachable)
    assert error.happened == "The package registry 127.0.0.1:9 could not be reached (ECONNREFUSED)."


def test_no_password_is_ever_shown() -> None:
    error = meaning(REFUSED_11, 1, FACTS)
    assert "pass" not in str(error)
    assert "pass" not in str(error.facts)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ENOTFOUND", RegistryUnreachable),
        ("E503", RegistryUnreachable),
        ("ERR_SOCKET_TIMEOUT", RegistryUnreachable),
        ("E401", RegistryRefused),
        ("E403", RegistryRefused),
        ("SELF_SIGNED_CERT_IN_CHAIN", CertificateRefused),
        ("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", CertificateRefused),
        ("E404", PackageNotFound),
        ("ETARGET", PackageNotFound),
        ("EINTEGRITY", IntegrityMismatch),
        ("ENOSPC", DiskFull),
        ("EACCES", NotWritable),
        ("ESOMETHINGNEW", NpmFailed),
    ],
)
def test_each_code_has_its_meaning(code: str, kind: type[SignpostError]) -> None:
    error = meaning(f"npm error code {code}\nnpm error something happened\n", 1, FACTS)
    assert type(error) is kind
    assert "…" not in str(error), "every fact of the sentence is there"


def test_a_full_disk_that_npm_could_not_even_say() -> None:
    assert isinstance(meaning("npm warn cache Error: ENOSPC: no space left on device, write\n", 228, FACTS), DiskFull)


def test_silence_and_binary_noise() -> None:
    assert meaning("", 7, FACTS).happened == "npm could not install demo (exit code 7): "
    assert "\x1b" not in str(meaning("\x1b[31mnpm error \x07boom\x00", 1, FACTS))


def test_plain() -> None:
    assert plain("a\n\x1b[1mb") == "a [1mb"
    assert plain("c" * 400) == "c" * 299 + "…"
    assert plain("see https://me:secret@host/x") == "see https://host/x"
