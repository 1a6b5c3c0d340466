//! How a circle or a council has grown.
use crate::region::{CircleRole, CouncilRole, PlaceIndex, Table};
use crate::{Date, ParamError, Region, Result};
use serde::Serialize;

/// Growth: who joined a circle, a council or a platform, and when.
///
/// ```
/// use conurbation::{circles::Growth, datasets};
/// let delta = datasets::yangtze_delta();
/// let council = Growth::new().run(&delta, "K06")?;
/// let sizes: Vec<usize> = council.steps.iter().map(|step| step.size).collect();
/// assert_eq!((sizes[0], sizes[sizes.len() - 1]), (14, 41));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Growth {}

/// How a body has grown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GrowthResult {
    /// The id in the ledger.
    pub id: String,
    /// The table it stands in.
    pub table: Table,
    /// The dates at which someone joined or left, in order; the first step holds those who were
    /// there from the start, its date that of the body, where the ledger is silent on theirs.
    pub steps: Vec<GrowthStep>,
}

/// Who came and went at one date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GrowthStep {
    /// When, if the ledger says so.
    pub date: Option<Date>,
    /// The places that joined, in the order of the ledger.
    pub joined: Vec<PlaceIndex>,
    /// The places that left.
    pub left: Vec<PlaceIndex>,
    /// How many members there were after it.
    pub size: usize,
}

type Life = (PlaceIndex, Option<Date>, Option<Date>);

impl Growth {
    /// There is nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Follows the members of the circle, council or platform with this id. Who only looks on is
    /// no member. `O(members log members)`.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) if no circle, council or platform has the id.
    pub fn run(&self, region: &Region, id: &str) -> Result<GrowthResult> {
        const TABLES: [Table; 3] = [Table::Circles, Table::Councils, Table::Platforms];
        let Some(row) = region.find_in(&TABLES, id) else {
            let expected = "the id of a circle, a council or a platform of the region";
            return Err(ParamError::new("Growth::run", id, expected).into());
        };
        let index = row.index as usize;
        let (start, lives): (Option<Date>, Vec<Life>) = match row.table {
            Table::Circles => {
                let circle = &region.circles()[index];
                let members = circle.members.iter().filter(|it| it.role != CircleRole::Observer);
                (circle.start, members.map(|it| (it.place, it.joined, it.left)).collect())
            }
            Table::Councils => {
                let council = &region.councils()[index];
                let members = council.members.iter().filter(|it| it.role != CouncilRole::Observer);
                (council.start, members.map(|it| (it.place, it.joined, it.left)).collect())
            }
            _ => {
                let platform = &region.platforms()[index];
                let looks_on = crate::region::PlatformRole::Observer;
                let members = platform.members.iter().filter(|it| it.role != looks_on);
                (platform.start, members.map(|it| (it.place, it.joined, it.left)).collect())
            }
        };
        Ok(GrowthResult { id: id.to_owned(), table: row.table, steps: steps(start, &lives) })
    }
}

fn steps(start: Option<Date>, lives: &[Life]) -> Vec<GrowthStep> {
    let joined = |life: &Life| life.1.or(start);
    let mut dates: Vec<Option<Date>> =
        lives.iter().flat_map(|life| [Some(joined(life)), life.2.map(Some)]).flatten().collect();
    dates.sort_unstable();
    dates.dedup();
    let mut size = 0;
    let step = |date: Option<Date>| {
        let places = |of: &dyn Fn(&Life) -> bool| {
            lives.iter().filter(|life| of(life)).map(|life| life.0).collect::<Vec<_>>()
        };
        let came = places(&|life| joined(life) == date);
        let left = places(&|life| life.2.is_some() && life.2 == date);
        size += came.len();
        size -= left.len().min(size);
        GrowthStep { date, joined: came, left, size }
    };
    dates.into_iter().map(step).collect()
}
