"""The consent form of the bench made by WeasyPrint: CONTENT.json FONTS SAMPLES. Prints pages and milliseconds as JSON."""

import json
import sys
import time
from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

LOOK = """
@font-face { font-family: Form; src: url(file://FONTS/NotoSans-Regular.ttf) }
@font-face { font-family: Form; font-weight: bold; src: url(file://FONTS/NotoSans-Bold.ttf) }
@page { size: A4; margin: 22mm 20mm; @top-left { content: "MARK"; font: bold 9.8pt Form }
  @bottom-left { content: "FOOT"; font: 8.5pt Form }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8.5pt Form } }
body { font: 10.5pt/1.4 Form } h1 { font-size: 18pt } h2 { font-size: 13pt }
.line { border-bottom: 1px solid #345; height: 14mm } .small { font-size: 9pt; color: #567 }
.box { display: inline-block; width: 11pt; height: 11pt; border: 1px solid #123 } .q { break-inside: avoid }
"""


def page(content):
    part = [f"<h2>{escape(content['clinic'])}</h2><h1>{escape(content['title'])}</h1>"]
    part += [f"<p><span class=small>{label}</span><br>{escape(value or '')}</p>" for label, value in content["patient"]]
    part += [f"<p>{escape(line)}</p>" for line in content["introduction"]]
    part += [f"<div class=line><span class=small>{escape(label)}</span></div>" for label in content["details"]]
    for wording, code in content["questions"]:
        question, *rest = wording.split("\n")
        boxes = "".join(f"<span class=box></span> {word} " for word in ("Yes", "No", "Not now"))
        part.append(f"<div class=q><p><b>{escape(question)}</b><br>{escape(' '.join(rest))}</p><p>{boxes}</p><p class=small>{escape(code)}</p></div>")
    part += [f"<p>{escape(line)}</p>" for line in content["declaration"]]
    part += [f"<div class=line><span class=small>{escape(who)}: name, signature, date</span></div>" for who in content["signatures"]]
    return "".join(part)


def main(content_file, fonts, samples):
    with open(content_file, encoding="utf-8") as file:
        content = json.load(file)
    look = LOOK.replace("FONTS", fonts).replace("MARK", content["mark"]).replace("FOOT", content["foot"])
    times, pages = [], 0
    for _ in range(int(samples) + 2):
        start = time.perf_counter()
        config = FontConfiguration()
        made = HTML(string=page(content)).render(stylesheets=[CSS(string=look, font_config=config)], font_config=config)
        made.write_pdf()
        times.append((time.perf_counter() - start) * 1000)
        pages = len(made.pages)
    print(json.dumps({"pages": pages, "milliseconds": times[2:]}))


main(*sys.argv[1:])
