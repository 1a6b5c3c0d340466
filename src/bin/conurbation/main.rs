//! The program `conurbation`: a thin shell around the library.
//!
//! Results go to standard output, messages and progress to standard error. Exit codes: 0 done,
//! 2 bad input or usage, 1 anything else.
mod arguments;
mod centrality;
mod circles;
mod communities;
mod compare;
mod folder;
mod input;
mod progress;

use arguments::{Arguments, Command};
use clap::Parser;
use conurbation::{Error, ParamError};
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check(arguments) => folder::check(&arguments),
        Command::New(arguments) => folder::new(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Circles(arguments) => circles::run(&arguments),
        Command::Network(arguments) => centrality::network(&arguments),
        Command::Centrality(arguments) => centrality::run(&arguments),
        Command::Communities(arguments) => communities::run(&arguments),
        Command::Measures(arguments) => centrality::list(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(if is_usage(&error) { 2 } else { 1 })
        }
    }
}

/// The error and what caused it, on standard error.
fn report(error: &Error) {
    match error {
        Error::Data { problems, more } => {
            eprintln!("{error}");
            let count = problems.len() + more;
            eprintln!("{count} {}", if count == 1 { "problem" } else { "problems" });
        }
        Error::Param(param) => {
            let option = match param.setter {
                "edge_length" => "length".to_owned(),
                setter => setter.replace('_', "-"),
            };
            let ParamError { value, expected, .. } = param;
            eprintln!("conurbation: {option} {value} is out of range: {expected}");
        }
        _ => {
            eprint!("conurbation: {error}");
            let mut cause = std::error::Error::source(error);
            while let Some(inner) = cause {
                eprint!(": {inner}");
                cause = inner.source();
            }
            eprintln!();
        }
    }
}

/// Whether the caller must change the call or the data.
fn is_usage(error: &Error) -> bool {
    match error {
        Error::Cancelled | Error::NotConverged { .. } => false,
        Error::Io { source, .. } => matches!(
            source.kind(),
            std::io::ErrorKind::NotFound
                | std::io::ErrorKind::AlreadyExists
                | std::io::ErrorKind::IsADirectory
                | std::io::ErrorKind::NotADirectory
                | std::io::ErrorKind::PermissionDenied
        ),
        _ => true,
    }
}

/// Prints a line to standard output; a reader who went away is no error.
fn print(text: &str) -> conurbation::Result<()> {
    use std::io::Write;
    let written = writeln!(std::io::stdout().lock(), "{}", text.trim_end_matches('\n'));
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Io { path: "standard output".into(), source: error })
        }
        _ => Ok(()),
    }
}
