//! A short name for what a region holds.
use crate::Region;
use crate::random::mix;

impl Region {
    /// Sixteen hexadecimal digits that change with any cell of the tables, and not with the order
    /// of rows or columns: a result that quotes them says which data it is of. `O(cells)`.
    ///
    /// ```
    /// use conurbation::datasets;
    /// let delta = datasets::yangtze_delta();
    /// assert_eq!(delta.fingerprint().len(), 16);
    /// assert_ne!(delta.fingerprint(), datasets::middle_yangtze().fingerprint());
    /// ```
    pub fn fingerprint(&self) -> String {
        let tables = self.to_tables().into_iter().map(|(file, text)| {
            let lines = text.lines().map(|line| mix(0, line, 0));
            mix(lines.fold(0, u64::wrapping_add), file, 0)
        });
        format!("{:016x}", tables.fold(0, u64::wrapping_add))
    }
}
