import type { PDFDocumentLoadingTask, PDFDocumentProxy, RenderTask } from "pdfjs-dist";

/**
 * A PDF drawn by pdf.js in the page: its worker comes from the same origin, nothing is fetched, evaluated or compiled.
 * The library is loaded with the first preview.
 */
export interface Pdf {
  pages: number;
  /** A4 on its side. */
  wide: boolean;
  /** Draws a page as wide as the canvas is shown. Settles when it is drawn; a later call for the canvas wins. */
  draw(page: number, canvas: HTMLCanvasElement): Promise<void>;
  /** What the page says, in reading order: for a screen reader. */
  text(page: number): Promise<string>;
  close(): void;
}

/** Sharp on a dense screen, and bounded: a page of A4 at 2x is 8 megapixels. */
const MOST_DENSE = 2;

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

export async function openPdf(base64: string): Promise<Pdf> {
  const [pdfjs, worker] = await Promise.all([import("pdfjs-dist"), import("pdfjs-dist/build/pdf.worker.min.mjs?url")]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  const task = pdfjs.getDocument({
    data: bytesOf(base64),
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: true,
  });
  const document = await task.promise;
  const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
  return new Drawn(document, task, width > height);
}

class Drawn implements Pdf {
  readonly pages: number;
  private readonly drawing = new Map<HTMLCanvasElement, RenderTask>();

  constructor(
    private readonly document: PDFDocumentProxy,
    private readonly task: PDFDocumentLoadingTask,
    readonly wide: boolean,
  ) {
    this.pages = document.numPages;
  }

  async draw(number: number, canvas: HTMLCanvasElement): Promise<void> {
    const page = await this.document.getPage(number);
    const width = (canvas.clientWidth || 600) * Math.min(window.devicePixelRatio || 1, MOST_DENSE);
    const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
    this.drawing.get(canvas)?.cancel();
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    const rendering = page.render({ canvas, viewport, background: "#ffffff" });
    this.drawing.set(canvas, rendering);
    try {
      await rendering.promise;
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown.name !== "RenderingCancelledException") throw thrown;
    } finally {
      if (this.drawing.get(canvas) === rendering) this.drawing.delete(canvas);
    }
  }

  async text(number: number): Promise<string> {
    const page = await this.document.getPage(number);
    const { items } = await page.getTextContent();
    return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
  }

  close(): void {
    for (const rendering of this.drawing.values()) rendering.cancel();
    void this.task.destroy();
  }
}
