//! What the steps of threads touch of what several of them can reach: for a driver that explores
//! schedules.
//!
//! Nothing is recorded until an OS thread begins a [`Recording`]. Then each guard of a `SHARED` object
//! that ends is noted, as a read or as a write: complete by construction, whatever the body type. Where
//! an operation knows better which part of an object it is about, it sets a [`focus`] first.
//!
//! Objects go by numbers that do not depend on the order in which threads are stepped: who published
//! the object, and how many that thread had published before. So what one run has found out about a
//! step is true of the same step in another run.
//!
//! Beside the accesses of a step there is a [`Log`] of it, for those who want to know the step again
//! without taking it: all that it depended on and all that it left behind.

use super::counting::{Flags, Header};
use super::object::Ref;
use crate::time::Nanos;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Something that threads share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    /// Which object; see the constants.
    pub object: u64,
    /// Which part of it; [`Location::WHOLE`] overlaps with every part.
    pub part: u64,
}

impl Location {
    /// The part that stands for all of them.
    pub const WHOLE: u64 = 0;
    /// Set in parts that are names: an operation that is about one is about the same one in all
    /// circumstances.
    pub const NAME: u64 = 1 << 62;
    /// Standard output.
    pub const OUTPUT: Location = Location::named(1);
    /// Standard error.
    pub const ERRORS: Location = Location::named(2);
    /// Files.
    pub const FILES: Location = Location::named(3);
    /// Locks that nobody has named.
    pub const NAMELESS: Location = Location::named(4);
    /// The end of the run, where it ends without its daemons.
    pub const EXIT: Location = Location::named(5);
    const ENDS: u64 = 1 << 63;
    /// The order in which the items of a container came into it.
    pub const ORDER: u64 = 1 << 60;
    /// Set in parts that are a thread's own.
    const OWN: u64 = 1 << 61;

    /// A whole object by its number. Those below 2³² are nobody's objects.
    pub const fn named(object: u64) -> Location {
        Location {
            object,
            part: Location::WHOLE,
        }
    }

    /// The end of a thread.
    pub const fn end_of(thread: u32) -> Location {
        Location::named(Location::ENDS | thread as u64)
    }

    /// The thread whose end it is.
    pub fn thread(self) -> Option<u32> {
        (self.object & Location::ENDS != 0).then_some(self.object as u32)
    }

    /// Whether it is an object of the heap, and not the outside or the end of a thread.
    pub fn is_data(self) -> bool {
        self.object >> 32 != 0 && self.object & Location::ENDS == 0
    }

    /// Whether both are the same, or one is a part of the other.
    pub fn overlaps(self, other: Location) -> bool {
        let whole = Location::WHOLE;
        self.object == other.object
            && (self.part == other.part || self.part == whole || other.part == whole)
    }
}

/// How a location is touched.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Touch {
    /// Read.
    Read,
    /// Written.
    Write,
    /// Written by an operation that is whole by itself: a method of a container, the library's own
    /// code. No data race with its like.
    Store,
    /// A new item comes behind all others of a container: of two such, which came first shows in their order
    /// alone, and so it is no data race.
    Insert,
    /// A lock is taken by a thread that would have waited for it.
    Acquire,
    /// A lock is taken by a thread that would have gone on without it.
    TryAcquire,
    /// A lock that is let go.
    Release,
    /// Read by an operation that is whole by itself; or somebody looks whether a lock is held or a
    /// thread has ended, and goes on either way.
    Look,
    /// A lock that is not free and will be waited for: nothing has happened yet.
    Want,
    /// The end of a thread.
    End,
    /// The end of a thread that was waited for.
    Join,
}

impl Touch {
    /// Whether it changes anything for those who come later.
    pub fn changes(self) -> bool {
        matches!(
            self,
            Touch::Write
                | Touch::Store
                | Touch::Insert
                | Touch::Acquire
                | Touch::TryAcquire
                | Touch::Release
                | Touch::End
        )
    }
}

