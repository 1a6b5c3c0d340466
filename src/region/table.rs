//! The tables of a region and references to their rows.
use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $stem:literal,)+) => {
        /// A table of a region: one CSV file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Table { $($(#[$doc])* $name,)+ }

        impl Table {
            /// Every table, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name of its file.
            pub fn file(self) -> &'static str {
                match self { $(Self::$name => concat!($stem, ".csv"),)+ }
            }

            /// The name of its file without `.csv`.
            pub fn stem(self) -> &'static str {
                match self { $(Self::$name => $stem,)+ }
            }
        }
    };
}

tables! {
    /// What the region is called and when it was recorded.
    Region = "region",
    /// Places of every level.
    Places = "places",
    /// Agreements.
    Agreements = "agreements",
    /// Parties of agreements.
    AgreementParties = "agreement_parties",
    /// Enclaves.
    Enclaves = "enclaves",
    /// Platforms.
    Platforms = "platforms",
    /// Members of platforms.
    PlatformMembers = "platform_members",
    /// Councils.
    Councils = "councils",
    /// Members of councils.
    CouncilMembers = "council_members",
    /// Meetings.
    Meetings = "meetings",
    /// Signs of life.
    Acts = "acts",
    /// Declared circles.
    Circles = "circles",
    /// Members of circles.
    CircleMembers = "circle_members",
    /// Borders.
    Borders = "borders",
    /// Rivalries.
    Rivalries = "rivalries",
    /// Observations.
    Observations = "observations",
    /// Claims to be tested.
    Claims = "claims",
    /// Sources.
    Sources = "sources",
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.stem())
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.stem())
    }
}

/// A row of a table that has identifiers, by its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// The table.
    pub table: Table,
    /// The position in the list of the table's rows.
    pub index: u32,
}
