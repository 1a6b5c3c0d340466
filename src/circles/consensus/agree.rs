//! What several divisions of a set agree on.
use crate::random::Random;
use crate::{Result, Watch};

/// How often what was found replaces what was divided before, at most.
const ROUNDS: usize = 20;
/// Searches in each round.
const RUNS: u64 = 20;

/// The groups of a set on which divisions of it come to agree.
pub(super) fn agreed(
    mut divisions: Vec<Vec<u32>>,
    alpha: f64,
    seed: u64,
    watch: &Watch,
) -> Result<Vec<u32>> {
    let n = divisions.first().map_or(0, Vec::len);
    if n < 3 {
        return Ok(vec![0; n]);
    }
    for round in 0..ROUNDS {
        watch.check()?;
        let gains = gains(n, &divisions, alpha);
        let found: Vec<Vec<u32>> = (0..RUNS)
            .map(|run| {
                let replicate = (round as u64) * RUNS + run;
                best(n, &gains, &mut Random::new(seed, "consensus run", replicate))
            })
            .collect();
        if found.iter().all(|labels| *labels == found[0]) {
            return Ok(found.into_iter().next().unwrap_or_default());
        }
        divisions = found;
    }
    // No agreement: the set stays whole.
    Ok(vec![0; n])
}

/// What each two cities gain by being together.
fn gains(n: usize, divisions: &[Vec<u32>], alpha: f64) -> Vec<f64> {
    let runs = divisions.len() as f64;
    let mut together = vec![0_u32; n * n];
    let (mut mean, mut variance) = (vec![0.0; n], vec![0.0; n]);
    for labels in divisions {
        let most = labels.iter().max().map_or(0, |&most| most as usize + 1);
        let mut groups = vec![Vec::new(); most];
        labels.iter().enumerate().for_each(|(at, &label)| groups[label as usize].push(at));
        for group in groups {
            let chance = (group.len().max(1) - 1) as f64 / (n - 1) as f64;
            for &one in &group {
                mean[one] += chance / runs;
                variance[one] += chance * (1.0 - chance) / (runs * runs);
                group.iter().for_each(|&other| together[one * n + other] += 1);
            }
        }
    }
    let z = crate::statistics::normal_quantile(alpha);
    let by_chance: Vec<f64> = mean
        .iter()
        .zip(&variance)
        .map(|(mean, variance)| (mean + z * variance.sqrt()).clamp(0.0, 1.0))
        .collect();
    let mut gains = vec![0.0; n * n];
    for one in 0..n {
        for other in 0..n {
            if one != other {
                let share = f64::from(together[one * n + other]) / runs;
                gains[one * n + other] = share - by_chance[one].min(by_chance[other]) + 2e-10;
            }
        }
    }
    gains
}

/// A division that gains most, by moving items one by one and then the groups found; labels count
/// from 0 in the order of the first item of each.
fn best(n: usize, gains: &[f64], random: &mut Random) -> Vec<u32> {
    let mut place: Vec<u32> = (0..n as u32).collect();
    let (mut size, mut gains) = (n, gains.to_vec());
    loop {
        let labels = moved(size, &gains, random);
        let count = labels.iter().max().map_or(0, |&most| most as usize + 1);
        place.iter_mut().for_each(|place| *place = labels[*place as usize]);
        if count == size || count < 2 {
            break;
        }
        let mut merged = vec![0.0; count * count];
        for one in 0..size {
            for other in 0..size {
                let (a, b) = (labels[one] as usize, labels[other] as usize);
                if a != b {
                    merged[a * count + b] += gains[one * size + other];
                }
            }
        }
        (size, gains) = (count, merged);
    }
    let mut number = vec![u32::MAX; size.max(n)];
    let mut count = 0;
    for label in &mut place {
        let number = &mut number[*label as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        *label = *number;
    }
    place
}

/// Items moved to the group where they gain most, until none moves.
fn moved(n: usize, gains: &[f64], random: &mut Random) -> Vec<u32> {
    const ROUNDS: usize = 100;
    let mut labels: Vec<u32> = (0..n as u32).collect();
    let mut order: Vec<u32> = labels.clone();
    random.shuffle(&mut order);
    let mut sums = vec![0.0; n];
    for _ in 0..ROUNDS {
        let mut any = false;
        for &item in &order {
            sums.fill(0.0);
            for (other, &label) in labels.iter().enumerate() {
                sums[label as usize] += gains[item as usize * n + other];
            }
            let own = labels[item as usize] as usize;
            let mut best = own;
            for (label, &sum) in sums.iter().enumerate() {
                if sum > sums[best] + 1e-12 {
                    best = label;
                }
            }
            if best != own {
                labels[item as usize] = best as u32;
                any = true;
            }
        }
        if !any {
            break;
        }
    }
    let mut kinds = labels.clone();
    kinds.sort_unstable();
    kinds.dedup();
    labels.iter().map(|label| kinds.partition_point(|kind| kind < label) as u32).collect()
}
