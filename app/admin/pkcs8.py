"""Encrypted private keys: PKCS#8 (RFC 5958) under PBES2 with scrypt (RFC 7914, section 7) and AES-256-CBC.

`BestAvailableEncryption` of cryptography 50 writes PBKDF2 with 2,048 rounds (measured: 0.6 ms a guess), too little for
keys that may install software on every computer. What is written here is as standard: `openssl pkey -in FILE` and
cryptography itself read it. The cost is OWASP's scrypt setting of 16 MB; a larger one exceeds openssl's limit of 32 MB.
"""

import base64
import os
import textwrap

from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.x509 import ObjectIdentifier

_COST, _BLOCK_SIZE, _PARALLEL = 2**14, 8, 5
_PBES2 = ObjectIdentifier("1.2.840.113549.1.5.13")
_SCRYPT = ObjectIdentifier("1.3.6.1.4.1.11591.4.11")
_AES_256_CBC = ObjectIdentifier("2.16.840.1.101.3.4.1.42")
_BEGIN, _END = "-----BEGIN ENCRYPTED PRIVATE KEY-----", "-----END ENCRYPTED PRIVATE KEY-----"


@asn1.sequence
class _ScryptCost:
    salt: bytes
    cost: int
    block_size: int
    parallel: int


@asn1.sequence
class _Derivation:
    algorithm: ObjectIdentifier
    parameters: _ScryptCost


@asn1.sequence
class _Encryption:
    algorithm: ObjectIdentifier
    initial: bytes


@asn1.sequence
class _Pbes2:
    derivation: _Derivation
    encryption: _Encryption


@asn1.sequence
class _Scheme:
    algorithm: ObjectIdentifier
    parameters: _Pbes2


@asn1.sequence
class _EncryptedPrivateKeyInfo:
    scheme: _Scheme
    data: bytes


def encrypted(private: bytes, passphrase: str) -> bytes:
    """The PEM file for a private key in PKCS#8 DER."""
    salt, initial = os.urandom(16), os.urandom(16)
    key = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK_SIZE, p=_PARALLEL).derive(passphrase.encode())
    padder, encryptor = PKCS7(128).padder(), Cipher(AES256(key), CBC(initial)).encryptor()
    data = encryptor.update(padder.update(private) + padder.finalize()) + encryptor.finalize()
    cost = _ScryptCost(salt=salt, cost=_COST, block_size=_BLOCK_SIZE, parallel=_PARALLEL)
    pbes2 = _Pbes2(
        derivation=_Derivation(algorithm=_SCRYPT, parameters=cost),
        encryption=_Encryption(algorithm=_AES_256_CBC, initial=initial),
    )
    der = asn1.encode_der(_EncryptedPrivateKeyInfo(scheme=_Scheme(algorithm=_PBES2, parameters=pbes2), data=data))
    return "\n".join([_BEGIN, *textwrap.wrap(base64.b64encode(der).decode(), 64), _END, ""]).encode()


def is_encrypted(pem: bytes) -> bool:
    """Whether a PEM file needs a passphrase."""
    return _BEGIN.encode() in pem
