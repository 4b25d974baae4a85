from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "insyn.reporting"
    verbose_name = "Rapportering"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.casework import tabs
        from insyn.casework.rules.powers import Act

        tabs.register("Rapport", "reporting:case_report", order=80)
        tabs.register_next_step("analysing", "Skriv rapporten", "reporting:case_report", Act.WRITE)
        menu.register("Rapporter", "reporting:reports", section="Rapportering", order=10)
        menu.register("Halvårssammanställningar", "reporting:half_years", section="Rapportering", order=15)
        menu.register("Sammanträden", "reporting:meetings", section="Rapportering", order=20)
        menu.register("Uppgifter ur beslut", "reporting:tasks", section="Rapportering", order=30)
        roles = ("strategist", "administrator")
        menu.register("Rapportmallar", "reporting:templates", section="Administration", order=60, roles=roles)
