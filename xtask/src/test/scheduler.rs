//! Runs jobs in parallel, each after what it needs. A given number of them may use a processor at once. One more runs
//! beside them: a job that mostly waits or, when none is left, any other, because no job uses a processor all the time.

use std::{
    any::Any,
    collections::HashMap,
    hash::Hash,
    panic::{self, AssertUnwindSafe},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// Which other jobs a job may run in parallel with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Any job.
    Beside,
    /// Any except another cargo job: cargo locks its target folder, so the second one would only wait.
    Cargo,
    /// Any except another job of this kind. It mostly waits and leaves the processors idle, so it runs in addition to
    /// the jobs that use them.
    Waiting,
}

/// A job.
pub struct Job<'a, Thing> {
    pub place: Place,
    /// The things that must be made before it.
    pub needs: Vec<Thing>,
    /// The thing that it makes, if others need it.
    pub makes: Option<Thing>,
    /// Runs the job. The argument says whether everything that it needs was made; the result says whether it made
    /// its own thing.
    pub run: Box<dyn FnOnce(bool) -> bool + Send + 'a>,
}

/// Runs all jobs: at most `at_once` at a time, and in addition one of [`Place::Waiting`] or, when none of those is
/// left, one of any kind. If several can run, the first one does. If `at_once` is 1, no jobs run in parallel.
///
/// A job never runs if it needs something that no job makes.
///
/// # Panics
///
/// If a job panics, with its panic, after all the others have ended.
pub fn run<Thing: Copy + Eq + Hash + Send>(jobs: Vec<Job<'_, Thing>>, at_once: usize) {
    let at_once = at_once.max(1);
    let threads = if at_once == 1 { 1 } else { at_once + 1 };
    let state = Mutex::new(State {
        at_once,
        queued: jobs,
        running: Vec::new(),
        made: HashMap::new(),
        panic: None,
    });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| work(&state, &changed));
        }
    });
    let state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(panic) = state.panic {
        panic::resume_unwind(panic);
    }
}

struct State<'a, Thing> {
    /// How many jobs may run at a time, not counting those that mostly wait.
    at_once: usize,
    queued: Vec<Job<'a, Thing>>,
    running: Vec<Place>,
    /// For each thing whose job has ended, whether it was made.
    made: HashMap<Thing, bool>,
    /// The payload of the first panic.
    panic: Option<Box<dyn Any + Send>>,
}

