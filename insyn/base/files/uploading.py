"""Stops an upload that no form would accept while it comes in, before it fills the disk."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# A form may take several files; a file a little over the limit is refused by its field, in the form.
FILES_AT_ONCE = 4


class LimitedUpload(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: counts what comes, and passes it on."""

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES * FILES_AT_ONCE:
            raise RequestDataTooBig("more was uploaded than a form may take")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
