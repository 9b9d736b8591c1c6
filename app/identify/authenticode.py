"""Windows: the publisher of a program, by WinVerifyTrust: the common name of a certificate whose signature is trusted.

The signature inside the file is asked for. Windows' own programs are signed in catalogues instead; they count as
unsigned here. Nothing is fetched: a revocation that this machine has not heard of yet is not seen.
"""

import ctypes
import sys
import threading
import uuid
from typing import Protocol

import msgspec

from app.policy.signer import LONGEST


class Answer(msgspec.Struct, frozen=True):
    """What the trust provider says: 0 or the reason against trust (winerror.h), and the signer's name once trusted."""

    status: int
    name: str = ""


class Trust(Protocol):
    """The system's judgement of a signature."""

    def verify(self, path: str) -> Answer:
        """Verify the first signature inside a file."""


def publisher(answer: Answer) -> str:
    """The publisher, or "" when the signature is not trusted for any reason, or the name cannot be one."""
    name = answer.name.strip()
    return name if answer.status == 0 and name.isprintable() and len(name) <= LONGEST else ""


class Authenticode:
    """A `signatures.Reader` for Windows."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust

    def signers(self, path: str, cancel: threading.Event | None) -> tuple[str, ...] | None:
        """The publisher; the question takes milliseconds and cannot be called off."""
        if cancel is not None and cancel.is_set():
            return None
        name = publisher(self._trust.verify(path))
        return (name,) if name else ()


# The structures of wintrust.h on 64-bit Windows, in types that have the same size everywhere (`DWORD` of
# ctypes.wintypes has 8 bytes on Linux), so that their layout is tested wherever the tests run.

GENERIC_VERIFY_V2 = uuid.UUID("00aac56b-cd44-11d0-8cc2-00c04fc295ee")
"""WINTRUST_ACTION_GENERIC_VERIFY_V2 (softpub.h): a file by the Authenticode policy."""

NO_WINDOW = ctypes.c_void_p(-1)
"""INVALID_HANDLE_VALUE in place of a window: nobody is asked anything."""

UI_NONE, REVOKE_NONE, CHOICE_FILE, STATE_VERIFY, STATE_CLOSE, CACHE_ONLY = 2, 0, 1, 1, 2, 0x1000
"""WTD_UI_NONE, WTD_REVOKE_NONE, WTD_CHOICE_FILE, WTD_STATEACTION_VERIFY and _CLOSE, WTD_CACHE_ONLY_URL_RETRIEVAL."""

SIMPLE_DISPLAY_TYPE = 4
"""CERT_NAME_SIMPLE_DISPLAY_TYPE (wincrypt.h): the common name, or what stands for it."""


class FileInfo(ctypes.Structure):
    """WINTRUST_FILE_INFO: the file to verify."""

    _fields_ = (
        ("cbStruct", ctypes.c_uint32),
        ("pcwszFilePath", ctypes.c_wchar_p),
        ("hFile", ctypes.c_void_p),
        ("pgKnownSubject", ctypes.c_void_p),
    )


class TrustData(ctypes.Structure):
    """WINTRUST_DATA: what to verify and how."""

    _fields_ = (
        ("cbStruct", ctypes.c_uint32),
        ("pPolicyCallbackData", ctypes.c_void_p),
        ("pSIPClientData", ctypes.c_void_p),
        ("dwUIChoice", ctypes.c_uint32),
        ("fdwRevocationChecks", ctypes.c_uint32),
        ("dwUnionChoice", ctypes.c_uint32),
        ("pFile", ctypes.POINTER(FileInfo)),
        ("dwStateAction", ctypes.c_uint32),
        ("hWVTStateData", ctypes.c_void_p),
        ("pwszURLReference", ctypes.c_void_p),
        ("dwProvFlags", ctypes.c_uint32),
        ("dwUIContext", ctypes.c_uint32),
        ("pSignatureSettings", ctypes.c_void_p),
    )


class ProviderCert(ctypes.Structure):
    """The beginning of CRYPT_PROVIDER_CERT, which is as much as is read of it."""

    _fields_ = (("cbStruct", ctypes.c_uint32), ("pCert", ctypes.c_void_p))


class WinTrust:
    """The system's `Trust`. Takes wintrust.dll and crypt32.dll."""

    def __init__(self, wintrust: ctypes.CDLL, crypt32: ctypes.CDLL) -> None:
        self._verify = wintrust.WinVerifyTrust
        self._verify.argtypes, self._verify.restype = (ctypes.c_void_p,) * 3, ctypes.c_int32
        self._provider = wintrust.WTHelperProvDataFromStateData
        self._provider.argtypes, self._provider.restype = (ctypes.c_void_p,), ctypes.c_void_p
        self._signer = wintrust.WTHelperGetProvSignerFromChain
        self._signer.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int32, ctypes.c_uint32)
        self._signer.restype = ctypes.c_void_p
        self._certificate = wintrust.WTHelperGetProvCertFromChain
        self._certificate.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        self._certificate.restype = ctypes.POINTER(ProviderCert)
        self._name = crypt32.CertGetNameStringW
        self._name.argtypes = (ctypes.c_void_p, *(ctypes.c_uint32,) * 2, *(ctypes.c_void_p,) * 2, ctypes.c_uint32)
        self._name.restype = ctypes.c_uint32

    def verify(self, path: str) -> Answer:
        """Verify, read the name from the provider's state, and let the state go, which is a second call (its docs)."""
        file = FileInfo(cbStruct=ctypes.sizeof(FileInfo), pcwszFilePath=path)
        data = TrustData(
            cbStruct=ctypes.sizeof(TrustData),
            dwUIChoice=UI_NONE,
            fdwRevocationChecks=REVOKE_NONE,
            dwUnionChoice=CHOICE_FILE,
            pFile=ctypes.pointer(file),
            dwStateAction=STATE_VERIFY,
            dwProvFlags=CACHE_ONLY,
        )
        action = ctypes.create_string_buffer(GENERIC_VERIFY_V2.bytes_le, 16)
        try:
            status = self._verify(NO_WINDOW, action, ctypes.byref(data)) & 0xFFFF_FFFF
            return Answer(status, self._common_name(data.hWVTStateData) if status == 0 else "")
        finally:
            data.dwStateAction = STATE_CLOSE
            self._verify(NO_WINDOW, action, ctypes.byref(data))

    def _common_name(self, state: int | None) -> str:
        """The leaf certificate's name, of the first signer; the pointers are the state's and live as long as it."""
        signer = self._signer(self._provider(state), 0, 0, 0)
        certificate = self._certificate(signer, 0) if signer else None
        if not certificate:
            return ""
        text = ctypes.create_unicode_buffer(LONGEST + 2)
        self._name(certificate.contents.pCert, SIMPLE_DISPLAY_TYPE, 0, None, text, len(text))
        return text.value


if sys.platform == "win32":

    def libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
        """wintrust.dll and crypt32.dll, from the system's folder only (LOAD_LIBRARY_SEARCH_SYSTEM32)."""
        return ctypes.WinDLL("wintrust.dll", winmode=0x800), ctypes.WinDLL("crypt32.dll", winmode=0x800)
