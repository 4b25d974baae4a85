"""What every computed figure carries, so that an outsider can compute it again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

type Parameter = float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval, in the unit of its figure; `level` is the confidence it was made for (0.95)."""

    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A point that was left out: its place in the input, counted from 0, and why, in Swedish."""

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a figure came about.

    `method` names the method and its source; `parameters` are those it was run with; `n` is how many points or units
    entered; `input_sha256` is `fingerprint` of the input.
    """

    method: str
    n: int
    input_sha256: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))


class Described(Protocol):
    """Every result: how it came about, and what it says in plain Swedish."""

    @property
    def provenance(self) -> Provenance: ...

    def describe(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Undecided:
    """No figure can be given: what was had, what is needed, and of what (in Swedish, plural: "månader").

    `reason` is another ground in Swedish, where it is not a matter of too few.
    """

    provenance: Provenance
    have: int = 0
    needed: int = 0
    unit: str = "punkter"
    reason: str = ""

    def describe(self) -> str:
        return f"kan inte avgöras: {self.reason or f'{self.have} {self.unit}, minst {self.needed} behövs'}"


def fingerprint(**inputs: ArrayLike) -> str:
    """SHA-256, hex, of the named inputs in order of name.

    Each is written as its name, a line feed, its shape as decimal numbers joined by commas, a line feed, and its values
    as little-endian 64-bit floats in row order (anything but numbers as UTF-8 texts, each ended by a line feed).
    """
    digest = hashlib.sha256()
    for name in sorted(inputs):
        values = np.asarray(inputs[name])
        digest.update(f"{name}\n{','.join(map(str, values.shape))}\n".encode())
        if values.dtype.kind in "biuf":
            digest.update(np.ascontiguousarray(values, dtype="<f8").tobytes())
        else:
            digest.update("".join(f"{value}\n" for value in values.ravel()).encode())
    return digest.hexdigest()
