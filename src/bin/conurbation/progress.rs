//! A progress bar on a terminal, silence elsewhere.
use conurbation::Watch;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc;
use std::time::Duration;

/// Runs work under a watch, and shows how far it is if that takes more than a moment.
pub(crate) fn watched<T>(work: impl FnOnce(&Watch) -> T) -> T {
    let watch = Watch::new();
    if !std::io::stderr().is_terminal() {
        return work(&watch);
    }
    std::thread::scope(|scope| {
        let (finished, wait) = mpsc::channel::<()>();
        let shown = watch.clone();
        scope.spawn(move || {
            if wait.recv_timeout(Duration::from_millis(500)) != Err(mpsc::RecvTimeoutError::Timeout)
            {
                return;
            }
            let bar = ProgressBar::new(1000);
            if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent}% {elapsed}") {
                bar.set_style(style);
            }
            while wait.recv_timeout(Duration::from_millis(100))
                == Err(mpsc::RecvTimeoutError::Timeout)
            {
                bar.set_position((shown.fraction() * 1000.0) as u64);
            }
            bar.finish_and_clear();
        });
        let result = work(&watch);
        drop(finished);
        result
    })
}
