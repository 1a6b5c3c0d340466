//! Exchanges of cities that change nothing: with them, fewer orders of cities can differ.
use super::relation::Relation;

/// Numbers that differ by less than this share of the largest are equal.
const EQUAL: f64 = 1e-9;
/// Up to so many kinds of cities all orders of kinds are tried.
const MOST_KINDS: usize = 8;

/// Cities that may be exchanged with each other without a difference.
struct Kind {
    first: usize,
    cities: usize,
}

/// The logarithm of the number of orders of cities that leave a relation as it is: exactly, if there
/// are at most eight kinds of cities, and else at least. Cities are of one kind if to exchange the
/// two changes nothing, as in a relation of provinces those of one province are. `O(k n²)` for `k`
/// kinds.
pub(super) fn ln_symmetries(relation: &Relation) -> f64 {
    let values = relation.values();
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let pattern = Pattern { relation, tolerance: EQUAL * largest };
    let kinds = pattern.kinds();
    let within: f64 = kinds.iter().map(|kind| ln_factorial(kind.cities)).sum();
    let among = if kinds.len() <= MOST_KINDS { pattern.orders(&kinds, &mut Vec::new()) } else { 1 };
    within + (among as f64).ln()
}

pub(super) fn ln_factorial(n: usize) -> f64 {
    crate::sums::sum((2..=n).map(|factor| (factor as f64).ln()))
}

struct Pattern<'a> {
    relation: &'a Relation,
    tolerance: f64,
}

impl Pattern<'_> {
    fn same(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let at = |(from, to): (usize, usize)| self.relation.get(from as u32, to as u32);
        (at(a) - at(b)).abs() <= self.tolerance
    }

    fn are_alike(&self, a: usize, b: usize) -> bool {
        let others = (0..self.relation.city_count()).filter(|&c| c != a && c != b);
        self.same((a, b), (b, a))
            && others.into_iter().all(|c| self.same((a, c), (b, c)) && self.same((c, a), (c, b)))
    }

    fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for city in 0..self.relation.city_count() {
            match kinds.iter_mut().find(|kind| self.are_alike(kind.first, city)) {
                Some(kind) => kind.cities += 1,
                None => kinds.push(Kind { first: city, cities: 1 }),
            }
        }
        kinds
    }

    /// How many ways there are to go on giving each kind the place of another.
    fn orders(&self, kinds: &[Kind], chosen: &mut Vec<usize>) -> u64 {
        let at = chosen.len();
        if at == kinds.len() {
            return 1;
        }
        let mut orders = 0;
        for next in 0..kinds.len() {
            if !chosen.contains(&next) && self.fits(kinds, chosen, at, next) {
                chosen.push(next);
                orders += self.orders(kinds, chosen);
                chosen.pop();
            }
        }
        orders
    }

    fn fits(&self, kinds: &[Kind], chosen: &[usize], at: usize, next: usize) -> bool {
        let (old, new) = (&kinds[at], &kinds[next]);
        let inside = |kind: &Kind| self.second(kind).map(|second| (kind.first, second));
        let alike_inside = match (inside(old), inside(new)) {
            (Some(a), Some(b)) => self.same(a, b),
            _ => true,
        };
        let mut before = chosen.iter().zip(kinds);
        old.cities == new.cities
            && alike_inside
            && before.all(|(&took, kind)| {
                let (there, here) = (kinds[took].first, kind.first);
                self.same((there, new.first), (here, old.first))
                    && self.same((new.first, there), (old.first, here))
            })
    }

    /// Another city of a kind.
    fn second(&self, kind: &Kind) -> Option<usize> {
        let mut later = kind.first + 1..self.relation.city_count();
        if kind.cities < 2 { None } else { later.find(|&city| self.are_alike(kind.first, city)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The orders that leave a relation as it is, by trying all.
    fn by_trying(relation: &Relation) -> usize {
        fn orders(n: usize) -> Vec<Vec<u32>> {
            if n == 0 {
                return vec![Vec::new()];
            }
            let shorter = orders(n - 1);
            let longer = shorter.iter().flat_map(|order| {
                (0..n).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, n as u32 - 1);
                    order
                })
            });
            longer.collect()
        }
        let n = relation.city_count();
        let same = |order: &Vec<u32>| {
            (0..n).all(|a| {
                (0..n).all(|b| {
                    let there = relation.get(order[a], order[b]);
                    (there - relation.get(a as u32, b as u32)).abs() < 1e-12
                })
            })
        };
        orders(n).iter().filter(|order| same(order)).count()
    }

    #[test]
    fn symmetries_are_those_found_by_trying() {
        let of = |labels: &[u32]| Relation::same_group(labels).expect("legal");
        let line = Relation::from_fn(6, |a, b| f64::from(b - a)).expect("legal");
        let ring = Relation::from_fn(6, |a, b| f64::from((b - a).min(6 + a - b))).expect("legal");
        let arrow = Relation::from_fn_directed(5, |a, b| f64::from(u8::from(b == a + 1)));
        let relations = [
            of(&[0, 0, 0, 1, 1, 1]),
            of(&[0, 0, 1, 1, 2, 2]),
            of(&[0, 0, 1, 2, 2, 2, 3]),
            of(&[0, 1, 2, 3, 4]),
            of(&[0, 0, 0, 0]),
            line,
            ring,
            arrow.expect("legal"),
        ];
        for relation in &relations {
            let found = ln_symmetries(relation).exp().round() as usize;
            assert_eq!(found, by_trying(relation), "{relation:?}");
        }
    }

    #[test]
    fn many_provinces_are_counted_at_least() {
        let labels: Vec<u32> = (0..41).map(|city| city % 10).collect();
        let found = ln_symmetries(&Relation::same_group(&labels).expect("legal"));
        assert!((found - (9.0 * ln_factorial(4) + ln_factorial(5))).abs() < 1e-9);
    }
}
