//! Runs tasks side by side: so many at once, each after what it needs, some of them alone.

use std::{
    collections::HashMap,
    hash::Hash,
    panic::{self, AssertUnwindSafe},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// What a task may run beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anything.
    Beside,
    /// Anything but another task of cargo: cargo locks its folder, and the second one would only wait.
    Cargo,
    /// Other quiet tasks, after all `Beside` and `Cargo` tasks: it mostly waits, but fails on a busy machine.
    Quiet,
    /// Nothing, after all others: it measures time.
    Alone,
}

impl Place {
    /// Tasks of a later phase begin when all of the earlier ones have ended.
    const fn phase(self) -> u8 {
        match self {
            Self::Beside | Self::Cargo => 0,
            Self::Quiet => 1,
            Self::Alone => 2,
        }
    }
}

/// A task, and what it gets to know: whether all that it needs was made.
pub struct Task<'a, Thing> {
    pub place: Place,
    /// What must have been made before.
    pub needs: Vec<Thing>,
    /// What it makes, if others need it.
    pub makes: Option<Thing>,
    /// Runs it; gives whether it made what it makes.
    pub run: Box<dyn FnOnce(bool) -> bool + Send + 'a>,
}

/// Runs all tasks, at most `at_once` at a time, in their order where several could run.
///
/// A task whose needs nobody makes never runs.
pub fn run<Thing: Copy + Eq + Hash + Send>(tasks: Vec<Task<'_, Thing>>, at_once: usize) {
    let state = Mutex::new(State {
        waiting: tasks,
        running: Vec::new(),
        made: HashMap::new(),
    });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..at_once.max(1) {
            scope.spawn(|| work(&state, &changed));
        }
    });
}

struct State<'a, Thing> {
    waiting: Vec<Task<'a, Thing>>,
    running: Vec<Place>,
    /// Whether each thing could be made.
    made: HashMap<Thing, bool>,
}

/// What one thread does: takes the next task that may run, until there is none left to wait for.
fn work<Thing: Copy + Eq + Hash>(state: &Mutex<State<'_, Thing>>, changed: &Condvar) {
    let mut now = lock(state);
    loop {
        let Some(index) = now.next() else {
            if now.running.is_empty() {
                changed.notify_all();
                return;
            }
            now = changed.wait(now).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let task = now.waiting.remove(index);
        let ready = task.needs.iter().all(|thing| now.made[thing]);
        now.running.push(task.place);
        drop(now);
        let ended = panic::catch_unwind(AssertUnwindSafe(|| (task.run)(ready)));
        now = lock(state);
        if let Some(place) = now.running.iter().position(|place| *place == task.place) {
            now.running.remove(place);
        }
        if let Some(thing) = task.makes {
            now.made.insert(thing, matches!(ended, Ok(true)));
        }
        changed.notify_all();
        if let Err(panic) = ended {
            drop(now);
            // The other threads go on, and the scope panics in the end.
            panic::resume_unwind(panic);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<Thing: Copy + Eq + Hash> State<'_, Thing> {
    /// The place of the first task that may run now.
    fn next(&self) -> Option<usize> {
        let waiting = self.waiting.iter().map(|task| task.place);
        let places = waiting.chain(self.running.iter().copied());
        let phase = places.map(Place::phase).min()?;
        self.waiting.iter().position(|task| {
            let free = match task.place {
                Place::Beside | Place::Quiet => true,
                Place::Cargo => !self.running.contains(&Place::Cargo),
                Place::Alone => self.running.is_empty(),
            };
            free && task.place.phase() == phase
                && task.needs.iter().all(|thing| self.made.contains_key(thing))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn task<'a>(
        place: Place,
        run: impl FnOnce(bool) -> bool + Send + 'a,
    ) -> Task<'a, &'static str> {
        Task {
            place,
            needs: Vec::new(),
            makes: None,
            run: Box::new(run),
        }
    }

    /// Runs tasks that each note when they begin and end, one of them for longer than the others.
    fn order(places: &[Place], at_once: usize) -> Vec<String> {
        let noted = Mutex::new(Vec::new());
        let note = |what: String| lock(&noted).push(what);
        let tasks = places.iter().enumerate().map(|(index, place)| {
            let note = &note;
            task(*place, move |_| {
                note(format!("{index} begins"));
                thread::yield_now();
                note(format!("{index} ends"));
                true
            })
        });
        run(tasks.collect(), at_once);
        noted.into_inner().unwrap()
    }

    #[test]
    fn two_tasks_run_at_once() {
        // Each waits for the other: alone, neither would end.
        let (to_first, first) = mpsc::channel();
        let (to_second, second) = mpsc::channel();
        let tasks = vec![
            task(Place::Beside, move |_| {
                to_second.send(()).is_ok() && first.recv().is_ok()
            }),
            task(Place::Cargo, move |_| {
                to_first.send(()).is_ok() && second.recv().is_ok()
            }),
        ];
        run(tasks, 2);
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
    fn tasks_of_cargo_run_one_after_the_other() {
        let noted = order(&[Place::Cargo; 3], 3);
        for pair in noted.chunks(2) {
            let [begin, end] = pair else {
                panic!("{noted:?}")
            };
            assert_eq!(begin.replace("begins", "ends"), *end);
        }
    }

    #[test]
    fn what_measures_time_runs_alone_and_last() {
        let noted = order(
            &[Place::Alone, Place::Beside, Place::Alone, Place::Cargo],
            4,
        );
        let last = ["0 begins", "0 ends", "2 begins", "2 ends"];
        assert_eq!(noted[4..], last);
    }

    /// Which of the waiting tasks begins while the others run.
    fn begins(waiting: &[Place], running: &[Place]) -> Option<usize> {
        let state = State {
            waiting: waiting.iter().map(|&place| task(place, |_| true)).collect(),
            running: running.to_vec(),
            made: HashMap::new(),
        };
        state.next()
    }

    #[test]
    fn quiet_tasks_run_side_by_side_after_the_others_and_before_what_runs_alone() {
        use Place::{Alone, Beside, Cargo, Quiet};
        assert_eq!(begins(&[Alone, Quiet, Beside], &[]), Some(2));
        assert_eq!(begins(&[Alone, Quiet], &[Beside]), None);
        assert_eq!(begins(&[Alone, Quiet], &[Cargo]), None);
        assert_eq!(begins(&[Alone, Quiet], &[]), Some(1));
        assert_eq!(begins(&[Alone, Quiet], &[Quiet]), Some(1));
        assert_eq!(begins(&[Alone], &[Quiet]), None);
        assert_eq!(begins(&[Alone], &[Alone]), None);
    }

    #[test]
    fn a_task_waits_for_what_it_needs_and_learns_whether_it_was_made() {
        for good in [true, false] {
            let told = Mutex::new(None);
            let mut user = task(Place::Beside, |ready| {
                *lock(&told) = Some(ready);
                true
            });
            user.needs.push("package");
            let mut maker = task(Place::Cargo, |_| good);
            maker.makes = Some("package");
            run(vec![user, maker], 2);
            assert_eq!(*lock(&told), Some(good));
        }
    }
}
