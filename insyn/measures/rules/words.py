"""The rules in words, as they stand on a signal's page."""

from insyn.measures.rules.charts import ChartRules
from insyn.measures.rules.measures import Measure
from insyn.statistics.wording import short_number, short_percent


def chart_rule(measure: Measure, rules: ChartRules) -> str:
    return (
        f"Enhetens {measure.many} månad för månad jämförs med dess egna tidigare månader; där de är få vägs övriga "
        f"enheter in. Det som söks är minst {short_number(rules.ratio, 1)} gånger det väntade antalet. Alla enheter "
        f"och kategorier prövas samtidigt, så att högst {short_percent(rules.q, 0)} av månadens larm väntas vara "
        f"falska, och en serie larmar ensam av slump högst en gång på {rules.run_length} månader."
    )


SIZES = {"client_days": "vårddygn", "persons": "personer", "staff_hours": "personaltimmar"}


def comparison_rule(measure: Measure, size: str, q: float) -> str:
    return (
        f"Enhetens {measure.many} under tolv månader jämförs med de andra enheterna i samma verksamhetsområde, efter "
        f"hur mycket omsorg de ger ({SIZES[size]}). Är enheterna minst tio räknas även med att de skiljer sig åt av "
        f"andra skäl än slump. Alla enheter prövas samtidigt, så att högst {short_percent(q, 0)} av larmen väntas vara "
        f"falska. Många rapporterade händelser är inte i sig ett dåligt betyg."
    )
