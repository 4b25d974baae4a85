"""The access matrix: every route, tried as every role inside its scope and as everybody whom it does not concern.

Written by hand from what the product promises its persons and from the table of who may do what in a follow-up
(insyn/casework/rules/powers.py); what is observed is held against it, never the other way round.

The columns, each one person of the cast. All rows are the elderly care board's and the provider's parts Carin's unit's:

    A  Disa, administrator                        P  Carin, manager of the unit
    S  Sten, the board's strategist               W  Pia, manager of the whole provider
    R  Anna, officer, responsible                 b  Bo, officer of another board
    H  Olle, officer, assisting                   x  Bror, every role of another board at once
    O  Ylva, officer without a part               u  Cilla, manager of the same provider's other unit
    M  Moa, MAS or MAR, takes part                k  Carl, manager of another provider
    C  Berit, commissioner                        e  Elsa, an account without a role
    D  Dag, director                              n  nobody signed in
    N  Siv, secretary of the board
    B  Frida, member of the board

The cells, each about GET and POST:

    w  reads and changes: let in by both
    4  as w, but four eyes: this person's own act is refused with a word, shown by the tests that test_four_eyes.py names
    r  reads only: let in by GET, 403 for the POST where the route takes one
    -  inside the scope without the role: 403 by both
    .  outside the scope, so it does not exist: 404 by both
    >  to signing in
"""

COLUMNS = "ASRHOMCDNBPWbxuken"

