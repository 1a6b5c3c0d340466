//! Cuts cities in space into groups of given sizes that hang together.
use crate::random::Random;

/// How many straight cuts are tried, and then how many other ones.
const TRIES: usize = 16;

/// Cities in a plane, and who is whose neighbour.
pub(super) struct Land<'a> {
    pub(super) points: &'a [(f64, f64)],
    pub(super) neighbours: &'a mut [Vec<u32>],
}

impl Land<'_> {
    /// The groups of these sizes, which add up to the number of members. A straight cut in a random
    /// direction leaves half of the sizes on either side; others are tried until both sides hang
    /// together, and then cuts that follow the borders: the cities fewest borders away from a random
    /// one are one side. Where no cut does, the nearest cities of the pieces become neighbours.
    ///
    /// Members must hang together themselves.
    pub(super) fn split(
        &mut self,
        members: &[u32],
        sizes: &[u32],
        random: &mut Random,
    ) -> Vec<Vec<u32>> {
        if sizes.len() < 2 {
            return vec![members.to_vec()];
        }
        let (first, second) = sizes.split_at(sizes.len() / 2);
        let at = first.iter().sum::<u32>() as usize;
        let mut order = members.to_vec();
        let whole = (0..2 * TRIES).any(|nth| {
            if nth < TRIES {
                self.turn(&mut order, random);
            } else {
                let start = members[random.below(members.len() as u32) as usize];
                order = self.reach(start, &mut self.open(members));
            }
            self.is_whole(&order[..at]) && self.is_whole(&order[at..])
        });
        let (here, there) = order.split_at(at);
        if !whole {
            self.join(here);
            self.join(there);
        }
        let mut groups = self.split(here, first, random);
        groups.extend(self.split(there, second, random));
        groups
    }

    /// Brings members into the order in which a line of a random direction meets them.
    fn turn(&self, members: &mut [u32], random: &mut Random) {
        let (sine, cosine) = (std::f64::consts::TAU * random.uniform()).sin_cos();
        let along = |city: u32| {
            let (x, y) = self.points[city as usize];
            x * cosine + y * sine
        };
        members.sort_by(|&a, &b| along(a).total_cmp(&along(b)).then(a.cmp(&b)));
    }

    /// Which cities are members.
    fn open(&self, members: &[u32]) -> Vec<bool> {
        let mut open = vec![false; self.points.len()];
        members.iter().for_each(|&city| open[city as usize] = true);
        open
    }

    /// The open cities that hang together with one, the nearest by borders first; they are closed.
    fn reach(&self, start: u32, open: &mut [bool]) -> Vec<u32> {
        open[start as usize] = false;
        let (mut reached, mut next) = (vec![start], 0);
        while let Some(&city) = reached.get(next) {
            next += 1;
            for &other in &self.neighbours[city as usize] {
                if std::mem::take(&mut open[other as usize]) {
                    reached.push(other);
                }
            }
        }
        reached
    }

    /// Whether cities hang together.
    fn is_whole(&self, members: &[u32]) -> bool {
        self.reach(members[0], &mut self.open(members)).len() == members.len()
    }

    /// The pieces that hang together.
    fn pieces(&self, members: &[u32]) -> Vec<Vec<u32>> {
        let mut open = self.open(members);
        let mut pieces = Vec::new();
        for &start in members {
            if open[start as usize] {
                pieces.push(self.reach(start, &mut open));
            }
        }
        pieces
    }

    /// Makes neighbours of the nearest cities of pieces, until there is one piece.
    fn join(&mut self, members: &[u32]) {
        let pieces = self.pieces(members);
        let Some((first, rest)) = pieces.split_first() else { return };
        let mut joined = first.clone();
        for piece in rest {
            let pairs = joined.iter().flat_map(|&a| piece.iter().map(move |&b| (a, b)));
            let nearest = pairs.min_by(|&x, &y| self.square(x).total_cmp(&self.square(y)));
            if let Some((a, b)) = nearest {
                self.neighbours[a as usize].push(b);
                self.neighbours[b as usize].push(a);
            }
            joined.extend(piece);
        }
    }

    fn square(&self, (a, b): (u32, u32)) -> f64 {
        let ((x, y), (u, v)) = (self.points[a as usize], self.points[b as usize]);
        (x - u) * (x - u) + (y - v) * (y - v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_no_cut_keeps_whole_are_joined() {
        // A star cannot be cut into connected halves of three: one side lacks the centre.
        let points = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.1), (0.1, -1.0), (2.0, 2.0)];
        let mut neighbours = vec![vec![0]; 6];
        neighbours[0] = vec![1, 2, 3, 4, 5];
        let mut land = Land { points: &points, neighbours: &mut neighbours };
        let groups = land.split(&[0, 1, 2, 3, 4, 5], &[3, 3], &mut Random::new(0, "test", 0));
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
        for group in groups {
            assert_eq!(land.pieces(&group).len(), 1, "{group:?}");
        }
        assert_eq!(land.neighbours.iter().map(Vec::len).sum::<usize>(), 10 + 4);
    }
}
