//! Circles put side by side, and a circle around them.

/// A disc in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Disc {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
}

/// How far apart discs must be to count as apart, as a share of their size.
const SLACK: f64 = 1e-9;
/// The most discs whose tangents are all tried: of more the largest are.
const TRIED: usize = 60;

/// Places discs of these radii without overlap, close together, and gives them in the order of the
/// radii, with the disc around all at the origin.
///
/// From the largest on, each goes where it touches two that are there, as near to the middle as it
/// can. `O(k³)` to `O(k⁴)` for `k` discs.
pub(super) fn pack(radii: &[f64]) -> (Vec<Disc>, f64) {
    let mut order: Vec<usize> = (0..radii.len()).collect();
    order.sort_by(|&a, &b| radii[b].total_cmp(&radii[a]).then(a.cmp(&b)));
    let mut placed: Vec<Disc> = Vec::with_capacity(radii.len());
    for &next in &order {
        let radius = radii[next];
        let disc = match placed.as_slice() {
            [] => Disc { x: 0.0, y: 0.0, radius },
            [first] => Disc { x: first.radius + radius, y: 0.0, radius },
            placed => nearest_place(placed, radius),
        };
        placed.push(disc);
    }
    let around = enclosing(&placed);
    let mut discs = vec![Disc { x: 0.0, y: 0.0, radius: 0.0 }; radii.len()];
    for (disc, &at) in placed.iter().zip(&order) {
        discs[at] = Disc { x: disc.x - around.x, y: disc.y - around.y, ..*disc };
    }
    (discs, around.radius)
}

/// The place nearest to the middle of those placed where a disc touches two of them and overlaps
/// none.
fn nearest_place(placed: &[Disc], radius: f64) -> Disc {
    let weight: f64 = placed.iter().map(|disc| disc.radius * disc.radius).sum();
    let middle = |of: fn(&Disc) -> f64| {
        placed.iter().map(|disc| of(disc) * disc.radius * disc.radius).sum::<f64>() / weight
    };
    let (x, y) = (middle(|disc| disc.x), middle(|disc| disc.y));
    let reach = |disc: &Disc| (disc.x - x).hypot(disc.y - y) + disc.radius;
    let mut best: Option<(f64, Disc)> = None;
    let tried = placed.len().min(TRIED);
    for (nth, a) in placed.iter().enumerate().take(tried) {
        for b in &placed[nth + 1..] {
            for candidate in tangent(a, b, radius).into_iter().flatten() {
                let away = (candidate.x - x).hypot(candidate.y - y);
                let nearer = best.is_none_or(|(least, _)| away < least - SLACK * radius);
                if nearer && placed.iter().all(|other| are_apart(other, &candidate)) {
                    best = Some((away, candidate));
                }
            }
        }
    }
    // To the right of all there is always room.
    let right = placed.iter().map(|disc| disc.x + disc.radius).fold(f64::MIN, f64::max);
    let room = Disc { x: right + radius, y, radius };
    best.map_or(room, |(_, disc)| if reach(&disc).is_finite() { disc } else { room })
}

fn are_apart(a: &Disc, b: &Disc) -> bool {
    (a.x - b.x).hypot(a.y - b.y) >= (a.radius + b.radius) * (1.0 - SLACK)
}

/// The two places where a disc of this radius touches two others.
fn tangent(a: &Disc, b: &Disc, radius: f64) -> [Option<Disc>; 2] {
    let (to_a, to_b) = (a.radius + radius, b.radius + radius);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let apart = dx.hypot(dy);
    if apart <= 0.0 || apart > to_a + to_b {
        return [None, None];
    }
    let along = (apart * apart + to_a * to_a - to_b * to_b) / (2.0 * apart);
    let square = to_a * to_a - along * along;
    if square < 0.0 {
        return [None, None];
    }
    let aside = square.sqrt();
    let (ux, uy) = (dx / apart, dy / apart);
    let side = |aside: f64| {
        let (x, y) = (a.x + ux * along - uy * aside, a.y + uy * along + ux * aside);
        Some(Disc { x, y, radius })
    };
    [side(aside), side(-aside)]
}

/// A disc around all, hardly larger than the smallest: its middle moves towards the farthest disc
/// by smaller and smaller steps (Bădoiu & Clarkson 2003).
fn enclosing(discs: &[Disc]) -> Disc {
    const STEPS: u32 = 2000;
    let Some(first) = discs.first() else { return Disc { x: 0.0, y: 0.0, radius: 0.0 } };
    let (mut x, mut y) = (first.x, first.y);
    let reach = |x: f64, y: f64, disc: &Disc| (disc.x - x).hypot(disc.y - y) + disc.radius;
    let farthest = |x: f64, y: f64| {
        discs.iter().copied().reduce(|a, b| if reach(x, y, &b) > reach(x, y, &a) { b } else { a })
    };
    for step in 1..=STEPS {
        let Some(disc) = farthest(x, y) else { break };
        let away = (disc.x - x).hypot(disc.y - y);
        if away <= 0.0 {
            break;
        }
        // The far side of the disc.
        let scale = reach(x, y, &disc) / away;
        let (goal_x, goal_y) = (x + (disc.x - x) * scale, y + (disc.y - y) * scale);
        let share = 1.0 / f64::from(step + 1);
        x += (goal_x - x) * share;
        y += (goal_y - y) * share;
    }
    let radius = discs.iter().map(|disc| reach(x, y, disc)).fold(0.0, f64::max);
    Disc { x, y, radius }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discs_are_apart_and_inside() {
        for count in [0, 1, 2, 3, 7, 30] {
            let radii: Vec<f64> = (0..count).map(|nth| 1.0 + f64::from(nth * nth % 7)).collect();
            let (discs, around) = pack(&radii);
            for (nth, a) in discs.iter().enumerate() {
                assert!((a.radius - radii[nth]).abs() < 1e-12);
                assert!(a.x.hypot(a.y) + a.radius <= around * (1.0 + 1e-9));
                assert!(discs[nth + 1..].iter().all(|b| are_apart(a, b)), "{count}");
            }
            let area: f64 = radii.iter().map(|radius| radius * radius).sum();
            assert!(count < 7 || area > 0.5 * around * around, "{count}: half of it is full");
        }
    }
}
