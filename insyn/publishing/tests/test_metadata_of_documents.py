import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from insyn.publishing.metadata import (
    FileFault,
    NotForPublication,
    TooLarge,
    UnknownKind,
    Unreadable,
    archive,
    strip,
    traces,
)
from insyn.publishing.tests.test_metadata_of_pictures import picture

SECRET = "hemligt-namn-7431"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "word/document.xml"


def document() -> bytes:
    word = docx.Document()
    word.core_properties.author = word.core_properties.last_modified_by = word.core_properties.keywords = SECRET
    word.core_properties.comments = word.core_properties.title = SECRET
    paragraph = word.add_paragraph("Enheten uppfyller kraven.")
    word.add_comment(paragraph.runs, text=SECRET, author=SECRET, initials="HN")
    word.add_picture(io.BytesIO(picture("JPEG")))
    word.add_table(2, 2).cell(0, 0).text = "Bemanning"
    out = io.BytesIO()
    word.save(out)
    return rewritten(out.getvalue(), plant)


def plant(parts: dict[str, bytes]) -> None:
    secret = SECRET.encode()
    parts["docProps/app.xml"] = (
        parts["docProps/app.xml"]
        .replace(b"<Company></Company>", b"")
        .replace(b"</Properties>", b"<Company>" + secret + b"</Company></Properties>")
    )
    parts["docProps/custom.xml"] = b"<Properties>" + secret + b"</Properties>"
    parts["word/people.xml"] = b"<people>" + secret + b"</people>"
    parts["customXml/item1.xml"] = b"<item>" + secret + b"</item>"
    parts["docProps/thumbnail.jpeg"] = secret
    parts["okänd/fil.bin"] = secret
    parts[BODY] = parts[BODY].replace(b"<w:p>", b"<!--" + secret + b'--><w:p w:rsidR="' + secret + b'">', 1)
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>",
        b'<w:rsids><w:rsid w:val="' + secret + b'"/></w:rsids><w:docVars><w:docVar w:name="n" w:val="' + secret
        + b'"/></w:docVars><w:attachedTemplate '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></w:settings>',
    )  # fmt: skip
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rId98" TargetMode="External" Target="file:///C:/Users/' + secret + b'/x.html" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>',
    )
    parts["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="file:///C:/' + secret + b'.dotm" TargetMode="External"/></Relationships>'
    )


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
        new.comment = SECRET.encode()
    return out.getvalue()


def with_body(extra: str) -> bytes:
    def put(parts: dict[str, bytes]) -> None:
        parts[BODY] = parts[BODY].replace(b"<w:sectPr", extra.encode() + b"<w:sectPr", 1)

    return rewritten(document(), put)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_nothing_planted_remains_anywhere_in_the_unpacked_file() -> None:
    original = document()
    secret = SECRET.encode()
    assert sum(secret in part for part in unpacked(original).values()) >= 9
    clean = strip(original).content
    assert [name for name, part in unpacked(clean).items() if secret in part or SECRET in name] == []
    assert secret not in clean


def test_what_the_reader_sees_is_kept() -> None:
    word = docx.Document(io.BytesIO(strip(document()).content))
    assert "Enheten uppfyller kraven." in [paragraph.text for paragraph in word.paragraphs]
    assert word.tables[0].cell(0, 0).text == "Bemanning"
    assert len(word.inline_shapes) == 1


def test_the_same_document_is_stripped_to_the_same_bytes_and_leaves_no_trace() -> None:
    once = strip(document()).content
    assert strip(document()).content == once
    assert traces(once) == traces(strip(once).content) == ()


def test_what_goes_along_unseen_is_told() -> None:
    found = traces(document())
    assert {
        f"författare: {SECRET}",
        f"senast ändrad av: {SECRET}",
        "kommentarer",
        "miniatyrbild av första sidan",
    } <= set(found)


@pytest.mark.parametrize(
    ("extra", "what"),
    [
        (f'<w:p {W}><w:ins w:author="A" w:id="1"><w:r><w:t>x</w:t></w:r></w:ins></w:p>', "spårade ändringar"),
        (
            f'<w:p {W}><w:del w:author="A" w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>',
            "spårade ändringar",
        ),
        (f"<w:p {W}><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>", "dold text"),
        (f'<w:p {W}><w:r><w:instrText>INCLUDEPICTURE "C:\\\\x"</w:instrText></w:r></w:p>', "fält som hämtar"),
        (f"<w:altChunk {W}/>", "ett helt annat dokument"),
    ],
)
def test_what_only_a_person_can_decide_is_refused_with_the_remedy(extra: str, what: str) -> None:
    with pytest.raises(NotForPublication, match=what) as fault:
        strip(with_body(extra))
    assert "Kontrollera dokument" in str(fault.value)


def test_a_document_in_another_dialect_is_refused_rather_than_read_badly() -> None:
    def strict(parts: dict[str, bytes]) -> None:
        parts[BODY] = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'

    with pytest.raises(NotForPublication, match="Strict"):
        strip(rewritten(document(), strict))


def test_an_embedded_workbook_is_refused() -> None:
    def embed(parts: dict[str, bytes]) -> None:
        parts["word/embeddings/bok.xlsx"] = b"x"
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(
            b"</Relationships>",
            b'<Relationship Id="rId77" Target="embeddings/bok.xlsx" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"/></Relationships>',
        )

    with pytest.raises(NotForPublication, match="inbäddat objekt"):
        strip(rewritten(document(), embed))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def swell(parts: dict[str, bytes]) -> None:
        parts["word/media/stor.png"] = b"\0" * 3_000_000

    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    with pytest.raises(TooLarge, match="packas upp"):
        strip(rewritten(document(), swell))


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    big = rewritten(document(), lambda parts: parts.update({"word/media/stor.png": b"\0" * 3_000_000}))
    lying = big.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != big
    with pytest.raises(FileFault):
        strip(lying)


def test_xml_with_entities_is_refused() -> None:
    def entity(parts: dict[str, bytes]) -> None:
        parts[BODY] = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

    with pytest.raises(NotForPublication, match="dokumenttyp"):
        strip(rewritten(document(), entity))


@pytest.mark.parametrize("kept", [30, 500, 20_000])
def test_a_cut_off_document_is_a_clear_error(kept: int) -> None:
    with pytest.raises(Unreadable, match="skadad"):
        strip(document()[:kept])


def test_another_zip_is_no_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("a.txt", "a")
    with pytest.raises(UnknownKind):
        strip(out.getvalue())


def test_a_pdf_is_reported_but_not_rewritten() -> None:
    pdf = b"%PDF-1.7\n1 0 obj << /Author (Anna) /Producer (Ett program) >> endobj\n%%EOF\n"
    assert traces(pdf) == ("författare", "programmet som skapade filen")
    with pytest.raises(NotForPublication, match="rensas inte"):
        strip(pdf)
    with pytest.raises(Unreadable):
        traces(pdf[:40])
