//! What the process has used, as Linux tells it.
use crate::Failure;

/// Seconds that all threads of this process together have run.
pub(crate) fn cpu() -> Result<f64, Failure> {
    let mut nanoseconds = 0_u64;
    for task in std::fs::read_dir("/proc/self/task")? {
        let schedule = std::fs::read_to_string(task?.path().join("schedstat"))?;
        nanoseconds += schedule.split(' ').next().ok_or("no schedstat")?.parse::<u64>()?;
    }
    Ok(nanoseconds as f64 * 1e-9)
}

/// A line of /proc/self/status, in kB.
pub(crate) fn memory(key: &str) -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(key)).ok_or("no such line")?;
    Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse()?)
}
