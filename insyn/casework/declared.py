"""Casework's own tabs and next steps; floors above add theirs."""

from insyn.casework import tabs
from insyn.casework.rules.powers import Act
from insyn.casework.rules.stages import GRID_KINDS, Stage


def tabs_and_steps() -> None:
    tabs.register("Översikt", "casework:follow_up", order=10)
    tabs.register("Förberedelser", "casework:preparation", order=20, count="preparation_left", is_material=True)
    tabs.register("Handlingar", "casework:documents", order=30, count="documents", is_material=True)
    tabs.register("Besök", "casework:visits", order=40, count="visits", is_material=True)
    tabs.register("Rutnät", "casework:grid", order=45, kinds=GRID_KINDS)
    tabs.register("Krav och bedömningar", "casework:assessments", order=50, count="unjudged")
    tabs.register("Iakttagelser", "casework:case_findings", order=60, count="findings")
    tabs.register("Åtgärder", "casework:case_actions", order=70, count="open_actions")
    tabs.register("Faktagranskning", "casework:factual_checks", order=75, count="open_checks", is_material=True)
    tabs.register("Historik", "casework:follow_up_history", order=100)

    step = tabs.register_next_step
    step(Stage.PLANNED, "Avisera utföraren", "casework:notice", Act.NOTIFY)
    step(Stage.NOTIFIED, "Börja förberedelserna", "casework:preparation_start", Act.MOVE)
    step(Stage.PREPARING, "Börja granskningen", "casework:examination", Act.MOVE)
    step(Stage.EXAMINING, "Gå till analys", "casework:analysis", Act.MOVE)
    step(Stage.ANALYSING, "Gå till faktagranskning", "casework:factual_checks", Act.FACT_CHECK)
    step(Stage.FACTUAL_CHECK, "Godkänn", "casework:approval", Act.APPROVE)
    step(Stage.ACTION_PLAN_ASKED, "Se åtgärdsplanen", "casework:case_actions", Act.PLAN)
    step(Stage.ACTION_PLAN_IN, "Granska åtgärdsplanen", "casework:case_actions", Act.PLAN)
    step(Stage.NEW_ANALYSIS, "Godkänn", "casework:approval", Act.APPROVE)
    step(Stage.APPROVED, "Återkoppla till verksamheten", "casework:feedback", Act.FEEDBACK)
    step(Stage.FEEDBACK_GIVEN, "Redovisa", "casework:reporting", Act.REPORT)
    step(Stage.REPORTED, "Avsluta", "casework:closure", Act.CLOSE)
