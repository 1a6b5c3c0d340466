//! Two networks by the vertex bootstrap.
use super::differences::{LARGE, SMALL};
use super::{Expected, SEED, Section, Study};
use conurbation::structure::{Clustering, Density};
use conurbation::synthetic::NetworkWorld;
use conurbation::uncertainty::{NetworkDifference, Sample};
use conurbation::{Measured, Result};

fn study(kind: &str, world: &NetworkWorld, sizes: [&[u32]; 2]) -> Study {
    let names = ["`NetworkDifference`, density", "`NetworkDifference`, transitivity"];
    let questions = names.map(|name| (name.to_owned(), Expected::Level));
    let [one, other] =
        [0, 1].map(|nth| world.clone().province_sizes(sizes[nth]).seed(SEED + nth as u64));
    let measures: [fn(&Sample) -> Result<Measured>; 2] = [
        |sample| Density::new().run(&sample.adjacency),
        |sample| Ok(Clustering::new().run(&sample.adjacency)?.transitivity),
    ];
    Study::new(kind, questions, move |number| {
        let (one, other) = (one.draw(number)?, other.draw(number)?);
        let test = NetworkDifference::new().replicates(99).seed(number);
        let p = |measure: &fn(&Sample) -> Result<Measured>| {
            Ok(test.run(&one, &other, measure)?.map(|found| found.p))
        };
        measures.iter().map(p).collect()
    })
}

pub(super) fn section() -> Section {
    let (plain, uneven) = (NetworkWorld::new(), NetworkWorld::new().activity_sd(1.0));
    Section {
        title: "Two networks of independent ties",
        text: "Null: both networks are draws of one process, a fifth of all pairs tied. With \
            uneven cities the worlds hold the expected density fixed, whichever cities there are, \
            while the test allows for other cities: it must stay below its level. No events stand \
            behind these ties; for ledgers take `CompareRegions`, which adds their error. 99 \
            draws.",
        studies: vec![
            study("plain, 41 and 41", &plain, [&LARGE, &LARGE]),
            study("plain, 41 and 31", &plain, [&LARGE, &SMALL]),
            study("uneven, 41 and 41", &uneven, [&LARGE, &LARGE]),
            study("uneven, 41 and 31", &uneven, [&LARGE, &SMALL]),
        ],
    }
}
