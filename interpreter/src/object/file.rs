//! Open files: their buffers, and where they stand. What is read and written passes through here
//! as bytes; text is made of them by `builtins/files.rs`.
//!
//! The buffers fill up and empty when CPython's do, so that another reader of the same file sees
//! the same.

use super::{Str, Trace, trace_value};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// How much CPython reads and collects at a time.
const CHUNK: usize = 8192;

/// A file that the host has opened.
pub trait OpenFile: Read + Write + Seek + Send {
    /// Cuts the file to this size, or fills it up with zeros.
    fn cut(&mut self, size: u64) -> io::Result<()>;
}

/// A file object: of the disk or in memory, of text or of bytes.
pub struct File {
    /// What `type` says.
    pub kind: FileKind,
    /// `name`; empty for a file in memory.
    pub name: Value,
    /// `mode`
    pub mode: Box<str>,
    /// `encoding` and `errors`, of a text file.
    pub codec: [Value; 2],
    /// How lines end, in a text file.
    pub newline: Newline,
    /// Everything else.
    pub state: Guarded<Content>,
}

/// The classes of files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum FileKind {
    TextIOWrapper,
    BufferedReader,
    BufferedWriter,
    BufferedRandom,
    StringIO,
    BytesIO,
}

impl FileKind {
    /// Whether it reads and writes text.
    pub fn is_text(self) -> bool {
        matches!(self, FileKind::TextIOWrapper | FileKind::StringIO)
    }
}

/// What ends a line of a text file, and what becomes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// `newline=None`: any of the three does, and is read as `\n`.
    Universal,
    /// `newline=''`: any of the three does, and is read as it stands.
    Any,
    /// Only this does; `\n` is written as this.
    Only(&'static str),
}

/// What a file object holds.
pub enum Content {
    /// It was closed.
    Closed,
    /// Text in memory, and the place in it.
    Text {
        /// The characters.
        chars: Vec<char>,
        /// Where reading or writing goes on.
        position: usize,
    },
    /// Bytes in memory, and the place in them.
    Bytes {
        /// The bytes.
        data: Vec<u8>,
        /// Where reading or writing goes on.
        position: usize,
    },
    /// A file of the host.
    Disk(Box<Disk>),
}

/// An open file of the host with its buffers.
pub struct Disk {
    handle: Box<dyn OpenFile>,
    /// Whether it may be read.
    pub readable: bool,
    /// Whether it may be written.
    pub writable: bool,
    /// Whether a line end is reason enough to write what has collected.
    pub by_line: bool,
    /// Whether `tell` may be asked: not in the middle of a `for` over the lines.
    pub telling: bool,
    /// Whether the host was asked since this was last looked at.
    pub touched: bool,
    /// What was read but not yet asked for begins at `at`.
    unread: Vec<u8>,
    at: usize,
    /// What the text layer, and below it the buffer, have yet to write.
    fresh: Vec<u8>,
    pending: Vec<u8>,
}

impl Disk {
    /// A file just opened.
    pub fn new(handle: Box<dyn OpenFile>, readable: bool, writable: bool) -> Disk {
        Disk {
            handle,
            readable,
            writable,
            by_line: false,
            telling: true,
            touched: true,
            unread: Vec::new(),
            at: 0,
            fresh: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// What was read and not asked for.
    pub fn unread(&self) -> &[u8] {
        &self.unread[self.at..]
    }

    /// Takes the first `count` of the unread bytes.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let taken = self.unread[self.at..self.at + count].to_vec();
        self.at += count;
        taken
    }

    /// Reads one more chunk; gives how many bytes it has, zero at the end of the file.
    pub fn fill(&mut self) -> io::Result<usize> {
        self.flush()?;
        self.touched = true;
        self.unread.drain(..self.at);
        self.at = 0;
        let start = self.unread.len();
        self.unread.resize(start + CHUNK, 0);
        let read = self.handle.read(&mut self.unread[start..]);
        self.unread
            .truncate(start + read.as_ref().copied().unwrap_or(0));
        read
    }

    /// Reads all that is left.
    pub fn fill_whole(&mut self) -> io::Result<()> {
        self.flush()?;
        self.touched = true;
        self.handle.read_to_end(&mut self.unread)?;
        Ok(())
    }

    /// Takes bytes to be written through the layer of a text file.
    pub fn write_text(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.forget_unread();
        if self.fresh.len() + bytes.len() > CHUNK {
            self.settle()?;
        }
        self.fresh.extend_from_slice(bytes);
        if self.by_line && bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            return self.flush();
        }
        if self.fresh.len() >= CHUNK {
            self.settle()?;
        }
        Ok(())
    }

    /// What the text layer has collected goes to the buffer.
    fn settle(&mut self) -> io::Result<()> {
        let fresh = std::mem::take(&mut self.fresh);
        self.write_bytes(&fresh)
    }

