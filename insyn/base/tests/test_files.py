"""Files are what they say they are, lie where nobody else reaches, and are handed out harmless."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from openpyxl import Workbook
from PIL import Image

from insyn.base.files import FileRefused, UploadField, erase, remove_orphans, serve, store_content, store_upload
from insyn.base.files.naming import clean_name
from insyn.base.models import StoredFile

NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> "object":
    backend = {"BACKEND": "insyn.base.files.storage.DurableFolder", "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={"default": backend, "staticfiles": {"BACKEND": PLAIN_STATIC}}):
        yield tmp_path


def archive(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def word(**more: bytes) -> bytes:
    entries = {"[Content_Types]_dot_xml": b"<Types/>", "word__document_dot_xml": b"<w:document/>"}
    return archive(**(entries | more))


def excel() -> bytes:
    made = io.BytesIO()
    book = Workbook()
    book.active.append(["Enhet", "Avtal"])
    book.save(made)
    return made.getvalue()


def bomb() -> bytes:
    return word(word__media__a_dot_bin=b"\0" * (401 * 1024 * 1024))


def photo() -> bytes:
    """Taken sideways, with place and device in it."""
    made = io.BytesIO()
    picture = Image.new("RGB", (40, 20), "red")
    exif = picture.getexif()
    exif[0x0112], exif[0x010F] = 6, "Kameran"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(made, "JPEG", exif=exif, comment=b"hemlig kommentar")
    return made.getvalue()


def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


def text(words: str) -> Callable[[], bytes]:
    return words.encode


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("avtal.pdf", lambda: PDF, "application/pdf"),
        ("avtal.PDF", lambda: PDF, "application/pdf"),
        ("svar.docx", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("register.xlsx", excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "svar.odt",
            lambda: archive(mimetype=b"application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("foto.jpeg", photo, "image/jpeg"),
        ("foto.png", png, "image/png"),
        ("lista.csv", text("namn;år\nÅsa;2026\n"), "text/csv"),
        ("lista.csv", lambda: "namn;år\r\nÅsa;2026\r\n".encode("cp1252"), "text/csv"),
    ],
)
@pytest.mark.django_db
def test_honest_files_are_stored(name: str, content: Callable[[], bytes], content_type: str) -> None:
    file = store_upload(upload=SimpleUploadedFile(name, content()), by_id=3, at=NOON)
    assert (file.content_type, file.uploaded_by_id) == (content_type, 3)
    with default_storage.open(file.storage_name) as stored:
        assert len(stored.read()) == file.size


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sida.pdf", text("<html><script>alert(1)</script></html>")),
        ("dubbel.pdf", lambda: PDF + archive(x=b"y")),
        ("tom.pdf", text("")),
        ("ritning.svg", text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")),
        ("ritning.png", text("<svg xmlns='http://www.w3.org/2000/svg'/>")),
        ("sida.txt", text(" <!-- x --> <!DOCTYPE html><p>")),
        ("sida.csv", text("\ufeff<script>alert(1)</script>")),
        ("program.exe", lambda: b"MZ" + b"\0" * 100),
        ("program.txt", lambda: b"MZ" + b"\0" * 100),
        ("rapport.pdf.exe", lambda: PDF),
        ("rapport", lambda: PDF),
        ("bomb.docx", bomb),
        ("makro.docx", lambda: word(word__vbaProject_dot_bin=b"x")),
        ("annat.docx", lambda: archive(x=b"y")),
        ("annat.xlsx", word),
        ("klippt.docx", lambda: word()[:60]),
        ("klippt.png", lambda: png()[:40]),
        ("fel.png", photo),
        ("gammal.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("foto.heic", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 100),
    ],
)
@pytest.mark.django_db
def test_hostile_files_are_refused(name: str, content: Callable[[], bytes], folder: Path) -> None:
    with pytest.raises(FileRefused):
        store_upload(upload=ContentFile(content(), name), by_id=3, at=NOON)
    assert not StoredFile.objects.exists()
    assert not list(folder.rglob("*"))


def test_a_picture_of_too_many_points_is_refused() -> None:
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    with pytest.raises(FileRefused, match="bildpunkter"):
        store_content(name="stor.png", content=made.getvalue(), by_id=None, at=NOON)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\anna\\Avtal 2026.PDF", "Avtal 2026.pdf"),
        ("rapport\u202efdp.exe.pdf", "rapportfdp_exe.pdf"),
        ("rapport.html.pdf", "rapport_html.pdf"),
        ("Möte 2026.03.01.docx", "Möte 2026.03.01.docx"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        (".pdf", "pdf"),
        ("å" * 300 + ".pdf", "å" * 116 + ".pdf"),
    ],
)
def test_names_cannot_deceive(given: str, shown: str) -> None:
    assert clean_name(given) == shown


@pytest.mark.django_db
def test_a_photograph_stands_upright_and_tells_nothing_more() -> None:
    file = store_upload(upload=SimpleUploadedFile("foto.jpg", photo()), by_id=3, at=NOON)
    with default_storage.open(file.storage_name) as stored:
        content = stored.read()
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif()
        assert not {"comment", "exif", "icc_profile"} & set(picture.info)
    assert b"Kameran" not in content
    assert b"hemlig" not in content


@pytest.mark.django_db
def test_downloads_are_saved_and_never_run() -> None:
    file = store_content(name="avtal för Åsa.pdf", content=PDF, by_id=None, at=NOON)
    response = serve(file, inline=True)
    assert response["Content-Disposition"].startswith("attachment")
    assert "%C3%85sa.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(response.streaming_content) == PDF  # type: ignore[arg-type]


@pytest.mark.django_db
def test_only_pictures_are_shown_in_pages() -> None:
    file = store_content(name="foto.png", content=png(), by_id=None, at=NOON)
    assert serve(file, inline=True)["Content-Disposition"].startswith("inline")


@pytest.mark.django_db
def test_content_without_a_row_is_cleared_away_and_the_rest_stays(folder: Path) -> None:
    kept = store_content(name="avtal.pdf", content=PDF, by_id=None, at=NOON)
    lost = store_content(name="avtal.pdf", content=PDF, by_id=None, at=NOON)
    StoredFile.objects.filter(pk=lost.pk).delete()
    unfinished = folder / "ab" / ".halvvags"
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.write_bytes(b"x")
    now = dt.datetime.now(dt.UTC)
    assert remove_orphans(before=now - dt.timedelta(hours=1)) == 0
    assert remove_orphans(before=now + dt.timedelta(hours=1)) == 2
    assert default_storage.exists(kept.storage_name)
    assert not default_storage.exists(lost.storage_name)
    assert not unfinished.exists()


@pytest.mark.django_db
def test_an_erased_file_is_gone_when_the_transaction_is_kept(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    file = store_content(name="avtal.pdf", content=PDF, by_id=None, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        erase(file)
        assert default_storage.exists(file.storage_name)
    assert not default_storage.exists(file.storage_name)


def test_the_form_says_what_is_wrong_and_how_to_mend_it() -> None:
    field = UploadField()
    with pytest.raises(Exception, match="innehållet är något annat"):
        field.clean(SimpleUploadedFile("a.pdf", b"<html>"))
    with override_settings(UPLOAD_MAX_BYTES=10), pytest.raises(Exception, match="tas emot"):
        field.clean(SimpleUploadedFile("a.pdf", PDF))
    with pytest.raises(Exception, match="jpeg, jpg"):
        UploadField(accept=".jpg,.jpeg").clean(SimpleUploadedFile("a.pdf", PDF))


@pytest.mark.django_db
@override_settings(UPLOAD_MAX_BYTES=1000, ROOT_URLCONF="insyn.base.tests.pages")
def test_an_endless_upload_is_stopped_while_it_comes(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user(email="anna@example.org", name="Anna"))
    response = client.post("/brev/", {"file": SimpleUploadedFile("stor.pdf", PDF + b"0" * 5000)})
    assert response.status_code == 413
    assert "för stort" in response.content.decode()
