//! How the questions are asked: of which rows, counted how, against how much chance.
use crate::network::Projection;
use crate::statistics::Permutation;
use crate::{ParamError, Watch};
use serde::Serialize;

/// How the study's questions are asked of a ledger: of which rows, what counts as one event, and
/// how often chance is asked. It holds for every question, so that their answers can be set side
/// by side, and travels with them.
///
/// The [`Projection`] chooses rows by layer, time, check and find, and leaves out kinds whose weight
/// is 0: `Projection::new().agreement_weight(AgreementKind::Plan, 0.0)` asks without plans.
///
/// ```
/// use conurbation::cooperation::{Inquiry, Unit};
/// let inquiry = Inquiry::new().unit(Unit::Row).replicates(999).seed(7);
/// assert_ne!(inquiry, Inquiry::new());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inquiry {
    pub(crate) projection: Projection,
    pub(crate) unit: Unit,
    pub(crate) meetings: bool,
    pub(crate) replicates: usize,
    pub(crate) seed: u64,
    /// Whether intervals are wanted.
    #[serde(skip)]
    pub(crate) intervals: bool,
    #[serde(skip)]
    pub(crate) watch: Watch,
}

/// What counts as one event in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A ceremony, however much it signs, and what several rows tell of one fact: events that come
    /// about independently.
    #[default]
    Ceremony,
    /// A row; what several rows of one layer tell of one fact counts once. Rows of one ceremony
    /// come together, so tests by rows find too much.
    Row,
}

impl Default for Inquiry {
    fn default() -> Self {
        Self {
            projection: Projection::default(),
            unit: Unit::default(),
            meetings: false,
            replicates: Permutation::DEFAULT_REPLICATES,
            seed: 0,
            intervals: true,
            watch: Watch::new(),
        }
    }
}

impl Inquiry {
    /// All rows that the default [`Projection`] chooses, by ceremony; chance is asked 4999 times.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which rows count.
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// Sets what counts as one event in time.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Sets whether a meeting is an event in time as well; no by default.
    pub fn meetings(mut self, meetings: bool) -> Self {
        self.meetings = meetings;
        self
    }

    /// Sets how often chance is asked where not all arrangements are counted; at least 19.
    pub fn replicates(mut self, replicates: usize) -> Self {
        self.replicates = replicates;
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets the work be watched and cancelled.
    pub fn watch(mut self, watch: &Watch) -> Self {
        self.watch = watch.clone();
        self
    }

    /// The permutation test of these replicates.
    pub(crate) fn permutation(&self) -> Permutation {
        Permutation::new().replicates(self.replicates).seed(self.seed).watch(&self.watch)
    }

    pub(crate) fn check(&self) -> Result<(), ParamError> {
        self.projection.check()?;
        if self.replicates < 19 {
            return Err(ParamError::new("replicates", self.replicates, "at least 19"));
        }
        Ok(())
    }
}
