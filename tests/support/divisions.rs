//! Everything that divides cities into groups or judges such a division by chance, in one table.
use conurbation::catalogue::{Choices, METHODS};
use conurbation::community::resolution::ResolutionScan;
use conurbation::community::{
    Communities, Consensus, Coupling, Detected, LabelPropagation, Layers, Leiden, Louvain, Quality,
    Search, Significance,
};
use conurbation::{Adjacency, Measured, Result};

fn labels(labels: &[u32]) -> Vec<Measured> {
    labels.iter().map(|&label| Measured::Value(f64::from(label))).collect()
}

/// The groups and their quality.
fn divided(found: &Detected) -> Vec<Measured> {
    labels(found.partition.labels()).into_iter().chain([found.quality]).collect()
}

/// The name of each method and what it gives: a label for each city, then numbers; few runs.
pub(crate) fn every_division(graph: &Adjacency) -> Vec<(String, Result<Vec<Measured>>)> {
    let mut all = Vec::new();
    let mut push = |name: String, values| all.push((name, values));
    for method in METHODS {
        let choices = Choices { runs: 4, seed: 3, ..Choices::default() };
        let found = method.run(graph, &choices).map(|found| labels(found.labels()));
        push(method.name.to_owned(), found);
    }
    for quality in
        [Quality::Modularity, Quality::ConstantPotts, Quality::ErdosRenyi, Quality::Loopless]
    {
        for resolution in [0.5, 2.0] {
            let leiden = Leiden::new().quality(quality).resolution(resolution).seed(1);
            let found = leiden.run(graph).map(|found| divided(&found));
            push(format!("leiden {quality:?} {resolution}"), found);
            let louvain = Louvain::new().quality(quality).resolution(resolution).seed(1);
            let found = louvain.run(graph).map(|found| divided(&found));
            push(format!("louvain {quality:?} {resolution}"), found);
        }
    }
    let propagation = LabelPropagation::new().penalty(0.1).seed(1).run(graph);
    push("label propagation".into(), propagation.map(|found| divided(&found)));
    let slices = Layers::slices([graph, graph], 0.5, Coupling::Consecutive);
    let slices = slices.and_then(|layers| Leiden::new().run_layers(&layers));
    push("leiden of two slices".into(), slices.map(|found| divided(&found)));
    let chosen = Communities::new().resolutions(5).runs(2).run(graph).map(|found| {
        let numbers = [found.resolution, found.modularity, found.likelihood];
        labels(found.partition.labels()).into_iter().chain(numbers).collect()
    });
    push("communities".into(), chosen);
    let consensus = Consensus::new().runs(5).run(graph).map(|found| {
        let cities = labels(found.partition.labels());
        cities
            .into_iter()
            .chain([found.quality, found.mean_ami])
            .chain(found.stability.iter())
            .collect()
    });
    push("consensus".into(), consensus);
    let scan = ResolutionScan::new().resolutions(5).run(graph).map(|scan| match scan {
        Measured::Undefined(reason) => vec![Measured::Undefined(reason)],
        Measured::Value(scan) => {
            let domains = scan.domains.iter().flat_map(|domain| {
                let ends = [Measured::Value(domain.from), domain.to];
                ends.into_iter().chain(labels(domain.partition.labels()))
            });
            domains.collect()
        }
    });
    push("resolution scan".into(), scan);
    for search in [Search::Quality, Search::Likelihood] {
        let test = Significance::new().search(search).replicates(9).runs(1).run(graph);
        let test = test.map(|result| {
            let of = |number: fn(&conurbation::statistics::PermutationTest) -> f64| {
                result.test.as_ref().map(number)
            };
            vec![of(|test| test.statistic), of(|test| test.null_mean), of(|test| test.p)]
        });
        push(format!("significance {search:?}"), test);
    }
    all
}
