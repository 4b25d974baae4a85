"""The roles a person may hold."""

from django.db import models


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "administratör"
    STRATEGIST = "strategist", "kvalitetsstrateg"
    OFFICER = "officer", "uppföljare"
    MEDICAL = "medical", "MAS/MAR"
    COMMISSIONER = "commissioner", "beställare"
    DIRECTOR = "director", "förvaltningsdirektör"
    SECRETARY = "secretary", "nämndsekreterare"
    MEMBER = "member", "förtroendevald"
    PROVIDER_MANAGER = "provider_manager", "enhetschef hos utförare"
