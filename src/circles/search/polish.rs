//! Dissolves circles that add nothing, and those no denser than what lies around them.
use super::draft::Draft;

/// What counts as a gain.
pub(super) const GAIN: f64 = 1e-9;

/// Dissolves circles that hold others and are worth nothing, the worst first, until none is left.
pub(crate) fn dissolve(draft: &mut Draft<'_>) {
    loop {
        let worth = |circle: usize| (draft.worth(circle), circle);
        let holds = |circle: &usize| {
            let circle = &draft.circles[*circle];
            !circle.gone && !circle.children.is_empty()
        };
        let mut bad: Vec<(f64, usize)> = (1..draft.circles.len())
            .filter(holds)
            .map(worth)
            .filter(|&(worth, _)| worth < -GAIN)
            .collect();
        bad.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if bad.is_empty() {
            return;
        }
        for (_, circle) in bad {
            if draft.worth(circle) < -GAIN {
                draft.dissolve(circle);
            }
        }
    }
}

/// Dissolves circles whose cities are no more densely tied than the pairs around them: what is
/// left are circles within circles, each denser than the one around it.
pub(crate) fn keep_denser(draft: &mut Draft<'_>) {
    let mut stack = vec![0];
    while let Some(circle) = stack.pop() {
        let around = draft.over_layers(|layer| draft.own(circle, layer));
        let sparse = draft.circles[circle].children.iter().copied().find(|&child| {
            let child = child as usize;
            draft.circles[child].size > 1
                && !draft.over_layers(|layer| draft.within(child, layer)).denser(around)
        });
        let Some(sparse) = sparse.map(|child| child as usize) else {
            let children = &draft.circles[circle].children;
            if !children.is_empty() && children.iter().all(|&c| draft.circles[c as usize].size < 2)
            {
                draft.unite(circle);
            }
            let children = draft.circles[circle].children.iter();
            stack.extend(children.map(|&child| child as usize));
            continue;
        };
        if draft.circles[sparse].children.is_empty() {
            draft.scatter(sparse);
        } else {
            draft.dissolve(sparse);
        }
        stack.push(circle);
    }
}
