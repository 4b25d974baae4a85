"""The addresses of the registers."""

from django.urls import URLPattern, URLResolver, path

from insyn.organisation.kinds import KINDS
from insyn.registers.views import (
    categories,
    clocks,
    codes,
    columns,
    events,
    figures,
    file_codes,
    incoming,
    intake,
    oversight,
    taking_back,
    tracks,
)

app_name = "registers"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", events.events, name="events"),
    path("slag/<slug:slug>/", events.events_of_kind, name="events_of_kind"),
    path("frister/", clocks.clocks, name="clocks"),
    path("frister/mina/", clocks.own_clocks, name="own_clocks"),
    path("nytt-klagomal/", events.event_new, name="event_new"),
    path("ny-avvikelse/", events.deviation_new, name="deviation_new"),
    path("inkomna/", incoming.incoming_list, name="incoming_list"),
    path("inkomna/<int:pk>/", incoming.incoming, name="incoming"),
    path("inkomna/<int:pk>/registrering/", incoming.incoming_registration, name="incoming_registration"),
    path("inkomna/<int:pk>/avslut/", incoming.incoming_settlement, name="incoming_settlement"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/andring/", events.event_change, name="event_change"),
    path("<int:pk>/avslut/", events.closure, name="closure"),
    path("<int:pk>/oppning/", events.reopening, name="reopening"),
    path("<int:pk>/lagspar/nytt/", tracks.track_new, name="track_new"),
    path("lagspar/<int:pk>/bedomning/", tracks.track_assessment, name="track_assessment"),
    path("lagspar/<int:pk>/steg/nytt/", tracks.step_new, name="step_new"),
    path("steg/<int:pk>/borttagning/", tracks.step_removal, name="step_removal"),
    path("steg/<int:pk>/fil/", tracks.step_file, name="step_file"),
    path("kategorier/", categories.categories, name="categories"),
    path("kategorier/ny/", categories.category_new, name="category_new"),
    path("kategorier/<int:pk>/", categories.category, name="category"),
    path("kategorier/<int:pk>/andring/", categories.category_change, name="category_change"),
    path("kategorier/<int:pk>/avslut/", categories.category_end, name="category_end"),
    path("kategorier/<int:pk>/igen/", categories.category_restoration, name="category_restoration"),
    path("koder/", codes.codes, name="codes"),
    path("koder/ny/", codes.code_new, name="code_new"),
    path("koder/<int:pk>/", codes.code, name="code"),
    path("tillsyn/", oversight.inspections, name="inspections"),
    path("tillsyn/ny/", oversight.inspection_new, name="inspection_new"),
    path("tillsyn/<int:pk>/", oversight.inspection, name="inspection"),
    path("tillsyn/<int:pk>/andring/", oversight.inspection_change, name="inspection_change"),
    path("tillsyn/<int:pk>/svar/", oversight.inspection_answer, name="inspection_answer"),
    path("tillsyn/<int:pk>/fil/", oversight.inspection_file, name="inspection_file"),
    path("oegentligheter/", oversight.referrals, name="referrals"),
    path("oegentligheter/ny/", oversight.referral_new, name="referral_new"),
    path("oegentligheter/<int:pk>/", oversight.referral, name="referral"),
    path("oegentligheter/<int:pk>/andring/", oversight.referral_change, name="referral_change"),
    path("oegentligheter/<int:pk>/lamnad/", oversight.referral_sending, name="referral_sending"),
    path("enhet/<int:pk>/tillsyn/", oversight.inspections_of_unit, name="inspections_of_unit"),
    path("avtal/<int:pk>/tillsyn/", oversight.inspections_of_contract, name="inspections_of_contract"),
    path("inlasning/", intake.import_start, name="import_start"),
    path("inlasning/exempel/", intake.import_example, name="import_example"),
    path("inlasning/<int:pk>/", intake.import_run, name="import_run"),
    path("inlasning/<int:pk>/kolumner/", columns.import_columns, name="import_columns"),
    path("inlasning/<int:pk>/koder/", file_codes.import_codes, name="import_codes"),
    path("inlasning/<int:pk>/sparande/", intake.import_saving, name="import_saving"),
    path("inlasning/<int:pk>/avbrott/", intake.import_dropping, name="import_dropping"),
    path("inlasning/<int:pk>/avvisade/", intake.import_rejected, name="import_rejected"),
    path("inlasning/<int:pk>/tillbakatagande/", taking_back.import_taking_back, name="import_taking_back"),
    path("enhet/<int:pk>/", events.events_of_unit, name="of_unit"),
    path("avtal/<int:pk>/", events.events_of_contract, name="of_contract"),
    path("statistik/", figures.figures, name="figures"),
    *(
        path(f"statistik/{kind.path}/<int:pk>/", figures.figures_of, {"kind": kind}, name=f"figures_of_{kind.name}")
        for kind in KINDS
    ),
    *(
        path(
            f"statistik/{kind.path}/<int:pk>/excel/",
            figures.figures_workbook,
            {"kind": kind},
            name=f"figures_workbook_{kind.name}",
        )
        for kind in KINDS
    ),
]
