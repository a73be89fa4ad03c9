//! Runs tasks side by side: so many at once, each after what it needs, and one more that mostly waits.

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
    /// Anything but another one of these. It mostly waits, so it takes no place of the tasks that fill the processors.
    Waiting,
}

impl Place {
    /// How far its programs give way to others, as `nice` counts it.
    pub const fn niceness(self) -> u8 {
        match self {
            Self::Waiting => 0,
            Self::Beside => 5,
            Self::Cargo => 10,
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

/// Runs all tasks, at most `at_once` at a time, in their order where several could run. Where several run at once, one
/// of [`Place::Waiting`] runs beside them.
///
/// A task whose needs nobody makes never runs.
pub fn run<Thing: Copy + Eq + Hash + Send>(tasks: Vec<Task<'_, Thing>>, at_once: usize) {
    let state = Mutex::new(State {
        queued: tasks,
        running: Vec::new(),
        made: HashMap::new(),
    });
    let changed = Condvar::new();
    let at_once = at_once.max(1);
    thread::scope(|scope| {
        let (state, changed) = (&state, &changed);
        for _ in 0..at_once {
            let takes = |place| at_once == 1 || place != Place::Waiting;
            scope.spawn(move || work(state, changed, takes));
        }
        if at_once > 1 {
            scope.spawn(|| work(state, changed, |place| place == Place::Waiting));
        }
    });
}

struct State<'a, Thing> {
    queued: Vec<Task<'a, Thing>>,
    running: Vec<Place>,
    /// Whether each thing could be made.
    made: HashMap<Thing, bool>,
}

/// What one thread does: takes the next task that it takes at all and that may run, until there is none left to wait for.
fn work<Thing: Copy + Eq + Hash>(
    state: &Mutex<State<'_, Thing>>,
    changed: &Condvar,
    takes: impl Fn(Place) -> bool,
) {
    let mut now = lock(state);
    loop {
        let Some(index) = now.next(&takes) else {
            if now.running.is_empty() && now.next(|_| true).is_none() {
                changed.notify_all();
                return;
            }
            now = changed.wait(now).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let task = now.queued.remove(index);
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
    /// Which of the queued tasks, of those that are taken at all, is the first that may run now.
    fn next(&self, takes: impl Fn(Place) -> bool) -> Option<usize> {
        self.queued.iter().position(|task| {
            let free = task.place == Place::Beside || !self.running.contains(&task.place);
            free && takes(task.place)
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
        assert_one_after_the_other(&order(&[Place::Cargo; 3], 3));
    }

    #[test]
    fn what_waits_runs_one_at_a_time_beside_as_many_others() {
        use Place::{Beside, Cargo, Waiting};
        let (to_waiting, waits) = mpsc::channel();
        let (to_first, first) = mpsc::channel();
        let (to_second, second) = mpsc::channel();
        // All three have to run at once.
        let tasks = vec![
            task(Beside, move |_| {
                to_waiting.send(()).is_ok() && first.recv().is_ok()
            }),
            task(Cargo, move |_| second.recv().is_ok()),
            task(Waiting, move |_| {
                waits.recv().is_ok() && to_first.send(()).is_ok() && to_second.send(()).is_ok()
            }),
        ];
        run(tasks, 2);
        assert_one_after_the_other(&order(&[Waiting; 3], 3));
    }

    #[test]
    fn one_at_a_time_is_what_waits_too() {
        use Place::{Beside, Waiting};
        assert_one_after_the_other(&order(&[Waiting, Beside, Waiting], 1));
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
