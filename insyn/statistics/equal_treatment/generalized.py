"""Several outcomes (or sides) over strata: the generalised Cochran-Mantel-Haenszel test.

Sources: Landis, Heyman & Koch 1978 (Int Stat Rev 46:237); Agresti 2013, §8.4; "general" as R's mantelhaen.test.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, counts, numbers
from insyn.statistics.results import Exclusion, Provenance, Undecided, fingerprint
from insyn.statistics.wording import p_value

KINDS = ("general", "row_means", "correlation")


@dataclass(frozen=True, slots=True)
class StratifiedAssociation:
    """Chi-square `statistic` with `df` degrees of freedom, over `strata` tables."""

    statistic: float
    df: int
    p: float
    strata: int
    provenance: Provenance

    def describe(self) -> str:
        return f"samband över {self.strata} strata: {p_value(self.p)}"


@checked
def generalized_cochran_mantel_haenszel(
    tables: ArrayLike,
    *,
    kind: str = "general",
    row_scores: ArrayLike | None = None,
    column_scores: ArrayLike | None = None,
) -> StratifiedAssociation | Undecided:
    """K tables of I rows (sides) and J columns (outcomes), K × I × J (one alone is let in).

    `kind`: "general" for unordered columns; "row_means" compares the rows' mean column scores; "correlation" uses row
    scores too. Scores are 1, 2, 3 ... unless given. Cannot be decided where the tables leave nothing to vary. Raises
    InputFault.
    """
    values = _checked(tables)
    if kind not in KINDS:
        raise InputFault("kind", f"{kind!r} är okänd, välj en av {', '.join(KINDS)}")
    has_two = values.sum(axis=(1, 2)) > 1
    made = Provenance(
        method=f"generalised Cochran-Mantel-Haenszel, {kind}",
        n=int(values.sum()),
        input_sha256=fingerprint(tables=values),
        parameters={"kind": kind},
        exclusions=tuple(Exclusion(int(at), "stratumet har färre än två") for at in np.flatnonzero(~has_two)),
    )
    kept = values[has_two]
    rows, columns = (np.flatnonzero(kept.sum(axis=axes)) for axes in ((0, 2), (0, 1)))
    if min(len(rows), len(columns)) < 2:
        return Undecided(made, reason="bara en rad eller en kolumn har några alls")
    kept = kept[:, rows][:, :, columns]
    by_row = _contrasts(kind == "correlation", row_scores, values.shape[1], rows, "row_scores")
    by_column = _contrasts(kind != "general", column_scores, values.shape[2], columns, "column_scores")
    contrast = np.kron(by_column, by_row)
    gap, variance = _gap_and_variance(kept)
    gap, variance = contrast @ gap, contrast @ variance @ contrast.T
    df = int(np.linalg.matrix_rank(variance, tol=1e-9 * max(1.0, float(np.abs(variance).max()))))
    if not df:
        return Undecided(made, reason="inget stratum har både olika rader och olika kolumner")
    statistic = float(gap @ np.linalg.pinv(variance, rcond=1e-9, hermitian=True) @ gap)
    return StratifiedAssociation(statistic, df, float(chdtrc(df, statistic)), len(kept), made)


def _checked(tables: ArrayLike) -> Floats:
    values = counts("tables", tables, ndim=None)
    values = values[np.newaxis] if values.ndim == 2 else values
    if values.ndim != 3 or min(values.shape[1:]) < 2:
        raise InputFault("tables", f"ska vara tabeller med minst två rader och två kolumner, har formen {values.shape}")
    return values


def _contrasts(scored: bool, given: ArrayLike | None, size: int, kept: NDArray[np.intp], name: str) -> Floats:
    if not scored:
        return np.eye(len(kept) - 1, len(kept))
    scores = np.arange(1.0, size + 1) if given is None else numbers(name, given)
    if scores.shape != (size,):
        raise InputFault(name, f"har {scores.size} värden, tabellen har {size}")
    chosen: Floats = scores[kept][np.newaxis]
    return chosen


def _gap_and_variance(tables: Floats) -> tuple[Floats, Floats]:
    """Observed minus expected cells, summed over tables (columns after one another), and their covariance."""
    gap: Floats = np.zeros(tables[0].size)
    variance: Floats = np.zeros((tables[0].size, tables[0].size))
    for table in tables:
        total = table.sum()
        rows, columns = table.sum(axis=1) / total, table.sum(axis=0) / total
        gap += (table - total * np.outer(rows, columns)).T.ravel()
        spread = np.kron(np.diag(columns) - np.outer(columns, columns), np.diag(rows) - np.outer(rows, rows))
        variance += spread * total**2 / (total - 1)
    return gap, variance
