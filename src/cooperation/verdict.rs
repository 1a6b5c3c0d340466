//! What may be said of a claim.
use serde::Serialize;
use std::fmt;

/// What may be said of a claim, or of a difference between two regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// It is so: more than chance does, and under every choice that it must stand under.
    Established,
    /// The opposite is so, to the same standard.
    Contradicted,
    /// The data cannot tell.
    CannotBeDecided,
}

impl Verdict {
    /// The verdict in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Established => "established",
            Self::Contradicted => "contradicted",
            Self::CannotBeDecided => "cannot be decided",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
