"""The access matrix: every route by name, in the group that says how it meets strangers."""

# For everybody.
PUBLIC = {
    "people": "demo_sign_in appearance",
    "calendar": "feed",
    "publishing": (
        "home follow_ups feed follow_up report_pdf report_word unit accessibility about plans plan "
        "plan_version draws draw protocol frame"
    ),
}

# For anybody with an account, about that account.
ACCOUNT = {
    "people": "me home session_end calendar_renewal letters draft draft_thrown",
    "desk": "start",
}

# What all staff share: the register, and lists that show each one their own.
SHARED = {
    "organisation": (
        "unit_list unit unit_history provider_list provider provider_history provider_units assignment_list "
        "assignment assignment_history assignment_units area_list area area_history area_units board_list "
        "board board_history board_units quality_areas deadlines"
    ),
    "contracts": (
        "contracts contract contract_history valid_requirements mirror of_unit of_provider requirement_sets "
        "requirement_set set_history requirements requirement"
    ),
    "registers": "events event_new of_unit of_contract",
    "planning": "plans coverage unit_coverage coverage_cell rotations draws",
    "casework": (
        "findings recurring recurring_requirement recurring_area good_examples actions urgent_notices "
        "follow_ups powers follow_up_new of_unit of_provider of_contract"
    ),
    "reporting": "reports meetings tasks half_years",
    "publishing_work": "overview feedback",
}

# For the roles that the gate names; another board's officer holds none of them.
TRUSTED = {
    "access": "people person_new person person_edit closure reopening role_new role_end",
    "exchange": "start workbook run rows columns remarks saving dropping",
    "organisation": (
        "unit_new unit_change unit_correction unit_withdrawal unit_closure unit_reopening provider_new "
        "provider_change provider_correction provider_withdrawal provider_closure provider_reopening "
        "assignment_new assignment_change assignment_correction assignment_withdrawal assignment_closure "
        "assignment_reopening area_new area_change area_correction area_withdrawal area_closure "
        "area_reopening board_new board_change board_correction board_withdrawal board_closure "
        "board_reopening quality_area_new quality_area_correction quality_area_end deadline_change "
        "deadline_own"
    ),
    "contracts": (
        "contract_new contract_change period_new period_correction period_end option_new option_taken_up "
        "option_removal unit_new unit_end adoption_new adoption_end deviation_new deviation_end set_new "
        "set_change requirement_new wording_new wording_correction requirement_correction requirement_end"
    ),
    "planning": "plan_new",
    "casework": "urgent_recipients urgent_recipient_end",
    "reporting": (
        "new_meeting templates template_new template template_draft template_preview template_adoption "
        "template_discard section_new section_edit section_move section_removal"
    ),
}

# A row of Anna's board or of Carin's unit: for every stranger it does not exist.
OWN = {
    "portal": (
        "unit follow_up report report_pdf document_file document_request factual_check remark check_answer "
        "remark_removal action_plan action_new action action_edit action_removal"
    ),
    "registers": "event event_change closure reopening",
    "planning": (
        "planned planned_edit planned_move planned_cancellation planned_restoration draw draw_edit "
        "nominations nomination_new nomination_move nomination_withdrawal frame frame_publication drawing "
        "displacement replacement draw_history plan plan_draws draw_new plan_edit decision focus_areas "
        "rotation commitments part_new part_edit part_removal planned_list planned_new proposals "
        "proposal_acceptance proposal_reconsideration proposal_dismissal calendar plan_coverage versions "
        "comparison version plan_history"
    ),
    "casework": (
        "finding_by_key action_by_key urgent_notice receipt assessments assessment case_findings finding_new "
        "finding finding_edit finding_evidence finding_evidence_file finding_withdrawal finding_closure "
        "finding_urgent notice extent preparation preparation_new preparation_item preparation_untick "
        "documents document_new photo_new document document_edit document_file request_new request_extension "
        "request_reminder request_settlement visits visit_new visit_edit individuals_view_new "
        "individuals_view_edit factual_checks factual_check_skip factual_check statement "
        "factual_check_reminder factual_check_closure follow_up follow_up_history follow_up_facts "
        "target_removal target_new preparation_start examination analysis approval feedback reporting "
        "interim_report closure call_off declaration participation_new participation_end handover "
        "handover_return share_new case_actions action_plan_new action_plan action_review "
        "action_plan_acceptance action_plan_refusal action_plan_reminder action action_verification effect "
        "action_evidence_file escalations escalation_new escalation_outcome grid grid_questions "
        "grid_question_retirement grid_units grid_cell grid_cell_result project"
    ),
    "reporting": (
        "case_report document report report_pdf report_word comparison draft saved_drafts handover approve "
        "give_back new_version factual_check to_board meeting meeting_edit package item_removal presentation "
        "decision task task_new half_year"
    ),
    "publishing_work": "preparation version places words handover return_to_masking confirmation withdrawal",
}

# For every provider, showing each its own.
PROVIDERS = {
    "portal": "start follow_ups",
}

# How each group meets: Bo of another board, Carl of another provider, Elsa without a role, and one not signed in.
STRANGERS = ("bo", "carl", "elsa", "anonymous")
MEETS = (
    (PUBLIC, ("in", "in", "in", "in")),
    (ACCOUNT, ("in", "in", "in", "sign-in")),
    (SHARED, ("in", "404", "404", "sign-in")),
    (TRUSTED, ("403", "404", "404", "sign-in")),
    (OWN, ("404", "404", "404", "sign-in")),
    (PROVIDERS, ("404", "in", "404", "sign-in")),
)

MATRIX: dict[str, dict[str, str]] = {
    f"{space}:{name}": dict(zip(STRANGERS, outcomes, strict=True))
    for group, outcomes in MEETS
    for space, names in group.items()
    for name in names.split()
}
