/** Which files can be uploaded (reference: sizes and counts), and their content types. */
const types: Record<string, string> = {
  ai: "application/postscript", csv: "text/csv", doc: "application/msword", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  eps: "application/postscript", gif: "image/gif", jpeg: "image/jpeg", jpg: "image/jpeg", ods: "application/vnd.oasis.opendocument.spreadsheet", pdf: "application/pdf",
  png: "image/png", rtf: "application/rtf", tif: "image/tiff", txt: "text/plain", xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xml: "text/xml",
};

function extensionOf(fileName: string): string {
  return /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

/** Whether the vendor takes files of that name. */
export function isAccepted(fileName: string): boolean {
  return extensionOf(fileName) in types;
}

/** The content type that goes with a name. */
export function contentTypeOf(fileName: string): string {
  return types[extensionOf(fileName)] ?? "application/octet-stream";
}