/// One access.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Access {
    /// To what.
    pub location: Location,
    /// How.
    pub touch: Touch,
}

impl Access {
    /// What the same operation may touch in other circumstances: any part of the object, and not only
    /// to read it, unless the part goes by a name or it is a lock that is waited for or let go.
    pub fn widened(self) -> Access {
        let is_sure = matches!(
            self.touch,
            Touch::Acquire | Touch::Release | Touch::End | Touch::Join
        );
        match self.location.part & Location::NAME {
            0 if !is_sure => Access {
                location: Location::named(self.location.object),
                touch: Touch::Write,
            },
            _ => self,
        }
    }

    /// Whether the order of the two makes a difference.
    pub fn conflicts(self, other: Access) -> bool {
        self.location.overlaps(other.location) && (self.touch.changes() || other.touch.changes())
    }
}

/// Sets of kinds of objects, a bit each, that are not recorded as others are.
#[derive(Clone, Copy, Default, Debug)]
pub struct Kinds {
    /// Of which each thread has a part of its own: ignored, but for the log.
    pub own: u64,
    /// Never recorded: what the owner of the heap keeps for itself.
    pub ignored: u64,
    /// Recorded when it is written, and read only under a focus: what is hardly ever written.
    pub quiet: u64,
}

/// What a location holds, where that can be told in two words: equal ones are the same.
pub type Content = [u64; 2];

/// What the log says of a location.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// What went on depended on it.
    Read,
    /// It was changed, and holds this now, if that can be told.
    Change(Option<Content>),
}

/// What a step depended on and what it left behind, in order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Log {
    /// Locations, those among them that threads do not meet at.
    pub entries: Vec<(Location, Deed)>,
    /// Numbers of the objects that others can reach from now on.
    pub born: Vec<u64>,
    /// What it may have depended on or left behind beside what is noted here.
    pub hidden: Option<&'static str>,
}

impl Log {
    fn touch(&mut self, thread: u32, location: Location, touch: Touch) {
        self.entries.push((location, Deed::Read));
        let content = match touch {
            Touch::Acquire | Touch::TryAcquire => Some(held_by(thread, 0)),
            Touch::Release => Some(FREE),
            _ => None,
        };
        if touch.changes() {
            self.entries.push((location, Deed::Change(content)));
        }
    }
}

/// Of a lock: nobody holds it.
pub const FREE: Content = [1, 0];

/// First words of contents of locks; others have other ones.
const HELD: u64 = 2;

/// Of a lock: this thread holds it, and has taken it so often more.
pub fn held_by(thread: u32, levels: u64) -> Content {
    [HELD | u64::from(thread) << 8, levels]
}

/// Whether it is what a lock holds that somebody holds.
pub fn is_held(content: Content) -> bool {
    content[0] & 0xff == HELD
}

/// Of the end of a thread: at which moment of its clock it came.
pub fn ended_at(clock: Nanos) -> Content {
    [3, clock.0]
}

/// Of a location that takes values: one that is no object, in two words.
pub fn value(words: Content) -> Content {
    [words[0] << 8 | 4, words[1]]
}

#[derive(Default)]
struct Recorder {
    kinds: Kinds,
    /// The thread that is stepped.
    thread: u32,
    /// Numbers of published objects by address; true of those that are `SHARED` now.
    numbers: FxHashMap<usize, u64>,
    /// What objects are told by that were not published when somebody asked, by address.
    identities: FxHashMap<usize, u64>,
    /// How many numbers each thread has given.
    published: Vec<u32>,
    accesses: Vec<Access>,
    /// What is known of the present operation.
    focus: Focus,
    log: Log,
    /// Whether objects have been published: there is more than one thread.
    has_company: bool,
    /// How long the log was before the present operation.
    before: usize,
    /// Who is told at once instead: then there is neither log nor list of accesses.
    watcher: Option<Arc<dyn Watcher>>,
    standing: Standing,
}

