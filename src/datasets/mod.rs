#![doc = include_str!("README.md")]
use crate::Region;
use std::sync::OnceLock;

macro_rules! tables {
    ($folder:literal: $($file:literal,)+) => {
        &[$(($file, include_bytes!(concat!($folder, "/", $file)) as &[u8]),)+]
    };
}

type Tables = &'static [(&'static str, &'static [u8])];

const YANGTZE_DELTA: Tables = tables! { "yangtze-delta":
    "acts.csv", "agreement_parties.csv", "agreements.csv", "borders.csv", "circle_members.csv",
    "circles.csv", "claims.csv", "council_members.csv", "councils.csv", "enclaves.csv",
    "meetings.csv", "observations.csv", "places.csv", "platform_members.csv", "platforms.csv",
    "region.csv", "rivalries.csv", "sources.csv",
};

const MIDDLE_YANGTZE: Tables = tables! { "middle-yangtze":
    "acts.csv", "agreement_parties.csv", "agreements.csv", "borders.csv", "circle_members.csv",
    "circles.csv", "claims.csv", "council_members.csv", "councils.csv", "enclaves.csv",
    "meetings.csv", "observations.csv", "places.csv", "platform_members.csv", "platforms.csv",
    "region.csv", "rivalries.csv", "sources.csv",
};

/// The names of the embedded regions.
pub const NAMES: [&str; 2] = ["yangtze-delta", "middle-yangtze"];

/// The Yangtze River Delta (长三角): 41 cities of Shanghai, Jiangsu, Zhejiang and Anhui.
pub fn yangtze_delta() -> Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    embedded(&REGION, YANGTZE_DELTA)
}

/// The Middle Reaches of the Yangtze (长江中游城市群): 31 cities of Hubei, Hunan and Jiangxi.
pub fn middle_yangtze() -> Region {
    static REGION: OnceLock<Region> = OnceLock::new();
    embedded(&REGION, MIDDLE_YANGTZE)
}

/// The embedded region with this name.
pub fn by_name(name: &str) -> Option<Region> {
    match name {
        "yangtze-delta" => Some(yangtze_delta()),
        "middle-yangtze" => Some(middle_yangtze()),
        _ => None,
    }
}

/// The rows of an embedded region that found or run one of its circles, as pairs of circle and
/// row: they are no evidence for the circle. Those that cannot be told from the ledger are
/// among them. None for other names.
pub fn founding_rows(region: &str) -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("founding.csv").lines().skip(1);
    let row = |line: &'static str| {
        let mut cells = line.split(',');
        (cells.next() == Some(region)).then_some(())?;
        Some((cells.next()?, cells.next()?))
    };
    lines.filter_map(row).collect()
}

fn embedded(cell: &OnceLock<Region>, tables: Tables) -> Region {
    let read = || Region::from_tables(tables.iter().copied());
    cell.get_or_init(|| read().expect("the embedded tables are tested to be sound")).clone()
}
