//! The declared circles of both embedded regions: which of them the recorded ties support, which
//! they do not, and which the data cannot decide. Pictures are written into a folder, the first
//! argument, or `target/circles_within_circles`.
use conurbation::circles::ExamineCircles;
use conurbation::datasets;
use conurbation::report::Names;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or("target/circles_within_circles".to_owned());
    std::fs::create_dir_all(&folder)?;
    for name in datasets::NAMES {
        let region = datasets::by_name(name).expect("an embedded region");
        // Rows that found a circle are no evidence for it.
        let founding = datasets::founding_rows(name);
        let found = ExamineCircles::new(&region).founding(founding).seed(7).run()?;
        println!("{found}");
        for (script, names) in [("en", Names::En), ("zh", Names::Local)] {
            let picture = format!("{folder}/{name}-{script}");
            std::fs::write(format!("{picture}.svg"), found.to_packing(names, None)?)?;
            std::fs::write(format!("{picture}-tree.svg"), found.to_dendrogram(names)?)?;
        }
    }
    println!("Pictures: {folder}");
    Ok(())
}
