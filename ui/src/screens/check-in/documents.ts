import type { Option } from "../../components/RadioGroup.svelte";
import type { DocumentKind } from "../../ipc/bindings";

export const documentNames: Record<DocumentKind, string> = {
  passport: "Passport",
  "identity-card": "Identity card",
  "driving-licence": "Driving licence",
  "pass-card": "PASS card",
  "birth-certificate": "Birth certificate",
  "residence-permit": "Residence permit",
  other: "Document",
};

/** What can be shown, the likeliest first. */
export const documentChoices: (Option & { value: DocumentKind })[] = [
  { value: "passport", label: "Passport", key: "1" },
  { value: "driving-licence", label: "Driving licence", key: "2" },
  { value: "identity-card", label: "Identity card", key: "3" },
  { value: "pass-card", label: "PASS card", key: "4" },
  { value: "birth-certificate", label: "Birth certificate", key: "5", why: "Never alone: no photograph", tone: "stop" },
  {
    value: "residence-permit",
    label: "Residence permit card",
    key: "6",
    why: "Ended 31 Dec 2024: ask for the passport",
    tone: "stop",
  },
  { value: "other", label: "Another with a photograph", key: "7" },
];

/** A document in the middle of a sentence. */
export const documentWords: Record<DocumentKind, string> = {
  passport: "passport",
  "identity-card": "identity card",
  "driving-licence": "driving licence",
  "pass-card": "PASS card",
  "birth-certificate": "birth certificate",
  "residence-permit": "residence permit",
  other: "document",
};

/** The fields that a kind of document has. */
export interface DocumentFields {
  issuer: string;
  issuerHint?: string;
  /** Its last day is always printed on it. */
  expiry: "needed" | "optional";
}

/** None for a document that cannot be taken here. */
export const documentFields: Record<DocumentKind, DocumentFields | null> = {
  passport: { issuer: "Issued by", issuerHint: "The country", expiry: "needed" },
  "identity-card": { issuer: "Issued by", issuerHint: "The country", expiry: "needed" },
  "driving-licence": { issuer: "Issued by", issuerHint: "DVLA, DVA, or the country", expiry: "needed" },
  "pass-card": { issuer: "Card scheme", issuerHint: "The name beside the hologram", expiry: "optional" },
  "birth-certificate": null,
  "residence-permit": null,
  other: { issuer: "What it is, and who issued it", expiry: "optional" },
};
