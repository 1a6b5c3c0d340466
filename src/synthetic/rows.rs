//! Who works with whom, when: the rows of a world's ledger.
use super::geography::Geography;
use super::ledger_world::{LedgerWorld, Volume};
use crate::random::Random;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Agreement,
    Enclave,
    Platform,
}

impl Kind {
    /// What its table may call it; each is equally likely.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Agreement => &["agreement"],
            Self::Enclave => &["industry", "sci-tech", "talent", "institution"],
            Self::Platform => &["recognition", "data", "corridor", "alliance"],
        }
    }
}

/// A day of a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) year: i16,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// A row, with the numbers of its cities.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) kind: Kind,
    /// What the table calls it.
    pub(super) word: &'static str,
    pub(super) parties: Vec<u32>,
    pub(super) start: Option<Start>,
    /// The number of the ceremony, if it signed several.
    pub(super) batch: Option<u32>,
    pub(super) found: &'static str,
    pub(super) checked: &'static str,
}

/// How many rows there are: agreements by ceremonies, enclaves, platforms.
struct Counts {
    ceremonies: Vec<u32>,
    enclaves: u32,
    platforms: u32,
}

impl Counts {
    fn draw(world: &LedgerWorld, random: &mut Random) -> Self {
        match world.volume {
            Volume::Rows(rows) => {
                let mut counts = [0; 3];
                (0..rows).for_each(|_| counts[random.weighted(&world.layers)] += 1);
                let [mut agreements, enclaves, platforms] = counts;
                let mut ceremonies = Vec::new();
                while agreements > 0 {
                    let size = random.geometric(world.batch_size).min(agreements);
                    ceremonies.push(size);
                    agreements -= size;
                }
                Self { ceremonies, enclaves, platforms }
            }
            Volume::RowsPerCity(rate) => {
                let rates = world.rates();
                let faded = rates.iter().sum::<f64>() / rates.len() as f64;
                let rows = rate * f64::from(world.cities.cities) * faded;
                let [agreements, enclaves, platforms] =
                    world.layers.map(|share| rows * share / world.layers.iter().sum::<f64>());
                let ceremonies = random.poisson(agreements / world.batch_size);
                Self {
                    ceremonies: (0..ceremonies)
                        .map(|_| random.geometric(world.batch_size))
                        .collect(),
                    enclaves: random.poisson(enclaves),
                    platforms: random.poisson(platforms),
                }
            }
        }
    }
}

/// The rows of a world, agreements first, then enclaves, then platforms.
pub(super) fn draw(world: &LedgerWorld, geography: &Geography, random: &mut Random) -> Vec<Row> {
    let counts = Counts::draw(world, random);
    let agreements = counts.ceremonies.iter().sum::<u32>();
    let mut cast = Cast::new(world, geography);
    cast.plan_huge_event(agreements + counts.platforms, random);
    let mut rows = Vec::new();
    for (&size, batch) in counts.ceremonies.iter().zip(1..) {
        let start = cast.start(random);
        let host = cast.first(random);
        for nth in 0..size {
            let same = nth == 0 || random.happens(world.batch_overlap);
            let first = if same { host } else { cast.first(random) };
            let size_of_row = cast.size(random);
            let batch = (size > 1).then_some(batch);
            rows.push(cast.row((Kind::Agreement, start, batch), first, size_of_row, random));
        }
    }
    for _ in 0..counts.enclaves {
        let (start, first) = (cast.start(random), cast.first(random));
        rows.push(cast.row((Kind::Enclave, start, None), first, 2, random));
    }
    for _ in 0..counts.platforms {
        let (start, first) = (cast.start(random), cast.first(random));
        let size = cast.size(random);
        rows.push(cast.row((Kind::Platform, start, None), first, size, random));
    }
    rows
}

/// Chooses who takes part, and when.
struct Cast<'a> {
    world: &'a LedgerWorld,
    activity: &'a [f64],
    pull: Vec<f64>,
    /// Weights of the sizes from 3 on.
    tail: Vec<f64>,
    rates: Vec<f64>,
    /// What draws each city to the row being filled.
    left: Vec<f64>,
    /// How many rows that may be of any size have been filled, and which of them is the huge one.
    sized: u32,
    huge: Option<u32>,
}

impl<'a> Cast<'a> {
    fn new(world: &'a LedgerWorld, geography: &'a Geography) -> Self {
        let most = world.max_parties.min(world.cities.cities.max(3));
        let weight = |size: u32| f64::from(size).powf(-world.tail_exponent);
        Self {
            world,
            activity: &geography.activity,
            pull: geography.pull(&world.cities),
            tail: (3..=most).map(weight).collect(),
            rates: world.rates(),
            left: Vec::new(),
            sized: 0,
            huge: None,
        }
    }

    fn first(&self, random: &mut Random) -> u32 {
        random.weighted(self.activity) as u32
    }

    /// Chooses which of so many rows that may be of any size is the huge one.
    fn plan_huge_event(&mut self, rows: u32, random: &mut Random) {
        if self.world.huge_event.is_some() && rows > 0 {
            self.huge = Some(random.below(rows));
        }
    }

    /// How many parties the next row that may be of any size has.
    fn size(&mut self, random: &mut Random) -> u32 {
        let huge = self.world.huge_event.filter(|_| self.huge == Some(self.sized));
        self.sized += 1;
        let bilateral = random.happens(self.world.share_bilateral);
        let size = if bilateral { 2 } else { 3 + random.weighted(&self.tail) as u32 };
        huge.unwrap_or(size)
    }

    /// The day a ceremony is held, if it is known.
    fn start(&self, random: &mut Random) -> Option<Start> {
        let undated = random.happens(self.world.undated);
        let year = self.world.years.0 + random.weighted(&self.rates) as i16;
        let months = lengths(year);
        let mut day = random.below(months.iter().sum()) + 1;
        let mut month = 1;
        for length in months {
            if day <= length {
                break;
            }
            day -= length;
            month += 1;
        }
        (!undated).then_some(Start { year, month, day: day as u8 })
    }

    fn row(
        &mut self,
        (kind, start, batch): (Kind, Option<Start>, Option<u32>),
        first: u32,
        size: u32,
        random: &mut Random,
    ) -> Row {
        let n = self.activity.len();
        self.left.clear();
        self.left.extend_from_slice(&self.pull[first as usize * n..][..n]);
        let mut parties = vec![first];
        for _ in 1..size.min(n as u32) {
            let next = random.weighted(&self.left);
            self.left[next] = 0.0;
            parties.push(next as u32);
        }
        let found = ["study", "protocol", "extra"][random.weighted(&self.world.found)];
        let sound = random.happens(0.8);
        let checked = match (found, sound) {
            ("study", _) => "seed",
            (_, true) => "verified",
            (_, false) => "reading",
        };
        let word = kind.words()[random.below(kind.words().len() as u32) as usize];
        Row { kind, word, parties, start, batch, found, checked }
    }
}

/// The days of the months of a year.
fn lengths(year: i16) -> [u32; 12] {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
