//! A text in words and numbers, each with its place; what cannot be seen is no part of either.

use crate::search::fold;

/// One run of letters and digits.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Place in the text, in bytes.
    pub start: usize,
    pub end: usize,
    /// Lower-case, without accents.
    pub folded: String,
    /// Begins with a capital, or has no capitals to begin with.
    pub capital: bool,
    /// Nothing but digits.
    pub digits: bool,
    /// A sentence or a line begins with it.
    pub first: bool,
}

/// A text taken apart.
pub(super) struct Text<'a> {
    pub raw: &'a str,
    pub tokens: Vec<Token>,
}

/// What shows nothing: soft hyphens, joiners, marks of direction, and the like.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl<'a> Text<'a> {
    pub fn of(raw: &'a str) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut begun: Option<usize> = None;
        let mut first = true;
        let apostrophe = |c: char| crate::translit::is_apostrophe(c);
        let mut chars = raw.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(raw.len(), |(next, _)| *next);
            let inside = c.is_alphanumeric()
                || unicode_normalization::char::is_combining_mark(c)
                || (begun.is_some() && (is_unseen(c) || apostrophe(c)));
            if inside {
                begun.get_or_insert(at);
            }
            if let Some(start) = begun
                && (!inside || next == raw.len())
            {
                let end = if inside { next } else { at };
                tokens.extend(token(raw, start, end, first));
                first = false;
                begun = None;
            }
            if !inside {
                first |= matches!(c, '.' | '!' | '?' | '\n' | '\u{2022}' | '"' | '\u{201c}');
            }
        }
        Self { raw, tokens }
    }

    /// Only signs and spaces stand between two tokens that follow each other, and no new sentence or line.
    pub fn is_near(&self, at: usize) -> bool {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(one), Some(next)) => {
                let between = &self.raw[one.end..next.start];
                // An initial has its full stop; other sentences end.
                let stop = between.contains('.') && one.folded.chars().count() > 1 && !is_title(&one.folded);
                !stop && !between.contains(['\n', ';', '!', '?']) && between.chars().count() <= 4
            }
            _ => false,
        }
    }
}

fn token(raw: &str, start: usize, end: usize, first: bool) -> Option<Token> {
    let mut end = end;
    // An apostrophe at the end closes a quotation, and `'s` is nobody's name.
    loop {
        let word = &raw[start..end];
        let cut = word.strip_suffix(|c: char| crate::translit::is_apostrophe(c) || is_unseen(c)).or_else(|| {
            let cut = word.strip_suffix(['s', 'S'])?;
            cut.strip_suffix(crate::translit::is_apostrophe)
        });
        match cut {
            Some(cut) if !cut.is_empty() => end = start + cut.len(),
            _ => break,
        }
    }
    let seen: String = raw[start..end].chars().filter(|c| !is_unseen(*c)).collect();
    let folded = fold(&seen).replace(' ', "");
    let letter = seen.chars().find(|c| c.is_alphabetic());
    let capital = letter.is_some_and(|c| !c.is_lowercase());
    let digits = !folded.is_empty() && folded.chars().all(|c| c.is_ascii_digit());
    (!folded.is_empty()).then_some(Token { start, end, folded, capital, digits, first })
}

/// Words that stand before a surname.
pub(super) fn is_title(folded: &str) -> bool {
    matches!(
        folded,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "doctor"
            | "prof"
            | "professor"
            | "sir"
            | "lady"
            | "dame"
            | "lord"
            | "rev"
            | "revd"
            | "mister"
            | "missus"
            | "madam"
            | "mme"
            | "mlle"
            | "herr"
            | "frau"
            | "senor"
            | "senora"
    )
}
