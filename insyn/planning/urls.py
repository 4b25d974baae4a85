from django.urls import URLPattern, URLResolver, path, register_converter

from insyn.planning.views import (
    calendar,
    coverage,
    division,
    draws,
    nominations,
    parts,
    planned,
    plans,
    proposals,
    redraws,
    risk,
    versions,
)

app_name = "planning"


class PartConverter:
    """The parts of a plan that have rows of their own."""

    regex = "|".join(parts.PARTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PartConverter, "plan_part")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", plans.plans, name="plans"),
    path("ny/", plans.plan_new, name="plan_new"),
    path("tackning/", coverage.coverage, name="coverage"),
    path("tackning/enhet/<int:pk>/", coverage.unit_coverage, name="unit_coverage"),
    path("tackning/<slug:cell>/", coverage.cell, name="coverage_cell"),
    path("risk/", risk.risk, name="risk"),
    path("risk/vikter/", risk.risk_weights, name="risk_weights"),
    path("risk/enhet/<int:pk>/", risk.unit_risk, name="unit_risk"),
    path("risk/avtal/<int:pk>/", risk.contract_risk, name="contract_risk"),
    path("rotation/", parts.all_rotations, name="rotations"),
    path("planerade/<int:pk>/", planned.planned, name="planned"),
    path("planerade/<int:pk>/andra/", planned.planned_edit, name="planned_edit"),
    path("planerade/<int:pk>/flytt/", planned.move, name="planned_move"),
    path("planerade/<int:pk>/utgar/", planned.cancellation, name="planned_cancellation"),
    path("planerade/<int:pk>/aterkomst/", planned.restoration, name="planned_restoration"),
    path("urval/", draws.draws, name="draws"),
    path("urval/<int:pk>/", draws.draw, name="draw"),
    path("urval/<int:pk>/andra/", draws.draw_edit, name="draw_edit"),
    path("urval/<int:pk>/fordelning/", division.division, name="draw_division"),
    path("urval/<int:pk>/nomineringar/", nominations.nominations, name="nominations"),
    path("urval/<int:pk>/nomineringar/ny/", nominations.nomination_new, name="nomination_new"),
    path("urval/nomineringar/<int:pk>/flytt/", nominations.nomination_move, name="nomination_move"),
    path("urval/nomineringar/<int:pk>/borttagning/", nominations.nomination_withdrawal, name="nomination_withdrawal"),
    path("urval/<int:pk>/ram/", draws.frame, name="frame"),
    path("urval/<int:pk>/ram/publicering/", draws.publication, name="frame_publication"),
    path("urval/<int:pk>/dragning/", draws.drawing, name="drawing"),
    path("urval/<int:pk>/bortfall/", redraws.displacement, name="displacement"),
    path("urval/<int:pk>/ersattning/", redraws.replacement, name="replacement"),
    path("urval/<int:pk>/historik/", draws.draw_history, name="draw_history"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/urval/", draws.plan_draws, name="plan_draws"),
    path("<int:pk>/urval/nytt/", draws.draw_new, name="draw_new"),
    path("<int:pk>/andra/", plans.plan_edit, name="plan_edit"),
    path("<int:pk>/beslut/", plans.decision, name="decision"),
    path("<int:pk>/fokusomraden/", parts.focus_areas, name="focus_areas"),
    path("<int:pk>/rotation/", parts.rotation, name="rotation"),
    path("<int:pk>/ataganden/", parts.commitments, name="commitments"),
    path("<int:pk>/<plan_part:part>/ny/", parts.part_new, name="part_new"),
    path("<int:pk>/<plan_part:part>/<int:row>/andra/", parts.part_edit, name="part_edit"),
    path("<int:pk>/<plan_part:part>/<int:row>/borttagning/", parts.part_removal, name="part_removal"),
    path("<int:pk>/uppfoljningar/", planned.planned_list, name="planned_list"),
    path("<int:pk>/uppfoljningar/ny/", planned.planned_new, name="planned_new"),
    path("<int:pk>/forslag/", proposals.proposal_list, name="proposals"),
    path("<int:pk>/forslag/antagande/", proposals.acceptance, name="proposal_acceptance"),
    path("<int:pk>/forslag/aterkomst/", proposals.reconsideration, name="proposal_reconsideration"),
    path("<int:pk>/forslag/<str:key>/avvisande/", proposals.dismissal, name="proposal_dismissal"),
    path("<int:pk>/kalender/", calendar.calendar, name="calendar"),
    path("<int:pk>/tackning/", coverage.plan_coverage, name="plan_coverage"),
    path("<int:pk>/versioner/", versions.versions, name="versions"),
    path("<int:pk>/versioner/jamforelse/", versions.comparison, name="comparison"),
    path("<int:pk>/versioner/<int:number>/", versions.version, name="version"),
    path("<int:pk>/historik/", plans.plan_history, name="plan_history"),
]
