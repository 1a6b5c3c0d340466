//! Which share of pairs is at every level.
use crate::{Node, Undefined};
use std::collections::BTreeSet;

/// Of the pairs of cities at any level, the share at all of them: `|∩ M| / |∪ M|`, from 0 to 1;
/// undefined without a pair ([`Undefined::NoEdges`]).
pub(crate) fn completeness(levels: [&BTreeSet<(Node, Node)>; 3]) -> Result<f64, Undefined> {
    let any: BTreeSet<&(Node, Node)> = levels.iter().flat_map(|pairs| pairs.iter()).collect();
    if any.is_empty() {
        return Err(Undefined::NoEdges);
    }
    let at_all = any.iter().filter(|pair| levels.iter().all(|level| level.contains(**pair)));
    Ok(at_all.count() as f64 / any.len() as f64)
}
