//! What every row of the ledger can say about itself.
use super::list::List;
use super::vocabulary::Checked;
use serde::Serialize;
use std::fmt;

/// Text of a cell; never empty.
pub type Text = Box<str>;

/// An identifier: a free string, unique within its table.
pub type Id = Box<str>;

/// What every row can say about itself: its names, where it is from, how far it is checked.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct About {
    /// The name or title in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The name or title in the local language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_local: Option<Text>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The sources, each with the place in it where one is known.
    #[serde(skip_serializing_if = "<[Citation]>::is_empty")]
    pub sources: List<Citation>,
    /// How far the row is checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Checked>,
    /// How the row was come by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
}

impl About {
    /// Whether the row says nothing about itself.
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}

/// A source and, where one is given, the place in it: `S00#一(一)2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation(Text);

impl Citation {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The id of the source.
    pub fn source(&self) -> &str {
        self.0.split_once('#').map_or(&self.0, |(source, _)| source)
    }

    /// The place in the source.
    pub fn place(&self) -> Option<&str> {
        self.0.split_once('#').map(|(_, place)| place)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Citation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// How a row was come by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Found {
    /// Named by the founding study.
    Study,
    /// Met by a protocol of queries common to the regions under comparison.
    Protocol,
    /// Met by follow-ups that differ between regions.
    Extra,
    /// Any other word.
    Other(Text),
}

impl Found {
    /// The word as it stands in the tables.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Study => "study",
            Self::Protocol => "protocol",
            Self::Extra => "extra",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for Found {
    fn from(word: &str) -> Self {
        match word {
            "study" => Self::Study,
            "protocol" => Self::Protocol,
            "extra" => Self::Extra,
            other => Self::Other(other.into()),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Found {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
