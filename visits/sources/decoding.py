"""Bytes to clean text: encodings detected, control characters removed, line ends made one.

The text is changed no more than needed, and never again afterwards: evidence counts in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE, _BINARY_SAMPLE = 200_000, 20_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")

_NO_ASCII_TEXT = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])

_REMOVED = [*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0xFEFF, 0xFFFE, 0xFFFF]
_INVISIBLE = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_C1_AS_CP1252 = {code: bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}
_CLEAN: dict[int, str | None] = {
    **_C1_AS_CP1252,  # Latin-1 text whose quotation marks and dashes were Windows-1252
    **dict.fromkeys(_REMOVED + _INVISIBLE, None),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # halves of characters, as broken JSON escapes give
    **dict.fromkeys((0x0B, 0x0C, 0x2028, 0x2029), "\n"),
}


def clean(text: str) -> str:
    """The text with `\\n` line ends, plain spaces, and no control or invisible characters; stripped."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN).strip()


def decode(raw: bytes, declared: Iterable[str | None] = ()) -> str:
    """The bytes as text, in the encoding of their byte order mark, UTF-8, the first declared one that fits, or the
    likeliest.

    Never fails: what no encoding explains becomes replacement characters. `declared` is asked only where needed.
    """
    encoding = wide_encoding(raw)
    if encoding is None:
        try:
            return raw.decode("utf-8")  # first, since bytes that are valid UTF-8 by chance are very rare
        except UnicodeDecodeError:
            encoding = _declared(raw, declared) or _likeliest(raw[:_SAMPLE])
    return raw.decode(encoding, errors="replace")


def is_binary(text: str) -> bool:
    """True if what was decoded is no text: more than a tenth of it control and replacement characters."""
    sample = text[:_BINARY_SAMPLE]
    if sample.isascii() and len(sample.encode().translate(None, _NO_ASCII_TEXT)) >= 0.9 * len(sample):
        return False  # nearly always so, and found ten times as quickly
    return len(_NO_TEXT.findall(sample)) > 0.1 * len(sample)


def wide_encoding(raw: bytes) -> str | None:
    """The encoding that a byte order mark, or the zero bytes of UTF-16, give away; None without them."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding
    head = raw[:400]
    if b"\x00" not in head:
        return None
    if len(head) >= 4 and head[1::2].count(0) > 0.4 * len(head[1::2]) and head[0::2].count(0) == 0:
        return "utf-16-le"
    if len(head) >= 4 and head[0::2].count(0) > 0.4 * len(head[0::2]) and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _declared(raw: bytes, declared: Iterable[str | None]) -> str | None:
    """The first declared charset that explains the bytes, which are not valid UTF-8, as a Python codec."""
    usable = [codec for name in declared if name and (codec := _codec(name))]
    if not usable or _is_broken_utf8(raw[:_SAMPLE]):
        return None
    return next((codec for codec in usable if _explains(codec, raw[:_SAMPLE])), None)


def _codec(charset: str) -> str | None:
    """The Python codec that browsers take for a charset's name; none for one they don't know, and none for Unicode,
    which the bytes would have shown."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    codec: str | None = map_encoding_to_html5(charset.strip(), False)
    return None if codec is None or codec.startswith("utf-") else codec


def _explains(codec: str, raw: bytes) -> bool:
    """True if at most one in fifty of the bytes beyond ASCII means nothing in this encoding."""
    high = sum(len(run) for run in _HIGH_RUN.findall(raw))
    return 50 * raw.decode(codec, errors="replace").count("\ufffd") <= high


def _is_broken_utf8(raw: bytes) -> bool:
    """True for bytes that are UTF-8 for the most part: a broken file, not another encoding."""
    high = sum(len(run) for run in _HIGH_RUN.findall(raw))
    return 2 * sum(len(found) for found in _MULTIBYTE.findall(raw)) > high


def _likeliest(raw: bytes) -> str:
    """The best guess for bytes that are not valid UTF-8."""
    if _is_broken_utf8(raw):
        return "utf-8"
    runs = _HIGH_RUN.findall(raw)
    high = sum(len(run) for run in runs)
    if high > 0.25 * len(raw):
        return _detected(raw)
    # English with a few other characters. Windows-1252 sets its quotes and dashes as single bytes, the East
    # Asian encodings as pairs.
    if all(len(run) % 2 == 0 for run in runs) and _decodes(raw, "gb18030"):
        return "gb18030"
    return "cp1252" if _decodes(raw, "cp1252") else "latin-1"


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _detected(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    best = from_bytes(raw).best()
    return best.encoding if best else "cp1252"
