//! Runs a program of a suite to its end. A program that hangs is stopped: otherwise the whole run would never end, and
//! nobody would learn which program it was.

use std::{
    io::{BufRead, BufReader, PipeReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use sysinfo::{Pid, Process, ProcessRefreshKind, ProcessesToUpdate, Signal, System};

/// How long to wait for a program.
#[derive(Clone, Copy)]
pub struct Limits {
    /// For its end.
    pub end: Duration,
    /// For its output to close once it has ended. A program that it has started, such as a browser, may keep it open.
    pub output: Duration,
}

/// What a program must not exceed. The longest takes eight minutes on a machine that runs other suites in parallel.
pub const LIMITS: Limits = Limits {
    end: Duration::from_secs(20 * 60),
    output: Duration::from_secs(10),
};

/// How often the program is looked at while it prints nothing.
const LOOK: Duration = Duration::from_millis(200);

/// Runs a program in this folder, gives `read` each line that it prints, and returns whether it succeeded.
///
/// # Errors
///
/// Fails if the program cannot be started, or if it does not end in time. It is then stopped, with all programs that it
/// has started.
pub fn run(
    folder: &Path,
    command: &mut Command,
    limits: Limits,
    mut read: impl FnMut(&str),
) -> Result<bool> {
    // One pipe for stdout and stderr, so that their lines stay in order.
    let (reader, writer) = std::io::pipe()?;
    let child = command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn();
    // The command still holds write ends of the pipe. Unless they are closed, reading never ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.context("cannot be started")?;
    let lines = lines_of(reader);
    let start = Instant::now();
    let mut ended: Option<(bool, Instant)> = None;
    loop {
        match lines.recv_timeout(LOOK) {
            Ok(line) => read(&line),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        match ended {
            Some((_, at)) if at.elapsed() > limits.output => {
                read("It has left a program running that holds its output.");
                break;
            }
            Some(_) => {}
            None if start.elapsed() > limits.end => {
                stop(&mut child)?;
                bail!("did not end within {:?}, and was stopped", limits.end);
            }
            None => ended = child.try_wait()?.map(|end| (end.success(), Instant::now())),
        }
    }
    match ended {
        Some((succeeded, _)) => Ok(succeeded),
        // It has closed its output, and may go on.
        None => wait(&mut child, limits.end.saturating_sub(start.elapsed())),
    }
}

/// Reads lines in a thread of its own, since reading cannot be interrupted.
fn lines_of(reader: PipeReader) -> Receiver<String> {
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        // Bytes, because a test may print what is not UTF-8.
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            if send
                .send(String::from_utf8_lossy(&line).into_owned())
                .is_err()
            {
                return;
            }
        }
    });
    lines
}

/// Waits for a program to end, and returns whether it succeeded. Stops it if it does not end in time.
fn wait(child: &mut Child, limit: Duration) -> Result<bool> {
    let start = Instant::now();
    loop {
        if let Some(end) = child.try_wait()? {
            return Ok(end.success());
        }
        if start.elapsed() > limit {
            stop(child)?;
            bail!("closed its output and did not end");
        }
        thread::sleep(LOOK);
    }
}

/// Stops a program and all that it has started: first with SIGTERM, so that it can close its browsers.
fn stop(child: &mut Child) -> Result<()> {
    for (signal, patience) in [(Signal::Term, 5), (Signal::Kill, 1)] {
        send(signal, Pid::from_u32(child.id()))?;
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(patience) {
            if child.try_wait()?.is_some() {
                return Ok(());
            }
            thread::sleep(LOOK);
        }
    }
    bail!("cannot be stopped")
}

/// Sends a signal to a process and to all its descendants.
fn send(signal: Signal, process: Pid) -> Result<()> {
    let mut system = System::new()?;
    let nothing_more = ProcessRefreshKind::nothing();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, nothing_more);
    let is_below = |found: &Process| {
        let parent = |pid: &Pid| system.process(*pid)?.parent();
        std::iter::successors(Some(found.pid()), parent).any(|pid| pid == process)
    };
    for found in system.processes().values().filter(|found| is_below(found)) {
        // It may just have ended.
        let _ = found.kill_with(signal);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a shell script. Returns whether it succeeded, what it printed, and how long it took.
    fn shell(script: &str, limits: Limits) -> (Result<bool>, Vec<String>, Duration) {
        let mut said = Vec::new();
        let start = Instant::now();
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let ended = run(Path::new("."), &mut command, limits, |line| {
            said.push(line.to_owned());
        });
        (ended, said, start.elapsed())
    }

    const SHORT: Limits = Limits {
        end: Duration::from_millis(500),
        output: Duration::from_millis(500),
    };

    /// Far less than what the scripts sleep, and far more than a busy machine needs.
    const SOON: Duration = Duration::from_secs(60);

    #[test]
    fn output_stays_in_order() {
        let (ended, said, _) = shell("echo a; echo b >&2; printf c", LIMITS);
        assert!(ended.unwrap());
        assert_eq!(said, ["a", "b", "c"]);
        assert!(!shell("exit 3", LIMITS).0.unwrap());
    }

    #[test]
    fn a_program_that_hangs_is_stopped_with_what_it_started() {
        let mark = std::env::temp_dir().join(format!("xtask-program-{}", std::process::id()));
        let child = "sh -c 'trap \"touch $0; exit\" TERM; sleep 600 & wait'";
        let (ended, said, _) = shell(&format!("echo a; {child} {} & wait", mark.display()), SHORT);
        let error = ended.unwrap_err().to_string();
        assert_eq!(error, "did not end within 500ms, and was stopped");
        assert_eq!(said, ["a"]);
        let start = Instant::now();
        while !mark.exists() && start.elapsed() < SOON {
            thread::sleep(LOOK);
        }
        std::fs::remove_file(mark).unwrap();
    }

    #[test]
    fn a_program_that_ignores_sigterm_is_killed() {
        let (ended, _, took) = shell("trap '' TERM; while :; do sleep 600; done", SHORT);
        assert!(ended.is_err());
        assert!(took < SOON);
    }

    #[test]
    fn a_program_left_running_does_not_hold_up_the_suite() {
        let (ended, said, took) = shell("sleep 600 & echo $!", Limits { end: SOON, ..SHORT });
        assert!(ended.unwrap());
        assert!(took < SOON);
        assert_eq!(said.len(), 2);
        Command::new("kill").arg(&said[0]).status().unwrap();
    }

    #[test]
    fn a_program_that_closes_its_output_is_stopped_too() {
        let (ended, _, took) = shell("exec >&- 2>&-; sleep 600", SHORT);
        assert!(ended.is_err());
        assert!(took < SOON);
    }
}
