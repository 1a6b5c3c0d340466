//! The odds ratio that several groups have in common.
use super::fisher::Table;
use crate::{Measured, ParamError, Result, Undefined, sums};

/// The logarithm of the odds ratio that strata have in common, such as years: whether pairs of cities
/// that share a standard tie sooner than pairs that do not, whatever each year is like.
///
/// Each stratum is `[a, n, b, m]`: `a` cases of `n` exposed, `b` of `m` others. Given all margins the
/// cases of the exposed are hypergeometric with odds `ψ`, and the estimate solves `Σ a = Σ E_ψ[a]`:
/// the maximum of the conditional likelihood, which is that of a conditional logit with one exposure.
/// Strata in which all or none are cases, or exposed, tell nothing.
///
/// Undefined if no stratum tells anything ([`Undefined::Vacuous`]), and if the cases are all that
/// they could be, or as few ([`Undefined::Unbounded`]). `O(cases)` for each of some fifty steps.
///
/// Gart (1970), *Biometrika* 57:471; Breslow & Day (1980), *Statistical Methods in Cancer Research*.
///
/// ```
/// use conurbation::statistics::common_log_odds;
/// // Of one stratum with one case of either kind it is an equation of first degree.
/// let found = common_log_odds(&[[1, 1, 0, 1], [1, 1, 0, 1], [0, 1, 1, 1]])?.value().unwrap();
/// assert!((found - 2.0_f64.ln()).abs() < 1e-9);
/// # Ok::<(), conurbation::Error>(())
/// ```
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) for more cases than there are units, or more than half a
/// million units in a group.
pub fn common_log_odds(strata: &[[u64; 4]]) -> Result<Measured> {
    if let Some(wrong) = strata.iter().find(|it| {
        it[0] > it[1] || it[2] > it[3] || it[1].max(it[3]) > super::distribution::MOST_TRIALS / 2
    }) {
        let expected = "no more cases than units, and at most 500 000 of each";
        return Err(ParamError::new("common_log_odds", format!("{wrong:?}"), expected).into());
    }
    let tables: Vec<(u64, Table)> =
        strata.iter().map(|&[a, n, b, m]| (a, Table::new(n, m, a + b))).collect();
    let telling: Vec<&(u64, Table)> = tables.iter().filter(|(_, it)| it.least < it.most).collect();
    if telling.is_empty() {
        return Ok(Measured::Undefined(Undefined::Vacuous));
    }
    if telling.iter().all(|(a, it)| *a == it.least) || telling.iter().all(|(a, it)| *a == it.most) {
        return Ok(Measured::Undefined(Undefined::Unbounded));
    }
    let cases: u64 = telling.iter().map(|(a, _)| a).sum();
    let expected = |ln_odds: f64| sums::sum(telling.iter().map(|(_, it)| it.mean(ln_odds)));
    Ok(Measured::Value(super::fisher::root(|ln_odds| expected(ln_odds) >= cases as f64)))
}
