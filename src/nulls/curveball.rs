//! Tables in which every city takes part as often as it does, and every event is as large.
use super::incidence::Incidence;
use super::trades::Trader;
use super::unique::only_table;
use crate::random::Random;
use crate::{Measured, ParamError, Result, Undefined};
use serde::Serialize;

/// Curveball null: who would have met whom if each city took part in as many events as it did, each
/// event had as many members, and nothing else mattered. What two cities share beyond that is more
/// than busy cities in big events must share.
///
/// Each draw makes trades: two cities, chosen at random, put the events that only one of them has
/// together and deal them out anew, each as many as it gave. All tables with both margins tend to be
/// equally likely (Carstens 2015). The number of trades is given, so that trades which change
/// nothing count.
///
/// Undefined if nobody took part in anything ([`Undefined::NoEvents`]) and if no other table has
/// these margins, which is so if the cities' events are nested in one another
/// ([`Undefined::NotAttainable`] with p 1). Preparation `O(memberships)`, each draw `O(trades)`
/// times the events of two cities.
///
/// Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz (2014), *Nature Communications* 5:4114;
/// Carstens (2015), *Physical Review E* 91:042812.
///
/// ```
/// use conurbation::nulls::{Curveball, Incidence};
/// let table = Incidence::from_pairs(4, 2, [(0, 0), (1, 0), (2, 1), (3, 1)])?;
/// let null = Curveball::new().seed(1).prepare(&table)?.value().unwrap();
/// let drawn = null.draw(5);
/// assert_eq!((drawn.members(0).len(), drawn.members(1).len()), (2, 2));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Curveball {
    trades: Option<u32>,
    seed: u64,
}

/// The Curveball null of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CurveballNull {
    trades: u32,
    seed: u64,
    #[serde(skip)]
    table: Incidence,
}

impl Curveball {
    /// In each draw a city trades this many times on average. From halves of a table that share
    /// nothing, 10 times leave what cities share a quarter to two thirds of a standard deviation
    /// too small; 20 times a tenth; 30 times no difference is seen in thousands of draws.
    pub const DEFAULT_TRADES_PER_CITY: u32 = 30;

    /// The default parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many trades a draw makes; at least 1. Unless said, as many as let every city trade
    /// [`DEFAULT_TRADES_PER_CITY`](Self::DEFAULT_TRADES_PER_CITY) times, two in each trade.
    pub fn trades(mut self, trades: u32) -> Self {
        self.trades = Some(trades);
        self
    }

    /// Sets the seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Prepares the null of a table.
    ///
    /// # Errors
    /// [`Error::Param`](crate::Error::Param) for a parameter outside its range.
    pub fn prepare(&self, table: &Incidence) -> Result<Measured<CurveballNull>> {
        if self.trades == Some(0) {
            return Err(ParamError::new("trades", 0, "at least 1").into());
        }
        Ok(self.null(table).into())
    }

    fn null(&self, table: &Incidence) -> Result<CurveballNull, Undefined> {
        if table.membership_count() == 0 {
            return Err(Undefined::NoEvents);
        }
        if only_table(table.rows()) {
            return Err(Undefined::NotAttainable { p_min: 1.0 });
        }
        let cities = table.city_count().min(u32::MAX as usize) as u32;
        let each = Self::DEFAULT_TRADES_PER_CITY / 2;
        let trades = self.trades.unwrap_or(cities.saturating_mul(each));
        Ok(CurveballNull { trades, seed: self.seed, table: table.clone() })
    }
}

impl CurveballNull {
    /// The trades each draw makes.
    pub fn trades(&self) -> u32 {
        self.trades
    }

    /// The table of one replicate.
    pub fn draw(&self, replicate: u64) -> Incidence {
        let mut random = Random::new(self.seed, "curveball", replicate);
        let mut rows = self.table.rows().to_vec();
        let mut trader = Trader::new(self.table.event_count());
        let cities = rows.len() as u32;
        for _ in 0..self.trades {
            let one = random.below(cities);
            let other = (one + 1 + random.below(cities - 1)) % cities;
            let mut first = std::mem::take(&mut rows[one as usize]);
            let second = &mut rows[other as usize];
            trader.trade(&mut first, second, &[], &mut random);
            rows[one as usize] = first;
        }
        Incidence::from_rows(rows, self.table.event_count())
    }
}
