//! `peers GRAPH.bin WORKLOAD REPS OUT`: times one workload, with the threads of
//! `RAYON_NUM_THREADS`.
//!
//! Reads a graph as `generate.py` writes it, runs the algorithm alone `REPS` times, writes the
//! scores of the last run to `OUT` (little-endian f64, NaN where undefined) and prints one line of
//! JSON: `times` and `cpu` in seconds, memory, and a hash of the bits of each run.
mod clock;
mod graph;
mod workload;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;
use workload::Answer;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, workload, reps, out] = arguments.as_slice() else {
        return Err("usage: peers GRAPH.bin WORKLOAD REPS OUT".into());
    };
    let graph = graph::read(path, workload.ends_with('w'))?;
    let (loaded, reps) = (clock::memory("VmRSS")?, reps.parse::<usize>()?);
    let (mut times, mut cpu, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    let mut answer = Answer::Number(0.0);
    for _ in 0..reps {
        let (used, start) = (clock::cpu()?, Instant::now());
        answer = workload::run(workload, &graph)?;
        times.push(start.elapsed().as_secs_f64());
        cpu.push(clock::cpu()? - used);
        let mut hasher = DefaultHasher::new();
        answer.bits().hash(&mut hasher);
        hashes.push(format!("{:016x}", hasher.finish()));
    }
    let (kind, scalar) = match &answer {
        Answer::Number(number) => ("scalar", format!("{number:?}")),
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
