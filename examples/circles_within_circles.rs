//! The declared circles of both embedded regions: which of them the recorded ties support, which
//! they do not, and which the data cannot decide; and the circles that the ties make by themselves,
//! with how sure they are. Pictures are written into a folder, the first argument, or
//! `target/circles_within_circles`; the second is how often to ask chance, the third how often to
//! draw the events again.
use conurbation::circles::ExamineCircles;
use conurbation::datasets;
use conurbation::report::Names;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or("target/circles_within_circles".to_owned());
    let permutations = match arguments.next() {
        Some(permutations) => permutations.parse()?,
        None => ExamineCircles::DEFAULT_PERMUTATIONS,
    };
    let replicates = arguments.next().map_or(Ok(20), |replicates| replicates.parse())?;
    std::fs::create_dir_all(&folder)?;
    for name in datasets::NAMES {
        let region = datasets::by_name(name).expect("an embedded region");
        // Rows that found a circle are no evidence for it.
        let examine = ExamineCircles::new(&region).founding(datasets::founding_rows(name));
        let found = examine.permutations(permutations).replicates(replicates).seed(7).run()?;
        println!("{found}");
        for (script, names) in [("en", Names::En), ("zh", Names::Local)] {
            let picture = format!("{folder}/{name}-{script}");
            std::fs::write(format!("{picture}.svg"), found.to_packing(names, None)?)?;
            std::fs::write(format!("{picture}-tree.svg"), found.to_dendrogram(names)?)?;
            let of_ties = found.to_packing(names, Some(&found.in_ties.found.tree))?;
            std::fs::write(format!("{picture}-found.svg"), of_ties)?;
        }
    }
    println!("Pictures: {folder}");
    Ok(())
}
