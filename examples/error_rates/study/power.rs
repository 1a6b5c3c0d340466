//! Effects that are there: how often they are seen.
use super::differences::{ROWS, all_three, lines, pair};
use super::{Expected, Section, Study, labels, rates};
use conurbation::synthetic::{LedgerWorld, NetworkWorld};

const VOLUME: [&str; 4] = ["agreements per city-year", "mean-strength", "mean-degree", "density"];
const PROVINCES: [&str; 4] =
    ["e-i", "cross-province-share", "interaction-ratio", "modularity-provinces"];

/// The lines of two regions of 41 cities of which the first has more of something.
fn regions(
    kind: &str,
    names: [&'static str; 4],
    plain: &LedgerWorld,
    planted: &LedgerWorld,
) -> Study {
    let questions = names.map(|name| (name.to_owned(), Expected::Much));
    let (one, other) = (planted.clone(), plain.clone());
    Study::new(kind, questions, move |world| lines(&pair(&one, &other, world)?, &names, world))
}

pub(super) fn sections() -> Vec<Section> {
    let worlds = [("plain", LedgerWorld::new()), ("all three", all_three())];
    let worlds = worlds.map(|(kind, world)| (kind, world.rows_per_city(ROWS)));
    let (mut volume, mut provinces) = (Vec::new(), Vec::new());
    for (kind, world) in &worlds {
        for multiple in [1.5, 2.0, 3.0] {
            // Provinces have no part in it.
            let plain = world.clone().provinces(0);
            let planted = plain.clone().rows_per_city(multiple * ROWS);
            volume.push(regions(&format!("{kind}, ×{multiple}"), VOLUME, &plain, &planted));
        }
        for effect in [2.0, 4.0] {
            let planted = world.clone().province_effect(effect);
            provinces.push(regions(&format!("{kind}, ×{effect}"), PROVINCES, world, &planted));
        }
    }
    let ties = NetworkWorld::new;
    let others = vec![
        labels::of_network(
            "independent ties, province effect 2",
            Expected::Much,
            ties().province_effect(2.0),
        ),
        labels::of_network(
            "independent ties, province effect 4",
            Expected::Much,
            ties().province_effect(4.0),
        ),
        labels::of_ledger(
            "ledgers, province effect 2",
            Expected::Much,
            LedgerWorld::new().province_effect(2.0),
        ),
        labels::of_ledger(
            "ledgers, province effect 4",
            Expected::Much,
            LedgerWorld::new().province_effect(4.0),
        ),
        labels::matrices(
            "independent ties, uneven, covariate effect 1.2",
            Expected::Much,
            ties().activity_sd(1.0).covariate_effect(1.2),
        ),
        labels::matrices(
            "independent ties, uneven, covariate effect 1.5",
            Expected::Much,
            ties().activity_sd(1.0).covariate_effect(1.5),
        ),
        rates::study(
            "single events, 3 a year, 10 years, ×2",
            [Expected::Much; 3],
            (10, 3.0, 1.0, 2.0),
        ),
        rates::study(
            "bursts, 12 a year, 10 years, ×2",
            [Expected::Anything, Expected::Much, Expected::Much],
            (10, 12.0, 4.0, 2.0),
        ),
    ];
    vec![
        Section {
            title: "Power: one of two regions has more rows",
            text: "41 cities beside 41; the first has so many times the rows per city of the \
                other. p of one line, not corrected for the others.",
            studies: volume,
        },
        Section {
            title: "Power: provinces matter in one of two regions",
            text: "41 cities beside 41; in the first, odds within provinces are so many times \
                those across. p of one line, not corrected for the others.",
            studies: provinces,
        },
        Section {
            title: "Power: one network, one ledger, one rate",
            text: "What is planted stands beside the worlds.",
            studies: others,
        },
    ]
}
