"""Where in the source the bytes stand that the parser names."""

from __future__ import annotations

from bisect import bisect_right

from kouetsu.records import record


@record(frozen=False)
class BytePlaces:
    """Follows the parser through `data`, the bytes of an abridged body (see plain_blocks).

    It names them nearly in order: `byte` is the one that was named last, and `offset` its place in
    the source. What lies between two of the `borders` in the abridged text, from `floor` up to
    `ceiling`, lies `shift` further on in the source.
    """

    data: bytes
    borders: list[int]
    shifts: list[int]
    offset: int
    shift: int
    ceiling: int
    floor: int = 0
    byte: int = 0

    def at(self, byte: int) -> int:
        """Return the offset in the source of a byte."""
        length = byte - self.byte
        # A single byte is a character, mostly a line feed; so are two, if the first one is.
        if length == 1 or (length == 2 and self.data[self.byte] < 0x80):
            self.byte = byte
            self.offset += length
        elif length:
            self._go(byte)
        return self.offset

    def _go(self, byte: int) -> None:
        before, self.byte = self.byte, byte
        passed = self.data[before:byte] or self.data[byte:before]
        length = len(passed) if passed.isascii() else len(passed.decode())
        place = self.offset - self.shift + (length if byte > before else -length)
        if not self.floor <= place < self.ceiling:
            index = bisect_right(self.borders, place)
            self.floor, self.ceiling = self.borders[index - 1 : index + 1]
            self.shift = self.shifts[index - 1]
        self.offset = place + self.shift
