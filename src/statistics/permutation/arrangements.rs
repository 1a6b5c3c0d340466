//! The ways to give the same labels to other cities.
use crate::random::Random;
use crate::sums;

/// Counts up to here are whole numbers, though computed from logarithms.
const WHOLE: f64 = 1e12;

/// All ways to give the labels of cities to other cities of their stratum.
pub(in crate::statistics) struct Arrangements {
    labels: Vec<u32>,
    strata: Vec<Stratum>,
    ln_swaps: f64,
}

/// Cities that exchange labels with each other.
struct Stratum {
    cities: Vec<u32>,
    /// Each label, in ascending order, and how many cities have it.
    groups: Vec<(u32, u32)>,
    ln_count: f64,
}

/// What one thread works with.
#[derive(Default)]
pub(in crate::statistics) struct Scratch {
    labels: Vec<u32>,
    /// The labels of one stratum.
    held: Vec<u32>,
    groups: Vec<(u32, u32)>,
}

impl Arrangements {
    /// The arrangements of labels within strata; both lists are of one length.
    pub(in crate::statistics) fn new(labels: &[u32], strata: &[u32]) -> Self {
        let mut cities: Vec<u32> = (0..labels.len() as u32).collect();
        cities.sort_by_key(|&city| strata[city as usize]);
        let stratum = |cities: &[u32]| {
            let mut held: Vec<u32> = cities.iter().map(|&city| labels[city as usize]).collect();
            held.sort_unstable();
            let groups: Vec<(u32, u32)> =
                held.chunk_by(|a, b| a == b).map(|group| (group[0], group.len() as u32)).collect();
            let within = groups.iter().map(|&(_, size)| ln_factorial(size as usize));
            let ln_count = ln_factorial(cities.len()) - sums::sum(within);
            Stratum { cities: cities.to_vec(), groups, ln_count }
        };
        let same = |a: &u32, b: &u32| strata[*a as usize] == strata[*b as usize];
        let strata: Vec<Stratum> = cities.chunk_by(same).map(stratum).collect();
        let ln_swaps = ln_swaps(&strata);
        Self { labels: labels.to_vec(), strata, ln_swaps }
    }

    /// Whether there is one arrangement only.
    pub(in crate::statistics) fn is_fixed(&self) -> bool {
        self.strata.iter().all(|stratum| stratum.groups.len() < 2)
    }

    /// The number of arrangements; infinite if beyond the range of numbers.
    pub(in crate::statistics) fn count(&self) -> f64 {
        exp_whole(self.ln_count())
    }

    /// The number of arrangements that differ by more than a swap of whole groups.
    pub(in crate::statistics) fn count_unnamed(&self) -> f64 {
        exp_whole(self.ln_count() - self.ln_swaps)
    }

    /// The number of arrangements that differ if they come in groups of `exp(ln_alike)` alike.
    pub(super) fn count_unless_alike(&self, ln_alike: f64) -> f64 {
        exp_whole(self.ln_count() - ln_alike).max(1.0)
    }

    fn ln_count(&self) -> f64 {
        sums::sum(self.strata.iter().map(|stratum| stratum.ln_count))
    }

    /// The number of arrangements if it is at most `limit`.
    pub(in crate::statistics) fn count_within(&self, limit: usize) -> Option<usize> {
        let count = self.count();
        (count <= (limit as f64).min(WHOLE)).then_some(count as usize)
    }

    /// The arrangement of this number, below [`count`](Self::count), in lexicographic order within
    /// each stratum.
    pub(in crate::statistics) fn nth<'a>(&self, nth: usize, scratch: &'a mut Scratch) -> &'a [u32] {
        scratch.labels.resize(self.labels.len(), 0);
        let mut nth = nth as u128;
        for stratum in &self.strata {
            let count = exp_whole(stratum.ln_count) as u128;
            stratum.nth(nth % count, count, &mut scratch.groups, &mut scratch.labels);
            nth /= count;
        }
        &scratch.labels
    }

    /// An arrangement at random.
    pub(in crate::statistics) fn random<'a>(
        &self,
        mut random: Random,
        scratch: &'a mut Scratch,
    ) -> &'a [u32] {
        scratch.labels.resize(self.labels.len(), 0);
        for stratum in &self.strata {
            let cities = stratum.cities.iter().map(|&city| city as usize);
            scratch.held.clear();
            scratch.held.extend(cities.clone().map(|city| self.labels[city]));
            random.shuffle(&mut scratch.held);
            cities.zip(&scratch.held).for_each(|(city, &label)| scratch.labels[city] = label);
        }
        &scratch.labels
    }
}

