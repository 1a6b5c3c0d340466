//! What makes a division a good one.
use crate::ParamError;
use serde::Serialize;

/// What a search for communities maximises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Quality {
    /// [Modularity](super::Modularity): weight within groups beyond what strengths lead to expect.
    #[default]
    Modularity,
    /// The [constant Potts model](super::ConstantPotts): a weight of γ expected of every pair.
    ConstantPotts,
    /// The [Erdős–Rényi null](super::ErdosRenyi): γ times the mean weight of all pairs.
    ErdosRenyi,
    /// [Loopless modularity](super::LooplessModularity): what strengths lead to expect if no city
    /// has a tie with itself.
    Loopless,
}

impl Quality {
    /// An error if it is not defined for layers.
    pub(super) fn check_layers(self) -> Result<(), ParamError> {
        if self == Self::Modularity {
            return Ok(());
        }
        Err(ParamError::new("quality", format!("{self:?}"), "Modularity, for layers"))
    }
}
