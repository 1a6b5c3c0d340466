//! Writes a world as tables, and reads them as anybody's are read.
use super::geography::Geography;
use super::ledger_world::LedgerWorld;
use super::rows::{Kind, Row, Start};
use crate::{Region, Result};
use std::fmt::{self, Write};

/// The id of a city, in an order of ids that is that of the numbers.
struct City(u32);

/// A date, or nothing.
struct Dated(Option<Start>);

impl fmt::Display for City {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{:04}", self.0 + 1)
    }
}

impl fmt::Display for Dated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some(Start { year, month, day }) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// The region that a world's cities and rows are.
pub(super) fn region(
    world: &LedgerWorld,
    geography: &Geography,
    rows: &[Row],
    id: &str,
) -> Result<Region> {
    let mut tables = vec![
        ("region.csv", about(world, id)),
        ("places.csv", places(world, geography)),
        ("borders.csv", borders(geography)),
    ];
    tables.extend(circles(world, geography));
    tables.extend(events(rows));
    let tables = tables.iter().map(|(file, text)| (*file, text.as_bytes()));
    Region::from_tables(tables)
}

/// Writing to a string cannot fail.
macro_rules! put {
    ($text:expr, $($part:tt)+) => { let _ = write!($text, $($part)+); };
}

fn about(world: &LedgerWorld, id: &str) -> String {
    let (first, last) = world.years;
    format!(
        "id,name,as_of,covers_from,covers_to\n{id},Synthetic region,{last:04}-12-31,{first:04},{last:04}\n"
    )
}

fn places(world: &LedgerWorld, geography: &Geography) -> String {
    let header = "id,name,level,parent,capital,longitude,latitude,population,gdp,activity\n";
    let mut text = header.to_owned();
    for province in 0..world.cities.provinces {
        let members = members(&geography.provinces, province);
        let capital = City(largest(geography, &members));
        let number = province + 1;
        put!(text, "p{number:04},Province {number},province,,{capital},,,,,\n");
    }
    for (city, &(longitude, latitude)) in geography.positions.iter().enumerate() {
        put!(text, "{},City {},city,", City(city as u32), city + 1);
        if world.cities.provinces > 0 {
            put!(text, "p{:04}", geography.provinces[city] + 1);
        }
        let (population, gdp) = (geography.population[city], geography.gdp[city]);
        let activity = geography.activity[city];
        put!(text, ",,{longitude},{latitude},{population},{gdp},{activity}\n");
    }
    text
}

fn borders(geography: &Geography) -> String {
    let mut text = "a,b,kind\n".to_owned();
    for &(a, b) in &geography.borders {
        put!(text, "{},{},land\n", City(a), City(b));
    }
    text
}

/// Small circles and, around them, one for each province, if there are circles.
fn circles(world: &LedgerWorld, geography: &Geography) -> Vec<(&'static str, String)> {
    if world.cities.circles == 0 {
        return Vec::new();
    }
    let mut circles = "id,name,kind,core,parent,status\n".to_owned();
    let mut circle_members = "circle,place\n".to_owned();
    let mut list = |circle: &str, members: &[u32]| {
        for &city in members {
            put!(circle_members, "{circle},{}\n", City(city));
        }
    };
    for province in 0..world.cities.provinces.max(1) {
        let (members, number) = (members(&geography.provinces, province), province + 1);
        let (id, core) = (format!("m{number:04}"), City(largest(geography, &members)));
        put!(circles, "{id},Middle circle {number},agglomeration,{core},,running\n");
        list(&id, &members);
    }
    for circle in 0..world.cities.circles {
        let (members, number) = (members(&geography.circles, circle), circle + 1);
        let (id, core) = (format!("s{number:04}"), largest(geography, &members));
        let parent = geography.provinces[core as usize] + 1;
        let core = City(core);
        put!(
            circles,
            "{id},Small circle {number},metropolitan circle,{core},m{parent:04},running\n"
        );
        list(&id, &members);
    }
    vec![("circles.csv", circles), ("circle_members.csv", circle_members)]
}

fn events(rows: &[Row]) -> [(&'static str, String); 4] {
    let mut agreements = "id,kind,parties,start,batch,checked,found\n".to_owned();
    let mut enclaves = "id,kind,home,host,start,checked,found\n".to_owned();
    let mut platforms = "id,kind,status,start,checked,found\n".to_owned();
    let mut platform_members = "platform,place\n".to_owned();
    for (row, number) in rows.iter().zip(1..) {
        let Row { kind, word, parties, start, batch, found, checked } = row;
        let (start, from) = (Dated(*start), format_args!("{checked},{found}"));
        match kind {
            Kind::Agreement => {
                put!(agreements, "a{number:06},{word},");
                for (nth, &city) in parties.iter().enumerate() {
                    put!(agreements, "{}{}", if nth == 0 { "" } else { ";" }, City(city));
                }
                put!(agreements, ",{start},");
                if let Some(batch) = batch {
                    put!(agreements, "b{batch:06}");
                }
                put!(agreements, ",{from}\n");
            }
            Kind::Enclave => {
                put!(enclaves, "e{number:06},{word},{},", City(parties[0]));
                if let Some(&host) = parties.get(1) {
                    put!(enclaves, "{}", City(host));
                }
                put!(enclaves, ",{start},{from}\n");
            }
            Kind::Platform => {
                put!(platforms, "f{number:06},{word},running,{start},{from}\n");
                for &city in parties {
                    put!(platform_members, "f{number:06},{}\n", City(city));
                }
            }
        }
    }
    [
        ("agreements.csv", agreements),
        ("enclaves.csv", enclaves),
        ("platforms.csv", platforms),
        ("platform_members.csv", platform_members),
    ]
}

/// The cities with a label.
fn members(labels: &[u32], label: u32) -> Vec<u32> {
    (0..).zip(labels).filter(|&(_, &other)| other == label).map(|(city, _)| city).collect()
}

/// The most populous of some cities.
fn largest(geography: &Geography, cities: &[u32]) -> u32 {
    let people = |city: u32| geography.population[city as usize];
    let larger = |a: u32, b: u32| if people(b) > people(a) { b } else { a };
    cities.iter().copied().reduce(larger).unwrap_or(0)
}
