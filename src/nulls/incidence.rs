//! Who took part in what.
use crate::{Error, Node, ParamError, Result};
use serde::Serialize;

/// A table of cities and events: which cities took part in which event, such as a platform, an
/// agreement or a meeting. Both sides are numbered from 0.
///
/// ```
/// use conurbation::nulls::Incidence;
/// let table = Incidence::from_pairs(3, 2, [(0, 0), (1, 0), (1, 1), (2, 1)])?;
/// assert_eq!(table.members(0), [0, 1]);
/// assert_eq!(table.events(1), [0, 1]);
/// assert_eq!(table.shared(0, 1), 1);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Incidence {
    /// The events of each city, ascending.
    events: Vec<Vec<u32>>,
    /// The members of each event, ascending.
    members: Vec<Vec<Node>>,
}

impl Incidence {
    /// The table of some pairs of city and event; a pair given twice counts once.
    ///
    /// # Errors
    /// [`Error::Param`] for a city or an event that is not below its number;
    /// [`Error::TooLarge`] for more than 32 bits can count.
    pub fn from_pairs(
        cities: usize,
        events: usize,
        pairs: impl IntoIterator<Item = (Node, u32)>,
    ) -> Result<Self> {
        let nodes = cities.max(events);
        if u32::try_from(nodes).is_err() {
            return Err(Error::TooLarge { nodes });
        }
        let mut rows = vec![Vec::new(); cities];
        for (city, event) in pairs {
            if city as usize >= cities || event as usize >= events {
                let found = format!("({city}, {event}) of {cities} cities and {events} events");
                let expected = "cities and events below their numbers";
                return Err(ParamError::new("Incidence::from_pairs", found, expected).into());
            }
            rows[city as usize].push(event);
        }
        Ok(Self::from_rows(rows, events))
    }

    /// The table of the events of each city, in any order.
    pub(super) fn from_rows(mut rows: Vec<Vec<u32>>, events: usize) -> Self {
        let mut members = vec![Vec::new(); events];
        for (city, row) in rows.iter_mut().enumerate() {
            row.sort_unstable();
            row.dedup();
            row.iter().for_each(|&event| members[event as usize].push(city as Node));
        }
        Self { events: rows, members }
    }

    /// The number of cities.
    pub fn city_count(&self) -> usize {
        self.events.len()
    }

    /// The number of events.
    pub fn event_count(&self) -> usize {
        self.members.len()
    }

    /// The number of memberships: pairs of a city and an event it took part in.
    pub fn membership_count(&self) -> usize {
        self.events.iter().map(Vec::len).sum()
    }

    /// The cities that took part in an event, ascending.
    ///
    /// # Panics
    /// If there is no such event.
    pub fn members(&self, event: u32) -> &[Node] {
        &self.members[event as usize]
    }

    /// The events a city took part in, ascending.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn events(&self, city: Node) -> &[u32] {
        &self.events[city as usize]
    }

    /// Whether a city took part in an event.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn contains(&self, city: Node, event: u32) -> bool {
        self.events(city).binary_search(&event).is_ok()
    }

    /// The number of events two cities both took part in. `O(events of the two)`.
    ///
    /// # Panics
    /// If there is no such city.
    pub fn shared(&self, one: Node, other: Node) -> usize {
        let (mut a, mut b) = (self.events(one), self.events(other));
        let mut shared = 0;
        while let ([first, a_rest @ ..], [second, b_rest @ ..]) = (a, b) {
            shared += usize::from(first == second);
            (a, b) = (
                if first <= second { a_rest } else { a },
                if second <= first { b_rest } else { b },
            );
        }
        shared
    }

    pub(super) fn rows(&self) -> &[Vec<u32>] {
        &self.events
    }
}
