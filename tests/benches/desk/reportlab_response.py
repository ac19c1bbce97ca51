"""The response of the bench made by ReportLab: CONTENT.json FONTS SAMPLES. Prints pages and milliseconds as JSON."""

import io
import json
import sys
import time
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

TEXT = ParagraphStyle("text", fontName="Regular", fontSize=10.5, leading=15)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9, leading=12)
HEAD = ParagraphStyle("head", parent=SMALL, fontName="Bold")
PART = ParagraphStyle("part", parent=TEXT, fontName="Bold", fontSize=13, leading=17, spaceBefore=14, spaceAfter=5)
LOOK = TableStyle(
    [
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef2f3")),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.HexColor("#c9d2d4")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def numbered(content):
    """A canvas that knows how many pages there are before it writes the first."""

    class Numbered(Canvas):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            self.kept = []

        def showPage(self):
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self):
            for number, page in enumerate(self.kept, 1):
                self.__dict__.update(page)
                self.setFont("Bold", 9.8)
                self.drawString(20 * mm, 283 * mm, "Draft, not for release")
                self.setFont("Regular", 8.5)
                self.drawRightString(190 * mm, 283 * mm, f"{content['reference']}  ·  {content['date']}")
                self.drawString(20 * mm, 12 * mm, content["subject"])
                self.drawRightString(190 * mm, 12 * mm, f"Page {number} of {len(self.kept)}")
                super().showPage()
            Numbered.pages = len(self.kept)
            super().save()

    return Numbered


def table(columns, rows):
    shares = sum(share for _, share in columns)
    widths = [170 * mm * share / shares for _, share in columns]
    cells = [[Paragraph(escape(heading), HEAD) for heading, _ in columns]]
    cells += [[Paragraph(escape(text), SMALL) for text in row] for row in rows]
    return Table(cells, colWidths=widths, style=LOOK, repeatRows=1)


def story(content):
    text = lambda line, style=TEXT: Paragraph(escape(line), style)
    flow = [text(line, HEAD) for line in content["clinic"]]
    flow += [Spacer(1, 10)] + [text(line) for line in content["addressee"]] + [Spacer(1, 10), text(content["salutation"])]
    flow += [text(content["subject"], PART)] + [text(line) for line in content["paragraphs"]]
    for section in content["sections"]:
        flow += [text(section["heading"], PART)] + [Paragraph(escape(item), TEXT, bulletText="•") for item in section["items"]]
    flow += [text(line) for line in content["closing"] + content["still_to_decide"]]
    flow += [PageBreak(), text("Index", PART)]
    index = [[str(number), item["what"], item["dated"], item["found_in"]] for number, item in enumerate(content["items"], 1)]
    flow += [table([["No", 8], ["What", 50], ["Dated", 22], ["Found in", 20]], index), PageBreak()]
    for number, item in enumerate(content["items"], 1):
        flow += [text(f"{number}. {item['what']}", PART), table(item["columns"], item["rows"])]
    return flow


def main(content_file, fonts, samples):
    with open(content_file, encoding="utf-8") as file:
        content = json.load(file)
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(name, f"{fonts}/NotoSans-{name}.ttf"))
    times, pages = [], 0
    for _ in range(int(samples) + 2):
        start = time.perf_counter()
        canvas = numbered(content)
        document = SimpleDocTemplate(io.BytesIO(), pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=22 * mm, bottomMargin=20 * mm)
        document.build(story(content), canvasmaker=canvas)
        times.append((time.perf_counter() - start) * 1000)
        pages = canvas.pages
    print(json.dumps({"pages": pages, "milliseconds": times[2:]}))


main(*sys.argv[1:])
