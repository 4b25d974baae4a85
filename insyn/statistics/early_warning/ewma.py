"""The exponentially weighted moving average (Roberts 1959; Montgomery ch. 9)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, InputFault, numbers, positive, same_shape
from insyn.statistics.results import Provenance, fingerprint
from insyn.statistics.wording import places, short_number


@dataclass(frozen=True, slots=True)
class Ewma:
    """Points, or units × points: the average, its sigma and limits, and which points are outside them."""

    value: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    outside: Bools
    provenance: Provenance

    def describe(self) -> str:
        if self.outside.ndim > 1:
            return f"{int(self.outside.any(axis=1).sum())} av {len(self.outside)} serier har signal"
        at = np.flatnonzero(self.outside)
        found = f"punkt {places(at)} utanför" if at.size else "ingen punkt utanför"
        limits = f"{short_number(self.lower[-1])} till {short_number(self.upper[-1])}"
        return f"viktat medelvärde, gränser {limits} i sista punkten; {found}"


@checked
def ewma(
    x: ArrayLike,
    *,
    target: float,
    sigma: float,
    weight: float = 0.2,
    width: float = 3,
    sizes: ArrayLike | None = None,
    asymptotic: bool = False,
) -> Ewma:
    """zᵢ = λxᵢ + (1 − λ)zᵢ₋₁ from z₀ = target; limits target ± L σ √(λ/(2 − λ) (1 − (1 − λ)²ⁱ)/nᵢ).

    weight is λ (over 0, at most 1), width is L; sizes are the numbers behind each mean x (one without them);
    `asymptotic` takes the limits that the others grow towards. Raises InputFault.
    """
    values, n = _checked(x, sizes)
    for name, given, at_most in (("sigma", sigma, np.inf), ("weight", weight, 1), ("width", width, np.inf)):
        if not (0 < given <= at_most and np.isfinite(given)):
            raise InputFault(name, f"{given!r} går inte att räkna med")
    average = np.empty(values.shape)
    here = np.full(values.shape[:-1], float(target))
    for point in range(values.shape[-1]):
        here = weight * values[..., point] + (1 - weight) * here
        average[..., point] = here
    grown = np.ones(values.shape[-1])
    if not asymptotic:
        grown = -np.expm1(2 * np.arange(1, values.shape[-1] + 1) * (np.log1p(-weight) if weight < 1 else -np.inf))
    spread = sigma * np.sqrt(weight / (2 - weight) * grown / n)
    lower, upper = target - width * spread, target + width * spread
    provenance = Provenance(
        "EWMA (Roberts 1959; Montgomery)",
        n=values.shape[-1],
        input_sha256=fingerprint(x=values, sizes=n),
        parameters={"target": target, "sigma": sigma, "weight": weight, "width": width, "asymptotic": asymptotic},
    )
    return Ewma(average, spread, lower, upper, (average < lower) | (average > upper), provenance)


def _checked(x: ArrayLike, sizes: ArrayLike | None) -> tuple[Floats, Floats]:
    values = numbers("x", x, ndim=None)
    if values.ndim not in {1, 2}:
        raise InputFault("x", f"ska ha 1 eller 2 dimensioner, har {values.ndim}")
    n = np.ones_like(values) if sizes is None else positive("sizes", sizes, ndim=None)
    same_shape("sizes", n, "x", values)
    return values, n
