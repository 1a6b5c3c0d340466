//! Graphs as `generate.py` writes them.
use crate::Failure;

/// The graph with its weights, or with all of them 1, as `build` makes it of its ties.
pub(crate) fn read<T>(
    path: &str,
    weighted: bool,
    build: impl FnOnce(usize, &mut dyn Iterator<Item = (u32, u32, f64)>) -> T,
) -> Result<T, Failure> {
    let bytes = std::fs::read(path)?;
    let word = |at: usize| -> Result<[u8; 8], Failure> {
        Ok(bytes.get(at..at + 8).ok_or("the file is too short")?.try_into()?)
    };
    let half = |at: usize| -> Result<u32, Failure> {
        Ok(u32::from_le_bytes(bytes.get(at..at + 4).ok_or("the file is too short")?.try_into()?))
    };
    let nodes = usize::try_from(u64::from_le_bytes(word(0)?))?;
    let ties = usize::try_from(u64::from_le_bytes(word(8)?))?;
    let (from, to, weights) = (24, 24 + 4 * ties, 24 + 8 * ties);
    word(weights + 8 * ties.saturating_sub(1))?;
    let tie = |tie: usize| -> Result<(u32, u32, f64), Failure> {
        let weight = if weighted { f64::from_le_bytes(word(weights + 8 * tie)?) } else { 1.0 };
        Ok((half(from + 4 * tie)?, half(to + 4 * tie)?, weight))
    };
    Ok(build(nodes, &mut (0..ties).filter_map(|it| tie(it).ok())))
}
