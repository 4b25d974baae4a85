"""The form field for files: refuses in the form what storing would refuse."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from insyn.base.files.kinds import ACCEPT, ALLOWED, FileRefused, recognise
from insyn.base.files.naming import clean_name


class UploadField(forms.FileField):
    """One file of an allowed kind and size."""

    default_error_messages = {
        "required": "Välj en fil.",
        "empty": "Filen är tom. Kontrollera att den sparades innan du valde den.",
        "missing": "Välj en fil.",
        "max_length": "Filens namn är för långt. Ge den ett kortare namn och välj den igen.",
    }

    def __init__(self, *, accept: str = ACCEPT, help_text: str = "", **options: Any) -> None:
        largest = filesizeformat(settings.UPLOAD_MAX_BYTES)
        super().__init__(help_text=help_text or f"{ALLOWED}, högst {largest}.", **options)
        self.widget.attrs["accept"] = accept
        self._accept = frozenset(accept.split(","))

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            self._check(upload)
        return upload

    def _check(self, upload: UploadedFile) -> None:  # type: ignore[type-arg] # cannot be given any
        size = upload.size or 0
        if size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                f"Filen är {filesizeformat(size)}, och högst {filesizeformat(settings.UPLOAD_MAX_BYTES)} tas "
                "emot. Dela upp den eller spara den i lägre upplösning.",
                code="too_large",
            )
        try:
            kind = recognise(clean_name(upload.name or ""), upload.file)  # type: ignore[arg-type] # an open file
        except FileRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        if not self._accept & set(kind.extensions):
            wanted = ", ".join(sorted(ending[1:] for ending in self._accept))
            raise ValidationError(f"Välj en fil av typen {wanted}.", code="other_kind")
