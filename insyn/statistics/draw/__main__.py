"""`insyn verify-draw PROTOCOL.json`: exit 0 when the draw holds, 1 when anything differs, 2 for an unreadable file."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from insyn.statistics.draw import GROUND_WORDS, Frame, Pick, Verification, verify_protocol, write_frame
from insyn.statistics.draw.frame_text import frame_sha256

USAGE = "Så här: insyn verify-draw PROTOKOLL.json"
HOLDS, DIFFERS, UNREADABLE = 0, 1, 2
MAX_BYTES = 100_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify the one file named, say the outcome in Swedish, return the exit code."""
    names = list(sys.argv[1:] if arguments is None else arguments)
    if names in (["-h"], ["--help"]):
        sys.stdout.write(f"Räknar om ett urval ur protokollets urvalsram och frö.\n{USAGE}\n")
        return HOLDS
    if len(names) != 1:
        sys.stderr.write(f"Ange en protokollfil. {USAGE}\n")
        return UNREADABLE
    try:
        source = _read(Path(names[0]))
    except OSError as error:
        sys.stderr.write(f"Filen {names[0]} gick inte att läsa: {_why(error)}\n")
        return UNREADABLE
    verification = verify_protocol(source)
    sys.stdout.write(_printable(_report(verification)))
    return HOLDS if verification.is_ok else DIFFERS


def _read(path: Path) -> bytes:
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise OSError("den är större än 100 MB och kan inte vara ett protokoll.")
    return path.read_bytes()


def _why(error: OSError) -> str:
    words = {
        FileNotFoundError: "den finns inte. Kontrollera namnet och mappen.",
        IsADirectoryError: "det är en mapp. Ange själva filen.",
        PermissionError: "du har inte rätt att läsa den.",
    }
    return words.get(type(error), error.strerror or str(error))


def _report(verification: Verification) -> str:
    if verification.difference is not None or verification.frame is None:
        return f"Omräkningen stämmer INTE.\nFörsta skillnaden: {verification.difference}\n"
    return _confirmation(verification.frame, verification.picks)


def _confirmation(frame: Frame, picks: Sequence[Pick]) -> str:
    counts = Counter(pick.ground for pick in picks)
    parts = ", ".join(f"{word} {counts[ground]}" for ground, word in GROUND_WORDS.items())
    return (
        "Omräkningen stämmer.\n"
        f"{len(picks)} av {len(frame.lines)} avtal är utvalda som protokollet säger ({parts}).\n"
        f"Plan: {frame.header.plan}\n"
        f"Urvalsramens SHA-256: {frame_sha256(write_frame(frame))}\n"
        "Jämför den med den som publicerades före sammanträdet.\n"
    )


def _printable(text: str) -> str:
    """A forged protocol may hold control characters; none of them reaches the reader's terminal."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\u{ord(char):04x}" for char in text)


if __name__ == "__main__":
    sys.exit(main())
