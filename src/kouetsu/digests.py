"""Digests, without OpenSSL: hashlib takes 4 ms to load it, at every start.

Python's own implementations, to which hashlib falls back, lie in modules of other names in each
version; where they are missing, hashlib is asked.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MODULES = {"sha256": ("_sha2", "_sha256"), "blake2b": ("_blake2",)}


def sha256(text: str) -> str:
    """Return the sha256 of a text, in hexadecimal digits; lone surrogates have one as well."""
    found: str = _algorithm("sha256")(text.encode("utf-8", "surrogatepass")).hexdigest()
    return found


def digest(data: bytes) -> bytes:
    """Return 32 bytes that tell this data from any other, by the fastest way that Python has."""
    found: bytes = _algorithm("blake2b")(data, digest_size=32).digest()
    return found


@cache
def _algorithm(name: str) -> Callable[..., Any]:
    for module in (*_MODULES[name], "hashlib"):
        try:
            algorithm: Callable[..., Any] = getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
        return algorithm
    raise ImportError(f"this Python has no {name}")
