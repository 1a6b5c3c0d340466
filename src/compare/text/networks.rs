//! The networks and their leading cities.
use super::{Section, interval, measured, region_names};
use crate::Measured;
use crate::catalogue::{MEASURES, Measure, compared};
use crate::compare::Comparison;
use crate::report::{Names, TextTable, number};

pub(super) fn measures(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    let mut lines =
        TextTable::new(["measure", "limits", "what it says of cities"]).words(1).words(2);
    let mut undefined = Vec::new();
    let defined = |measure: &&Measure| {
        let reasons =
            comparison.regions.iter().map(|it| it.measures.get(measure.name)?.undefined());
        reasons.collect::<Option<Vec<_>>>()
    };
    for measure in compared() {
        match defined(&measure).and_then(|reasons| reasons.first().copied()) {
            Some(reason) => {
                undefined.push(format!("{} is undefined here: {}", measure.name, reason.words()))
            }
            None => lines.row([
                measure.name.to_owned(),
                comparison.marks(measure.name),
                measure.meaning.to_owned(),
            ]),
        }
    }
    tables.push((String::new(), lines));
    for (region, name) in comparison.regions.iter().zip(region_names(comparison, names)) {
        let header =
            ["measure", "value", "95 % interval", "comparable", "by chance", "z", "percentile"];
        let mut table = TextTable::new(header);
        for measure in compared() {
            let Some(estimate) = region.estimates.get(measure.name) else { continue };
            if estimate.value.undefined().is_some() {
                continue;
            }
            let by_chance = estimate.chance.and_then(Measured::value);
            let of = |value: Option<f64>| value.map_or("–".to_owned(), number);
            table.row([
                measure.name.to_owned(),
                measured(Some(&estimate.value)),
                interval(&estimate.interval),
                measured(Some(&estimate.corrected)),
                of(by_chance.map(|it| it.mean)),
                of(by_chance.and_then(|it| it.z)),
                of(by_chance.map(|it| it.percentile)),
            ]);
        }
        tables.push((name, table));
    }
    Section {
        title: "The networks".to_owned(),
        before: "Each number with the interval in which it would lie if other signings of the same kind had come about in the same cities, what it is where regions are made comparable, and where it stands among what chance gives: cities as active and events as large but partners at random, or provinces dealt to the cities at random. Numbers in brackets name the limits below that touch a line.".to_owned(),
        tables,
        after: undefined.join("\n"),
    }
}

pub(super) fn leaders(comparison: &Comparison, names: Names) -> Section {
    let mut tables = Vec::new();
    for (region, name) in comparison.regions.iter().zip(region_names(comparison, names)) {
        let header = ["measure", "city", "score", "rank", "95 % ranks", "among first 3"];
        let mut table = TextTable::new(header).words(1);
        for measure in MEASURES.iter() {
            let Some(leaders) = region.leaders.get(measure.name) else { continue };
            for (nth, leader) in leaders.iter().enumerate() {
                table.row([
                    if nth == 0 { measure.name.to_owned() } else { String::new() },
                    names.choose(&leader.name, leader.name_local.as_deref()),
                    number(leader.score),
                    leader.rank.to_string(),
                    format!("{} … {}", leader.rank_low, leader.rank_high),
                    format!("{:.0} %", 100.0 * leader.among_first_three),
                ]);
            }
        }
        if !table.is_empty() {
            tables.push((format!("{name} {}", comparison.marks("leaders")), table));
        }
    }
    Section {
        title: "Leading cities".to_owned(),
        before: "The ranks a city would take if other signings of the same kind had come about, and how likely it would be among the first three. A rank is established where its interval is one rank wide.".to_owned(),
        tables,
        after: String::new(),
    }
}