/// The work of one thread: runs one job after another, until no job is left that could ever run.
fn work<Thing: Copy + Eq + Hash>(shared: &Mutex<State<'_, Thing>>, changed: &Condvar) {
    let mut state = lock(shared);
    loop {
        let Some(index) = state.next() else {
            if state.running.is_empty() {
                changed.notify_all();
                return;
            }
            state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let job = state.queued.remove(index);
        let ready = job.needs.iter().all(|thing| state.made[thing]);
        state.running.push(job.place);
        drop(state);
        let ended = panic::catch_unwind(AssertUnwindSafe(|| (job.run)(ready)));
        state = lock(shared);
        if let Some(place) = state.running.iter().position(|place| *place == job.place) {
            state.running.remove(place);
        }
        if let Some(thing) = job.makes {
            state.made.insert(thing, matches!(ended, Ok(true)));
        }
        if let Err(panic) = ended {
            state.panic.get_or_insert(panic);
        }
        changed.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<Thing: Copy + Eq + Hash> State<'_, Thing> {
    /// Returns the index of the first job that may run now.
    fn next(&self) -> Option<usize> {
        let runs = |place| self.running.contains(&place);
        let waiting_is_left =
            runs(Place::Waiting) || self.queued.iter().any(|job| job.place == Place::Waiting);
        let more = usize::from(self.at_once > 1 && !waiting_is_left);
        let fill = |place: &&Place| **place != Place::Waiting;
        let is_full = self.running.iter().filter(fill).count() >= self.at_once + more;
        self.queued.iter().position(|job| {
            let may = match job.place {
                Place::Beside => !is_full,
                Place::Cargo => !is_full && !runs(Place::Cargo),
                Place::Waiting => !runs(Place::Waiting),
            };
            may && job.needs.iter().all(|thing| self.made.contains_key(thing))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn job<'a>(place: Place, run: impl FnOnce(bool) -> bool + Send + 'a) -> Job<'a, &'static str> {
        Job {
            place,
            needs: Vec::new(),
            makes: None,
            run: Box::new(run),
        }
    }

    /// Runs jobs that record when they begin and end.
    fn order(places: &[Place], at_once: usize) -> Vec<String> {
        let noted = Mutex::new(Vec::new());
        let note = |what: String| lock(&noted).push(what);
        let jobs = places.iter().enumerate().map(|(index, place)| {
            let note = &note;
            job(*place, move |_| {
                note(format!("{index} begins"));
                thread::yield_now();
                note(format!("{index} ends"));
                true
            })
        });
        run(jobs.collect(), at_once);
        noted.into_inner().unwrap()
    }

    fn assert_one_after_the_other(noted: &[String]) {
        assert_eq!(noted.len(), 6);
        for pair in noted.chunks(2) {
            let [begin, end] = pair else {
                panic!("{noted:?}")
            };
            assert_eq!(begin.replace("begins", "ends"), *end);
        }
    }

    #[test]
    fn two_jobs_run_at_once() {
        // Each job waits for the other, so neither would end alone.
        let (to_first, first) = mpsc::channel();
        let (to_second, second) = mpsc::channel();
        let jobs = vec![
            job(Place::Beside, move |_| {
                to_second.send(()).is_ok() && first.recv().is_ok()
            }),
            job(Place::Cargo, move |_| {
                to_first.send(()).is_ok() && second.recv().is_ok()
            }),
        ];
        run(jobs, 2);
    }

    #[test]
    fn one_at_a_time_keeps_the_order() {
        let noted = order(&[Place::Beside, Place::Cargo, Place::Beside], 1);
        let expected = [
            "0 begins", "0 ends", "1 begins", "1 ends", "2 begins", "2 ends",
        ];
        assert_eq!(noted, expected);
    }

    #[test]
    fn jobs_of_cargo_run_one_after_the_other() {
        assert_one_after_the_other(&order(&[Place::Cargo; 3], 3));
    }

    /// Returns which of the queued jobs starts while others run, with two at a time.
    fn begins(queued: &[Place], running: &[Place]) -> Option<usize> {
        let state = State {
            at_once: 2,
            queued: queued.iter().map(|&place| job(place, |_| true)).collect(),
            running: running.to_vec(),
            made: HashMap::new(),
            panic: None,
        };
        state.next()
    }

    #[test]
    fn one_job_that_waits_runs_in_addition_to_the_others() {
        use Place::{Beside, Cargo, Waiting};
        assert_eq!(begins(&[Beside, Waiting], &[Beside, Cargo]), Some(1));
        assert_eq!(begins(&[Beside, Waiting], &[Beside, Waiting]), Some(0));
        assert_eq!(begins(&[Waiting, Beside], &[Waiting]), Some(1));
        assert_eq!(begins(&[Waiting, Cargo], &[Waiting, Cargo]), None);
        assert_eq!(begins(&[Beside], &[Waiting, Beside, Cargo]), None);
    }

    #[test]
    fn one_more_job_runs_once_none_that_waits_is_left() {
        use Place::{Beside, Cargo, Waiting};
        assert_eq!(begins(&[Beside], &[Beside, Cargo]), Some(0));
        assert_eq!(begins(&[Beside], &[Beside, Beside, Cargo]), None);
        assert_eq!(begins(&[Beside, Waiting], &[Waiting, Beside, Cargo]), None);
    }

    #[test]
    fn one_at_a_time_includes_jobs_that_wait() {
        use Place::{Beside, Waiting};
        assert_one_after_the_other(&order(&[Waiting, Beside, Waiting], 1));
    }

    #[test]
    fn a_panic_is_passed_on_when_the_others_have_ended() {
        for place in [Place::Beside, Place::Waiting] {
            let ended = Mutex::new(0);
            let mut jobs = vec![job(place, |_| panic!("job")), job(place, |_| panic!("job"))];
            jobs.extend((0..3).map(|_| {
                job(place, |_| {
                    *lock(&ended) += 1;
                    true
                })
            }));
            let passed_on = panic::catch_unwind(AssertUnwindSafe(|| run(jobs, 2)));
            assert_eq!(passed_on.unwrap_err().downcast_ref::<&str>(), Some(&"job"));
            assert_eq!(*lock(&ended), 3);
        }
    }

    #[test]
    fn a_job_waits_for_its_dependency_and_learns_whether_it_succeeded() {
        for good in [true, false] {
            let told = Mutex::new(None);
            let mut user = job(Place::Beside, |ready| {
                *lock(&told) = Some(ready);
                true
            });
            user.needs.push("package");
            let mut maker = job(Place::Cargo, |_| good);
            maker.makes = Some("package");
            run(vec![user, maker], 2);
            assert_eq!(*lock(&told), Some(good));
        }
    }
}
