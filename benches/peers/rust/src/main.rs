//! `peers GRAPH.bin WORKLOAD REPS OUT`: times one workload, with the threads of
//! `RAYON_NUM_THREADS`.
//!
//! Reads a graph as `generate.py` writes it, runs the algorithm alone `REPS` times, writes the
//! scores of the last run to `OUT` (little-endian f64, NaN where undefined), or the labels of all
//! runs, of which run `n` has the seed `n` (little-endian u32), and prints one line of
//! JSON: `times` and `cpu` in seconds, memory, and a hash of the bits of each run.
//!
//! Built with the feature `memory`, and `memory` for `REPS`, it prints the bytes allocated instead: `graph` by the adjacency,
//! `building` at most while it was made, `extra` at most while the algorithm ran, its result
//! counted.
mod clock;
mod graph;
#[cfg(feature = "memory")]
mod heap;
mod workload;

use conurbation::Adjacency;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;
use workload::Answer;

#[cfg(feature = "memory")]
#[global_allocator]
static HEAP: heap::Counted = heap::Counted;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, workload, reps, out] = arguments.as_slice() else {
        return Err("usage: peers GRAPH.bin WORKLOAD REPS OUT".into());
    };
    let weighted = workload::is_labels(workload) || workload.ends_with('w');
    #[cfg(feature = "memory")]
    if reps == "memory" {
        return bytes(path, workload);
    }
    let graph = graph::read(path, weighted, |nodes, ties| Adjacency::from_edges(nodes, ties))??;
    // Memory from here on: that of the graph and of the algorithm.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (loaded, reps) = (clock::memory("VmRSS")?, reps.parse::<usize>()?);
    let (mut times, mut cpu, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    let mut answer = Answer::Number(0.0);
    let mut bytes = Vec::new();
    for seed in 0..reps {
        let (used, start) = (clock::cpu()?, Instant::now());
        answer = workload::run(workload, &graph, seed as u64)?;
        times.push(start.elapsed().as_secs_f64());
        cpu.push(clock::cpu()? - used);
        if let Answer::Labels(labels) = &answer {
            bytes.extend(labels.iter().flat_map(|label| label.to_le_bytes()));
        }
        let mut hasher = DefaultHasher::new();
        answer.bits().hash(&mut hasher);
        hashes.push(format!("{:016x}", hasher.finish()));
    }
    let (kind, scalar) = match &answer {
        Answer::Number(number) => ("scalar", format!("{number:?}")),
        Answer::Labels(_) => {
            std::fs::write(out, bytes)?;
            ("labels", "null".to_owned())
        }
        Answer::Scores(_) => {
            let bytes: Vec<u8> = answer.bits().iter().flat_map(|bits| bits.to_le_bytes()).collect();
            std::fs::write(out, bytes)?;
            ("scores", "null".to_owned())
        }
    };
    let peak = clock::memory("VmHWM")?;
    println!(
        "{{\"times\":{times:?},\"cpu\":{cpu:?},\"rss_load_kb\":{loaded},\"rss_peak_kb\":{peak},\
         \"kind\":\"{kind}\",\"scalar\":{scalar},\"hashes\":{hashes:?}}}"
    );
    Ok(())
}

/// Prints the bytes allocated for the graph and for a workload.
#[cfg(feature = "memory")]
fn bytes(path: &str, workload: &str) -> Result<(), Failure> {
    let weighted = workload.ends_with('w');
    let built = graph::read(path, weighted, |nodes, ties| {
        let ties = ties.collect::<Vec<_>>();
        let (count, ties) = (ties.len(), ties.iter().copied());
        (heap::watch(|| Adjacency::from_edges(nodes, ties)), nodes, count)
    })?;
    let ((graph, kept, building), nodes, ties) = built;
    let graph = graph?;
    let (answer, _, extra) = heap::watch(|| workload::run(workload, &graph, 0));
    answer?;
    println!(
        "{{\"nodes\":{nodes},\"ties\":{ties},\"graph\":{kept},\"building\":{building},\"extra\":{extra}}}"
    );
    Ok(())
}
