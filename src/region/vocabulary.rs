//! The closed vocabularies of the tables.
use serde::{Serialize, Serializer};
use std::fmt;

/// A closed set of words that a cell may hold.
pub(crate) trait Vocabulary: Copy + Sized + 'static {
    /// The words, in the order of the variants.
    const WORDS: &'static [&'static str];

    fn from_word(word: &str) -> Option<Self>;
    fn word(self) -> &'static str;
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every word there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it stands in the tables.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl Vocabulary for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            fn word(self) -> &'static str { self.as_str() }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+};
}

vocabulary! {
    /// How far a row is checked, from the weakest to the strongest.
    Checked {
        /// General knowledge, or checked against nothing.
        Unverified = "unverified",
        /// An interpretation by the compiler.
        Reading = "reading",
        /// As the founding source says.
        Seed = "seed",
        /// Found in an independent source.
        Verified = "verified",
    }
    /// The administrative level of a place.
    Level {
        /// The whole country.
        State = "state",
        /// A province, or a municipality in its role as one.
        Province = "province",
        /// A city: the nodes of every network.
        City = "city",
        /// A county or a district of a city.
        County = "county",
        /// Anything else: a development zone, a town, all cities of a group.
        Area = "area",
    }
    /// Yes or no.
    YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
    /// What an agreement is.
    AgreementKind {
        /// An agreement, a memorandum, a framework.
        Agreement = "agreement",
        /// A plan or a scheme.
        Plan = "plan",
        /// A declaration or a consensus.
        Declaration = "declaration",
        /// A standing mechanism.
        Mechanism = "mechanism",
        /// A common standard.
        Standard = "standard",
        /// A pairing of a strong and a weak place.
        Pairing = "pairing",
        /// Rules or a charter.
        Rules = "rules",
        /// A fund.
        Fund = "fund",
        /// A project on the ground.
        Project = "project",
        /// Anything else.
        Other = "other",
    }
    /// The level an agreement is made at.
    Rank {
        /// The state.
        National = "national",
        /// Provinces.
        Provincial = "provincial",
        /// Cities.
        Municipal = "municipal",
        /// Counties and districts.
        County = "county",
        /// Departments of governments.
        Department = "department",
        /// Anything else, and mixtures.
        Other = "other",
    }
    /// Who leads.
    Lead {
        /// Governments.
        Government = "government",
        /// Firms and markets.
        Market = "market",
        /// Associations and citizens.
        Society = "society",
        /// Several of these.
        Mixed = "mixed",
    }
    /// How far an agreement has come.
    Stage {
        /// Proposed only: makes no tie unless asked.
        Proposed = "proposed",
        /// Signed, issued or adopted.
        Signed = "signed",
        /// Carried out.
        Landed = "landed",
        /// Not carried on.
        Stalled = "stalled",
        /// Over.
        Ended = "ended",
    }
    /// What a party does in an agreement.
    PartyRole {
        /// One of the parties.
        Party = "party",
        /// The leading party.
        Lead = "lead",
        /// The giving side: arcs go out from it.
        From = "from",
        /// The receiving side: arcs come in to it.
        To = "to",
        /// Who issued it: makes no tie.
        Issuer = "issuer",
        /// Who looks on: makes no tie.
        Observer = "observer",
    }
    /// What an enclave is for.
    EnclaveKind {
        /// Industry.
        Industry = "industry",
        /// Science and technology.
        SciTech = "sci-tech",
        /// Talent.
        Talent = "talent",
        /// An institution such as a school or a hospital.
        Institution = "institution",
        /// Anything else, or several at once.
        Other = "other",
    }
    /// How far an enclave or a platform has come.
    Status {
        /// Planned only: makes no tie unless asked.
        Planned = "planned",
        /// Signed or approved.
        Signed = "signed",
        /// Being built.
        Building = "building",
        /// Running.
        Running = "running",
        /// Over.
        Ended = "ended",
    }
    /// How an enclave is run.
    EnclaveMode {
        /// The host holds it in trust for the home city.
        Trusteeship = "trusteeship",
        /// Both run it.
        Joint = "joint",
        /// A company in which both hold shares runs it.
        Shares = "shares",
        /// Anything else.
        Other = "other",
    }
    /// What a platform does.
    PlatformKind {
        /// Mutual recognition.
        Recognition = "recognition",
        /// Shared data.
        Data = "data",
        /// A common standard.
        Standard = "standard",
        /// Courts and prosecutors.
        Judicial = "judicial",
        /// A corridor.
        Corridor = "corridor",
        /// An alliance.
        Alliance = "alliance",
        /// Anything else.
        Other = "other",
    }
    /// What a member does in a platform.
    PlatformRole {
        /// One of the members.
        Member = "member",
        /// The leading member.
        Lead = "lead",
        /// Who looks on: makes no tie.
        Observer = "observer",
        /// Issues what others accept: arcs go out from it.
        Issues = "issues",
        /// Accepts what others issue: arcs come in to it.
        Accepts = "accepts",
    }
    /// The level of a body in its chain.
    CouncilLevel {
        /// Decides.
        Decision = "decision",
        /// Coordinates.
        Coordination = "coordination",
        /// Carries out.
        Execution = "execution",
    }
    /// What a member does in a council.
    CouncilRole {
        /// One of the members.
        Member = "member",
        /// The chair.
        Chair = "chair",
        /// Who looks on: makes no tie.
        Observer = "observer",
    }
    /// What a sign of life is.
    ActKind {
        /// A meeting.
        Meeting = "meeting",
        /// A project begun or finished.
        Project = "project",
        /// Money set aside.
        Budget = "budget",
        /// A renewal.
        Renewal = "renewal",
        /// Anything else.
        Other = "other",
    }
    /// What a declared circle is.
    CircleKind {
        /// An urban agglomeration.
        Agglomeration = "agglomeration",
        /// A metropolitan circle.
        MetropolitanCircle = "metropolitan circle",
        /// An economic zone.
        EconomicZone = "economic zone",
        /// A corridor.
        Corridor = "corridor",
        /// A demonstration zone.
        DemonstrationZone = "demonstration zone",
        /// Cities side by side.
        AdjacentGroup = "adjacent group",
        /// Capitals of provinces.
        CapitalGroup = "capital group",
        /// Anything else.
        Other = "other",
    }
    /// How far a circle has come.
    CircleStatus {
        /// Proposed only.
        Proposed = "proposed",
        /// Planned.
        Planned = "planned",
        /// Approved.
        Approved = "approved",
        /// Signed.
        Signed = "signed",
        /// Running.
        Running = "running",
        /// Not carried on.
        Stalled = "stalled",
        /// Over.
        Ended = "ended",
    }
    /// What a member does in a circle.
    CircleRole {
        /// One of the members.
        Member = "member",
        /// A core city.
        Core = "core",
        /// The chair.
        Chair = "chair",
        /// Who looks on.
        Observer = "observer",
    }
    /// How much of a place belongs to a circle.
    Extent {
        /// All of it.
        Whole = "whole",
        /// A part of it.
        Part = "part",
    }
    /// What kind of border two places share.
    BorderKind {
        /// On land.
        Land = "land",
        /// In water only.
        Water = "water",
        /// None: looked for and not there.
        None = "none",
    }
    /// What a statement under test is.
    ClaimKind {
        /// A claim about what is.
        Claim = "claim",
        /// A recommendation of what to do.
        Recommendation = "recommendation",
    }
}
