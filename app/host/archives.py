"""Zstandard, and tar with all its extraction filters: Python's own modules from 3.14 on, before that their backport.

Python 3.11.2 (Debian 12) has a tar without filters (PEP 706); the backport brings 3.14's.
"""

import sys

if sys.version_info >= (3, 14):
    import tarfile

    from compression import zstd
else:
    from backports import zstd
    from backports.zstd import tarfile

__all__ = ["tarfile", "zstd"]
