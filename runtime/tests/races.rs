//! The detector of races against a plain one that forgets nothing: both find the first race at the same
//! access, in random histories of threads, locks, variables and parts of them.

use gilscope_runtime::heap::record::{Access, Location, Touch};
use gilscope_runtime::races::{Detector, Found};
use gilscope_runtime::task::ThreadId;
use proptest::prelude::*;

const OBJECT: u64 = 1 << 40;
const LOCK: u64 = 1 << 50;

/// What a thread does.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Touch(Access),
    /// It begins another thread.
    Begin,
    End,
    /// It joins the thread of this number, if that has ended.
    Join(u32),
}

fn variable(object: u64, part: u64, touch: Touch) -> Deed {
    let location = Location {
        object: OBJECT + object,
        part,
    };
    Deed::Touch(Access { location, touch })
}

fn lock(number: u64, touch: Touch) -> Deed {
    let location = Location::named(LOCK + number);
    Deed::Touch(Access { location, touch })
}

fn deed() -> impl Strategy<Value = Deed> {
    let touches = [Touch::Read, Touch::Write, Touch::Look, Touch::Store];
    let touch = (0..4usize).prop_map(move |at| touches[at]);
    prop_oneof![
        6 => (0..2u64, 0..3u64, touch).prop_map(|(object, part, touch)| variable(object, part, touch)),
        2 => (0..2u64).prop_map(|number| lock(number, Touch::Acquire)),
        2 => (0..2u64).prop_map(|number| lock(number, Touch::Release)),
        1 => Just(Deed::Begin),
        1 => Just(Deed::End),
        1 => (0..6u32).prop_map(Deed::Join),
    ]
}

/// Knows for each thread which of all accesses happened before.
#[derive(Default)]
struct Plain {
    known: Vec<u128>,
    ended: Vec<Option<u128>>,
    passed: Vec<(Location, u128)>,
    past: Vec<(usize, Access)>,
}

impl Plain {
    /// Whether the access races with an earlier one.
    fn touch(&mut self, thread: usize, access: Access) -> bool {
        let Access { location, touch } = access;
        let takes = matches!(touch, Touch::Acquire | Touch::Look | Touch::Store);
        for (other, mask) in self.passed.iter().filter(|_| takes) {
            if other.overlaps(location) {
                self.known[thread] |= mask;
            }
        }
        let is_variable = location.object < LOCK;
        let is_plain = |it: Touch| matches!(it, Touch::Read | Touch::Write);
        let races =
            is_variable && { self.past.iter().enumerate() }.any(|(at, (other, earlier))| {
                *other != thread
                    && earlier.conflicts(access)
                    && (is_plain(earlier.touch) || is_plain(touch))
                    && self.known[thread] & 1 << at == 0
            });
        if is_variable {
            self.known[thread] |= 1 << self.past.len();
            self.past.push((thread, access));
        }
        if matches!(touch, Touch::Release | Touch::Store) {
            self.passed.push((location, self.known[thread]));
        }
        races
    }
}

fn check(history: &[(usize, Deed)], limit: Option<usize>) -> Result<(), TestCaseError> {
    let mut detector: Detector<usize> = match limit {
        Some(limit) => Detector::with_limit(limit),
        None => Detector::default(),
    };
    let mut plain = Plain {
        known: vec![0; 3],
        ended: vec![None; 3],
        ..Plain::default()
    };
    let mut found: Vec<Found<usize>> = Vec::new();
    for (at, (thread, deed)) in history.iter().enumerate() {
        let thread = thread % plain.known.len();
        if plain.ended[thread].is_some() {
            continue;
        }
        let me = ThreadId(thread as u32);
        match deed {
            Deed::Touch(access) => {
                let expected = plain.touch(thread, *access);
                detector.touch(me, *access, at, &mut found);
                let is_found = !found.is_empty();
                match limit {
                    None => prop_assert_eq!(is_found, expected, "at {} of {:?}", at, history),
                    Some(_) => prop_assert!(expected || !is_found, "at {at} of {history:?}"),
                }
                if expected {
                    for it in &found {
                        prop_assert_eq!(it.second.spot, at);
                        prop_assert!(it.first.thread != me);
                    }
                    return Ok(());
                }
            }
            Deed::Begin => {
                let birth = detector.bear(me);
                detector.begin(ThreadId(plain.known.len() as u32), birth);
                plain.known.push(plain.known[thread]);
                plain.ended.push(None);
            }
            Deed::End => {
                let location = Location::end_of(me.0);
                let touch = Touch::End;
                detector.touch(me, Access { location, touch }, at, &mut found);
                plain.ended[thread] = Some(plain.known[thread]);
            }
            Deed::Join(other) => {
                let location = Location::end_of(*other);
                let touch = Touch::Join;
                if let Some(Some(mask)) = plain.ended.get(*other as usize) {
                    plain.known[thread] |= mask;
                    detector.touch(me, Access { location, touch }, at, &mut found);
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_first_race_is_found_where_it_is(
        history in prop::collection::vec((0..6usize, deed()), 0..60),
    ) {
        check(&history, None)?;
    }

    #[test]
    fn who_forgets_accuses_nobody(history in prop::collection::vec((0..6usize, deed()), 0..60)) {
        check(&history, Some(2))?;
    }
}

#[test]
fn what_is_forgotten_is_counted_and_the_rest_is_bounded() {
    let mut detector: Detector<usize> = Detector::with_limit(100);
    let mut found = Vec::new();
    let mut touch = |thread: u32, part: u64, at| {
        let location = Location {
            object: OBJECT,
            part,
        };
        let touch = Touch::Write;
        detector.touch(ThreadId(thread), Access { location, touch }, at, &mut found);
    };
    for part in 1..10_000 {
        touch(0, part, 0);
    }
    // The last ones are known still.
    touch(1, 9_999, 1);
    assert_eq!(found.len(), 1);
    assert!(detector.forgotten >= 9_800);
}
