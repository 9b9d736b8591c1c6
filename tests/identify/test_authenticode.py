"""Windows signatures: the judgement by status, the structures byte for byte, and the calls in the order documented."""

import ctypes
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.identify.authenticode import (
    GENERIC_VERIFY_V2,
    Answer,
    Authenticode,
    FileInfo,
    ProviderCert,
    TrustData,
    WinTrust,
    publisher,
)

NO_SIGNATURE = 0x800B0100
"""TRUST_E_NOSIGNATURE."""


@pytest.mark.parametrize(
    "status",
    [
        NO_SIGNATURE,
        0x80096010,  # TRUST_E_BAD_DIGEST: altered since it was signed
        0x800B0101,  # CERT_E_EXPIRED
        0x800B0109,  # CERT_E_UNTRUSTEDROOT: self-signed, or a root nobody here trusts
        0x800B010A,  # CERT_E_CHAINING
        0x800B010C,  # CERT_E_REVOKED
        0x800B0111,  # TRUST_E_EXPLICIT_DISTRUST
        0x800B0004,  # TRUST_E_SUBJECT_NOT_TRUSTED
        0x800B0003,  # TRUST_E_SUBJECT_FORM_UNKNOWN: no file that can hold one
        0x80092026,  # CRYPT_E_SECURITY_SETTINGS: forbidden by the machine's policy
        0x80070020,  # ERROR_SHARING_VIOLATION
        1,
    ],
)
def test_any_reason_against_trust_is_no_publisher(status: int) -> None:
    assert publisher(Answer(status, "Google LLC")) == ""


def test_a_trusted_publisher_is_one_printable_line() -> None:
    assert publisher(Answer(0, " Google LLC ")) == "Google LLC"
    for name in ("", "Google\nLLC", "x" * 201, "\u202eCLL"):
        assert publisher(Answer(0, name)) == ""


def test_the_structures_are_laid_out_as_in_the_headers_of_64_bit_windows() -> None:
    """wintrust.h, natural alignment; PowerShell's own call has `CBStruct: 88` (PowerShell/PowerShell, pull 23821)."""
    assert ctypes.sizeof(TrustData) == 88
    assert ctypes.sizeof(FileInfo) == 32
    offsets = {
        TrustData: {
            "cbStruct": 0,
            "pPolicyCallbackData": 8,
            "pSIPClientData": 16,
            "dwUIChoice": 24,
            "fdwRevocationChecks": 28,
            "dwUnionChoice": 32,
            "pFile": 40,
            "dwStateAction": 48,
            "hWVTStateData": 56,
            "pwszURLReference": 64,
            "dwProvFlags": 72,
            "dwUIContext": 76,
            "pSignatureSettings": 80,
        },
        FileInfo: {"cbStruct": 0, "pcwszFilePath": 8, "hFile": 16, "pgKnownSubject": 24},
        ProviderCert: {"cbStruct": 0, "pCert": 8},
    }
    for structure, fields in offsets.items():
        assert {name: getattr(structure, name).offset for name in fields} == fields


class Windows:
    """wintrust.dll and crypt32.dll as C functions that keep what they are called with."""

    STATE, PROVIDER, SIGNER, CERTIFICATE = 0x51, 0x52, 0x53, 0x54

    def __init__(self, status: int, name: str, *, signers: int = 1) -> None:
        self.calls: list[tuple[Any, ...]] = []
        address, number, signed = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int32
        chain = ProviderCert(cbStruct=120, pCert=self.CERTIFICATE)

        def verify(window: int, action: int, data: int) -> int:
            asked = TrustData.from_address(data)
            if asked.dwStateAction == 1:
                asked.hWVTStateData = self.STATE
            self.calls.append(
                (
                    *("verify", window, ctypes.string_at(action, 16), asked.cbStruct, asked.dwUIChoice),
                    *(asked.fdwRevocationChecks, asked.dwUnionChoice, asked.dwStateAction, asked.hWVTStateData),
                    *(asked.dwProvFlags, asked.pFile.contents.cbStruct, asked.pFile.contents.pcwszFilePath),
                )
            )
            return ctypes.c_int32(status).value

        def provider(state: int) -> int:
            self.calls.append(("provider", state))
            return self.PROVIDER

        def signer(given: int, index: int, counter: int, counter_index: int) -> int:
            self.calls.append(("signer", given, index, counter, counter_index))
            return self.SIGNER if signers else 0

        def certificate(given: int, index: int) -> int:
            self.calls.append(("certificate", given, index))
            return ctypes.addressof(chain)

        def write_name(given: int, kind: int, flags: int, parameter: int | None, buffer: int, length: int) -> int:
            self.calls.append(("name", given, kind, flags, parameter, length))
            written = name[: length - 1]
            (ctypes.c_wchar * length).from_address(buffer).value = written
            return len(written) + 1

        self.wintrust = SimpleNamespace(
            WinVerifyTrust=ctypes.CFUNCTYPE(signed, address, address, address)(verify),
            WTHelperProvDataFromStateData=ctypes.CFUNCTYPE(address, address)(provider),
            WTHelperGetProvSignerFromChain=ctypes.CFUNCTYPE(address, address, number, signed, number)(signer),
            WTHelperGetProvCertFromChain=ctypes.CFUNCTYPE(address, address, number)(certificate),
        )
        self.crypt32 = SimpleNamespace(
            CertGetNameStringW=ctypes.CFUNCTYPE(number, address, number, number, address, address, number)(write_name)
        )

    def trust(self) -> WinTrust:
        return WinTrust(cast("ctypes.CDLL", self.wintrust), cast("ctypes.CDLL", self.crypt32))


PATH = r"C:\Program Files\Tool\tool.exe"


def test_a_trusted_file_is_asked_for_its_leaf_and_its_state_is_let_go() -> None:
    windows = Windows(0, "Google LLC")
    assert Authenticode(windows.trust()).signers(PATH, None) == ("Google LLC",)
    nobody, action = 2**64 - 1, bytes.fromhex("6bc5aa0044cdd0118cc200c04fc295ee")
    assert action == GENERIC_VERIFY_V2.bytes_le
    assert windows.calls == [
        ("verify", nobody, action, 88, 2, 0, 1, 1, Windows.STATE, 0x1000, 32, PATH),
        ("provider", Windows.STATE),
        ("signer", Windows.PROVIDER, 0, 0, 0),
        ("certificate", Windows.SIGNER, 0),
        ("name", Windows.CERTIFICATE, 4, 0, None, 202),
        ("verify", nobody, action, 88, 2, 0, 1, 2, Windows.STATE, 0x1000, 32, PATH),
    ]


def test_an_untrusted_file_is_not_asked_for_a_name_and_its_state_is_let_go() -> None:
    windows = Windows(NO_SIGNATURE, "Google LLC")
    assert windows.trust().verify(PATH) == Answer(NO_SIGNATURE)
    assert [(call[0], call[7]) for call in windows.calls] == [("verify", 1), ("verify", 2)]


def test_a_name_that_is_too_long_or_nobodys_is_none() -> None:
    assert Authenticode(Windows(0, "x" * 300).trust()).signers(PATH, None) == ()
    assert Authenticode(Windows(0, "Google LLC", signers=0).trust()).signers(PATH, None) == ()
