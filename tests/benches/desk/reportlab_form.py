"""The consent form of the bench made by ReportLab: CONTENT.json FONTS SAMPLES. Prints pages and milliseconds as JSON."""

import io
import json
import sys
import time
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

TEXT = ParagraphStyle("text", fontName="Regular", fontSize=10.5, leading=15)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9, leading=12)
HEAD = ParagraphStyle("head", parent=TEXT, fontName="Bold", fontSize=18, leading=24)


class Line(Flowable):
    """Room to write in."""

    def wrap(self, width, height):
        self.width = width
        return width, 12 * mm

    def draw(self):
        self.canv.line(0, 2, self.width, 2)


class Boxes(Flowable):
    """The three answers."""

    def wrap(self, width, height):
        return width, 18

    def draw(self):
        self.canv.setFont("Regular", 10.5)
        for at, word in enumerate(("Yes", "No", "Not now")):
            self.canv.rect(at * 80, 3, 11, 11)
            self.canv.drawString(at * 80 + 16, 5, word)


def story(content):
    text = lambda line, style=TEXT: Paragraph(escape(line), style)
    flow = [text(content["clinic"], SMALL), text(content["title"], HEAD), Spacer(1, 8)]
    for label, value in content["patient"]:
        flow += [text(label, SMALL), text(value or "")]
    flow += [text(line) for line in content["introduction"]]
    for label in content["details"]:
        flow += [text(label, SMALL), Line()]
    for wording, code in content["questions"]:
        flow.append(KeepTogether([*(text(line) for line in wording.split("\n")), Boxes(), text(code, SMALL), Spacer(1, 6)]))
    flow += [text(line) for line in content["declaration"]]
    for who in content["signatures"]:
        flow += [text(f"{who}: name, signature, date", SMALL), Line()]
    return flow


def main(content_file, fonts, samples):
    with open(content_file, encoding="utf-8") as file:
        content = json.load(file)
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(name, f"{fonts}/NotoSans-{name}.ttf"))

    def furniture(canvas, document):
        canvas.setFont("Bold", 9.8)
        canvas.drawString(20 * mm, 283 * mm, content["mark"])
        canvas.setFont("Regular", 8.5)
        canvas.drawString(20 * mm, 12 * mm, content["foot"])
        canvas.drawRightString(190 * mm, 12 * mm, f"Page {document.page}")

    times, pages = [], 0
    for _ in range(int(samples) + 2):
        start = time.perf_counter()
        document = SimpleDocTemplate(io.BytesIO(), pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=22 * mm, bottomMargin=20 * mm)
        document.build(story(content), onFirstPage=furniture, onLaterPages=furniture)
        times.append((time.perf_counter() - start) * 1000)
        pages = document.page
    print(json.dumps({"pages": pages, "milliseconds": times[2:]}))


main(*sys.argv[1:])
