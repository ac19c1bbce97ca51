//! One error for everything a journey can stumble on: a sentence that says what to look at.
use std::fmt;

/// What went wrong, in words. Shown by the test runner as it is.
pub struct Failure(pub(crate) String);

/// The outcome of a step or of a whole journey.
pub type Result<T = (), E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A failure a journey finds itself: `return Err(Failure::new("The banner shows one identifier only."))`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// The runner prints the Debug form of a failed test's error: it must read like the message.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

macro_rules! plain {
    ($($error:ty),*) => { $(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        }
    )* };
}
plain!(thirtyfour::error::WebDriverError, serde_json::Error, std::io::Error, png::EncodingError, String);
