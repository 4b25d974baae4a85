"""The addresses of contracts, requirement sets and requirements."""

from django.urls import URLPattern, URLResolver, path

from insyn.contracts.views import adoptions, agreements, periods, requirements

app_name = "contracts"

_AT = "<int:pk>/"
_PERIOD = f"{_AT}perioder/<int:period_pk>/"
_OPTION = f"{_AT}optioner/<int:option_pk>/"
_WORDING = f"krav/{_AT}lydelser/<int:version_pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", agreements.contracts, name="contracts"),
    path("nytt/", agreements.contract_new, name="contract_new"),
    path(_AT, agreements.contract, name="contract"),
    path(f"{_AT}andring/", agreements.contract_change, name="contract_change"),
    path(f"{_AT}historik/", agreements.history, name="contract_history"),
    path(f"{_AT}perioder/ny/", periods.period_new, name="period_new"),
    path(f"{_PERIOD}rattelse/", periods.period_correction, name="period_correction"),
    path(f"{_PERIOD}avslut/", periods.period_end, name="period_end"),
    path(f"{_PERIOD}optioner/ny/", periods.option_new, name="option_new"),
    path(f"{_OPTION}utnyttjande/", periods.option_taken_up, name="option_taken_up"),
    path(f"{_OPTION}borttagning/", periods.option_removal, name="option_removal"),
    path(f"{_AT}enheter/ny/", periods.unit_new, name="unit_new"),
    path(f"{_AT}enheter/<int:row_pk>/avslut/", periods.unit_end, name="unit_end"),
    path(f"{_AT}krav/", adoptions.valid_requirements, name="valid_requirements"),
    path(f"{_AT}spegling/", adoptions.mirror, name="mirror"),
    path(f"{_AT}kravsamlingar/ny/", adoptions.adoption_new, name="adoption_new"),
    path(f"{_AT}kravsamlingar/<int:adoption_pk>/avslut/", adoptions.adoption_end, name="adoption_end"),
    path(f"{_AT}avvikelser/ny/", adoptions.deviation_new, name="deviation_new"),
    path(f"{_AT}avvikelser/<int:deviation_pk>/avslut/", adoptions.deviation_end, name="deviation_end"),
    path(f"enhet/{_AT}", agreements.contracts_of_unit, name="of_unit"),
    path(f"utforare/{_AT}", agreements.contracts_of_provider, name="of_provider"),
    path("kravsamlingar/", requirements.requirement_sets, name="requirement_sets"),
    path("kravsamlingar/ny/", requirements.set_new, name="set_new"),
    path(f"kravsamlingar/{_AT}", requirements.requirement_set, name="requirement_set"),
    path(f"kravsamlingar/{_AT}andring/", requirements.set_change, name="set_change"),
    path(f"kravsamlingar/{_AT}historik/", requirements.set_history, name="set_history"),
    path(f"kravsamlingar/{_AT}krav/nytt/", requirements.requirement_new, name="requirement_new"),
    path("krav/", requirements.requirement_list, name="requirements"),
    path(f"krav/{_AT}", requirements.requirement, name="requirement"),
    path(f"krav/{_AT}lydelse/", requirements.wording_new, name="wording_new"),
    path(f"{_WORDING}rattelse/", requirements.wording_correction, name="wording_correction"),
    path(f"krav/{_AT}rattelse/", requirements.requirement_correction, name="requirement_correction"),
    path(f"krav/{_AT}upphavande/", requirements.requirement_end, name="requirement_end"),
]
