/** Which letters of a result the search matched: for the eye only, Rust did the finding. */
export interface Piece {
  text: string;
  hit: boolean;
}

const letters: Record<string, string> = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i" };

function fold(char: string): string {
  const plain = char.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return letters[plain] ?? plain;
}

/** Splits `text` where a word of `typed` begins one of its words, accents and case aside; numbers also end a word (88 in 1988). */
export function mark(text: string, typed: string): Piece[] {
  const chars = [...text.normalize("NFC")];
  const folded = chars.map(fold);
  const hit = new Array<boolean>(chars.length).fill(false);
  for (const word of typed.normalize("NFC").split(/[\s,./-]+/)) {
    const want = [...word].map(fold);
    if (want.length === 0 || word === "") continue;
    const number = /^\d+$/.test(word);
    for (let at = 0; at + want.length <= folded.length; at++) {
      const starts = at === 0 || !isWord(folded[at - 1]!);
      const end = at + want.length;
      const ends = number && (end === folded.length || !isWord(folded[end]!));
      const fits = number ? (starts && (ends || want.length > 2)) || (ends && want.length > 1) : starts;
      if (fits && want.every((char, i) => folded[at + i] === char)) hit.fill(true, at, end);
    }
  }
  const pieces: Piece[] = [];
  chars.forEach((char, i) => {
    const last = pieces.at(-1);
    if (last && last.hit === hit[i]) last.text += char;
    else pieces.push({ text: char, hit: hit[i]! });
  });
  return pieces;
}

const isWord = (char: string) => /[\p{L}\p{N}]/u.test(char);
