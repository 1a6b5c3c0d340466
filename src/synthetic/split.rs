//! Cuts cities in space into groups of given sizes that hang together.
use crate::random::Random;

/// How many directions of a cut are tried.
const TRIES: usize = 32;

/// Cities in a plane, and who is whose neighbour.
pub(super) struct Land<'a> {
    pub(super) points: &'a [(f64, f64)],
    pub(super) neighbours: &'a mut [Vec<u32>],
}

impl Land<'_> {
    /// The groups of these sizes, which add up to the number of members: straight cuts in random
    /// directions, each a half of the sizes on either side, until both sides hang together. Where
    /// none of the directions tried does that, the nearest cities of the pieces become neighbours.
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
        let whole = (0..TRIES).any(|_| {
            self.turn(&mut order, random);
            self.pieces(&order[..at]).len() == 1 && self.pieces(&order[at..]).len() == 1
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

    /// The pieces that hang together.
    fn pieces(&self, members: &[u32]) -> Vec<Vec<u32>> {
        let mut open = vec![false; self.points.len()];
        members.iter().for_each(|&city| open[city as usize] = true);
        let mut pieces = Vec::new();
        for &start in members {
            if !std::mem::take(&mut open[start as usize]) {
                continue;
            }
            let (mut piece, mut next) = (vec![start], 0);
            while let Some(&city) = piece.get(next) {
                next += 1;
                for &other in &self.neighbours[city as usize] {
                    if std::mem::take(&mut open[other as usize]) {
                        piece.push(other);
                    }
                }
            }
            pieces.push(piece);
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