/// Wants to hear at once what threads touch, in runs that nobody explores: a lock before it is let go and
/// after it was taken, an object while its guard is out. So what comes first is heard of first. Must
/// neither touch objects nor wait for anything but itself.
pub trait Watcher: Send + Sync + std::fmt::Debug {
    /// A thread touches something.
    fn touched(&self, standing: Standing, access: Access);
    /// A place in memory holds an object that is new to other threads.
    fn published(&self, object: u64);
    /// The number of a call at a place that is made from within another one; 0 is the outermost.
    fn called(&self, outer: u32, site: u32) -> u32;
    /// A thread is about to begin another one: a ticket for that one.
    fn bears(&self, thread: u32) -> u64;
    /// A thread begins with this ticket.
    fn begins(&self, thread: u32, ticket: u64);
    /// What a thread has waited for has come.
    fn resumed(&self, standing: Standing);
}

/// Who does something, and where.
#[derive(Clone, Copy, Default, Debug)]
pub struct Standing {
    /// The thread's number.
    pub thread: u32,
    /// The place in the script.
    pub site: u32,
    /// The call that led to it; see [`Watcher::called`].
    pub calls: u32,
}

/// Set in the numbers of objects that a [`Watcher`] is told of: their addresses.
pub const WATCHED: u64 = 1 << 62;

/// A watcher is told what this OS thread does, until dropped.
pub struct Watching {
    is_outermost: bool,
}

impl Watching {
    /// Begins to tell of a step of the thread of this number. Within a step that is told of, or while
    /// this OS thread records, nothing changes.
    pub fn begin(watcher: &Arc<dyn Watcher>, kinds: Kinds, thread: u32) -> Watching {
        let is_outermost = !is_recording();
        if is_outermost {
            MODE.set(Mode::On);
            RECORDER.with_borrow_mut(|recorder| {
                recorder.kinds = kinds;
                recorder.focus = Focus::ASIDE;
                recorder.watcher = Some(watcher.clone());
                recorder.standing = Standing {
                    thread,
                    ..Standing::default()
                };
            });
        }
        Watching { is_outermost }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        if self.is_outermost {
            MODE.set(Mode::Off);
            RECORDER.with_borrow_mut(|recorder| recorder.watcher = None);
        }
    }
}

/// Whether a watcher is told of what this OS thread does.
pub fn is_watched() -> bool {
    is_recording() && RECORDER.with_borrow(|recorder| recorder.watcher.is_some())
}

/// Says where the thread stands until the next call.
pub fn stand(site: u32, calls: u32) {
    RECORDER.with_borrow_mut(|recorder| {
        recorder.standing.site = site;
        recorder.standing.calls = calls;
    });
}

/// Tells the watcher, if there is one.
pub fn tell<R>(tell: impl FnOnce(&dyn Watcher, Standing) -> R) -> Option<R> {
    if !is_on() {
        return None;
    }
    RECORDER.with_borrow(|recorder| {
        let watcher = recorder.watcher.as_deref()?;
        Some(tell(watcher, recorder.standing))
    })
}

/// What is known of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Focus {
    /// Kinds of objects, a bit each, of which it is about a part only.
    pub kinds: u64,
    /// Which part.
    pub part: u64,
    /// Whether it is whole by itself.
    pub is_whole: bool,
}

impl Focus {
    /// An operation of which nothing is known.
    pub const NONE: Focus = Focus {
        kinds: 0,
        part: Location::WHOLE,
        is_whole: false,
    };

    /// One that is whole by itself, as all are between instructions of the script.
    pub const ASIDE: Focus = Focus {
        kinds: 0,
        part: Location::WHOLE,
        is_whole: true,
    };
}

impl Default for Focus {
    fn default() -> Focus {
        Focus::NONE
    }
}

