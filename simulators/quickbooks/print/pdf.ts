/** A plain PDF of lines of text: one standard font, as many pages as it takes. */

/** One line of a sheet. `amount` stands at the right edge. */
export interface SheetLine {
  text: string;
  amount?: string;
  isHeading?: boolean;
}

const pageWidth = 612;
const pageHeight = 792;
const margin = 54;
const lineHeight = 15;
const linesPerPage = Math.floor((pageHeight - 2 * margin) / lineHeight);
/** Of a letter at size 10, wide enough for digits to end near the edge. */
const digitWidth = 5.6;
const mostCharacters = 82;

/** The bytes of the document. Letters outside Latin-1 come as question marks: the standard fonts have no others. */
export function pdfOf(title: string, lines: readonly SheetLine[]): Buffer {
  const pages = pagesOf(lines.flatMap(wrapped));
  const firstPage = 5;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) /Producer (QuickBooks Online simulator) >>`,
    ...pages.flatMap((page, index) => {
      const content = contentOf(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${firstPage + index * 2 + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return assembled(objects);
}

function wrapped(line: SheetLine): SheetLine[] {
  const pieces = line.text.split("\n").flatMap((text) => text.match(new RegExp(`.{1,${mostCharacters}}`, "g")) ?? [""]);
  return pieces.map((text, index) => (index === 0 ? { ...line, text } : { text }));
}

function pagesOf(lines: SheetLine[]): SheetLine[][] {
  const pages: SheetLine[][] = [];
  for (let from = 0; from < lines.length || pages.length === 0; from += linesPerPage) pages.push(lines.slice(from, from + linesPerPage));
  return pages;
}

function contentOf(page: SheetLine[]): string {
  return page.map((line, index) => lineContent(line, pageHeight - margin - index * lineHeight)).join("\n");
}

function lineContent({ text, amount, isHeading = false }: SheetLine, y: number): string {
  const left = `BT /F1 ${isHeading ? 14 : 10} Tf ${margin} ${y} Td (${escaped(text)}) Tj ET`;
  if (amount === undefined) return left;
  const x = Math.round(pageWidth - margin - amount.length * digitWidth);
  return `${left}\nBT /F1 10 Tf ${x} ${y} Td (${escaped(amount)}) Tj ET`;
}

/** Every character becomes one byte, so that lengths in characters are lengths in bytes. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, "?").replace(/[\\()]/g, "\\$&");
}

function assembled(objects: string[]): Buffer {
  let body = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(body.length);
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${trailer}`, "latin1");
}
