//! Which values count as extreme.
use serde::Serialize;

/// Which values of the null distribution count as at least as extreme as the one observed.
///
/// The two two-sided rules agree where the null distribution is symmetric about 0, and else may
/// differ much: a result names the one it used.
///
/// ```
/// use conurbation::statistics::Alternative;
/// assert_eq!(Alternative::default(), Alternative::TwoSided);
/// assert_eq!(serde_json::to_string(&Alternative::TwoSidedAbsolute)?, "\"TwoSidedAbsolute\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Alternative {
    /// Values as large or larger: `T* >= T`.
    Greater,
    /// Values as small or smaller: `T* <= T`.
    Less,
    /// Twice the smaller of the two one-sided p, at most 1. Needs no centre.
    #[default]
    TwoSided,
    /// Values as far from 0, or, for a count, from its expectation: `|T*| >= |T|`, the rule of
    /// UCINET (Borgatti, Everett & Freeman 2002).
    TwoSidedAbsolute,
}

impl Alternative {
    /// What the smallest one-sided p is multiplied by.
    pub(super) fn sides(self) -> f64 {
        if self == Self::TwoSided { 2.0 } else { 1.0 }
    }

    /// The p of this alternative, given those of the three ways of being extreme.
    pub(super) fn choose(self, greater: f64, less: f64, absolute: f64) -> f64 {
        match self {
            Self::Greater => greater,
            Self::Less => less,
            Self::TwoSided => (2.0 * greater.min(less)).min(1.0),
            Self::TwoSidedAbsolute => absolute,
        }
    }
}
