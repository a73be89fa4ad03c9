//! Runs a program of a suite to its end. A program that hangs is stopped: otherwise the whole run would never end, and
//! nobody would learn which program it was.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use sysinfo::{Pid, Process, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, Signal, System};

/// How long to wait for a program.
#[derive(Clone, Copy)]
pub struct Limits {
    /// For its end.
    pub end: Duration,
    /// For its output to close once it has ended. A program that it has started, such as a browser, may keep it open.
    pub output: Duration,
}

impl Limits {
    /// The limits of a program that may take this long.
    pub const fn of(end: Duration) -> Self {
        let output = Duration::from_secs(10);
        Self { end, output }
    }
}

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
                let stopped = stop(&mut child);
                // What it has said since then, such as the names of the running tests.
                let until = Instant::now() + limits.output;
                while let Ok(line) = lines.recv_timeout(until - Instant::now()) {
                    read(&line);
                }
                stopped.with_context(|| format!("did not end within {:?}", limits.end))?;
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
pub fn lines_of(reader: impl Read + Send + 'static) -> Receiver<String> {
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

/// Waits for a program to end, and returns whether it succeeded.
///
/// # Errors
///
/// Fails if it does not end in time. It is then stopped, with all programs that it has started.
pub fn wait(child: &mut Child, limit: Duration) -> Result<bool> {
    let start = Instant::now();
    loop {
        if let Some(end) = child.try_wait()? {
            return Ok(end.success());
        }
        if start.elapsed() > limit {
            stop(child)?;
            bail!("did not end in time, and was stopped");
        }
        thread::sleep(LOOK);
    }
}

/// Stops a program and all that it has started: first with SIGTERM, so that each can clean up, as a test runner closes
/// its browsers.
fn stop(child: &mut Child) -> Result<()> {
    let root = Pid::from_u32(child.id());
    let mut tree = descendants(&processes()?, root);
    send(Signal::Term, &tree)?;
    let start = Instant::now();
    // The program may end before those that it has started.
    while start.elapsed() < PATIENCE && (child.try_wait()?.is_none() || any_runs(&tree)?) {
        thread::sleep(LOOK);
    }
    // A program that has ended no longer leads to those that it has started, hence the first list as well.
    tree.extend(descendants(&processes()?, root));
    send(Signal::Kill, &tree)?;
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > PATIENCE {
            bail!("cannot be stopped");
        }
        thread::sleep(LOOK);
    }
    Ok(())
}

/// How long a program has to end after SIGTERM.
const PATIENCE: Duration = Duration::from_secs(5);

/// A process, and when it started: another one may get its number once it has ended.
type Known = (Pid, u64);

/// Returns the processes of the system, without their threads.
fn processes() -> Result<System> {
    let mut system = System::new()?;
    let kind = ProcessRefreshKind::nothing().without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
    Ok(system)
}

/// Returns a process and all its descendants, each after its parent. In this order, nobody takes the end of a child for
/// a failure before it is told to end itself.
fn descendants(system: &System, root: Pid) -> Vec<Known> {
    let parent = |pid: &Pid| system.process(*pid)?.parent();
    let depth = |pid| std::iter::successors(Some(pid), parent).position(|pid| pid == root);
    let all = system.processes().values();
    let mut found: Vec<_> = all
        .filter_map(|process| Some((depth(process.pid())?, process)))
        .collect();
    found.sort_by_key(|(depth, _)| *depth);
    found
        .into_iter()
        .map(|(_, process)| (process.pid(), process.start_time()))
        .collect()
}

/// Returns a process if it still runs. Until somebody reads its exit code, it remains as a zombie.
fn running(system: &System, (pid, started): Known) -> Option<&Process> {
    let process = system.process(pid)?;
    let runs = process.start_time() == started && process.status() != ProcessStatus::Zombie;
    runs.then_some(process)
}

/// Returns whether one of the processes still runs.
fn any_runs(known: &[Known]) -> Result<bool> {
    let system = processes()?;
    Ok(known.iter().any(|&known| running(&system, known).is_some()))
}

/// Sends a signal to those of the processes that still run.
fn send(signal: Signal, known: &[Known]) -> Result<()> {
    let system = processes()?;
    for process in known.iter().filter_map(|&known| running(&system, known)) {
        // It may just have ended.
        let _ = process.kill_with(signal);
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
        let (ended, said, _) = shell("echo a; echo b >&2; printf c", Limits::of(SOON));
        assert!(ended.unwrap());
        assert_eq!(said, ["a", "b", "c"]);
        assert!(!shell("exit 3", Limits::of(SOON)).0.unwrap());
    }

    #[test]
    fn a_program_that_hangs_is_stopped_with_what_it_started() {
        // What a program says once it is told to end is kept, even if the one that has started it ends sooner.
        let child = "sh -c 'trap \"sleep 1; echo closed; exit\" TERM; sleep 600 & wait'";
        // On a busy machine, the child needs a moment to set its trap, and to say something.
        let limits = Limits {
            end: Duration::from_secs(5),
            output: SOON,
        };
        let (ended, said, _) = shell(&format!("{child} & echo $!; wait"), limits);
        let error = ended.unwrap_err().to_string();
        assert_eq!(error, "did not end within 5s, and was stopped");
        assert_eq!(said[1..], ["closed"]);
        ends(&said[0]);
    }

    #[test]
    fn a_program_is_stopped_before_what_it_started() {
        // Each shell starts another one, and the sixth sleeps.
        let script = "[ $1 = 5 ] && exec sleep 600; sh -c \"$SCRIPT\" sh $(($1 + 1)); :";
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", "0"]);
        let mut child = command.env("SCRIPT", script).spawn().unwrap();
        let root = Pid::from_u32(child.id());
        let start = Instant::now();
        let (system, tree) = loop {
            let system = processes().unwrap();
            let tree = descendants(&system, root);
            if tree.len() == 6 {
                break (system, tree);
            }
            assert!(start.elapsed() < SOON, "{} have started", tree.len());
            thread::sleep(LOOK);
        };
        stop(&mut child).unwrap();
        let pids: Vec<Pid> = tree.into_iter().map(|(pid, _)| pid).collect();
        let parents = pids
            .iter()
            .map(|pid| system.process(*pid).unwrap().parent().unwrap());
        assert_eq!(pids[0], root);
        assert_eq!(parents.skip(1).collect::<Vec<_>>(), pids[..5]);
    }

    /// Waits until a process has ended.
    fn ends(pid: &str) {
        let pid: Pid = pid.parse().unwrap();
        let start = Instant::now();
        loop {
            let system = processes().unwrap();
            // Until somebody reads its exit code, it remains as a zombie.
            match system.process(pid).map(Process::status) {
                None | Some(ProcessStatus::Zombie) => return,
                Some(status) => assert!(start.elapsed() < SOON, "{pid} is {status}"),
            }
            thread::sleep(LOOK);
        }
    }

    #[test]
    fn what_ignores_sigterm_is_killed_even_if_its_parent_has_ended() {
        let child = "sh -c 'trap \"\" TERM; while :; do sleep 1; done'";
        let (ended, said, _) = shell(&format!("{child} & echo $!; exec sleep 600"), SHORT);
        assert!(ended.is_err());
        ends(&said[0]);
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
