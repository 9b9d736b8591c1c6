"""SHA-256 without OpenSSL in memory until there is much to hash, and the same digests either way."""

import hashlib
import subprocess
import sys

from app.host.digest import LARGE, sha256

CODE = """
import sys
from app.host.digest import LARGE, sha256, without_openssl

without_openssl()
import hashlib
import hmac
import secrets

small = sha256(LARGE - 1)
small.update(b"abc")
assert hashlib.sha256(b"abc").digest() == small.digest()
assert hmac.digest(b"k", b"abc", "sha256")
assert sys.modules["_hashlib"] is None
large = sha256()
large.update(b"abc")
assert large.digest() == small.digest()
print(sys.modules["_hashlib"] is not None)
"""


def test_openssl_comes_with_the_first_large_file() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], check=True, stdout=subprocess.PIPE, timeout=60)
    assert done.stdout.split() == [b"True"]


def test_both_say_the_same() -> None:
    for size in (0, LARGE):
        digest = sha256(size)
        digest.update(b"abc")
        assert digest.hexdigest() == hashlib.sha256(b"abc").hexdigest()
