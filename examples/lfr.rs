//! How well communities are found where they are known: the benchmark of Lancichinetti, Fortunato and
//! Radicchi.
//!
//! `cargo run --release --example lfr -- 10 DIR` draws ten networks for each row, as it does unless
//! told otherwise, and also writes them with the planted communities, so that other programs can be
//! given the same: see `benches/peers/lfr.py`.
use conurbation::community::compare::AdjustedMutualInformation;
use conurbation::community::{Communities, Leiden, Louvain, Partition};
use conurbation::synthetic::{Lfr, PlantedNetwork};
use conurbation::{Error, Measured};
use std::fmt::Write;
use std::path::Path;

fn main() -> Result<(), Error> {
    let worlds: u64 = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(10);
    let folder = std::env::args_os().nth(2);
    println!("| cities | sizes | μ | Leiden | Louvain | default |");
    println!("|--:|---|--:|--:|--:|--:|");
    for (nodes, (least, most), mixings) in [
        (1000, (10, 50), &[0.3, 0.5, 0.6, 0.7][..]),
        (1000, (20, 100), &[0.5, 0.6]),
        (5000, (10, 50), &[0.5, 0.6]),
    ] {
        for &mixing in mixings {
            let lfr = Lfr::new().nodes(nodes).community_sizes(least, most).mixing(mixing);
            let mut sums = [0.0; 3];
            for world in 0..worlds {
                let planted = lfr.draw(world)?;
                if let Some(folder) = &folder {
                    write(
                        Path::new(folder),
                        &format!("{nodes}-{least}-{mixing}-{world}"),
                        &planted,
                    )?;
                }
                let found = [
                    Leiden::new().seed(world).run(&planted)?.partition,
                    Louvain::new().seed(world).run(&planted)?.partition,
                    Communities::new().seed(world).run(&planted)?.partition,
                ];
                for (sum, found) in sums.iter_mut().zip(&found) {
                    *sum += likeness(found, &planted)?;
                }
            }
            let [leiden, louvain, default] = sums.map(|sum| sum / worlds as f64);
            println!(
                "| {nodes} | {least}–{most} | {mixing} | {leiden:.3} | {louvain:.3} | {default:.3} |"
            );
        }
    }
    Ok(())
}

fn likeness(found: &Partition, planted: &PlantedNetwork) -> Result<f64, Error> {
    let ami = AdjustedMutualInformation::new().run(found, planted.communities())?;
    match ami {
        Measured::Value(ami) => Ok(ami),
        Measured::Undefined(_) => Ok(0.0),
    }
}

/// Writes `NAME.csv`, the ties, and `NAME.txt`, the planted community of each city.
fn write(folder: &Path, name: &str, planted: &PlantedNetwork) -> Result<(), Error> {
    let mut ties = String::from("source,target\n");
    for (a, b, _) in planted.adjacency.edges() {
        let _ = writeln!(ties, "{a},{b}");
    }
    let labels: Vec<String> = planted.communities().iter().map(ToString::to_string).collect();
    for (extension, text) in [("csv", ties), ("txt", labels.join("\n"))] {
        let path = folder.join(format!("{name}.{extension}"));
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text));
        written.map_err(|source| Error::Io { path, source })?;
    }
    Ok(())
}
