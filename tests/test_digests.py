from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import kouetsu
from kouetsu.digests import digest, sha256

SOURCE = str(Path(kouetsu.__file__).parent.parent)


@pytest.mark.parametrize("text", ["", "港の灯台", "a\ud83d", "灯" * 10_000])
def test_the_sha256_of_a_text_is_that_of_every_other_program(text: str) -> None:
    expected = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    assert sha256(text) == expected


def test_a_digest_has_32_bytes_and_differs_with_the_data() -> None:
    assert digest(b"a") == hashlib.blake2b(b"a", digest_size=32).digest()
    assert len(digest(b"")) == 32
    assert digest(b"a") != digest(b"b")


@pytest.mark.parametrize("missing", [[], ["_sha2", "_sha256"]])
def test_openssl_is_loaded_only_where_python_has_no_way_of_its_own(missing: list[str]) -> None:
    code = (
        f"import sys\nsys.path.insert(0, {SOURCE!r})\n"
        f"sys.modules.update(dict.fromkeys({missing!r}))\n"
        "from kouetsu.digests import digest, sha256\n"
        "print(len(digest(b'a')), len(sha256('a')), '_hashlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"32 64 {bool(missing)}\n"


def test_openssl_is_taken_once_it_is_loaded() -> None:
    code = (
        f"import sys\nsys.path.insert(0, {SOURCE!r})\n"
        "from kouetsu import digests\n"
        "before = digests.sha256('灯台')\n"
        "digests.expect_many()\n"
        "print(before == digests.sha256('灯台'), '_hashlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"
