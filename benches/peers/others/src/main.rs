//! `others TOOL GRAPH.bin WORKLOAD REPS OUT`: times the communities of another Rust crate, with
//! the threads of `RAYON_NUM_THREADS`; reads and prints what `peers` does. Run `n` has the seed `n`.
#[path = "../../rust/src/clock.rs"]
mod clock;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

/// Ties as from, to and weight.
struct Ties {
    nodes: usize,
    ties: Vec<(usize, usize, f64)>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tool, path, workload, reps, out] = arguments.as_slice() else {
        return Err("usage: others TOOL GRAPH.bin WORKLOAD REPS OUT".into());
    };
    let graph = read(path)?;
    let (reps, refine) = (reps.parse::<u64>()?, workload == "leiden");
    match tool.as_str() {
        "single-clustering" => {
            use single_clustering::community_search::leiden::{
                LeidenConfig, ObjectiveKind, leiden,
            };
            use single_clustering::network::CSRNetwork;
            let edges: Vec<(usize, usize, f32)> =
                graph.ties.iter().map(|&(from, to, weight)| (from, to, weight as f32)).collect();
            let network =
                CSRNetwork::from_edges(graph.nodes, &edges).map_err(|e| format!("{e:?}"))?;
            drop((edges, graph));
            time(reps, out, |seed| {
                let config = LeidenConfig {
                    objective: ObjectiveKind::Rb { resolution: 1.0 },
                    seed: Some(seed),
                    refine,
                    n_iterations: 2,
                    ..Default::default()
                };
                let found = leiden(&network, &config).map_err(|e| format!("{e:?}"))?;
                Ok(found.labels().iter().map(|&label| label as u32).collect())
            })
        }
        "leiden-rs" => {
            use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
            let mut builder = GraphDataBuilder::new(graph.nodes);
            for &(from, to, weight) in &graph.ties {
                builder.add_edge(from, to, weight).map_err(|e| format!("{e:?}"))?;
            }
            drop(graph);
            let network = builder.build().map_err(|e| format!("{e:?}"))?;
            let threads = std::env::var("RAYON_NUM_THREADS").is_ok_and(|threads| threads != "1");
            time(reps, out, |seed| {
                let mut config = LeidenConfig::default();
                config.seed = Some(seed);
                config.skip_refinement = !refine;
                if threads {
                    config.parallel_local_moving_threshold = Some(2000);
                    config.parallel_aggregation_threshold = Some(10000);
                }
                let found = Leiden::new(config).run(&network).map_err(|e| format!("{e:?}"))?;
                Ok(found.partition.as_slice().iter().map(|&label| label as u32).collect())
            })
        }
        _ => Err(format!("there is no {tool} here").into()),
    }
}

/// Runs `call` so often, writes the labels of the last run and prints the times of all.
fn time(
    reps: u64,
    out: &str,
    mut call: impl FnMut(u64) -> Result<Vec<u32>, Failure>,
) -> Result<(), Failure> {
    let loaded = clock::memory("VmRSS")?;
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (mut times, mut cpu, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    let mut bytes: Vec<u8> = Vec::new();
    for seed in 0..reps {
        let (used, start) = (clock::cpu()?, Instant::now());
        let labels = call(seed)?;
        times.push(start.elapsed().as_secs_f64());
        cpu.push(clock::cpu()? - used);
        let mut hasher = DefaultHasher::new();
        labels.hash(&mut hasher);
        hashes.push(format!("{:016x}", hasher.finish()));
        bytes.extend(labels.iter().flat_map(|label| label.to_le_bytes()));
    }
    std::fs::write(out, bytes)?;
    let peak = clock::memory("VmHWM")?;
    println!(
        "{{\"times\":{times:?},\"cpu\":{cpu:?},\"rss_load_kb\":{loaded},\"rss_peak_kb\":{peak},\
         \"kind\":\"labels\",\"scalar\":null,\"hashes\":{hashes:?}}}"
    );
    Ok(())
}

/// A graph as `generate.py` writes it.
fn read(path: &str) -> Result<Ties, Failure> {
    let bytes = std::fs::read(path)?;
    let word = |at: usize| -> Result<[u8; 8], Failure> {
        Ok(bytes.get(at..at + 8).ok_or("the file is too short")?.try_into()?)
    };
    let half = |at: usize| -> Result<usize, Failure> {
        let four = bytes.get(at..at + 4).ok_or("the file is too short")?.try_into()?;
        Ok(u32::from_le_bytes(four) as usize)
    };
    let nodes = usize::try_from(u64::from_le_bytes(word(0)?))?;
    let count = usize::try_from(u64::from_le_bytes(word(8)?))?;
    let (from, to, weights) = (24, 24 + 4 * count, 24 + 8 * count);
    let tie = |tie: usize| -> Result<(usize, usize, f64), Failure> {
        let weight = f64::from_le_bytes(word(weights + 8 * tie)?);
        Ok((half(from + 4 * tie)?, half(to + 4 * tie)?, weight))
    };
    Ok(Ties { nodes, ties: (0..count).map(tie).collect::<Result<_, _>>()? })
}
