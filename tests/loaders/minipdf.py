"""A writer of the smallest PDF files that hold Vietnamese text."""


def make_pdf(pages: list[list[str]]) -> bytes:
    """A PDF with one list of lines a page; what stands between two “^” is set small and raised."""
    code = {
        char: number for number, char in enumerate(sorted({c for p in pages for line in p for c in line}), 1)
    }
    table = "".join(
        f"1 beginbfchar <{n:04x}> <{char.encode('utf-16-be').hex()}> endbfchar\n" for char, n in code.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{table}endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/T/DW 500"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    for index, page in enumerate(pages):
        lines = " ".join(f"{_shown(line, code)} T*" for line in page)
        body = f"BT /F 12 Tf 14 TL 50 780 Td {lines} ET"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {7 + 2 * index} 0 R>>"
        )
        objects.append(f"<</Length {len(body)}>>stream\n{body}\nendstream")
    return _assemble(objects)


def _shown(line: str, code: dict[str, int]) -> str:
    """The operators that show one line."""
    sizes = ("/F 12 Tf 0 Ts", "/F 7 Tf 4 Ts")
    parts = (part for part in enumerate(line.split("^")) if part[1])
    return " ".join(f"{sizes[n % 2]} <{''.join(f'{code[c]:04x}' for c in text)}> Tj" for n, text in parts)


def _assemble(objects: list[str]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