    /// Takes bytes to be written.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.go_back()?;
        if self.pending.len() + bytes.len() <= CHUNK {
            self.pending.extend_from_slice(bytes);
            return Ok(());
        }
        self.put_pending()?;
        if bytes.len() > CHUNK {
            self.touched = true;
            return self.handle.write_all(bytes);
        }
        self.pending.extend_from_slice(bytes);
        Ok(())
    }

    fn put_pending(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.touched = true;
        let pending = std::mem::take(&mut self.pending);
        self.handle.write_all(&pending)
    }

    /// Everything collected goes to the host.
    pub fn flush(&mut self) -> io::Result<()> {
        if !self.fresh.is_empty() {
            self.settle()?;
        }
        self.put_pending()
    }

    /// A text file that is written after it was read goes on where the chunk ended.
    fn forget_unread(&mut self) {
        self.unread.clear();
        self.at = 0;
    }

    /// A file of bytes that is written after it was read goes on where it was.
    fn go_back(&mut self) -> io::Result<()> {
        let ahead = self.unread().len();
        self.forget_unread();
        if ahead > 0 {
            self.touched = true;
            self.handle.seek(SeekFrom::Current(-(ahead as i64)))?;
        }
        Ok(())
    }

    /// The place in the file, in bytes.
    pub fn tell(&mut self) -> io::Result<u64> {
        Ok(self.tell_chunk()? - self.unread().len() as u64)
    }

    /// The place behind what was read last.
    pub fn tell_chunk(&mut self) -> io::Result<u64> {
        self.flush()?;
        self.touched = true;
        self.handle.stream_position()
    }

    /// Goes to another place.
    pub fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.flush()?;
        let place = match place {
            SeekFrom::Current(offset) => SeekFrom::Current(offset - self.unread().len() as i64),
            other => other,
        };
        self.forget_unread();
        self.touched = true;
        self.telling = true;
        self.handle.seek(place)
    }

    /// Cuts the file.
    pub fn cut(&mut self, size: u64) -> io::Result<()> {
        self.flush()?;
        self.touched = true;
        self.handle.cut(size)
    }
}

impl Drop for Disk {
    /// A file that nobody closed is closed when it dies, with nobody to tell of a failure.
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

/// Reads so many characters or bytes, or all that are left.
pub fn read_disk(file: &File, disk: &mut Disk, size: Option<usize>) -> io::Result<Vec<u8>> {
    let Some(size) = size else {
        disk.fill_whole()?;
        let all = disk.unread().len();
        return Ok(disk.take(all));
    };
    let mut ended = size == 0;
    loop {
        match measure(file, disk.unread(), size) {
            Some(count) => return Ok(disk.take(count)),
            None if ended => {
                let all = disk.unread().len();
                return Ok(disk.take(all));
            }
            None => ended = disk.fill()? == 0,
        }
    }
}

/// How many bytes make `size` characters, or bytes in a file of bytes; None if there are too few.
fn measure(file: &File, bytes: &[u8], size: usize) -> Option<usize> {
    if !file.kind.is_text() {
        return (bytes.len() >= size).then_some(size);
    }
    let is_utf8 = file.codec[0].as_gc::<Str>().is_none_or(|name| {
        let name = name.as_str().to_lowercase();
        name.starts_with("utf") || name.starts_with('u')
    });
    let (mut at, mut left) = (0, size);
    while left > 0 {
        let byte = *bytes.get(at)?;
        at += 1;
        if byte == b'\r' && file.newline == Newline::Universal && *bytes.get(at)? == b'\n' {
            at += 1;
        }
        if is_utf8 && byte >= 0x80 {
            let length = match byte {
                0xf0.. => 4,
                0xe0.. => 3,
                _ => 2,
            };
            let end = at + length - 1;
            if end > bytes.len() {
                return None;
            }
            let rest = bytes[at..end].iter();
            at += rest.take_while(|byte| **byte & 0xc0 == 0x80).count();
        }
        left -= 1;
    }
    Some(at)
}

/// Where the first line of these bytes ends: behind its end; None if that is not among them.
fn line_end(file: &File, bytes: &[u8], ended: bool) -> Option<usize> {
    if !file.kind.is_text() || file.newline == Newline::Only("\n") {
        return bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .map(|at| at + 1);
    }
    if let Newline::Only(end) = file.newline {
        let found = bytes
            .windows(end.len())
            .position(|part| part == end.as_bytes());
        return found.map(|at| at + end.len());
    }
    let at = bytes
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))?;
    match (bytes[at], bytes.get(at + 1)) {
        (b'\r', Some(b'\n')) => Some(at + 2),
        (b'\r', None) if !ended => None,
        _ => Some(at + 1),
    }
}

/// Reads a line, or the beginning of a long one.
pub fn read_line(file: &File, disk: &mut Disk, size: Option<usize>) -> io::Result<Vec<u8>> {
    let mut ended = false;
    loop {
        let count = match line_end(file, disk.unread(), ended) {
            None if ended => Some(disk.unread().len()),
            found => found,
        };
        let most = size.and_then(|size| measure(file, disk.unread(), size));
        match (count, most) {
            (Some(count), most) => return Ok(disk.take(count.min(most.unwrap_or(count)))),
            (None, Some(most)) => return Ok(disk.take(most)),
            (None, None) => ended = disk.fill()? == 0,
        }
    }
}

/// Access to a file's content.
pub trait FileContent {
    /// Locks the file.
    fn content(&self) -> Guard<'_, Content>;
}

impl FileContent for Gc<File> {
    fn content(&self) -> Guard<'_, Content> {
        self.guard(|file| &file.state)
    }
}

impl Trace for File {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_value(&self.name, visitor);
        self.codec
            .iter()
            .for_each(|part| trace_value(part, visitor));
    }
}
