//! Mutual information of circles that overlap.
use super::cover::{Cover, covers_compared};
use crate::{Undefined, sums};
use serde::Serialize;

/// Which mutual information of overlapping circles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverlappingVariant {
    /// McDaid, Greene & Hurley (2011): divided by the larger entropy of both covers.
    #[default]
    McDaid,
    /// Lancichinetti, Fortunato & Kertész (2009): circle by circle, which makes unrelated circles
    /// look alike.
    Lfk,
}

/// Overlapping normalised mutual information: how much of two families of circles, in which a city
/// may be in several or none, can be read from each other; 0 to 1.
///
/// Each circle is a yes or no for each city, of entropy `H(X_k) = h(|X_k|/n) + h(1 − |X_k|/n)`,
/// `h(p) = −p ln p`. What the other cover leaves unsaid of it is `H(X_k|Y) = min_l H(X_k|Y_l)`, over
/// circles for which agreement weighs more than disagreement, `h(a) + h(d) ≥ h(b) + h(c)` with the
/// shares `a` in neither, `d` in both, `b`, `c` in one, and `H(X_k)` if there is none. With `H` summed
/// over circles, [`OverlappingVariant::McDaid`] is
/// `½ [H(X) − H(X|Y) + H(Y) − H(Y|X)] / max(H(X), H(Y))`; [`OverlappingVariant::Lfk`] is one less the
/// mean of `H(X_k|Y)/H(X_k)` over circles, halved for both.
///
/// It matches each circle to its best and should be used at one level of a hierarchy at a time. The
/// same covers have 1. A circle of all cities says nothing: by LFK it counts as told where the other
/// cover has it too. Undefined if one has no circle ([`Undefined::Vacuous`]), or if no circle says
/// anything and they are not the same. `O(K L + Σ overlaps)` for `K` and `L` circles.
///
/// ```
/// use conurbation::community::compare::{Cover, OverlappingNmi};
/// let first = Cover::new(6, [vec![0, 1, 2], vec![2, 3, 4, 5]])?;
/// let second = Cover::new(6, [vec![0, 1, 2, 3], vec![3, 4, 5]])?;
/// let nmi = OverlappingNmi::new();
/// assert_eq!(nmi.run(&first, &first)?.value(), Some(1.0));
/// assert!(nmi.run(&first, &second)?.value().unwrap() < 0.5);
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct OverlappingNmi {
    variant: OverlappingVariant,
}

impl OverlappingNmi {
    /// McDaid, Greene & Hurley.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which one.
    pub fn variant(mut self, variant: OverlappingVariant) -> Self {
        self.variant = variant;
        self
    }

    covers_compared!();

    fn of(&self, first: &Cover, second: &Cover) -> Result<f64, Undefined> {
        if first.circles().is_empty() || second.circles().is_empty() {
            return Err(Undefined::Vacuous);
        }
        if first == second {
            return Ok(1.0);
        }
        let (of_first, of_second) = (Unsaid::new(first, second), Unsaid::new(second, first));
        match self.variant {
            OverlappingVariant::Lfk => {
                Ok((1.0 - (of_first.relative() + of_second.relative()) / 2.0).clamp(0.0, 1.0))
            }
            OverlappingVariant::McDaid => {
                let most = of_first.entropy().max(of_second.entropy());
                if most <= 0.0 {
                    return Err(Undefined::Vacuous);
                }
                let told = (of_first.told() + of_second.told()) / 2.0;
                Ok((told / most).clamp(0.0, 1.0))
            }
        }
    }
}

/// The entropy of each circle of a cover, and what another leaves of it, in ascending order: sums do
/// not depend on the order of circles.
struct Unsaid(Vec<(f64, f64)>);

impl Unsaid {
    fn new(cover: &Cover, other: &Cover) -> Self {
        let n = cover.city_count();
        let memberships = other.memberships();
        let mut shared = vec![0_usize; other.circles().len()];
        let unsaid = |circle: &Vec<u32>| {
            shared.fill(0);
            for &city in circle {
                memberships[city as usize].iter().for_each(|&at| shared[at as usize] += 1);
            }
            let own = entropy(circle.len(), n);
            let left = shared.iter().zip(other.circles()).filter_map(|(&both, their)| {
                let (only, theirs) = (circle.len() - both, their.len() - both);
                let neither = n - circle.len() - theirs;
                let agree = h(neither, n) + h(both, n);
                let differ = h(only, n) + h(theirs, n);
                let conditional = (agree + differ - entropy(their.len(), n)).max(0.0);
                (agree >= differ).then_some(if only + theirs == 0 { 0.0 } else { conditional })
            });
            (own, left.fold(own, f64::min))
        };
        let mut all: Vec<(f64, f64)> = cover.circles().iter().map(unsaid).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Self(all)
    }

    fn entropy(&self) -> f64 {
        sums::sum(self.0.iter().map(|circle| circle.0))
    }

    fn told(&self) -> f64 {
        sums::sum(self.0.iter().map(|circle| circle.0 - circle.1))
    }

    /// The mean share of a circle's entropy that is left.
    fn relative(&self) -> f64 {
        let share = |&(own, left): &(f64, f64)| if own > 0.0 { left / own } else { 0.0 };
        sums::sum(self.0.iter().map(share)) / self.0.len() as f64
    }
}

fn h(count: usize, n: usize) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let share = count as f64 / n as f64;
    -share * share.ln()
}

fn entropy(size: usize, n: usize) -> f64 {
    h(size, n) + h(n - size, n)
}