/// Whether what happens is recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Off,
    On,
    /// There is a recorder, and it is not to notice.
    Paused,
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Off) };
    static RECORDER: RefCell<Recorder> = RefCell::default();
}

/// Recording on this OS thread, until dropped.
pub struct Recording {
    _private: (),
}

impl Recording {
    /// Begins to record.
    ///
    /// # Panics
    /// When this OS thread records already.
    pub fn begin(kinds: Kinds) -> Recording {
        let before = MODE.replace(Mode::On);
        assert!(before == Mode::Off, "(record) one run at a time");
        RECORDER.set(Recorder {
            kinds,
            ..Recorder::default()
        });
        Recording { _private: () }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        MODE.set(Mode::Off);
        RECORDER.take();
    }
}

/// Whether this OS thread records, or tells a watcher.
pub fn is_recording() -> bool {
    MODE.get() != Mode::Off
}

/// Whether this OS thread records for somebody who explores schedules: what happens in a step must not
/// depend on who came first.
pub fn is_exploring() -> bool {
    is_recording() && !is_watched()
}

fn is_on() -> bool {
    MODE.get() == Mode::On
}

/// What follows is a step of the thread of this number.
pub fn begin_step(thread: u32) {
    RECORDER.with_borrow_mut(|recorder| {
        recorder.thread = thread;
        recorder.accesses.clear();
        recorder.focus = Focus::NONE;
    });
}

/// Whether anything was touched since the step began.
pub fn has_touched() -> bool {
    RECORDER.with_borrow(|recorder| !recorder.accesses.is_empty())
}

/// What was touched since the step began: sorted, each access once.
pub fn take_accesses() -> Vec<Access> {
    RECORDER.with_borrow_mut(|recorder| {
        let mut accesses = std::mem::take(&mut recorder.accesses);
        accesses.sort_unstable();
        accesses.dedup();
        accesses
    })
}

/// Notes an access.
pub fn touch(location: Location, touch: Touch) {
    if is_on() {
        let access = Access { location, touch };
        RECORDER.with_borrow_mut(|recorder| recorder.add(access, true));
    }
}

/// Notes an access to what an object stands for, if other threads can reach it.
#[inline]
pub fn touch_object(object: &Ref, touch: Touch) {
    if object.is_shared() {
        touch_shared(object.header(), touch);
    }
}

/// Notes that an object that others can reach has a new item, for those who explore schedules.
pub fn note_insertion(object: &Ref) {
    if is_on() && is_exploring() && object.is_shared() {
        let location = Location {
            object: number_of(object.header()),
            part: Location::ORDER,
        };
        touch(location, Touch::Insert);
    }
}

/// Tells a watcher of an access to what an object stands for; what explores schedules is not told.
pub fn touch_watched(object: &Ref, touch: Touch) {
    if object.is_shared() {
        let location = Location::named(WATCHED | address_of(object.header()) as u64);
        tell(|watcher, standing| watcher.touched(standing, Access { location, touch }));
    }
}

#[cold]
fn touch_shared(header: &Header, how: Touch) {
    if is_on() {
        touch(Location::named(number_of(header)), how);
    }
}

/// Whether there was something since the last [`take_log`] that a log does not tell of.
pub fn has_hidden() -> bool {
    RECORDER.with_borrow(|recorder| recorder.log.hidden.is_some())
}

/// Takes the log since this was called last, by which it is known what the step has depended on.
pub fn take_log() -> Log {
    RECORDER.with_borrow_mut(|recorder| {
        recorder.before = 0;
        std::mem::take(&mut recorder.log)
    })
}

/// Notes in the log what is no access: nobody else could notice.
pub fn note_deed(location: Location, deed: Deed) {
    if is_on() {
        RECORDER.with_borrow_mut(|recorder| {
            if recorder.watcher.is_none() {
                recorder.log.entries.push((location, deed));
            }
        });
    }
}

