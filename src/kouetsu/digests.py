"""Digests, without OpenSSL: hashlib takes 4 ms to load it, at every start.

Python's own implementations, to which hashlib falls back, lie in modules of other names in each
version; where they are missing, hashlib is asked. OpenSSL's sha256 is four times as fast: it is
taken where it has been loaded.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MODULES = {"sha256": ("_sha2", "_sha256"), "blake2b": ("_blake2",)}
_OPENSSL = "_hashlib"


def sha256(text: str) -> str:
    """Return the sha256 of a text, in hexadecimal digits; lone surrogates have one as well."""
    algorithm = _algorithm("sha256", _OPENSSL in sys.modules)
    found: str = algorithm(text.encode("utf-8", "surrogatepass")).hexdigest()
    return found


def expect_many() -> None:
    """Load OpenSSL where there is one: it pays from two thousand digests on."""
    import_module("hashlib")


def digest(data: bytes) -> bytes:
    """Return 32 bytes that tell this data from any other, by the fastest way that Python has."""
    found: bytes = _algorithm("blake2b")(data, digest_size=32).digest()
    return found


@cache
def _algorithm(name: str, prefers_openssl: bool = False) -> Callable[..., Any]:
    own = () if prefers_openssl else _MODULES[name]
    for module in (*own, "hashlib"):
        try:
            algorithm: Callable[..., Any] = getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
        return algorithm
    raise ImportError(f"this Python has no {name}")