# ruff: noqa: E501
TABLE = """
#                A S R H O M C D N B   P W   b x   u k   e n

# The public site, for everybody; what it shows is tried apart, in test_unpublished.py.
publishing       r r r r r r r r r r   r r   r r   r r   r r   home follow_ups feed follow_up report_pdf report_word unit about
                                                               plans plan plan_version draws draw protocol frame
                                                               opinion_next opinion_receipt
                 w w w w w w w w w w   w w   w w   w w   w w   accessibility opinion
people           w w w w w w w w w w   w w   w w   w w   w w   appearance
# Whoever has the secret address: a calendar program has no session.
calendar         r r r r r r r r r r   r r   r r   r r   r r   feed
# No such address outside the demo.
people           . . . . . . . . . .   . .   . .   . .   . .   demo_sign_in

# The own account. The session is Anna's, and nobody else's to end.
people           r r r r r r r r r r   r r   r r   r r   r >   me home letters
                 w w w w w w w w w w   w w   w w   w w   w >   draft draft_thrown calendar_renewal
                 . . w . . . . . . .   . .   . .   . .   . >   session_end
desk             r r r r r r r r r r   r r   r r   r r   r >   start

# People and roles: the administrator's alone.
access           w - - - - - - - - -   . .   - -   . .   . >   people person_new person person_edit closure reopening role_new
                                                               role_end

# Register rows are shared by all boards; administrators and strategists keep them. A file that was loaded is the loader's
# (here the administrator's) until it is saved.
organisation     r r r r r r r r r r   . .   r r   . .   . >   unit_list unit unit_history provider_list provider
                                                               provider_history provider_units assignment_list assignment
                                                               assignment_history assignment_units area_list area area_history
                                                               area_units board_list board board_history board_units
                                                               quality_areas deadlines
                 w w - - - - - - - -   . .   - w   . .   . >   unit_new unit_change unit_correction unit_withdrawal unit_closure
                                                               unit_reopening provider_new provider_change provider_correction
                                                               provider_withdrawal provider_closure provider_reopening
                                                               assignment_new assignment_change assignment_correction
                                                               assignment_withdrawal assignment_closure assignment_reopening
                                                               area_new area_change area_correction area_withdrawal
                                                               area_closure area_reopening board_new board_change
                                                               board_correction board_withdrawal board_closure board_reopening
                                                               quality_area_new quality_area_correction quality_area_end
                                                               deadline_change deadline_own
exchange         w w - - - - - - - -   . .   - w   . .   . >   start
                 r r - - - - - - - -   . .   - r   . .   . >   workbook
                 w . - - - - - - - -   . .   - .   . .   . >   columns saving dropping
                 r . - - - - - - - -   . .   - .   . .   . >   run rows remarks

# Contracts and requirements are read by all staff; administrators, strategists and commissioners keep their own board's.
contracts        r r r r r r r r r r   . .   r r   . .   . >   contracts contract contract_history valid_requirements mirror
                                                               of_unit of_provider requirement_sets requirement_set set_history
                                                               requirements requirement
                 w w - - - - w - - -   . .   - w   . .   . >   contract_new set_new
                 w w - - - - w - - -   . .   - -   . .   . >   contract_change period_new period_correction period_end
                                                               option_new option_taken_up option_removal unit_new unit_end
                                                               adoption_new adoption_end deviation_new deviation_end set_change
                                                               requirement_new wording_new wording_correction
                                                               requirement_correction requirement_end

# Complaints may hold personal data: only those of the board who work with them, never the administrator.
registers        - r r r r r r - - -   . .   r r   . .   . >   events events_of_kind of_unit of_contract clocks
                                                               own_clocks inspections inspections_of_unit referrals
                                                               codes inspections_of_contract
                                                               figures figures_of_unit figures_of_provider
                                                               figures_of_assignment figures_of_area figures_of_board
                                                               figures_workbook_unit figures_workbook_provider
                                                               figures_workbook_assignment figures_workbook_area
                                                               figures_workbook_board
                 - w w w w w w - - -   . .   w w   . .   . >   event_new deviation_new inspection_new referral_new
                 - r r r r r r - - -   . .   . .   . .   . >   event step_file inspection inspection_file referral
                 - w w w w w w - - -   . .   . .   . .   . >   event_change closure reopening track_new step_new
                                                               step_removal inspection_change inspection_answer
                                                               referral_change referral_sending
# Here a lex Sarah track: its seriousness is decided by the strategist. (Lex Maria's by MAS or MAR: test_tracks.py.)
                 - w - - - - - - - -   . .   . .   . .   . >   track_assessment
# The categorisation is the municipality's, kept by strategists and administrators; a code may show what was reported.
                 r r r r r r r r r r   . .   r r   . .   . >   categories category
                 w w - - - - - - - -   . .   - w   . .   . >   category_new category_change category_end category_restoration
                 - w - - - - - - - -   . .   - w   . .   . >   code code_new
# A file that was loaded is the loader's (here the administrator's), also when it is saved.
                 w w w w w - - - - -   . .   w w   . .   . >   import_start
                 r r r r r - - - - -   . .   r r   . .   . >   import_example
                 r . . . . - - - - -   . .   . .   . .   . >   import_run import_rejected
                 w . . . . - - - - -   . .   . .   . .   . >   import_columns import_codes import_saving import_dropping
                                                               import_taking_back

# What the public has sent in: those who receive for the board of its unit or area, and all of them where it says neither.
                 - r r r r r r - - -   . .   r r   . .   . >   incoming_list
                 - r r r r r r - - -   . .   . .   . .   . >   incoming
                 - w w w w w w - - -   . .   . .   . .   . >   incoming_registration incoming_settlement

# What they add up to is theirs too; those who may open a follow-up weigh it. The rules are read by all staff.
measures         - r r r r r r - - -   . .   r r   . .   . >   signals of_unit
                 - r r r r r r - - -   . .   . .   . .   . >   signal
                 - w w w w - - - - -   . .   w w   . .   . >   economy_new
                 - w w w w - - - - -   . .   . .   . .   . >   dismissal undoing
                 r r r r r r r r r r   . .   r r   . .   . >   rules
                 w w - - - - - - - -   . .   - w   . .   . >   rules_change rules_own duty_new

# Plans and draws: read by the board's people, written by the strategist; the commissioners nominate.
planning         r r r r r r r r r r   . .   r r   . .   . >   plans coverage unit_coverage coverage_cell rotations draws
                 - w - - - - - - - -   . .   - w   . .   . >   plan_new
                 - r r r r r r - - -   . .   r r   . .   . >   risk unit_risk contract_risk
                 - w - - - - - - - -   . .   - w   . .   . >   risk_weights
                 r r r r r r r r r r   . .   . .   . .   . >   plan plan_history focus_areas rotation commitments planned_list
                                                               planned proposals calendar plan_coverage versions version
                                                               comparison plan_draws draw draw_history frame nominations
                 - w - - - - - - - -   . .   . .   . .   . >   plan_edit decision part_new part_edit part_removal planned_new
                                                               planned_edit planned_move planned_cancellation
                                                               planned_restoration proposal_acceptance proposal_reconsideration
                                                               proposal_dismissal draw_new draw_edit draw_division
                                                               frame_publication drawing
                                                               displacement replacement
                 - - - - - - w - - -   . .   . .   . .   . >   nomination_new nomination_move nomination_withdrawal

# Lists across follow-ups show each their own.
casework         r r r r r r r r r r   . .   r r   . .   . >   follow_ups powers findings recurring recurring_requirement
                                                               recurring_area good_examples chosen_and_found actions urgent_notices of_unit
                                                               of_provider of_contract
                 - w w w w - - - - -   . .   w w   . .   . >   follow_up_new
                 - w w w w - - - - -   . .   . .   . .   . >   signal_joining
                 w w - - - - - w - -   . .   - w   . .   . >   urgent_recipients
                 w w - - - - - w - -   . .   - .   . .   . >   urgent_recipient_end

# One follow-up, which has been reported in between: secretary and member read what it came to, not the working material.
# The administrator has no part in what boards follow up.
                 . r r r r r r r r r   . .   . .   . .   . >   follow_up follow_up_history case_findings finding finding_by_key
                                                               assessments case_actions action_plan action action_by_key
                                                               escalations grid urgent_notice
                 . r r r r r r r - -   . .   . .   . .   . >   preparation documents document document_file visits
                                                               factual_checks factual_check finding_evidence_file
                                                               action_evidence_file
# Everybody with a part reads, prepares, chooses, gathers, judges and examines action plans; MAS and MAR too.
                 . r w w r w r r r r   . .   . .   . .   . >   extent assessment grid_cell project
                 . r w w r w r r - -   . .   . .   . .   . >   preparation_item
                 . - w w - w - - - -   . .   . .   . .   . >   declaration notice request_new request_extension request_reminder
                                                               request_settlement preparation_new preparation_untick target_new
                                                               target_removal grid_questions grid_question_retirement
                                                               grid_units document_new document_edit photo_new visit_new
                                                               visit_edit individuals_view_new individuals_view_edit
                                                               finding_new finding_edit finding_evidence finding_urgent
                                                               finding_withdrawal finding_closure grid_cell_result
                                                               action_plan_new action_review action_plan_acceptance
                                                               action_plan_refusal action_plan_reminder action_verification
                                                               effect
# The responsible officer and the assistant take it onward and lead the factual check.
                 . - w w - - - - - -   . .   . .   . .   . >   preparation_start examination analysis interim_report feedback
                                                               factual_check_skip factual_check_reminder factual_check_closure
                                                               statement
                 . w w w - - - - - -   . .   . .   . .   . >   follow_up_facts
# What the responsible officer shares with strategist or director.
                 . w w - - - - - - -   . .   . .   . .   . >   escalation_new escalation_outcome closure
                 . w w - - - - w - -   . .   . .   . .   . >   participation_new participation_end handover handover_return
                                                               call_off
                 . w - - - - - w - -   . .   . .   . .   . >   share_new
# Four eyes: anybody of the three roles, but not whoever is or has been responsible.
                 . w 4 w w - - w - -   . .   . .   . .   . >   approval
                 . w w w - - - - w -   . .   . .   . .   . >   reporting
# Only a recipient confirms; here the director.
                 . - - - - - - w - -   . .   . .   . .   . >   receipt

# Reports: approved ones are read by the board's people, drafts only by those who work with the follow-up (the last
# five rows are about a draft). Whoever takes part writes; whoever has written does not approve.
reporting        r r r r r r r r r r   . .   r r   . .   . >   reports meetings tasks half_years
                 . r r r r r r r r r   . .   . .   . .   . >   document report report_pdf report_word comparison
                 . r w w r w r r r r   . .   . .   . .   . >   case_report
                 . - w w - w - - - -   . .   . .   . .   . >   new_version
                 . w w w - - - - w -   . .   . .   . .   . >   to_board
                 . - w w - w - - . .   . .   . .   . .   . >   draft handover
                 . r r r r r - r . .   . .   . .   . .   . >   saved_drafts
                 . - w w - - - - . .   . .   . .   . .   . >   factual_check
                 . w 4 w w - - w . .   . .   . .   . .   . >   approve
                 . w w w w - - w . .   . .   . .   . .   . >   give_back

# Templates are the municipality's, kept by strategists and administrators.
                 r r - - - - - - - -   . .   - r   . .   . >   templates template template_preview
                 w w - - - - - - - -   . .   - w   . .   . >   template_new template_draft template_adoption template_discard
                                                               section_new section_edit section_move section_removal

# Meetings belong to the board; secretary and strategist keep them. A half-year's compilation is about no follow-up: those
# who follow up for the board begin it. A task is its owner's (here Anna's) or the keepers'.
                 . w w w w w r r r r   . .   . .   . .   . >   half_year
                 - w - - - - - - w -   . .   - w   . .   . >   new_meeting
                 . r r r r r r r r r   . .   . .   . .   . >   meeting package
                 . w - - - - - - w -   . .   . .   . .   . >   meeting_edit item_removal presentation decision task_new
                 . w w r r r r r w r   . .   . .   . .   . >   task

# Publishing: officers and strategists mask, a second person confirms. Here Anna has masked.
publishing_work  - r r r r - - r r -   . .   r r   . .   . >   overview
                 - w w w w - - w w -   . .   w w   . .   . >   feedback
                 . r r r r - - r r -   . .   . .   . .   . >   version
                 . w w w w - - - - -   . .   . .   . .   . >   preparation places words handover
                 . w w w w - - w w -   . .   . .   . .   . >   return_to_masking
                 . w 4 w w - - w w -   . .   . .   . .   . >   confirmation
                 . w w w w - - w - -   . .   . .   . .   . >   withdrawal

# The provider's pages: the unit's manager and the provider's, nobody else; the lists show each manager the own.
portal           . . . . . . . . . .   r r   . .   r r   . >   start follow_ups
                 . . . . . . . . . .   r r   . .   . .   . >   unit follow_up report report_pdf document_file factual_check
# One unit's deviations, never another's: also the whole provider's manager asks unit by unit.
                 . . . . . . . . . .   r r   . .   . .   . >   deviations deviation
                 . . . . . . . . . .   w w   . .   . .   . >   deviation_new deviation_change deviation_closure
                 . . . . . . . . . .   w w   . .   . .   . >   document_request remark remark_removal check_answer action_plan
                                                               action_new action action_edit action_removal
"""


def _read(table: str) -> dict[str, str]:
    """Route to cells; a line without cells goes on with the names of the line before."""
    rows: dict[str, str] = {}
    space = cells = ""
    for line in table.splitlines():
        words = [] if line.startswith("#") else line.split()
        if words and not line[0].isspace():
            space = words.pop(0)
        given = [word for word in words if len(word) == 1]
        cells = "".join(given) or cells
        for name in words[len(given) :]:
            route = f"{space}:{name}"
            assert route not in rows, f"{route} stands twice"
            assert len(cells) == len(COLUMNS), f"{route} has {len(cells)} cells"
            rows[route] = cells
    return rows


MATRIX: dict[str, dict[str, str]] = {
    route: dict(zip(COLUMNS, cells, strict=True)) for route, cells in _read(TABLE).items()
}