/// Notes in the log what happens to an object that is no access.
pub fn note_object(object: &Ref, deed: Deed) {
    note_part(object, Location::WHOLE, deed);
}

/// The same of a part of it.
pub fn note_part(object: &Ref, part: u64, deed: Deed) {
    if is_on() && object.is_shared() {
        let object = number_of(object.header());
        note_deed(Location { object, part }, deed);
    }
}

/// What goes on may depend on more than guards see: this.
pub fn note_hidden(what: &'static str) {
    if is_exploring() {
        RECORDER.with_borrow_mut(|recorder| recorder.log.hidden = Some(what));
    }
}

/// The same, unless there is one thread only.
pub fn note_hidden_in_company(what: &'static str) {
    if is_recording() && RECORDER.with_borrow(|recorder| recorder.has_company) {
        note_hidden(what);
    }
}

/// The operation under the present focus has put this, and nothing else, into the part that it was about,
/// whatever was there before.
pub fn note_stored(content: Content) {
    RECORDER.with_borrow_mut(|recorder| {
        let part = recorder.focus.part;
        let new = recorder.log.entries.split_off(recorder.before);
        let changed = |it: &(Location, Deed)| it.0.part == part && it.1 == Deed::Change(None);
        let stored = new.iter().find(|it| changed(it)).map(|it| it.0);
        let others = new.into_iter().filter(|it| Some(it.0) != stored);
        recorder.log.entries.extend(others);
        let stored = stored.map(|it| (it, Deed::Change(Some(content))));
        recorder.log.entries.extend(stored);
    });
}

/// The number of an object that others can reach, if it has one.
pub fn known_number(object: &Ref) -> Option<u64> {
    let address = address_of(object.header());
    RECORDER.with_borrow(|recorder| recorder.numbers.get(&address).copied())
}

/// What tells an object from all others alive: where schedules are explored a number that does not depend on
/// addresses, which are others in each run.
pub fn identity(object: &Ref) -> u64 {
    let address = address_of(object.header());
    if MODE.get() == Mode::Off {
        return address as u64;
    }
    RECORDER.with_borrow_mut(|recorder| match recorder.watcher {
        Some(_) => address as u64,
        // Addresses are multiples of 16, and so are these.
        None => recorder.identity(address, object.header().flags().has(Flags::SHARED)) << 4,
    })
}

/// How many numbers a thread has given to objects: to those that it has published, and others.
pub fn published_by(thread: u32) -> u32 {
    RECORDER.with_borrow(|recorder| {
        let published = recorder.published.get(thread as usize);
        published.copied().unwrap_or(0)
    })
}

/// Says what is known of the operations until the next call.
pub fn focus(focus: Focus) {
    RECORDER.with_borrow_mut(|recorder| {
        recorder.focus = focus;
        recorder.before = recorder.log.entries.len();
    });
}

/// Does what no thread could notice, without recording.
pub fn unnoticed<R>(work: impl FnOnce() -> R) -> R {
    if !is_on() {
        return work();
    }
    MODE.set(Mode::Paused);
    // Objects published meanwhile are numbered when they are touched first.
    let result = work();
    MODE.set(Mode::On);
    result
}

/// The number of objects that nobody changes, once others can reach them: of those nothing is told.
const OVERLOOKED: u64 = 0;

/// Says of an object that was published [unnoticed] that nobody will ever change it.
///
/// [unnoticed]: unnoticed
pub fn overlook(object: &Ref) {
    if MODE.get() != Mode::Off {
        let address = address_of(object.header());
        RECORDER.with_borrow_mut(|recorder| recorder.numbers.insert(address, OVERLOOKED));
    }
}

/// Notes that a guard of a shared object has ended.
pub(super) fn note(header: &Header, is_written: bool) {
    if is_on() && RECORDER.with_borrow(|recorder| !recorder.ignores(header.kind)) {
        let number = number_of(header);
        if number == OVERLOOKED {
            return;
        }
        RECORDER.with_borrow_mut(|recorder| recorder.note(header.kind, number, is_written));
    }
}

