//! The audit's anchor: the newest entry as it was kept outside the database, held against the chain.

/// The newest entry of the chain at the time it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its hash, 64 hexadecimal digits.
    pub hash: String,
    /// Its number; anchors of the first versions had none.
    pub seq: Option<i64>,
    /// When it was written, RFC 3339 UTC; as above.
    pub at: Option<String>,
}

impl Anchor {
    /// The text that is kept.
    pub fn text(&self) -> String {
        match (self.seq, &self.at) {
            (Some(seq), Some(at)) => format!("{seq} {} {at}", self.hash),
            _ => self.hash.clone(),
        }
    }

    /// Reads the text back; `None` for what nobody here wrote.
    pub fn parse(text: &str) -> Option<Anchor> {
        let is_hash =
            |word: &str| word.len() == 64 && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let words: Vec<&str> = text.split(' ').collect();
        match words[..] {
            [hash] if is_hash(hash) => Some(Anchor { hash: hash.to_string(), seq: None, at: None }),
            [seq, hash, at] if is_hash(hash) => Some(Anchor {
                hash: hash.to_string(),
                seq: Some(seq.parse().ok().filter(|seq| *seq >= 0)?),
                at: Some(chrono::DateTime::parse_from_rfc3339(at).ok().map(|_| at.to_string())?),
            }),
            _ => None,
        }
    }
}

/// What was found where the anchor is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// An anchor.
    Anchor(Anchor),
    /// Something that is no anchor.
    Unreadable,
    /// Nothing.
    Nothing,
    /// No answer in time, or a locked or failing keyring.
    Silent,
}

/// How the anchor stands to the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The anchored entry is in the chain: nothing that was anchored is missing.
    InChain,
    /// It is not: the records were put back to an earlier state, or replaced.
    NotInChain,
    /// There is none, and the records say that one was kept.
    Missing,
    /// There is none, and none was ever kept.
    NoneYet,
    /// It could not be asked for.
    Silent,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 5] =
        [Standing::InChain, Standing::NotInChain, Standing::Missing, Standing::NoneYet, Standing::Silent];

    /// The code the audit keeps.
    pub fn code(self) -> &'static str {
        match self {
            Standing::InChain => "in-chain",
            Standing::NotInChain => "not-in-chain",
            Standing::Missing => "missing",
            Standing::NoneYet => "none-yet",
            Standing::Silent => "silent",
        }
    }

    /// Whether the program may keep the chain's newest entry in its place by itself. An alarm stays until somebody ends it.
    pub fn may_be_renewed(self) -> bool {
        matches!(self, Standing::InChain | Standing::NoneYet)
    }

    /// Whether it is an alarm, which only the practice manager ends.
    pub fn is_alarm(self) -> bool {
        matches!(self, Standing::NotInChain | Standing::Missing)
    }
}

/// How what was kept stands to the chain. `in_chain`: the chain has the kept entry under its number; `expected`: the
/// records note that an anchor was kept once.
pub fn standing(kept: &Kept, in_chain: bool, expected: bool) -> Standing {
    match kept {
        Kept::Silent => Standing::Silent,
        Kept::Unreadable => Standing::NotInChain,
        Kept::Anchor(_) if in_chain => Standing::InChain,
        Kept::Anchor(_) => Standing::NotInChain,
        Kept::Nothing if expected => Standing::Missing,
        Kept::Nothing => Standing::NoneYet,
    }
}
