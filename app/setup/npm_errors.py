"""What npm's error codes mean for a person: `npm error code X` (`npm ERR! code X` before npm 10.8), as one table.

Codes: https://docs.npmjs.com/common-errors, Node's system and TLS errors (https://nodejs.org/api/errors.html), and
npm's lib/utils/error-message.js.
"""

import re
from collections.abc import Mapping

from app.errors import SignpostError
from app.host.files import DiskFull, NotWritable
from app.setup.errors import (
    CertificateRefused,
    IntegrityMismatch,
    NodeTooOld,
    NpmFailed,
    PackageNotFound,
    RegistryRefused,
    RegistryUnreachable,
)

_CODES: tuple[tuple[type[SignpostError], str], ...] = (
    (
        RegistryUnreachable,
        """
        ENOTFOUND EAI_AGAIN EAI_FAIL ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH
        ENETDOWN ENOTCACHED EPROTO EINVALIDPROXY EINVALIDRESPONSE FETCH_ERROR ERR_SOCKET_TIMEOUT
        ERR_SSL_WRONG_VERSION_NUMBER EIDLETIMEOUT ECONNECTIONTIMEOUT ERESPONSETIMEOUT ETRANSFERTIMEOUT
        UND_ERR_CONNECT_TIMEOUT E408 E429 E500 E502 E503 E504
        """,
    ),
    (RegistryRefused, "E401 E403 E407 ENEEDAUTH EAUTHUNKNOWN EAUTHIP EOTP"),
    (
        CertificateRefused,
        """
        SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_GET_ISSUER_CERT
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_HAS_EXPIRED CERT_NOT_YET_VALID
        CERT_UNTRUSTED CERT_REVOKED CERT_SIGNATURE_FAILURE ERR_TLS_CERT_ALTNAME_INVALID
        """,
    ),
    (PackageNotFound, "E404 ETARGET ENOVERSIONS"),
    (IntegrityMismatch, "EINTEGRITY EBADSIZE Z_DATA_ERROR TAR_BAD_ARCHIVE"),
    (DiskFull, "ENOSPC EDQUOT"),
    (NotWritable, "EACCES EPERM EROFS"),
    (NodeTooOld, "EBADENGINE"),
)
MEANINGS: Mapping[str, type[SignpostError]] = {code: error for error, codes in _CODES for code in codes.split()}

_LINE = re.compile(r"^npm (?:error|ERR!) ?(.*)$", re.MULTILINE)
_CODE = re.compile(r"^code (\w{1,80})$", re.ASCII)
_ADDRESS = re.compile(r"https?://(?:[^/\s@]*@)?([^/\s@\"']+)")
_HIDDEN = re.compile(r"A complete log of this run|Log files were not written|^\s*$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def meaning(output: str, exit_code: int, facts: Mapping[str, object]) -> SignpostError:
    """The error to show for what npm wrote to standard error. `facts` name the tool, package, path and needed Node."""
    lines = [line.strip() for line in _LINE.findall(output)]
    code = next((match[1] for line in lines if (match := _CODE.match(line))), "")
    words = [line for line in lines if not _CODE.match(line) and not _HIDDEN.search(line)]
    detail = plain(" ".join(words) or output[-300:])
    # With a full disk npm may fail in its own logging first, before it gets to say a code.
    if not code and re.search(r"\bENOSPC\b", output):
        code = "ENOSPC"
    address = next((match[1] for line in words if (match := _ADDRESS.search(line))), "")
    return MEANINGS.get(code, NpmFailed)(
        **{**facts, "code": code or f"exit code {exit_code}", "detail": detail, "found": detail},
        registry=f" {address}" if address else "",
    )


def plain(text: str, length: int = 300) -> str:
    """One line without control characters or a password in an address, cut to a length a person reads."""
    line = _CONTROL.sub(" ", re.sub(r"(https?://)[^/\s@]*@", r"\1", text)).strip()
    return line if len(line) <= length else f"{line[: length - 1]}…"