impl Stratum {
    /// Writes one of `count` arrangements, label by label: those that begin with a label are the
    /// share of all that this label has among the labels left.
    fn nth(&self, mut nth: u128, count: u128, left: &mut Vec<(u32, u32)>, labels: &mut [u32]) {
        left.clone_from(&self.groups);
        let (mut count, mut cities_left) = (count, self.cities.len() as u128);
        for &city in &self.cities {
            for (label, size) in left.iter_mut() {
                let beginning = count * u128::from(*size) / cities_left;
                if nth < beginning {
                    labels[city as usize] = *label;
                    *size -= 1;
                    count = beginning;
                    break;
                }
                nth -= beginning;
            }
            cities_left -= 1;
        }
    }
}

/// The logarithm of the number of ways to swap groups that are equally large in every stratum.
fn ln_swaps(strata: &[Stratum]) -> f64 {
    let mut parts: Vec<(u32, usize, u32)> = Vec::new();
    for (nth, stratum) in strata.iter().enumerate() {
        parts.extend(stratum.groups.iter().map(|&(label, size)| (label, nth, size)));
    }
    parts.sort_unstable();
    let by_label = parts.chunk_by(|a, b| a.0 == b.0);
    let mut profiles: Vec<Vec<(usize, u32)>> =
        by_label.map(|parts| parts.iter().map(|part| (part.1, part.2)).collect()).collect();
    profiles.sort_unstable();
    sums::sum(profiles.chunk_by(|a, b| a == b).map(|equal| ln_factorial(equal.len())))
}

fn ln_factorial(n: usize) -> f64 {
    sums::sum((2..=n).map(|factor| (factor as f64).ln()))
}

/// A whole number from its logarithm.
fn exp_whole(ln: f64) -> f64 {
    let number = ln.exp();
    if number < WHOLE { number.round() } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// All arrangements by number, in their order.
    fn all(labels: &[u32], strata: &[u32]) -> Vec<Vec<u32>> {
        let arrangements = Arrangements::new(labels, strata);
        let count = arrangements.count_within(100_000).expect("few arrangements");
        let mut scratch = Scratch::default();
        (0..count).map(|nth| arrangements.nth(nth, &mut scratch).to_vec()).collect()
    }

    #[test]
    fn every_arrangement_comes_once() {
        for (labels, strata, count) in [
            (&[7, 7, 3, 3, 3, 9][..], &[0, 0, 0, 0, 0, 0][..], 60),
            (&[0, 1, 2, 3, 4, 5], &[0; 6], 720),
            (&[1, 1, 2, 2, 1, 2], &[5, 4, 5, 4, 5, 4], 9),
            (&[1, 2], &[0, 1], 1),
        ] {
            let all = all(labels, strata);
            assert_eq!(all.len(), count);
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), count);
            let shape = |labels: &[u32]| {
                let mut shape: Vec<_> = strata.iter().zip(labels).collect();
                shape.sort_unstable();
                shape.into_iter().map(|(a, b)| (*a, *b)).collect::<Vec<_>>()
            };
            assert!(all.iter().all(|other| shape(other) == shape(labels)));
            assert!(all.contains(&labels.to_vec()));
        }
    }

    #[test]
    fn swaps_need_equal_sizes_in_every_stratum() {
        let unnamed = |labels: &[u32], strata: &[u32]| {
            Arrangements::new(labels, strata).count_unnamed() as usize
        };
        assert_eq!(unnamed(&[0, 0, 1, 1], &[0; 4]), 3);
        assert_eq!(unnamed(&[0, 0, 1, 1], &[0, 1, 0, 1]), 2);
        // Equally large, but not in each stratum.
        assert_eq!(unnamed(&[0, 0, 1, 0, 1, 1], &[0, 0, 0, 1, 1, 1]), 9);
        assert_eq!(unnamed(&(0..200).collect::<Vec<_>>(), &[0; 200]), 1);
    }

    #[test]
    fn random_arrangements_are_equally_likely() {
        let arrangements = Arrangements::new(&[1, 1, 2, 2], &[0; 4]);
        let mut counts = std::collections::BTreeMap::new();
        let mut scratch = Scratch::default();
        for replicate in 0..6000 {
            let random = Random::new(0, "test", replicate);
            *counts.entry(arrangements.random(random, &mut scratch).to_vec()).or_insert(0_u32) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| count.abs_diff(1000) < 150), "{counts:?}");
    }
}