/// Notes that an object becomes one that others can reach.
pub(super) fn publish(header: &Header) {
    let mode = MODE.get();
    if mode != Mode::Off {
        let address = address_of(header);
        RECORDER.with_borrow_mut(|it| it.publish(header.kind, address, mode == Mode::On));
    }
}

fn address_of(header: &Header) -> usize {
    std::ptr::from_ref(header) as usize
}

fn number_of(header: &Header) -> u64 {
    let address = address_of(header);
    RECORDER.with_borrow_mut(|recorder| match recorder.numbers.get(&address) {
        _ if recorder.watcher.is_some() => WATCHED | address as u64,
        Some(number) => *number,
        None => {
            // Who comes first to what nobody was seen to publish is the one who has it.
            recorder.log.hidden = Some("objects that nobody was seen to publish");
            recorder.number(address)
        }
    })
}

impl Recorder {
    fn publish(&mut self, kind: u8, address: usize, is_on: bool) {
        match &self.watcher {
            Some(watcher) if is_on => watcher.published(WATCHED | address as u64),
            Some(_) => {}
            None if is_on && !self.ignores(kind) => {
                let number = self.number(address);
                self.log.born.push(number);
                self.has_company = true;
            }
            // Whoever comes first may make it. Its address may have been that of one with a number.
            None => {
                self.numbers.remove(&address);
            }
        }
    }

    fn number(&mut self, address: usize) -> u64 {
        let number = self.new_number();
        self.numbers.insert(address, number);
        number
    }

    fn new_number(&mut self) -> u64 {
        let thread = self.thread as usize;
        if self.published.len() <= thread {
            self.published.resize(thread + 1, 0);
        }
        self.published[thread] += 1;
        (thread as u64 + 1) << 32 | u64::from(self.published[thread])
    }

    /// What an object was told by before it was published it is told by for ever. Of an object that has died
    /// the one at its address may inherit: both are never compared.
    fn identity(&mut self, address: usize, is_shared: bool) -> u64 {
        if let Some(known) = self.identities.get(&address) {
            return *known;
        }
        if let (true, Some(number)) = (is_shared, self.numbers.get(&address)) {
            return *number;
        }
        let number = self.new_number();
        self.identities.insert(address, number);
        number
    }

    /// Whether neither accesses nor the log tell of objects of this kind.
    fn ignores(&self, kind: u8) -> bool {
        self.kinds.ignored & !self.kinds.own & 1 << kind != 0
    }

    fn note(&mut self, kind: u8, object: u64, is_written: bool) {
        let bit = 1 << kind;
        if self.kinds.own & bit != 0 {
            let part = Location::OWN | u64::from(self.thread);
            let touch = if is_written {
                Touch::Write
            } else {
                Touch::Read
            };
            return self
                .log
                .touch(self.thread, Location { object, part }, touch);
        }
        let part = match self.focus.kinds & bit {
            0 => Location::WHOLE,
            _ => self.focus.part,
        };
        let touch = match (is_written, self.focus.is_whole) {
            (false, false) => Touch::Read,
            (false, true) => Touch::Look,
            (true, false) => Touch::Write,
            (true, true) => Touch::Store,
        };
        let location = Location { object, part };
        let is_quiet = self.kinds.quiet & bit != 0 && !is_written;
        let is_told = self.focus.kinds & bit != 0 || !is_quiet;
        self.add(Access { location, touch }, is_told);
    }

    /// An access, of which threads are told to meet there or only the log hears.
    fn add(&mut self, access: Access, is_told: bool) {
        if let Some(watcher) = &self.watcher {
            if is_told {
                watcher.touched(self.standing, access);
            }
            return;
        }
        self.log.touch(self.thread, access.location, access.touch);
        if is_told {
            self.accesses.push(access);
        }
    }
}
